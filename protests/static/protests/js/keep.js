/** "Keep for offline" and "Forget". What is kept is on this device alone; worker.js keeps it, shows it and renews it. */

const KEPT = "kept";
const LONGEST = 30_000; // ms

const box = document.querySelector("[data-keep]");
const told = box.querySelector("[data-told]");
const keepButton = box.querySelector("[data-keep-page]");
const forgetButton = box.querySelector("[data-forget]");

// Without a worker or without storage, as in private windows, nothing is offered and nothing is missing.
if (navigator.serviceWorker && window.caches) {
  if (!navigator.connection?.saveData) addEventListener("load", () => register().catch(() => {}));
  navigator.serviceWorker.addEventListener("message", offerNewer);
  offer().catch(() => {});
}

async function offer() {
  const pages = await keptPages();
  keepButton.hidden = !box.dataset.keep;
  forgetButton.hidden = !pages.length;
  if (pages.some(({ path }) => path === box.dataset.keep)) told.textContent = box.dataset.kept;
  list(pages);
  keepButton.addEventListener("click", onKeep);
  forgetButton.addEventListener("click", onForget);
  box.hidden = false;
}

async function onKeep() {
  told.textContent = box.dataset.keeping;
  const tooLong = new Promise((resolve) => { setTimeout(resolve, LONGEST, false); });
  const needs = box.dataset.needs.split(" ").filter(Boolean);
  const done = await Promise.race([keep(box.dataset.keep, needs).catch(() => false), tooLong]);
  told.textContent = done ? box.dataset.kept : box.dataset.failed;
  if (done) forgetButton.hidden = false;
}

async function onForget() {
  await forget();
  list([]);
  told.textContent = box.dataset.forgotten;
}

/** The worker was too slow for the network and showed what is kept; now the page is there. */
function offerNewer({ data }) {
  const link = document.querySelector("[data-newer]");
  if (data === "newer" && link) link.hidden = false;
}

function register() {
  return navigator.serviceWorker.register(box.dataset.worker, { updateViaCache: "none" });
}

/**
 * @param {string} path of a page
 * @param {string[]} needs paths that it fetches
 * @returns {Promise<boolean>} whether the worker keeps it now
 */
async function keep(path, needs) {
  await register();
  const { active } = await navigator.serviceWorker.ready;
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    active.postMessage({ keep: path, needs }, [port2]);
  });
}

/** Removes all that this site has put on the device, the worker too. */
async function forget() {
  const registrations = await navigator.serviceWorker.getRegistrations();
  await Promise.all(registrations.map((registration) => registration.unregister()));
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  localStorage.clear();
  sessionStorage.clear();
}

/** @returns {Promise<{path: string, title: string}[]>} the pages that are kept; their parts carry no such header */
async function keptPages() {
  if (!(await caches.has(KEPT))) return [];
  const answers = await (await caches.open(KEPT)).matchAll();
  const pages = answers.filter(({ headers }) => headers.has("X-Saved"));
  return Promise.all(pages.map(async (page) => ({ path: page.headers.get("X-Path"), title: titleOf(await page.text()) })));
}

/** @param {string} html */
function titleOf(html) {
  return new DOMParser().parseFromString(html, "text/html").title;
}

/** On the page that stands in for what is not kept: what is. */
function list(pages) {
  const place = document.querySelector("[data-kept-pages]");
  if (!place) return;
  place.hidden = !pages.length;
  place.querySelector("ul").replaceChildren(...pages.map(({ path, title }) => {
    const link = Object.assign(document.createElement("a"), { href: path, textContent: title });
    const item = document.createElement("li");
    item.append(link);
    return item;
  }));
}
