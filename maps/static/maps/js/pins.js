/** A pin is a placard on a stick; its foot stands on the point. The look is in protests/css/map.css. */

import { BIG } from "./groups.js";

const OVER = new Set(["done", "cancelled", "banned", "postponed"]);

/**
 * @typedef {object} Look
 * @property {string} state soon, live, done, tentative, moved, postponed, cancelled, banned or waiting
 * @property {string} [shape] exact, area or city
 * @property {number} [count] of a group
 * @property {string} [name] shown beside a lone pin
 * @property {boolean} [isSelected] then the name is on its face; a group is only marked
 */

/**
 * @param {Look} look
 * @returns {HTMLElement}
 */
export function pinElement({ state, shape = "exact", count = 1, name = "", isSelected = false }) {
  const pin = document.createElement("span");
  const face = document.createElement("span");
  face.className = "pin__face";
  pin.append(face);
  pin.className = `pin pin--${state}`;
  if (count > 1) {
    pin.classList.add("pin--group");
    pin.classList.toggle("pin--big", count >= BIG);
    pin.classList.toggle("pin--raised", isSelected);
    face.textContent = String(count);
  } else {
    pin.classList.add(`pin--${shape}`);
    pin.classList.toggle("pin--named", isSelected && Boolean(name));
    if (isSelected) face.append(isolated(name));
    else if (name) pin.append(isolated(name, "pin-name"));
  }
  return pin;
}

/** Names of any script, each in its own direction. */
function isolated(name, className = "") {
  return Object.assign(document.createElement("bdi"), { textContent: name, className });
}

/**
 * @param {Look} look
 * @returns {L.DivIcon}
 */
export function pinIcon(look) {
  return L.divIcon({ html: pinElement(look), className: "pin-icon", iconSize: null });
}

/**
 * One state for a group: on now if any is; what all are; finished if none is to come.
 * @param {string[]} states
 * @returns {string}
 */
export function stateOfGroup(states) {
  const distinct = new Set(states);
  if (distinct.size === 1) return states[0];
  if (distinct.has("live")) return "live";
  return [...distinct].every((state) => OVER.has(state)) ? "done" : "soon";
}
