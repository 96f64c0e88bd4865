/** The part of the world that a map shows, as addresses say it: view=52.52,13.4,5.3 (latitude, longitude, zoom). */

const FARTHEST_IN = 20;

/**
 * @typedef {object} View
 * @property {number} lat degrees
 * @property {number} lon
 * @property {number} zoom
 */

/**
 * @param {string} search "?view=52.52,13.4,5.3"
 * @returns {View | null} null also for what is no view
 */
export function readView(search) {
  const numbers = (new URLSearchParams(search).get("view") ?? "").split(",").map((part) => (part ? Number(part) : NaN));
  const [lat, lon, zoom] = numbers;
  const isView = numbers.length === 3 && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && zoom >= 0 && zoom <= FARTHEST_IN;
  return isView ? { lat, lon, zoom } : null;
}

/**
 * The same query with other values; null takes a parameter away.
 * @param {string} search
 * @param {Record<string, string | null>} values
 */
export function withValues(search, values) {
  const query = new URLSearchParams(search);
  for (const [name, value] of Object.entries(values)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  const written = String(query).replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%2F", "/");
  return written && `?${written}`;
}

/** @param {L.Map} map @returns {string} no finer than what can be seen */
export function viewOf(map) {
  const { lat, lng } = map.getCenter().wrap();
  const decimals = Math.max(1, Math.ceil(map.getZoom() / 3));
  return [lat.toFixed(decimals), lng.toFixed(decimals), map.getZoom().toFixed(1)].map(Number).join();
}

/** @param {L.Map} map @returns {string} west,south,east,north of what is seen; "" if that is all the way round */
export function boxOf(map) {
  const bounds = map.getBounds();
  const [west, east] = [bounds.getWest(), bounds.getEast()];
  if (east - west >= 360) return "";
  const wrapped = [west, east].map((lon) => L.Util.wrapNum(lon, [-180, 180], true));
  const [south, north] = [bounds.getSouth(), bounds.getNorth()].map((lat) => Math.max(-90, Math.min(90, lat)));
  return [wrapped[0], south, wrapped[1], north].map((degrees) => Number(degrees.toFixed(3))).join();
}
