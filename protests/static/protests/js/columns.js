/** The pins of a day as the server sends them: columns, a pin per position (protests/formats/pins.py). */

const PER_DEGREE = 100_000;

/**
 * @typedef {object} Pins
 * @property {string[]} code
 * @property {Float64Array} lon degrees in WGS 84
 * @property {Float64Array} lat
 * @property {string[]} state soon, live, done...
 * @property {string[]} drawn exact, area or city
 * @property {string[]} name
 */

/** @param {string} url @returns {Promise<Pins>} */
export async function loadPins(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return unpacked(await answer.json());
}

/** Degrees come as steps from one pin to the next. @returns {Pins} */
export function unpacked({ lon, lat, ...rest }) {
  return { ...rest, lon: summed(lon), lat: summed(lat) };
}

function summed(steps) {
  let at = 0;
  return Float64Array.from(steps, (step) => {
    at += step;
    return at / PER_DEGREE;
  });
}
