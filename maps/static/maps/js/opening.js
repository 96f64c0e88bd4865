/** A group of pins is opened by zoom, as long as a zoom tells its members apart. */

import { nearestCopy } from "./source.js";

const MARGIN = 48; // pixels around the pins of a group that was opened

/**
 * @param {L.Map} map
 * @param {{clusters: (box: import("./source.js").Box, zoom: number) => Promise<object[]>}} source
 * @param {Array<[number, number]>} points of its members, [lon, lat] in degrees
 * @returns {Promise<import("./source.js").Box | null>} the box of those that no zoom tells apart
 */
export async function openByZoom(map, source, points) {
  const [[middle]] = points;
  const bounds = L.latLngBounds(points.map(([lon, lat]) => [lat, nearestCopy(lon, middle)]));
  const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  const closest = map.getMaxZoom();
  if (map.getZoom() >= closest || (await source.clusters(box, closest)).length < 2) return box;
  const zoom = Math.max(map.getBoundsZoom(bounds, false, L.point(2 * MARGIN, 2 * MARGIN)), map.getZoom() + 1);
  map.setView(bounds.getCenter(), Math.min(zoom, closest));
  return null;
}
