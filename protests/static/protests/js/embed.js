/** A day in a frame of another site: the map takes the place of the picture; what is pressed opens a tab of its own. */

import { sayTwoFingers } from "../../maps/js/gestures.js";
import { drawWorld, fitAll, openMap } from "../../maps/js/map.js";
import { keepNames } from "../../maps/js/names.js";
import { openByZoom } from "../../maps/js/opening.js";
import { pinLayer } from "../../maps/js/pinlayer.js";
import { stateOfGroup } from "../../maps/js/pins.js";
import { nearestCopy, pinSource } from "../../maps/js/source.js";
import { withValues } from "../../maps/js/view.js";
import { loadPins } from "./columns.js";
import { dressTimes, startCountdown } from "./times.js";

const RADIUS = 27; // a frame is small

if (document.getElementById("list")) dressTimes();
startCountdown();
tellHeight();
// The picture, whose pins are links, stays where the map can't be drawn.
document.addEventListener("DOMContentLoaded", () => startMap().catch(() => {}));

/** The frame is told how high its page is, and nothing else; everybody may know that. */
function tellHeight() {
  if (parent === window || !document.body.matches(".embed--fit")) return;
  const tell = () => parent.postMessage({ standpoint: { height: Math.ceil(document.body.getBoundingClientRect().height) } }, "*");
  new ResizeObserver(tell).observe(document.body);
}

async function startMap() {
  const element = document.querySelector("[data-map]");
  if (!element) return;
  const columns = await loadPins(element.dataset.pins);
  const source = pinSource(columns, RADIUS);
  const place = (number) => [columns.lon[number], columns.lat[number]];
  const map = openMap(element, { scrollWheelZoom: false }); // the wheel moves the page around
  const layer = pinLayer(map, lookOf, press);
  keepNames(map);
  map.getPane("markerPane").setAttribute("aria-hidden", "true"); // as the picture: the list says the same
  fitAll(map, columns.code.map((_, number) => place(number)));
  await Promise.all([drawWorld(map), layer.show(source)]);
  element.closest(".worldmap").classList.add("worldmap--live");
  sayTwoFingers(element, document.querySelector("[data-two-fingers]"));

  function lookOf({ count, members }) {
    if (count > 1) return { count, state: stateOfGroup(members.map((number) => columns.state[number])) };
    const [number] = members;
    return { state: columns.state[number], shape: columns.drawn[number], name: columns.name[number] };
  }
  async function press({ members }) {
    if (members.length === 1) {
      open(element.dataset.page.replace("CODE", columns.code[members[0]]));
      return;
    }
    const box = await openByZoom(map, source, members.map(place));
    if (box) open(within(box));
  }
  function within([west, south, east, north]) {
    const [path, query = ""] = element.dataset.home.split("?");
    const bbox = [nearestCopy(west, 0), south, nearestCopy(east, 0), north].map((degrees) => Number(degrees.toFixed(5))).join();
    return path + withValues(query, { bbox });
  }
}

/** In a tab of its own that knows nothing of the page around. */
function open(address) {
  window.open(address, "_blank", "noopener");
}
