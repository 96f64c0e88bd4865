/** The smallest window that holds all points; the same rule as maps/bbox.py, so that picture and map agree. */

/**
 * @param {number[]} lons degrees
 * @returns {number} the western edge: what lies west of it is shown 360° further east. It is beyond the antimeridian
 *   only where that makes a window of at most half the globe; points all round the world have no better side.
 */
export function westernEdge(lons) {
  const sorted = [...new Set(lons)].sort((a, b) => a - b);
  const widthFrom = (i) => (i === 0 ? sorted.at(-1) - sorted[0] : sorted[i - 1] + 360 - sorted[i]);
  const best = sorted.map((_, i) => i).reduce((least, i) => (widthFrom(i) < widthFrom(least) ? i : least), 0);
  return widthFrom(best) <= 180 ? sorted[best] : sorted[0];
}

/**
 * @param {number} lon degrees
 * @param {number} west the western edge of the window
 * @returns {number} the same meridian, at or east of the edge
 */
export function eastOf(lon, west) {
  return lon < west ? lon + 360 : lon;
}
