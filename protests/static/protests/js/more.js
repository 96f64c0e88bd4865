/** "Show more": the next rows join the list. Without script the link leads to a page with these alone. */

import { dressDistances } from "./distances.js";
import { dressTimes } from "./times.js";

export function startShowingMore() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-more] a");
    if (!link) return;
    event.preventDefault();
    append(link.closest("[data-more]"), link.href).catch(() => location.assign(link.href));
  });
}

/** @param {HTMLElement} more @param {string} address */
async function append(more, address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const parts = [...page.querySelectorAll(".list__rows > :is(.group, .rows, [data-more])")];
  const heading = [...more.parentElement.querySelectorAll(".group")].at(-1);
  if (heading?.textContent === parts[0]?.textContent) parts.shift(); // the group goes on
  more.replaceWith(...parts);
  dressTimes();
  dressDistances();
  parts.find((part) => part.matches(".rows"))?.querySelector(".row").focus();
}
