/** Coordinates in what somebody pasted, to show them at once; what the form means by it is decided by maps/pasted.py. */

const NUMBER = String.raw`(-?\d{1,3}(?:\.\d{1,20})?)`;
const PATTERNS = [
  `^\\s*${NUMBER}\\s*[,; ]\\s*${NUMBER}\\s*$`,
  `!3d${NUMBER}!4d${NUMBER}`,
  `[?&]mlat=${NUMBER}&mlon=${NUMBER}`,
  `[?&](?:q|ll|query|center|coordinate)=${NUMBER}(?:,|%2C)${NUMBER}`,
  `/@${NUMBER},${NUMBER}`,
  `map=[\\d.]+/${NUMBER}/${NUMBER}`,
  `^geo:${NUMBER},${NUMBER}`,
].map((pattern) => new RegExp(pattern, "i"));

/**
 * @param {string} text
 * @returns {[number, number] | null} [latitude, longitude] in degrees
 */
export function readPasted(text) {
  const match = PATTERNS.map((pattern) => pattern.exec(text)).find(Boolean);
  if (!match) return null;
  const [lat, lon] = [Number(match[1]), Number(match[2])];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lat, lon] : null;
}
