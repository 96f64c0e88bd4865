/** Rows of the list by the code of their protest: those on the page, and those that only the server has. */

import { dressTimes } from "./times.js";

/** @param {string} code */
export const rowOf = (code) => document.querySelector(`.row[data-code="${CSS.escape(code)}"]`);

const address = () => document.querySelector("[data-map]").dataset.rows;
const NONE = new Map(); // offline: those on the page are there
let whole = { address: "", rows: null };

/**
 * The rows of these protests, in this order, each taken from the page or from the server.
 * @param {string[]} codes
 * @param {{tellNobody?: boolean}} [how] then the server is asked for all rows, so that it can't know which are meant
 * @returns {Promise<HTMLElement[]>} <li>
 */
export async function rowsOf(codes, { tellNobody = false } = {}) {
  const missing = codes.filter((code) => !rowOf(code));
  const fetched = missing.length ? await (tellNobody ? wholeList() : someRows(missing)).catch(() => NONE) : NONE;
  const items = asItems(missing.map((code) => fetched.get(code) ?? "").join(""));
  const made = new Map(items.map((item) => [item.firstElementChild.dataset.code, item]));
  return codes.map((code) => rowOf(code)?.closest("li") ?? made.get(code)).filter(Boolean);
}

/**
 * Takes rows to another place in the page, where they are alone.
 * @param {HTMLElement[]} items <li>
 * @param {HTMLElement} place
 * @returns {() => void} brings them back to where they were, if that is still there
 */
export function lend(items, place) {
  const homes = items.map((item) => {
    const home = document.createComment("");
    item.replaceWith(home);
    return home;
  });
  place.replaceChildren(...items);
  dressTimes();
  return () => {
    homes.forEach((home, i) => home.replaceWith(items[i]));
    place.replaceChildren();
  };
}

async function someRows(codes) {
  const joint = address().includes("?") ? "&" : "?";
  return byCode(await text(`${address()}${joint}codes=${codes.join(",")}`));
}

/** All rows of the query, once; as text, for there may be ten thousand of them and few are shown. */
function wholeList() {
  if (whole.address !== address()) whole = { address: address(), rows: text(address()).then(byCode) };
  return whole.rows;
}

async function text(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.text();
}

/** @param {string} html rows as the server writes them, each from <li> to </li> */
function byCode(html) {
  const rows = html.split("<li>").slice(1);
  return new Map(rows.map((row) => [row.match(/data-code="(\w+)"/)[1], `<li>${row}`]));
}

/** Our own server's markup, in which it has escaped what people wrote. */
function asItems(html) {
  const items = new DOMParser().parseFromString(html, "text/html").querySelectorAll("li");
  return Array.from(items, (item) => document.adoptNode(item));
}
