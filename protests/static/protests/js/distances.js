/** Distances in the reader's units: the server says kilometres. */

import { countsInMiles, distanceText } from "../../maps/js/near.js";

const language = document.documentElement.lang;
const inMiles = countsInMiles(navigator.languages);

/** @param {number} km */
export const distance = (km) => distanceText(km, language, inMiles);

/** Says in miles what the page says in kilometres, to those who count so. */
export function dressDistances() {
  if (!inMiles) return;
  for (const place of document.querySelectorAll("[data-km]")) place.textContent = distance(Number(place.dataset.km));
}

/**
 * @param {HTMLElement} row
 * @param {number} km from where the reader is
 * @returns {() => void} says again what it said before
 */
export function showDistance(row, km) {
  const end = row.querySelector(".row__end") ?? row.appendChild(made("row__end"));
  const before = end.querySelector(".row__km");
  const shown = made("row__km", "bdi");
  shown.textContent = distance(km);
  end.prepend(shown);
  before?.remove();
  return () => (before ? shown.replaceWith(before) : shown.remove());
}

function made(className, tag = "span") {
  return Object.assign(document.createElement(tag), { className });
}
