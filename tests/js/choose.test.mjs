// In the panels of the filters: how many will be shown, and which options what was typed leaves.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { fits, howMany } = await load("protests/static/protests/js/choose.js");

test("what is chosen adds up; nothing chosen is everything", () => {
  assert.equal(howMany([3, 5], 38), 8);
  assert.equal(howMany([], 38), 38);
});

test("names are found by the beginning of any of their words, however accented", () => {
  assert.ok(fits("Côte d’Ivoire", "cote"));
  assert.ok(fits("United Kingdom", " king"));
  assert.ok(fits("臺灣", "臺"));
  assert.ok(!fits("United Kingdom", "dom"));
  assert.ok(fits("Anything", ""));
});
