/** Rows and pins know each other: hover and focus on a row raise its pin; a press on a pin selects its row. */

import { isCalm, isWide } from "../../maps/js/map.js";
import { pick, snapToHalf, startPicking, unpick } from "./picked.js";
import { rowOf } from "./rows.js";

const RAISING = { mouseover: true, focusin: true, mouseout: false, focusout: false };

/**
 * @typedef {object} PinSide what the map does for a row
 * @property {(code: string, isRaised: boolean) => void} raise
 * @property {(code: string) => void} redraw after a change of the selection
 *
 * @param {HTMLElement} map
 * @param {PinSide} pins
 */
export function tieRows(map, pins) {
  let selected = "";

  function select(code) {
    const before = selected;
    selected = code;
    for (const one of [before, code]) {
      rowOf(one)?.classList.toggle("row--selected", one === code);
      if (one) pins.redraw(one);
    }
  }
  async function show(code) {
    if (isWide() && rowOf(code)) {
      unpick();
      rowOf(code).scrollIntoView({ block: "center", behavior: isCalm() ? "auto" : "smooth" });
      return;
    }
    await pick(code);
    rowOf(code)?.classList.add("row--selected");
    if (isWide()) document.getElementById("list").scrollTo(0, 0);
    else snapToHalf();
  }

  startPicking(() => select(""));
  for (const [kind, isRaised] of Object.entries(RAISING)) {
    document.getElementById("list").addEventListener(kind, ({ target }) => {
      const row = target.closest(".row");
      if (row) pins.raise(row.dataset.code, isRaised);
    });
  }
  map.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") (rowOf(selected) ?? document.querySelector("#list .row"))?.focus();
  });
  return {
    isSelected: (code) => code === selected,
    select,
    /** A second press opens the page. */
    press(code) {
      if (code === selected) {
        location.assign(rowOf(code)?.href ?? map.dataset.page.replace("CODE", code));
        return;
      }
      select(code);
      show(code).catch(() => {}); // offline: the pin has its name, and opens its page
    },
  };
}
