/** Distances on the globe, computed here so that nobody is told where the reader is. */

const EARTH_KM = 6371;
const KM_IN_A_MILE = 1.609344;
// Where roads are measured in miles: Unicode CLDR, supplemental data, measurementSystem US and UK.
const MILES = new Set(["US", "GB", "LR", "MM"]);

/**
 * Kilometres along the great circle, by the haversine formula.
 * @param {[number, number]} one [lon, lat] in degrees
 * @param {[number, number]} other
 * @returns {number}
 */
export function kmBetween(one, other) {
  const [lonA, latA, lonB, latB] = [...one, ...other].map((degrees) => (degrees * Math.PI) / 180);
  const half = Math.sin((latB - latA) / 2) ** 2 + Math.cos(latA) * Math.cos(latB) * Math.sin((lonB - lonA) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(half)));
}

/**
 * The numbers of all pins, the nearest first, and how far away each is.
 * @param {{lon: ArrayLike<number>, lat: ArrayLike<number>}} pins degrees
 * @param {[number, number]} here [lon, lat] in degrees
 * @returns {{order: Uint32Array, km: Float64Array}}
 */
export function byDistance({ lon, lat }, here) {
  const km = Float64Array.from(lon, (_, number) => kmBetween(here, [lon[number], lat[number]]));
  return { order: Uint32Array.from(km.keys()).sort((a, b) => km[a] - km[b] || a - b), km };
}

/**
 * Whether the reader counts in miles, as the country of their languages does; a language without a country says nothing.
 * @param {readonly string[]} languages as navigator.languages says
 */
export function countsInMiles(languages) {
  const regions = languages.map((tag) => new Intl.Locale(tag).region).filter(Boolean);
  return MILES.has(regions[0]);
}

/**
 * "149 km", "93 mi"; below 10 with one decimal.
 * @param {number} km
 * @param {string} language
 * @param {boolean} [inMiles]
 */
export function distanceText(km, language, inMiles = false) {
  const distance = inMiles ? km / KM_IN_A_MILE : km;
  return new Intl.NumberFormat(language, {
    style: "unit", unit: inMiles ? "mile" : "kilometer", maximumFractionDigits: distance < 10 ? 1 : 0, numberingSystem: "latn",
  }).format(distance);
}

/**
 * Where the device is, asked of the device alone.
 * @returns {Promise<[number, number]>} [lon, lat] in degrees
 */
export function askDevice() {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve([coords.longitude, coords.latitude]), reject,
      { maximumAge: 600_000, timeout: 20_000 },
    );
  });
}
