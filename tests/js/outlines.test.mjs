// Land is read from TopoJSON and projected once, to pixels of a world 256 wide.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { polygonsOf } = await load("maps/static/maps/js/outlines.js");

// Two squares of 90 degrees side by side on the equator; arc 0 is the border between them, from north to south.
const WORLD = {
  transform: { scale: [0.5, 0.5], translate: [-180, -90] },
  arcs: [
    [[360, 246], [0, -66]],
    [[360, 180], [-180, 0], [0, 66], [180, 0]],
    [[360, 180], [180, 0], [0, 66], [-180, 0]],
  ],
  objects: { countries: { geometries: [
    { type: "Polygon", arcs: [[0, 1]], properties: { id: "001" } },
    { type: "MultiPolygon", arcs: [[[0, 2]], [[~2, ~0]]], properties: { id: "002" } },
  ] } },
};
const points = (ring) => Array.from({ length: ring.length / 2 }, (_, i) => [Math.round(ring[2 * i]), Math.round(ring[2 * i + 1])]);

test("a country is a ring of arcs, in Web Mercator", () => {
  const [{ rings, box }] = polygonsOf(WORLD, new Set(["002"]));
  assert.deepEqual(rings.map(points), [[[128, 128], [64, 128], [64, 103], [128, 103]]]);
  assert.deepEqual(Object.values(box).map(Math.round), [64, 103, 128, 128]);
});

test("an arc is read backwards where a ring says so", () => {
  const [, there, back] = polygonsOf(WORLD, new Set());
  assert.deepEqual(points(there.rings[0]).reverse(), [[128, 103], [192, 103], [192, 128], [128, 128]]);
  assert.deepEqual(points(back.rings[0]), [[192, 103], [192, 128], [128, 128], [128, 103]]);
});

test("who is left out is left out", () => {
  assert.deepEqual([...polygonsOf(WORLD, new Set(["001", "002"]))], []);
});
