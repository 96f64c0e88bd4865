/** Comfort on the submit page: towns while typing, a pin on a map, a preview, a draft, and sending that loses nothing. */

import { applyStyle, runScript } from "../../maps/js/load.js";
import { kmBetween } from "../../maps/js/near.js";
import { offerTowns } from "../../maps/js/towns.js";
import { readPasted } from "../../maps/js/pasted.js";
import { openPicker } from "../../maps/js/picker.js";
import { draftFor, fillIn, keepDraft } from "./draft.js";
import { showPreview } from "./preview.js";
import { sendByFetch } from "./sending.js";
import { showSteps } from "./steps.js";

const PAGE = ".form-page";
// Farther than this from a town, in kilometres, a pin is not in it.
const OUT_OF_TOWN = 100;

/** Everything that one form needs; a form that the server sent back is another one. */
function start() {
  const form = document.querySelector("[data-submit]");
  const field = (name) => form.elements.namedItem(name);
  const filled = (name) => Boolean(field(name).value.trim());
  const frame = form.querySelector("[data-picker-frame]");
  const askForPicker = pickerOf(form, frame);
  /** @type {import("../../maps/js/towns.js").Town | null} */
  let town = null;
  /** @type {import("../../maps/js/picker.js").Picker | null} */
  let picker = null;

  const draft = keepDraft(form);
  function refresh() {
    showPreview(form, town);
    showSteps(form);
  }
  function typed() {
    refresh();
    draft.keep();
  }

  /** A pin set by hand on a map without streets is as good as the city, no better. */
  function onPin({ detail: { how } }) {
    if (how !== "keys") field("accuracy").value = how === "hand" ? "city" : "exact";
    field("pasted").value = "";
    typed();
  }
  async function onPaste() {
    const place = readPasted(field("pasted").value);
    for (const name of ["latitude", "longitude", "accuracy"]) field(name).value = "";
    typed();
    if (place) (await askForPicker())?.point(...place);
  }
  /** The chosen town brings the map there. An exact place in or near it stays, another one goes. */
  async function onTown(chosen) {
    town = chosen;
    picker = await askForPicker();
    const pin = picker?.at();
    const isNear = pin && kmBetween([pin.lng, pin.lat], [town.longitude, town.latitude]) < OUT_OF_TOWN;
    if (!(filled("pasted") || filled("latitude")) || !isNear) {
      field("pasted").value = "";
      picker?.clear();
      picker?.point(town.latitude, town.longitude);
    }
    typed();
  }
  /** After a fault the page comes back with what was typed; who found nothing near them brings their place along. */
  async function showPlace() {
    const [, brought] = location.hash.match(/^#at=(.+)$/) ?? [];
    const spot = brought && readPasted(brought);
    if (spot && !filled("city") && !filled("latitude")) {
      picker = await askForPicker();
      picker?.point(...spot);
      picker?.set(...spot, "hand");
    }
    const place = readPasted(field("pasted").value);
    if (place) (await askForPicker())?.point(...place);
  }

  for (const list of form.querySelectorAll("[data-proposals]")) {
    const box = list.closest(".field");
    const input = box.querySelector("input:not([type=radio])");
    const where = {
      url: frame.querySelector("[data-picker]").dataset.places,
      list,
      told: box.querySelector("[data-proposals-told]"),
      name: input.name.replace(/city$/, "place"),
    };
    offerTowns(input, where, input.name === "city" ? onTown : draft.keep);
  }
  form.addEventListener("input", typed);
  form.addEventListener("pin", onPin);
  field("pasted").addEventListener("change", onPaste);
  sendByFetch(form, { onPage: replace, onSent: draft.forget });
  refresh();
  showPlace();
}

/**
 * The map comes when somebody comes near it, or names a place: with it come half of all bytes of this page.
 * @returns {() => Promise<import("../../maps/js/picker.js").Picker | null>} null where the fields have to say it all
 */
function pickerOf({ dataset }, frame) {
  let opened = null;
  async function open() {
    try {
      if (!window.L) await Promise.all([runScript(dataset.leaflet), applyStyle(dataset.leafletStyle)]);
      return await openPicker(frame);
    } catch {
      frame.hidden = true;
      return null;
    }
  }
  const ask = () => { opened ??= open(); return opened; };
  const watch = new IntersectionObserver(([seen]) => {
    if (!seen.isIntersecting) return;
    watch.disconnect();
    ask();
  }, { rootMargin: "200px" });
  frame.hidden = false;
  watch.observe(frame);
  return ask;
}

/**
 * The page that the server answered with takes the place of this one; the focus goes to what it has to say, or to the row
 * that was asked for.
 * @param {Document} answer @param {string} pressed the name of the button
 */
function replace(answer, pressed) {
  document.querySelector(PAGE).replaceWith(document.adoptNode(answer.querySelector(PAGE)));
  start();
  const row = [...document.querySelectorAll(".further")].at(-1);
  const fault = document.querySelector(".errors:not([hidden])");
  const added = pressed === "add" && row?.querySelector("input");
  (fault ?? (added || document.querySelector("[name=add]")))?.focus();
}

/** A draft with several dates needs as many rows before it can be filled in. */
async function begin() {
  const form = document.querySelector("[data-submit]");
  const draft = draftFor(form);
  if (draft?.further) {
    const body = new URLSearchParams({ show: "1", further: draft.further });
    const answer = await fetch(location.pathname, { method: "POST", body }).catch(() => null);
    if (answer?.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.querySelector(PAGE).replaceWith(document.adoptNode(page.querySelector(PAGE)));
    }
  }
  if (draft) fillIn(document.querySelector("[data-submit]"), draft);
  start();
}

begin();
