/** "Use my location": the list by distance. The position is used here and goes nowhere. */

import { askDevice, byDistance } from "../../maps/js/near.js";
import { showDistance } from "./distances.js";
import { lend, rowsOf } from "./rows.js";

const FAR = 300; // km; as REACH_KM in views/finding.py
const NEAREST = 3;
const PART = 50;
// What the map shows around the reader: as far as so many times the way to the nearest, but no more than so many.
const TIMES_THE_NEAREST = 2.5;
const SHOWN_AROUND = 12;

const nearby = document.querySelector("[data-nearby]");
const note = document.querySelector("[data-located] span");
const promise = note.textContent;
const place = document.getElementById("place");

/**
 * @param {() => Promise<import("./columns.js").Pins>} pins
 * @param {Promise<ReturnType<import("./daymap.js").openDayMap>>} map
 */
export function offerNearest(pins, map) {
  if (!("geolocation" in navigator)) return;
  /** @type {[number, number] | null} */
  let here = null;
  for (const selector of ["[data-locate]", "[data-located]"]) document.querySelector(selector).hidden = false;
  document.querySelector("[data-find]").hidden = true;

  async function locate() {
    note.textContent = note.dataset.waiting;
    try {
      here = await askDevice();
      tellFound(true);
      const around = await list();
      note.textContent = promise;
      (await map).showAround(here, around);
    } catch ({ code }) {
      if (!nearby.hidden) return; // the list is there; the map said of itself that it is not
      forget();
      note.textContent = code === 1 ? note.dataset.denied : note.dataset.failed;
    }
  }
  /** @returns {Promise<string[]>} the codes of those around, the nearest first */
  async function list() {
    const { code, unpinned, ...places } = await pins();
    const { order, km } = byDistance(places, here);
    const distances = new Map(Array.from(order, (number) => [code[number], km[number]]));
    const isFar = km[order[0]] > FAR;
    restore();
    await showNearby([...distances.keys(), ...unpinned].slice(0, isFar ? NEAREST : Infinity), distances);
    offerStart(isFar ? here : null);
    return [...distances.keys()].slice(0, SHOWN_AROUND).filter((one) => distances.get(one) <= km[order[0]] * TIMES_THE_NEAREST);
  }
  function forget() {
    here = null;
    restore();
    tellFound(false);
    place.focus();
    map.then(({ leaveAround }) => leaveAround(), () => {});
  }

  document.addEventListener("click", (event) => {
    const order = here && event.target.closest("[data-order]")?.dataset.order;
    if (event.target.closest("[data-locate]")) locate();
    if (event.target.closest("[data-forget]")) forget();
    if (!order) return;
    event.preventDefault();
    if (order === "nearest") list();
    else restore();
  });
  return { isOn: () => Boolean(here), again: () => (here ? list() : null) };
}

function tellFound(is) {
  document.querySelector("[data-asking]").hidden = is;
  document.querySelector("[data-found]").hidden = !is;
  document.documentElement.classList.toggle("is-near", is);
}

/** What brings the list back as the server wrote it. */
let undo = [];

/** The rows of these protests, some at a time, with their distances. */
async function showNearby(codes, distances) {
  const rows = await rowsOf(codes.slice(0, PART), { tellNobody: true });
  const part = nearby.querySelector("[data-parts]").appendChild(document.createElement("ol"));
  part.className = "rows";
  undo.push(lend(rows, part));
  for (const row of part.querySelectorAll(".row")) {
    if (distances.has(row.dataset.code)) undo.push(showDistance(row, distances.get(row.dataset.code)));
  }
  const further = nearby.querySelector("[data-further]");
  further.hidden = codes.length <= PART;
  further.firstElementChild.onclick = () => showNearby(codes.slice(PART), distances);
  if (nearby.hidden) undo.push(switchToNearby());
}

function switchToNearby() {
  const [orders, list] = [document.querySelectorAll("[data-order]"), document.querySelector(".list__rows")];
  const before = document.querySelector("[data-order][aria-current]");
  const mark = (current) => orders.forEach((one) => (one === current ? one.setAttribute("aria-current", "true") : one.removeAttribute("aria-current")));
  mark(document.querySelector("[data-order=nearest]"));
  [nearby.hidden, list.hidden] = [false, true];
  return () => {
    mark(before);
    [nearby.hidden, list.hidden] = [true, false];
  };
}

function restore() {
  for (const step of undo.splice(0).reverse()) step();
  nearby.querySelector("[data-parts]").replaceChildren();
}

/** Far from all: the way to the form, which takes the place over. After "#" it is not sent. */
function offerStart(here) {
  const card = nearby.querySelector("[data-far]");
  card.hidden = !here;
  const link = card.querySelector("[data-start-here]");
  if (here && link) link.href = `${link.href.split("#")[0]}#at=${here[1].toFixed(2)},${here[0].toFixed(2)}`;
}
