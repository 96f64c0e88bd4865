// The window of a map: the same cases as tests/maps/test_bbox.py, so that picture and map agree.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { eastOf, westernEdge } = await load("maps/static/maps/js/bounds.js");

test("Suva and Apia are neighbours across the antimeridian (P5)", () => {
  const west = westernEdge([178.4415, -171.7667]);
  assert.equal(west, 178.4415);
  assert.equal(eastOf(-171.7667, west), 188.2333);
  assert.equal(eastOf(178.4415, west), 178.4415);
});

test("points all round the world start at the westernmost", () => {
  assert.equal(westernEdge([13.4, -157.8, 85.3, 174.7, -74]), -157.8);
});

test("one point, and the same point twice", () => {
  assert.equal(westernEdge([13.4]), 13.4);
  assert.equal(westernEdge([-171.7, -171.7]), -171.7);
});
