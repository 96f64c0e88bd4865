/** Each change of the form shows itself: what carries data-fresh is taken over from the page that the form asks for. */

import { addressOf } from "./form.js";

const form = document.querySelector("[data-making]");
let asking = new AbortController();

form.addEventListener("change", () => show(addressOf(form)));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show(addressOf(form));
});

/** @param {string} address */
async function show(address) {
  asking.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(address, { signal: asking.signal });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const old of document.querySelectorAll("[data-fresh]")) old.replaceWith(page.querySelector(`[data-fresh="${old.dataset.fresh}"]`));
    history.replaceState(null, "", answer.url);
    document.dispatchEvent(new Event("refined"));
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address); // the page itself says what is wrong
  }
}
