/* The worker behind the pages, imported by /sw.js (protests/views/offline.py), which says RELEASE before:
 *   {version, statics: "/static/", shell: [path, ...], offline: [path, ...], the first in the site's language}.
 *
 * Pages come from the network, always. The device keeps the shell, which is the same for everybody, and the pages for
 * which somebody pressed "Keep for offline"; those are shown only where the network fails. Nothing that the site does
 * not call `public` is kept, and of every other request nothing is touched or remembered.
 */

const SHELL = `shell-${RELEASE.version}`;
const KEPT = "kept";
const PATIENCE = 4_000; // ms
const RENEWED_AFTER = 10 * 60_000; // ms
const REMOVED = new Set([404, 410]);
const HASHED = /\.[0-9a-f]{12}\.\w+$/;

self.addEventListener("install", (event) => event.waitUntil(fillShell().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(start()));
self.addEventListener("message", (event) => {
  const { keep, needs } = event.data;
  event.waitUntil(keepPage(keep, needs).catch(() => false).then((done) => event.ports[0].postMessage(done)));
});
self.addEventListener("fetch", (event) => {
  const answer = { shell: answerShell, page: answerPage, part: answerPart }[handlingOf(event.request)];
  if (answer) event.respondWith(answer(event));
});

/**
 * Who answers a request: "shell", "page", "part" of a page, or "" for the browser alone.
 * @param {{method: string, mode: string, destination: string, url: string, headers: Headers}} request
 */
function handlingOf({ method, mode, destination, url, headers }) {
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin || headers.has("Range")) return "";
  if (mode === "navigate") return "page";
  if (pathname.startsWith(RELEASE.statics)) return "shell";
  return destination === "image" ? "" : "part";
}

async function start() {
  await tidy();
  await self.registration.navigationPreload?.enable(); // a page is asked for while the worker wakes up
  await self.clients.claim();
}

/* ---- The shell ---- */

async function fillShell() {
  const cache = await caches.open(SHELL);
  if ((await cache.keys()).length) return;
  const unlessHashed = (path) => new Request(path, { cache: HASHED.test(path) ? "default" : "no-cache" });
  await cache.addAll([...RELEASE.shell, ...RELEASE.offline].map(unlessHashed));
}

/** A name with a hash in it never means another file, so the device need not ask for it again. */
async function answerShell({ request }) {
  const kept = await caches.match(request, { ignoreVary: true });
  return kept && HASHED.test(request.url) ? kept : fetch(request).catch(() => kept ?? Response.error());
}

/* ---- Pages and their parts: the network first ---- */

async function answerPage(event) {
  const { pathname } = new URL(event.request.url);
  const network = Promise.resolve(event.preloadResponse).then((early) => early ?? fetch(event.request));
  event.waitUntil(network.then(() => renew(pathname)).catch(() => {}));
  return fromNetwork(event, network).catch(() => caches.match(offlinePath(pathname)));
}

async function answerPart(event) {
  return fromNetwork(event, fetch(event.request)).catch(() => Response.error());
}

/** @param {Promise<Response>} network rejects, or resolves to the answer of the site */
async function fromNetwork(event, network) {
  const kept = await keptFor(event.request);
  if (!kept) return network;
  const answer = await Promise.race([network.catch(() => null), afterPatience()]);
  if (answer && answer.status < 500) return answer;
  if (answer === undefined) event.waitUntil(network.then(() => tellNewer(event.resultingClientId)).catch(() => {}));
  return asKept(kept, new Date());
}

/** @returns {Promise<undefined>} */
function afterPatience() {
  return new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
}

/** The network was too slow for the page that is shown: it may offer the newer one. */
async function tellNewer(clientId) {
  (await self.clients.get(clientId))?.postMessage("newer");
}

/** @param {string} pathname "/ar/p/ABCD2345/" @returns {string} the offline page in the language of that path */
function offlinePath(pathname) {
  const [, first] = pathname.split("/");
  return RELEASE.offline.find((path) => path === `/${first}/offline/`) ?? RELEASE.offline[0];
}

/* ---- What is kept ---- */

/** The kept copy, of the whole day whatever the query narrows it to. */
function keptFor(request) {
  return caches.match(request, { cacheName: KEPT, ignoreSearch: true, ignoreVary: true });
}

/**
 * @param {string} path of a public page
 * @param {string[]} needs paths that it fetches: its pins, its colours
 * @returns {Promise<boolean>} whether it is kept now
 */
async function keepPage(path, needs) {
  await fillShell();
  const cache = await caches.open(KEPT);
  await take(cache, path, needs);
  return Boolean(await cache.match(path));
}

/** Takes anew, quietly, what is due: the page that was opened, those of an older release, those taken a while ago. */
async function renew(opened) {
  if (!(await caches.has(KEPT))) return;
  const cache = await caches.open(KEPT);
  for (const { path, needs, savedAt, shell } of await keptPages(cache)) {
    const isDue = path === opened || shell !== SHELL || Date.now() - savedAt > RENEWED_AFTER;
    if (isDue) await take(cache, path, needs).catch(() => {});
  }
  await tidy();
}

/**
 * Keeps a page as it is now. One that was removed goes from the device too, a merged one becomes what it leads to; any
 * other answer, of a site or a network that has a fault, leaves what was kept. Rejects without an answer.
 */
async function take(cache, path, needs) {
  const anew = (one) => fetch(one, { cache: "no-cache", credentials: "omit" });
  const [page, ...parts] = await Promise.all([path, ...needs].map(anew));
  const found = new URL(page.url).pathname;
  if (REMOVED.has(page.status) || (page.ok && found !== path)) await cache.delete(path);
  if (!mayBeKept(page)) return;
  await cache.put(found, await stamped(page, needs));
  for (const part of parts.filter(mayBeKept)) await cache.put(new URL(part.url).pathname, part);
}

/** Closed by default: only what the site calls public. */
function mayBeKept({ ok, headers }) {
  return ok && /\bpublic\b/.test(headers.get("Cache-Control") ?? "");
}

async function stamped(page, needs) {
  const headers = new Headers(page.headers);
  headers.delete("Content-Encoding"); // the body is read already
  headers.set("X-Path", new URL(page.url).pathname);
  headers.set("X-Saved", String(Date.now()));
  headers.set("X-Needs", needs.join(" "));
  headers.set("X-Shell", SHELL);
  return new Response(await page.blob(), { headers });
}

/** @returns {Promise<{path: string, needs: string[], savedAt: number, shell: string}[]>} of the pages, not their parts */
async function keptPages(cache) {
  const pages = (await cache.matchAll()).filter(({ headers }) => headers.has("X-Saved"));
  return pages.map(({ headers }) => ({
    path: headers.get("X-Path"),
    needs: headers.get("X-Needs").split(" ").filter(Boolean),
    savedAt: Number(headers.get("X-Saved")),
    shell: headers.get("X-Shell"),
  }));
}

/** Deletes the shells of releases before this one, but for those that a kept page was made for. */
async function tidy() {
  const pages = (await caches.has(KEPT)) ? await keptPages(await caches.open(KEPT)) : [];
  const wanted = new Set([KEPT, ...pages.map(({ shell }) => shell)]);
  const names = await caches.keys(); // in the order in which they were made: those after ours are of a worker to come
  const before = names.slice(0, Math.max(names.indexOf(SHELL), 0));
  await Promise.all(before.filter((name) => !wanted.has(name)).map((name) => caches.delete(name)));
}

/* ---- What a kept page says of itself ---- */

async function asKept(kept, now) {
  const savedAt = kept.headers.get("X-Saved");
  if (!savedAt) return kept;
  return new Response(withNote(await kept.text(), new Date(Number(savedAt)), now), { headers: kept.headers });
}

/** Shows the page's own sentence (templates/offline/_saved.html): "Saved 13:40. Times may have changed." */
function withNote(html, savedAt, now) {
  const [, language] = html.match(/<html lang="([\w-]+)"/) ?? [null, "en"];
  const fill = (_, before, between) => `${before}${between}${momentText(savedAt, now, language)}`;
  return html.replace(/(data-saved) hidden(>[^]*?)\{time\}/, fill);
}

/** "13:40" today, "29 May at 13:40" on another day. */
function momentText(moment, now, language) {
  const sameDay = moment.toDateString() === now.toDateString();
  const day = sameDay ? {} : { day: "numeric", month: "long" };
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", numberingSystem: "latn" };
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { ...day, ...time }).format(moment);
}
