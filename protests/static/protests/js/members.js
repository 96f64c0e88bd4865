/** The protests that share a spot, as a list in a panel: no zoom tells their pins apart. */

import { lend, rowsOf } from "./rows.js";

const MOST = 100;
const panel = document.getElementById("members");

/**
 * @param {string[]} codes
 * @param {string} address of the list with these alone, for those that are too many for a panel
 */
export async function showMembers(codes, address) {
  const rows = await rowsOf(codes.slice(0, MOST));
  if (!rows.length) return;
  const giveBack = lend(rows.sort(sooner), panel.querySelector(".rows"));
  panel.addEventListener("close", giveBack, { once: true });
  const rest = panel.querySelector("[data-rest]");
  rest.hidden = codes.length <= MOST;
  rest.querySelector("a").href = address;
  panel.showModal();
}

/** What is over comes last, as in the list. */
function sooner(one, other) {
  const isOver = (item) => item.querySelector(".row--done") !== null;
  const start = (item) => Date.parse(item.querySelector("time")?.dateTime) || Infinity;
  return isOver(one) - isOver(other) || start(one) - start(other) || 0;
}
