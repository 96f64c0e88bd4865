/**
 * Filters without leaving the page. A link or a form with data-refine asks for this page with another query; the old
 * rows stay until the new ones are there. What carries data-fresh is taken over from the answer; then the document
 * hears "refined". Without script the same links and forms load the page.
 */

import { withValues } from "../../maps/js/view.js";
import { addressOf } from "./form.js";

const LATE = 400; // ms, from which on a wait is worth showing
// What the map shows is in the address too; it changes no list.
const asked = () => withValues(location.search, { view: null });

const list = document.getElementById("list");
const failed = document.querySelector("[data-unrefined]");
let asking = new AbortController();
let shown = asked();

export function startRefining() {
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit);
  addEventListener("popstate", () => { if (asked() !== shown) refine(location.href, false); });
}

/**
 * Shows the same page with another query.
 * @param {string} address
 * @param {boolean} [isNew] an entry in the history
 */
export async function refine(address, isNew = true) {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  const late = setTimeout(() => list.classList.add("list--late"), LATE);
  try {
    const answer = await fetch(address, { signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok || !page.getElementById("list")) throw new Error(answer.status);
    if (isNew) history.pushState(null, "", answer.url);
    shown = asked();
    takeOver(page);
  } catch (error) {
    if (error.name !== "AbortError") tellFault();
  } finally {
    clearTimeout(late);
    if (signal === asking.signal) list.classList.remove("list--late");
  }
}

/** @param {MouseEvent} event */
function onClick(event) {
  const link = event.target.closest("a[data-refine]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  refine(link.href);
}

/** @param {SubmitEvent} event */
function onSubmit(event) {
  if (!event.target.matches("form[data-refine]")) return;
  event.preventDefault();
  event.target.closest("dialog")?.close();
  refine(addressOf(event.target));
}

/** @param {Document} page */
function takeOver(page) {
  const active = document.activeElement;
  const key = active?.dataset.focus;
  const panel = document.querySelector("dialog.choose[open]");
  if (panel) carryOver(panel, page);
  for (const old of document.querySelectorAll("[data-fresh]")) {
    const fresh = page.querySelector(`[data-fresh="${old.dataset.fresh}"]`);
    // A live region is heard only if it stays.
    if (old.role === "status") old.textContent = fresh.textContent;
    else old.replaceWith(fresh);
  }
  for (const name of ["aria-label", "data-pins", "data-rows", "data-count"]) takeOverAttribute(page, `#map[${name}], #map [${name}]`, name);
  failed.hidden = true;
  if (key) document.querySelector(`.chips [data-focus="${CSS.escape(key)}"]`)?.focus();
  if (panel?.isConnected) {
    panel.open = false;
    panel.showModal();
    active.focus();
  }
  document.dispatchEvent(new Event("refined"));
}

/** A panel that was opened while we waited keeps what was typed there; what its forms send along is new. */
function carryOver(panel, page) {
  const fresh = page.getElementById(panel.id);
  if (!fresh) return;
  const forms = fresh.querySelectorAll("form");
  for (const [i, form] of panel.querySelectorAll("form").entries()) {
    for (const old of form.querySelectorAll("[type=hidden]")) old.remove();
    form.prepend(...forms[i].querySelectorAll("[type=hidden]"));
  }
  fresh.replaceWith(panel);
}

function takeOverAttribute(page, selector, name) {
  document.querySelector(selector).setAttribute(name, page.querySelector(selector).getAttribute(name));
}

function tellFault() {
  failed.textContent = failed.dataset.unrefined;
  failed.hidden = false;
}
