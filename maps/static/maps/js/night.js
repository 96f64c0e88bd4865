/** Where it is night: the same low-precision sun as maps/night.py (Astronomical Almanac, section C). */

const RADIANS = Math.PI / 180;
const J2000 = Date.UTC(2000, 0, 1, 12);
const STEP = 4;
const POLE = 89.9;

/**
 * @param {number} moment milliseconds since 1970, UTC
 * @returns {[number, number]} [lon, lat] in degrees of the place where the sun stands overhead
 */
export function subsolarPoint(moment) {
  const days = (moment - J2000) / 86_400_000;
  const anomaly = (357.528 + 0.9856003 * days) * RADIANS;
  const longitude = (280.46 + 0.9856474 * days + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) * RADIANS;
  const obliquity = (23.439 - 0.0000004 * days) * RADIANS;
  const ascension = Math.atan2(Math.cos(obliquity) * Math.sin(longitude), Math.cos(longitude)) / RADIANS;
  const sidereal = 280.46061837 + 360.98564736629 * days;
  const lon = ((((ascension - sidereal + 180) % 360) + 360) % 360) - 180;
  return [lon, Math.asin(Math.sin(obliquity) * Math.sin(longitude)) / RADIANS];
}

/**
 * @param {number} moment milliseconds since 1970, UTC
 * @param {number} west degrees
 * @param {number} east degrees, may be beyond 180
 * @returns {Array<[number, number]>} [lat, lon] corners of the night side, as Leaflet wants them
 */
export function nightCorners(moment, west, east) {
  const [sunLon, sunLat] = subsolarPoint(moment);
  const slope = Math.tan(sunLat * RADIANS) || 1e-9;
  const pole = slope > 0 ? -POLE : POLE;
  /** @type {Array<[number, number]>} */
  const corners = [[pole, west]];
  for (let lon = west; lon <= east; lon += STEP) {
    corners.push([Math.atan(-Math.cos((lon - sunLon) * RADIANS) / slope) / RADIANS, lon]);
  }
  corners.push([pole, east]);
  return corners;
}
