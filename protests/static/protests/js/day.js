/** The page of a day: the map takes the place of the picture, rows and pins know each other. */

import { sayTwoFingers } from "../../maps/js/gestures.js";
import { isWide } from "../../maps/js/map.js";
import { readView } from "../../maps/js/view.js";
import { startChoosing } from "./choose.js";
import { loadPins } from "./columns.js";
import { openDayMap } from "./daymap.js";
import { dressDistances } from "./distances.js";
import { startShowingMore } from "./more.js";
import { offerNearest } from "./nearest.js";
import { startRefining } from "./refine.js";
import { dressTimes, startCountdown } from "./times.js";

// From so many pins on, the map shows what the picture showed until somebody wants to see more.
const LARGE = 500;

const element = document.querySelector("[data-map]");
let asked = null;
const pins = () => (asked ??= loadPins(element.dataset.pins));

dressTimes();
dressDistances();
startCountdown();
startRefining();
startChoosing();
startShowingMore();
watchTheMap();
sayTwoFingers(element, document.querySelector("[data-two-fingers]"));
const map = startMap();
map.catch(() => tellFault(element));
const nearest = offerNearest(pins, map);
document.addEventListener("refined", async () => {
  dressTimes();
  dressDistances();
  asked = null;
  nearest?.again();
  (await map).showPins({ keep: nearest?.isOn() });
});

async function startMap() {
  const opened = openDayMap(element, pins);
  const isLarge = Number(element.dataset.count) > LARGE && !readView(location.search);
  const picture = document.querySelectorAll(isWide() ? ".world__wide > .world__pin" : ".world__narrow > .world__pin");
  await Promise.all([opened.drawGround(), isLarge ? opened.showPicture(picture) : opened.showPins()]);
  element.closest(".worldmap").classList.add("worldmap--live");
  if (isLarge) firstTouch().then(() => opened.showPins({ keep: true })).catch(() => {});
  return opened;
}

/** Resolves when somebody does something on the page. */
function firstTouch() {
  return new Promise((resolve) => {
    for (const kind of ["pointermove", "touchstart", "keydown", "focusin", "wheel"]) {
      addEventListener(kind, resolve, { once: true, passive: true });
    }
  });
}

/** The list has everything: the picture that the server drew stays. */
function tellFault(place) {
  const fault = document.createElement("p");
  fault.className = "map__fault";
  fault.setAttribute("role", "status");
  const again = Object.assign(document.createElement("a"), { href: "", textContent: place.dataset.again });
  fault.append(place.dataset.fault, " ", again);
  place.hidden = true;
  place.after(fault);
}

/** On a phone, once the list has covered the map, the title shrinks to a line and a way back appears. */
function watchTheMap() {
  const list = document.getElementById("list");
  const past = () => document.documentElement.classList.toggle("past-map", list.getBoundingClientRect().top < 60);
  addEventListener("scroll", past, { passive: true });
  document.getElementById("map").addEventListener("focusin", () => { if (list.getBoundingClientRect().top < 60) scrollTo(0, 0); });
}
