/** The map of a day: its pins in groups, what is seen in the address, the reader's place once they gave it. */

import { drawWorld, fitAll, isCalm, isWide, openMap } from "../../maps/js/map.js";
import { keepNames } from "../../maps/js/names.js";
import { openByZoom } from "../../maps/js/opening.js";
import { pinLayer } from "../../maps/js/pinlayer.js";
import { stateOfGroup } from "../../maps/js/pins.js";
import { nearestCopy, pictureSource, pinSource } from "../../maps/js/source.js";
import { nextTurn } from "../../maps/js/turns.js";
import { keepView } from "./inview.js";
import { showMembers } from "./members.js";
import { tieRows } from "./tie.js";

const RADIUS = { wide: 38, phone: 27 };
const ROOM_FOR_A_NAME = [90, 60];
const CLOSE_ENOUGH = 7;
const STEP_IN = 2;

/**
 * @param {HTMLElement} element [data-map]
 * @param {() => Promise<import("./columns.js").Pins>} pins of the query that the page shows
 */
export function openDayMap(element, pins) {
  const map = openMap(element);
  const radius = isWide() ? RADIUS.wide : RADIUS.phone;
  /** @type {import("./columns.js").Pins | null} */
  let columns = null;
  let numbers = new Map();
  let source = null;
  let you = null;

  const layer = pinLayer(map, lookOf, press);
  const tie = tieRows(element, {
    raise: (code, isRaised) => layer.raise(numbers.get(code), isRaised),
    redraw: (code) => layer.redraw(numbers.get(code)),
  });
  const view = keepView(map);
  view.settle(() => fitAll(map, []));
  keepNames(map);
  map.getPane("markerPane").setAttribute("aria-hidden", "true"); // the list says the same
  const place = (number) => [columns.lon[number], columns.lat[number]];

  function lookOf({ count, state, members }) {
    if (!members) return { count, state };
    const isSelected = members.some((number) => tie.isSelected(columns.code[number]));
    if (count > 1) return { count, isSelected, state: stateOfGroup(members.map((number) => columns.state[number])) };
    const [number] = members;
    return { isSelected, state: columns.state[number], shape: columns.drawn[number], name: columns.name[number] };
  }
  function press({ lon, lat, count, members }) {
    if (!members) map.setView([lat, lon], map.getZoom() + STEP_IN);
    else if (count === 1) pressPin(columns.code[members[0]], [lat, lon]);
    else openGroup(members);
  }
  function pressPin(code, at) {
    tie.press(code);
    map.panInside(at, { padding: ROOM_FOR_A_NAME, animate: !isCalm() });
  }
  /** By zoom, as long as a zoom tells its members apart; else as a list. */
  async function openGroup(members) {
    const box = await openByZoom(map, source, members.map(place));
    if (box) showMembers(members.map((number) => columns.code[number]), view.addressWithin(box)).catch(() => {});
  }

  return {
    /** Draws what the picture shows, until all pins are asked for. */
    async showPicture(picture) {
      source = pictureSource(picture);
      const world = await source.clusters([-180, -90, 180, 90]);
      view.settle(() => fitAll(map, world.map(({ lon, lat }) => [lon, lat])));
      await layer.show(source);
    },
    /** @param {{keep?: boolean}} [how] whether the map stays where it is */
    async showPins({ keep = false } = {}) {
      columns = await pins();
      await nextTurn(); // to read ten thousand is enough for one
      numbers = new Map();
      columns.code.forEach((code, number) => numbers.set(code, number));
      source = pinSource(columns, radius);
      if (!keep) view.settle(() => fitAll(map, columns.code.map((_, number) => place(number))));
      await layer.show(source);
      view.offer(() => layer.holdsAll(columns.code.length));
    },
    drawGround: () => drawWorld(map),
    /** Shows where the reader is, with the nearest protests around; the first of them is selected. */
    showAround(here, codes) {
      const near = codes.map((code) => place(numbers.get(code))).map(([lon, lat]) => [lat, nearestCopy(lon, here[0])]);
      you?.remove();
      you = L.marker([here[1], here[0]], { icon: dot(), keyboard: false, interactive: false }).addTo(map);
      map.once("moveend", () => tie.select(codes[0]));
      view.keepPrivate(true);
      map.fitBounds(L.latLngBounds([you.getLatLng(), ...near]), {
        paddingTopLeft: [56, 48], paddingBottomRight: [100, 48], maxZoom: CLOSE_ENOUGH, animate: !isCalm(),
      });
    },
    leaveAround() {
      you?.remove();
      tie.select("");
      view.keepPrivate(false);
    },
  };
}

function dot() {
  const html = document.createElement("span");
  html.className = "you";
  return L.divIcon({ html, className: "pin-icon", iconSize: null });
}
