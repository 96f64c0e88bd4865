// What the worker decides, without a browser. What it does: tests/browser/test_offline.py.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import vm from "node:vm";

const SITE = "https://protest.example";
const RELEASE = { version: "1", statics: "/static/", shell: [], offline: ["/offline/", "/ar/offline/", "/zh-hant/offline/"] };
const worker = vm.createContext({
  RELEASE, URL, Headers, Response, Intl, self: { addEventListener() {}, location: { origin: SITE } },
});
vm.runInContext(await readFile(new URL("../../protests/static/protests/worker.js", import.meta.url), "utf8"), worker);

const { handlingOf, offlinePath, mayBeKept, take, withNote, momentText } = worker;
const asked = (path, more = {}) => handlingOf({
  method: "GET", mode: "cors", destination: "", url: new URL(path, SITE).href, headers: new Headers(), ...more,
});

test("pages, their parts and the shell are answered", () => {
  assert.equal(asked("/p/ABCD2345/", { mode: "navigate" }), "page");
  assert.equal(asked("/sarchk/may-31/pins.json"), "part");
  assert.equal(asked("/static/protests/js/day.0123456789ab.js"), "shell");
});

test("what is sent, what is elsewhere, tiles and pieces of files are the browser's alone", () => {
  assert.equal(asked("/sarchk/may-31/submit/", { method: "POST", mode: "navigate" }), "");
  assert.equal(asked("https://elsewhere.example/"), "");
  assert.equal(asked("/maps/streets/3/4/2.png", { destination: "image" }), "");
  assert.equal(asked("/maps/streets", { headers: new Headers({ Range: "bytes=0-16383" }) }), "");
});

test("nothing is kept unless the site calls it public (S06)", () => {
  const answer = (control, ok = true) => ({ ok, headers: new Headers(control ? { "Cache-Control": control } : {}) });
  assert.equal(mayBeKept(answer("public, max-age=30, stale-if-error=3600")), true);
  assert.equal(mayBeKept(answer("no-store, private")), false);
  assert.equal(mayBeKept(answer("")), false);
  assert.equal(mayBeKept(answer("public, max-age=10", false)), false);
});

test("without a connection the language stays", () => {
  assert.equal(offlinePath("/ar/p/ABCD2345/"), "/ar/offline/");
  assert.equal(offlinePath("/zh-hant/"), "/zh-hant/offline/");
  assert.equal(offlinePath("/p/ABCD2345/"), "/offline/");
  assert.equal(offlinePath("/"), "/offline/");
});

const saved = new Date(2026, 4, 31, 13, 40);

test("a moment of today is a time, another one has its day", () => {
  assert.equal(momentText(saved, new Date(2026, 4, 31, 23, 59), "en"), "13:40");
  assert.equal(momentText(saved, new Date(2026, 5, 1, 0, 1), "en"), "31 May at 13:40");
  assert.equal(momentText(saved, new Date(2027, 4, 31, 13, 40), "de"), "31. Mai um 13:40");
  assert.match(momentText(saved, new Date(2026, 5, 1), "ar"), /^31 مايو.*13:40$/);
});

test("a kept page says when it was saved, in its own language, and nothing else of it changes", () => {
  const page = '<html lang="en" dir="ltr"><p data-yours="{time} your time">';
  const note = (hidden, time) => `<p data-saved${hidden}><span>Saved ${time}. Times may have changed.</span></p>{time}`;
  assert.equal(withNote(page + note(" hidden", "{time}"), saved, saved), page + note("", "13:40"));
  assert.equal(withNote("BEGIN:VCALENDAR", saved, saved), "BEGIN:VCALENDAR");
});

/** What is left of a kept page after it was taken anew and the site gave this answer. */
async function leftAfter(status, { control = "public, max-age=30", at = "/p/ABCD2345/" } = {}) {
  const cache = new Map([["/p/ABCD2345/", "as it was"]]);
  cache.put = (path, answer) => cache.set(path, answer.headers.get("X-Path") ?? "part");
  worker.fetch = async () => {
    const answer = new Response("", { status, headers: { "Cache-Control": control } });
    return Object.defineProperty(answer, "url", { value: SITE + at });
  };
  await take(cache, "/p/ABCD2345/", []);
  return Object.fromEntries(cache);
}

test("a page that was removed goes, a merged one becomes the other, a fault changes nothing", async () => {
  assert.deepEqual(await leftAfter(200), { "/p/ABCD2345/": "/p/ABCD2345/" });
  assert.deepEqual(await leftAfter(200, { at: "/p/WXYZ6789/" }), { "/p/WXYZ6789/": "/p/WXYZ6789/" });
  for (const status of [404, 410]) assert.deepEqual(await leftAfter(status), {});
  for (const status of [429, 500, 503]) assert.deepEqual(await leftAfter(status), { "/p/ABCD2345/": "as it was" });
  assert.deepEqual(await leftAfter(200, { control: "no-store, private" }), { "/p/ABCD2345/": "as it was" });
});
