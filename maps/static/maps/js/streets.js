/** Streets close in, over Natural Earth: a host's choice (docs/basemaps.md). All of it comes from our own origin. */

import { onSchemeChange } from "./colours.js";
import { runScript } from "./load.js";

// As in maps/rastertiles.py, which answers no other zoom.
const FROM_ZOOM = 9;
const CLOSEST = 18;
/** From here on one sees on which side of a street a pin stands. */
export const EXACT_FROM = 15;
const PANE = "streets";

/**
 * @typedef {object} Streets
 * @property {(at: L.LatLng) => Promise<boolean>} cover whether streets could be drawn there, at this zoom
 * @property {(at: L.LatLng) => boolean} exact whether they are drawn there, close enough to point at a spot
 */

/**
 * @param {HTMLElement} element of a map
 * @param {number} outlines how close a map without streets may go
 */
export const closestZoom = (element, outlines) => (element.dataset.streets ? CLOSEST : outlines);

/**
 * Shows streets from FROM_ZOOM on, if the map's element names any. What fails to load leaves the plain ground.
 * @param {L.Map} map
 * @returns {Streets}
 */
export function layStreets(map) {
  const { streets, painter, credit, streetsCredit, streetsTerms } = map.getContainer().dataset;
  if (!streets) return { cover: async () => false, exact: () => false };
  map.createPane(PANE).style.zIndex = "160";
  const streetCredit = creditOf(streetsCredit, streetsTerms);
  let asked = null;
  let layer = null;
  let outcome = null;
  let drawn = false;

  const isNear = () => Math.round(map.getZoom()) >= FROM_ZOOM;
  const holds = (at) => !layer.options.bounds || layer.options.bounds.contains(at.wrap());
  const find = () => (asked ??= open(streets, painter).then((opened) => {
    layer = opened;
    outcome = new Promise((resolve) => layer?.once("tileload", () => resolve(drawn = true)).once("load", () => resolve(drawn)));
    return Boolean(layer);
  }));
  async function show() {
    if ((isNear() && !(await find())) || !layer || isNear() === map.hasLayer(layer)) return;
    const [shown, gone] = isNear() ? [streetCredit, credit] : [credit, streetCredit];
    map.attributionControl.removeAttribution(gone).addAttribution(shown);
    if (isNear()) layer.addTo(map);
    else layer.remove();
  }

  map.on("zoomend", show).whenReady(show);
  return {
    cover: async (at) => isNear() && (await find()) && holds(at) && outcome,
    exact: (at) => map.getZoom() >= EXACT_FROM && drawn && map.hasLayer(layer) && holds(at),
  };
}

/** @returns {Promise<L.GridLayer | null>} null if there is nothing to draw from */
async function open(url, painter) {
  const options = { pane: PANE, minZoom: FROM_ZOOM, maxZoom: CLOSEST };
  if (!painter) return L.tileLayer(url, { ...options, className: "map__streets", maxNativeZoom: CLOSEST });
  try {
    await runScript(painter);
    return await painted(url, options);
  } catch {
    return null;
  }
}

/** A layer drawn from a PMTiles file in the colours of the page, and again when they change. */
async function painted(url, options) {
  const { labelRules, paintRules } = await import("./streetstyle.js");
  const { p: file } = new protomapsL.PmtilesSource(url, true);
  const { maxZoom, minLon, minLat, maxLon, maxLat } = await file.getHeader();
  const { lang } = document.documentElement;
  const layer = protomapsL.leafletLayer({
    ...options, url: file, maxDataZoom: maxZoom, bounds: L.latLngBounds([minLat, minLon], [maxLat, maxLon]), attribution: "",
    paintRules: paintRules(), labelRules: labelRules(lang), lang, tasks: [document.fonts.ready],
  });
  onSchemeChange(() => {
    Object.assign(layer, { paintRules: paintRules(), labelRules: labelRules(lang) });
    layer.clearLayout();
    layer.rerenderTiles();
  });
  return layer;
}

/** Leaflet takes credits as HTML. */
function creditOf(words, terms) {
  const credit = document.createElement(terms ? "a" : "span");
  credit.textContent = words;
  if (terms) Object.assign(credit, { href: terms, rel: "noopener noreferrer" });
  return credit.outerHTML;
}
