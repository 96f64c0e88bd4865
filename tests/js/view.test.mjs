// The view in the address: what is no view is none, and the rest of the query stays as it was.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { readView, withValues } = await load("maps/static/maps/js/view.js");

test("latitude, longitude and zoom (P6)", () => {
  assert.deepEqual(readView("?country=DE&view=52.52,13.4,5.3"), { lat: 52.52, lon: 13.4, zoom: 5.3 });
  assert.deepEqual(readView("?view=-18.1,180,0"), { lat: -18.1, lon: 180, zoom: 0 });
});

test("what is no view is none", () => {
  for (const text of ["", "1,2", "1,2,3,4", "a,b,c", "91,0,3", "0,181,3", "0,0,-1", "0,0,99", "1,,3", "NaN,0,1"]) {
    assert.equal(readView(`?view=${text}`), null, text);
  }
  assert.equal(readView(""), null);
});

test("the rest of the query stays, and reads as people write it", () => {
  assert.equal(withValues("?country=DE,AT&tz=Europe/Berlin", { view: "1,2,3" }), "?country=DE,AT&tz=Europe/Berlin&view=1,2,3");
  assert.equal(withValues("?view=1,2,3&q=a+b", { view: "4,5,6" }), "?view=4,5,6&q=a+b");
  assert.equal(withValues("?view=1,2,3&bbox=1,2,3,4", { view: null, bbox: null }), "");
});
