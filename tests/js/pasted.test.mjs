// What the page makes of pasted coordinates is what the server makes of them (tests/maps/test_pasted.py), or nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { readPasted } = await load("maps/static/maps/js/pasted.js");
const SUVA = [-18.1416, 178.4415];

test("coordinates and full map links are read (S4)", () => {
  for (const text of [
    "-18.1416, 178.4415",
    " -18.1416 178.4415 ",
    "geo:-18.1416,178.4415;u=35",
    "https://www.openstreetmap.org/?mlat=-18.1416&mlon=178.4415#map=12/1/2",
    "https://www.openstreetmap.org/#map=17/-18.1416/178.4415",
    "https://www.google.com/maps/@-18.1416,178.4415,17z",
    "https://www.google.com/maps/place/X/@1,2,17z/data=!3d-18.1416!4d178.4415",
    "https://maps.apple.com/?ll=-18.1416,178.4415",
    "https://www.google.com/maps?q=-18.1416%2C178.4415",
  ]) assert.deepEqual(readPasted(text), SUVA, text);
});

test("words, short links and places off the globe are left to the server", () => {
  for (const text of ["", "by the fountain", "https://maps.app.goo.gl/abc", "91, 0", "1, 181", "18"]) {
    assert.equal(readPasted(text), null, text);
  }
});
