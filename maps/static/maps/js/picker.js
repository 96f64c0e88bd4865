/**
 * A pin in a form: tap the map, drag it, move it with the arrow keys, or take the device's own position. The two inputs
 * hold the truth, and work alone (templates/maps/point_picker.html).
 */

import { drawWorld, openMap } from "./map.js";
import { pinIcon } from "./pins.js";
import { EXACT_FROM, closestZoom } from "./streets.js";

const DECIMALS = 5;
const METRES_PER_DEGREE = 111_320;
const STEP = 10;
const LONG_STEP = 100;
const CLOSEST = 16;
const WORLD = { centre: [20, 10], zoom: 1.2 };
const NEAR = 7;
const ARROWS = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/**
 * @typedef {object} Picker
 * @property {() => L.LatLng | null} at where the pin stands
 * @property {(lat: number, lon: number, how: string) => void} set puts it there and writes the inputs
 * @property {(lat: number, lon: number) => void} point shows a place without writing: a town, say
 * @property {() => void} clear
 */

/**
 * Fires `pin` on the frame whenever the inputs change, with detail.how "device", "typed", "street" (by hand or keys where
 * the map shows streets), "hand" or "keys".
 * @param {HTMLElement} frame [data-picker-frame]
 * @returns {Promise<Picker>}
 */
export async function openPicker(frame) {
  const element = frame.querySelector("[data-picker]");
  const inputs = ["latitude", "longitude"].map((name) => document.getElementById(element.dataset[name]));
  frame.hidden = false;
  const map = openMap(element, { minZoom: 1, maxZoom: closestZoom(element, CLOSEST) }).setView(WORLD.centre, WORLD.zoom);
  const pin = L.marker(WORLD.centre, { icon: pinIcon({ state: "soon" }), draggable: true, autoPan: true, keyboard: true });

  const base = drawWorld(map, { night: false });
  let streets = null;
  const at = () => (map.hasLayer(pin) ? pin.getLatLng().wrap() : null);
  const tell = (how) => frame.dispatchEvent(new CustomEvent("pin", { bubbles: true, detail: { how } }));
  function stand(latlng) {
    pin.setLatLng(latlng).addTo(map);
  }
  function set(lat, lon, how) {
    stand([lat, lon]);
    const there = at();
    [inputs[0].value, inputs[1].value] = [there.lat.toFixed(DECIMALS), there.lng.toFixed(DECIMALS)];
    frame.querySelector("[data-picker-told]").textContent =
      element.dataset.moved.replace("{latitude}", inputs[0].value).replace("{longitude}", inputs[1].value);
    tell(how);
  }
  function point(lat, lon) {
    const zoom = Math.max(map.getZoom(), NEAR);
    stand([lat, lon]);
    map.setView([lat, lon], element.dataset.streets ? Math.max(zoom, EXACT_FROM) : zoom);
    base.then(({ cover }) => cover(pin.getLatLng())).then((seen) => seen || map.setZoom(zoom), () => {});
  }
  function clear() {
    pin.remove();
    for (const input of inputs) input.value = "";
    frame.querySelector("[data-picker-told]").textContent = "";
  }
  function readInputs() {
    const place = typedPoint(inputs);
    if (place) point(...place);
    tell("typed");
  }

  const put = (spot, how = "hand") => set(spot.lat, spot.lng, streets?.exact(L.latLng(spot)) ? "street" : how);
  map.on("click", ({ latlng }) => put(latlng));
  pin.on("dragend", () => put(pin.getLatLng()));
  pin.on("add", () => pin.getElement().setAttribute("aria-label", element.dataset.pin));
  element.addEventListener("keydown", (event) => onKey(event, map, at, put), { capture: true });
  for (const input of inputs) input.addEventListener("change", readInputs);
  offerDevice(frame, (lat, lon) => { point(lat, lon); set(lat, lon, "device"); });

  const place = typedPoint(inputs);
  if (place) point(...place);
  streets = await base;
  return { at, set, point, clear };
}

/**
 * Arrow keys on the pin move it; Enter or space on a map without one sets it in the middle. The map pans by itself.
 * @param {KeyboardEvent} event
 */
function onKey(event, map, at, put) {
  const isPin = event.target.closest(".leaflet-marker-icon");
  if (isPin && event.key in ARROWS) {
    put(stepped(at(), ARROWS[event.key], event.shiftKey ? LONG_STEP : STEP), "keys");
  } else if (event.target === map.getContainer() && (event.key === "Enter" || event.key === " ")) {
    put(map.getCenter());
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

/**
 * @param {L.LatLng} from
 * @param {[number, number]} direction east and north, -1 to 1
 * @param {number} metres
 */
export function stepped({ lat, lng }, [east, north], metres) {
  const degrees = metres / METRES_PER_DEGREE;
  return { lat: lat + north * degrees, lng: lng + (east * degrees) / Math.cos((lat * Math.PI) / 180) };
}

/**
 * @param {HTMLInputElement[]} inputs latitude and longitude
 * @returns {[number, number] | null}
 */
function typedPoint(inputs) {
  const [lat, lon] = inputs.map((input) => (input.value.trim() ? Number(input.value) : NaN));
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lat, lon] : null;
}

/** Asked only on press; the position goes into the inputs and nowhere else until the form is sent. */
function offerDevice(frame, take) {
  const told = frame.querySelector("[data-picker-told]");
  const denied = frame.querySelector("[data-picker]").dataset.denied;
  frame.querySelector("[data-picker-locate]").addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => take(coords.latitude, coords.longitude),
      () => { told.textContent = denied; },
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  });
}
