/** What the map shows, in the address; and a chip that asks for the list of it alone. */

import { nearestCopy } from "../../maps/js/source.js";
import { boxOf, readView, viewOf, withValues } from "../../maps/js/view.js";

const AT_REST = 200; // ms; to write the address is slow, and between two moves nobody reads it

/** @param {L.Map} map */
export function keepView(map) {
  let settled = "";
  let isPrivate = false;
  let showsAll = () => true;
  let writing = 0;

  map.on("moveend", () => {
    if (isPrivate || !settled || viewOf(map) === settled) return;
    settled = viewOf(map);
    clearTimeout(writing);
    writing = setTimeout(write, AT_REST);
  });
  function write() {
    history.replaceState(history.state, "", location.pathname + withValues(location.search, { view: settled }) + location.hash);
  }
  map.on("pinsdrawn", offer);
  function offer() {
    for (const chip of document.querySelectorAll("[data-inview]")) {
      const box = boxOf(map);
      chip.hidden = isPrivate || !box || showsAll();
      chip.href = within(box, viewOf(map));
    }
    for (const chip of document.querySelectorAll("[data-everywhere]")) chip.href = within(null, viewOf(map));
  }
  const within = (bbox, view) => location.pathname + withValues(location.search, { bbox, view, cursor: null });

  return {
    /** Moves the map to the view of the address, or by `fit` where it names none; neither is told to the address. */
    settle(fit) {
      const view = readView(location.search);
      settled = "";
      clearTimeout(writing);
      if (view) map.setView([view.lat, view.lon], view.zoom, { animate: false });
      else fit();
      settled = viewOf(map);
    },
    /** @param {() => boolean} test whether all pins are in view, so that there is nothing to ask for */
    offer(test) {
      showsAll = test;
      offer();
    },
    /** While the map shows where the reader is, the address says nothing of it: addresses are sent and shared. */
    keepPrivate(is) {
      isPrivate = is;
      clearTimeout(writing);
      settled = viewOf(map);
      offer();
    },
    /** @param {import("../../maps/js/source.js").Box} box */
    addressWithin([west, south, east, north]) {
      const box = [nearestCopy(west, 0), south, nearestCopy(east, 0), north];
      return within(box.map((degrees) => Number(degrees.toFixed(5))).join(), null);
    },
  };
}
