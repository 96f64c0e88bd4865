/** Comfort on every page: the scheme switch, copy buttons, menus that close. Nothing here adds content. */

const root = document.documentElement;

/** @returns {boolean} whether the page is dark now, by choice or by the system */
function isDark() {
  return root.dataset.scheme ? root.dataset.scheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function switchScheme() {
  const scheme = isDark() ? "light" : "dark";
  root.dataset.scheme = scheme;
  try { localStorage.setItem("scheme", scheme); } catch { /* storage is off: it holds for this page */ }
  root.dispatchEvent(new Event("schemechange"));
}

for (const button of document.querySelectorAll("[data-scheme-toggle]")) {
  button.hidden = false;
  button.addEventListener("click", switchScheme);
}

/** Parts of a page may be exchanged while it is open, with the buttons in them. */
function showCopyButtons() {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
}
showCopyButtons();
document.addEventListener("refined", showCopyButtons);
document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
  document.getElementById(button.dataset.says).textContent = button.dataset.done;
});

for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  button.hidden = false;
  button.addEventListener("click", () => navigator.share({ title: document.title, url: button.dataset.share }).catch(() => {}));
}

document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest(".bar details[open]");
  menu?.querySelector("summary").focus();
  closeMenus(document.body);
});

/** @param {EventTarget} inside a menu that holds it stays open */
function closeMenus(inside) {
  for (const menu of document.querySelectorAll(".bar details[open], .chips details[open]")) {
    if (!menu.contains(/** @type {Node} */ (inside))) menu.open = false;
  }
}

// Panels: a dialog with script, a section that its address opens without. They may be exchanged while the page is open.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const panel = opener ? document.getElementById(opener.dataset.opens) : event.target.closest("[data-closes]")?.closest("dialog[open]");
  if (!panel) return;
  event.preventDefault();
  if (opener) panel.showModal();
  else panel.close();
});

// Panels that are pages of their own: with script, what is on that page opens over this one.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-fetches]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  try {
    const panel = await fetchPanel(link.href);
    panel.addEventListener("close", () => panel.remove());
    panel.showModal();
  } catch {
    location.assign(link.href);
  }
});

/** @param {string} address of a page with a [data-panel] @returns {Promise<HTMLDialogElement>} */
async function fetchPanel(address) {
  const answer = await fetch(address);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.querySelector("[data-panel]");
  await Promise.all(Array.from(page.querySelectorAll("link[data-panel-style]"), (style) => applyStyle(style.getAttribute("href"))));
  const panel = document.createElement("dialog");
  panel.className = found.className;
  panel.setAttribute("aria-labelledby", found.getAttribute("aria-labelledby"));
  panel.append(...found.childNodes);
  addIcons(page);
  document.body.append(panel);
  showCopyButtons();
  return panel;
}

/** Once. */
async function applyStyle(href) {
  if (!document.querySelector(`link[href="${CSS.escape(href)}"]`)) await added(href);
}

function added(href) {
  return new Promise((resolve, reject) => {
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: resolve, onerror: reject }));
  });
}

/** Each page has the symbols that are used on it alone. */
function addIcons(page) {
  const sprite = document.querySelector(".sprite");
  for (const symbol of page.querySelectorAll("symbol")) if (!document.getElementById(symbol.id)) sprite.append(symbol);
}
