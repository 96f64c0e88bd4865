/** A Leaflet map in a prepared element: our base map, our controls, our words. No request leaves this origin. */

import { drawBase } from "./basemap.js";
import { eastOf, westernEdge } from "./bounds.js";
import { closestZoom, layStreets } from "./streets.js";

export const isWide = () => matchMedia("(min-width: 60rem)").matches;
export const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

const PADDING = { wide: 48, phone: 28 };
const CLOSEST = 12;
const EDGES = [[-86, -400], [86, 400]];

/**
 * @param {HTMLElement} element with data-zoom-in, data-zoom-out and what maps/_basemap.html writes
 * @param {L.MapOptions} [options]
 * @returns {L.Map}
 */
export function openMap(element, options = {}) {
  const { zoomIn, zoomOut, credit } = element.dataset;
  element.hidden = false;
  const map = L.map(element, {
    zoomControl: false, attributionControl: false, zoomSnap: 0.1, zoomDelta: 1, minZoom: 0, maxZoom: closestZoom(element, CLOSEST),
    maxBounds: EDGES, maxBoundsViscosity: 1, zoomAnimation: !isCalm(), fadeAnimation: !isCalm(), inertia: !isCalm(),
    // One finger moves the page, two move the map.
    dragging: matchMedia("(pointer: fine)").matches, wheelPxPerZoomLevel: 90, ...options,
  });
  const icon = (name) => `<svg class="icon" aria-hidden="true"><use href="#i-${name}"/></svg>`;
  L.control.zoom({
    position: "topright", zoomInTitle: zoomIn, zoomOutTitle: zoomOut, zoomInText: icon("plus"), zoomOutText: icon("minus"),
  }).addTo(map);
  L.control.attribution({ prefix: false, position: document.dir === "rtl" ? "bottomleft" : "bottomright" }).addAttribution(credit).addTo(map);
  return map;
}

/**
 * @param {L.Map} map whose element names what lies under the pins
 * @param {{night?: boolean}} [options]
 * @returns {Promise<import("./streets.js").Streets>}
 */
export async function drawWorld(map, options = {}) {
  const { world, detail } = map.getContainer().dataset;
  const streets = layStreets(map);
  await drawBase(map, { world, detail, streets, ...options });
  return streets;
}

/**
 * Shows all points, across 180° where that is shorter.
 * @param {L.Map} map
 * @param {Array<[number, number]>} points [lon, lat] in degrees
 * @returns {number} the western edge: draw what lies west of it 360° further east
 */
export function fitAll(map, points) {
  if (!points.length) {
    map.setView([20, 10], 1.2);
    return -180;
  }
  const west = westernEdge(points.map(([lon]) => lon));
  const bounds = L.latLngBounds(points.map(([lon, lat]) => [lat, eastOf(lon, west)]));
  const padding = isWide() ? PADDING.wide : PADDING.phone;
  map.fitBounds(bounds, { padding: [padding, padding], maxZoom: 6, animate: false });
  return west;
}
