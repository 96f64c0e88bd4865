// Distances are computed in the page: the same figures as the server's (tests/test_listing.py).
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { byDistance, countsInMiles, distanceText, kmBetween } = await load("maps/static/maps/js/near.js");

const SUVA = [178.4415, -18.1416];

test("kilometres across the antimeridian and to itself (F2)", () => {
  assert.equal(Math.round(kmBetween(SUVA, [-171.7667, -13.8333])), 1151);
  assert.equal(Math.round(kmBetween(SUVA, [85.3206, 27.7017])), 11229);
  assert.equal(kmBetween(SUVA, SUVA), 0);
});

test("antipodes are half the way round", () => {
  assert.equal(Math.round(kmBetween([0, 0], [180, 0])), 20015);
});

test("one decimal below 10 km, in digits that every page shows", () => {
  assert.equal(distanceText(1.46, "en"), "1.5 km");
  assert.equal(distanceText(149.4, "en"), "149 km");
  assert.match(distanceText(149.4, "ar"), /149/);
});

test("miles where roads are measured so, by the country of the reader's language", () => {
  assert.equal(distanceText(149.4, "en", true), "93 mi");
  assert.equal(distanceText(1.46, "en", true), "0.9 mi");
  for (const languages of [["en-US"], ["en-GB", "de"], ["cy-GB"], ["en", "en-GB"]]) assert.ok(countsInMiles(languages), languages);
  for (const languages of [["en"], ["de-DE", "en-US"], ["en-IE"], ["fr-CA"], []]) assert.ok(!countsInMiles(languages), languages);
});

test("all pins by distance, the first first", () => {
  const pins = { lon: [85.3206, -171.7667, 178.4415, 178.4415], lat: [27.7017, -13.8333, -18.1416, -18.1416] };
  const { order, km } = byDistance(pins, SUVA);
  assert.deepEqual([...order], [2, 3, 1, 0]);
  assert.equal(Math.round(km[1]), 1151);
});
