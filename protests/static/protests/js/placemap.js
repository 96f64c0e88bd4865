/** One place on a map to move about in. Until somebody comes near it the picture that the server drew says it. */

import { applyStyle, runScript } from "../../maps/js/load.js";
import { drawWorld, isWide, openMap } from "../../maps/js/map.js";
import { pinElement, pinIcon } from "../../maps/js/pins.js";

const COUNTRY_AROUND = 700_000; // metres
const ZOOM = { exact: 16, city: 11 };
const RADIUS = 28; // px
const APART = 60; // px

/** @param {HTMLElement} element with the position in degrees, and what openMap asks for */
async function open(element) {
  await loadLeaflet(element.dataset);
  const { lat, lon, shape, streets } = element.dataset;
  const here = L.latLng(Number(lat), Number(lon));
  const map = openMap(element);
  const showCountry = () => map.fitBounds(here.toBounds(COUNTRY_AROUND), { animate: false });
  if (streets) map.setView(here, ZOOM[shape] ?? ZOOM.exact);
  else showCountry();
  if (shape === "area") drawCircle(map, here, element.dataset);
  else if (element.dataset.otherLat) drawBoth(map, here, element.dataset);
  else L.marker(here, { icon: pinIcon(element.dataset), keyboard: false }).addTo(map);
  map.getPane("markerPane").setAttribute("aria-hidden", "true");
  element.closest(".worldmap")?.classList.add("worldmap--live");
  const drawn = await drawWorld(map);
  if (streets && !(await drawn.cover(here))) showCountry();
}

/** A page whose map is far down names the files instead of loading them. */
function loadLeaflet({ leaflet, leafletStyle }) {
  return window.L ? null : Promise.all([runScript(leaflet), applyStyle(leafletStyle)]);
}

/** Somewhere in this circle: no stick points at a spot, and the words stand on its rim. */
function drawCircle(map, here, { metres, streets, circle: words }) {
  const look = { className: "map__circle", interactive: false };
  // Among outlines of countries its true size would be a point.
  const circle = streets ? L.circle(here, { ...look, radius: Number(metres) }) : L.circleMarker(here, { ...look, radius: RADIUS });
  circle.addTo(map);
  const placard = pinElement({ state: "waiting", shape: "area" });
  placard.classList.add("pin--named");
  placard.firstElementChild.textContent = words;
  const icon = L.divIcon({ html: placard, className: "pin-icon", iconSize: null, iconAnchor: streets ? null : [0, RADIUS] });
  const rim = streets ? L.latLng(circle.getBounds().getNorth(), here.lng) : here;
  L.marker(rim, { icon, keyboard: false, interactive: false }).addTo(map);
  if (streets) map.fitBounds(circle.getBounds(), { padding: [24, 24], animate: false });
}

/** Beside what it is compared with, and the way between them. Where they all but cover each other, neither is named. */
function drawBoth(map, here, dataset) {
  const { otherLat, otherLon, otherState: state, otherShape: shape, otherName: name, streets } = dataset;
  const there = L.latLng(Number(otherLat), Number(otherLon));
  map.fitBounds(L.latLngBounds(here, there), { padding: [64, 64], maxZoom: streets ? ZOOM.exact : map.getZoom(), animate: false });
  const isSelected = map.latLngToContainerPoint(here).distanceTo(map.latLngToContainerPoint(there)) >= APART;
  L.polyline([here, there], { className: "map__between", interactive: false }).addTo(map);
  L.marker(there, { icon: pinIcon({ state, shape, name, isSelected }), keyboard: false, zIndexOffset: -1000 }).addTo(map);
  L.marker(here, { icon: pinIcon({ ...dataset, isSelected }), keyboard: false }).addTo(map);
}

/** Not before somebody comes near it: the map is below the fold of a phone. */
function openWhenSeen(element) {
  const watch = new IntersectionObserver(([frame]) => {
    if (!frame.isIntersecting) return;
    watch.disconnect();
    open(element).catch(() => { element.hidden = true; });
  }, { rootMargin: "200px" });
  watch.observe(element.parentElement);
}

const element = document.querySelector("[data-place-map]");
// Without streets a phone sees as much on the picture, and for less.
if (element && (isWide() || element.dataset.streets)) openWhenSeen(element);
