/** The protest whose pin was pressed, first in the list: on a phone always, on a wide screen if its row is not there. */

import { isCalm } from "../../maps/js/map.js";
import { lend, rowOf, rowsOf } from "./rows.js";

const box = document.querySelector("[data-picked]");
let wanted = "";
let giveBack = () => {};

/** @param {string} code */
export async function pick(code) {
  wanted = code;
  const rows = await rowsOf([code]);
  if (wanted !== code || !rows.length) return;
  giveBack();
  giveBack = lend(rows, box.querySelector(".rows"));
  box.hidden = false;
}

export function unpick() {
  wanted = "";
  giveBack();
  giveBack = () => {};
  box.hidden = true;
}

/** On a phone the list is a sheet over the map: it comes up to the middle. */
export function snapToHalf() {
  const top = document.getElementById("list").getBoundingClientRect().top + scrollY;
  scrollTo({ top: top - innerHeight / 2, behavior: isCalm() ? "auto" : "smooth" });
}

/** @param {() => void} onAll when all are asked for again */
export function startPicking(onAll) {
  box.querySelector("[data-all]").addEventListener("click", (event) => {
    event.preventDefault();
    const { code } = box.querySelector(".row")?.dataset ?? {};
    unpick();
    onAll();
    if (code) rowOf(code)?.focus();
  });
}
