// A source answers clusters(box, zoom) anywhere on the globe: across 180°, at both poles, twice round the world.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { nearestCopy, pictureSource, pinSource } = await load("maps/static/maps/js/source.js");

const WORLD = [-180, -90, 180, 90];
const SUVA = [178.4415, -18.1416];
const APIA = [-171.7667, -13.8333];
const BERLIN = [13.41, 52.52];

function sourceOf(...points) {
  return pinSource({ lon: points.map(([lon]) => lon), lat: points.map(([, lat]) => lat) }, 38);
}
const feet = (clusters) => clusters.map(({ lon, lat, count }) => [lon, lat, count]);

test("Suva and Apia are neighbours: one group far out, two pins closer in (P5)", async () => {
  const source = sourceOf(SUVA, BERLIN, APIA);
  assert.deepEqual((await source.clusters(WORLD, 1)).map(({ count }) => count).sort(), [1, 2]);
  assert.deepEqual((await source.clusters(WORLD, 5)).map(({ count }) => count), [1, 1, 1]);
});

test("a window across 180° has both, whichever side it is named from (P5)", async () => {
  const source = sourceOf(SUVA, BERLIN, APIA);
  assert.deepEqual(feet(await source.clusters([170, -30, 195, 0], 6)), [[178.4415, -18.1416, 1], [188.2333, -13.8333, 1]]);
  const west = feet(await source.clusters([-190, -30, -165, 0], 6)).map(([lon]) => Math.round(lon * 1e4) / 1e4);
  assert.deepEqual(west, [-181.5585, -171.7667]);
});

test("each pin is shown once, on the copy of the world that is nearer to the middle", async () => {
  const source = sourceOf(SUVA, BERLIN);
  assert.deepEqual(feet(await source.clusters([-300, -85, 300, 85], 0.5)).map(([lon]) => lon).sort((a, b) => a - b), [13.41, 178.4415]);
  assert.equal(nearestCopy(-171.7667, 180), 188.2333);
  assert.equal(Math.abs(nearestCopy(-180, 0)), 180);
});

test("both poles and the line itself have their pins (P5)", async () => {
  const source = sourceOf([0, 90], [0, -90], [-180, 0], [90, 85.2]);
  assert.equal((await source.clusters([-180, -86, 180, 86], 3)).reduce((sum, { count }) => sum + count, 0), 4);
  assert.deepEqual(feet(await source.clusters([170, -10, 190, 10], 5)), [[180, 0, 1]]);
});

test("moving the map leaves the groups as they are", async () => {
  const lon = Array.from({ length: 3000 }, (_, i) => ((i * 7919) % 3600) / 10 - 180);
  const lat = Array.from({ length: 3000 }, (_, i) => ((i * 104729) % 1400) / 10 - 70);
  const source = pinSource({ lon, lat }, 38);
  const zoom = 4.3;
  const middle = async (box) => (await source.clusters(box, zoom)).filter(({ lon: x, lat: y }) => x > 4 && x < 16 && y > 44 && y < 56);
  assert.deepEqual(feet(await middle([-10, 40, 30, 60])).sort(), feet(await middle([-6, 42, 34, 62])).sort());
  assert.ok((await middle([-10, 40, 30, 60])).length > 3);
});

test("nobody is lost at any zoom (P1)", async () => {
  const lon = Array.from({ length: 500 }, (_, i) => ((i * 7919) % 3600) / 10 - 180);
  const lat = Array.from({ length: 500 }, (_, i) => ((i * 104729) % 1600) / 10 - 80);
  const source = pinSource({ lon, lat }, 27);
  for (const zoom of [0, 1.3, 4, 9]) {
    const members = (await source.clusters(WORLD, zoom)).flatMap((cluster) => cluster.members);
    assert.equal(new Set(members).size, 500, `zoom ${zoom}`);
  }
});

test("without pins there is nothing, and one is itself", async () => {
  assert.deepEqual(await sourceOf().clusters(WORLD, 2), []);
  assert.deepEqual(feet(await sourceOf(BERLIN).clusters(WORLD, 12)), [[13.41, 52.52, 1]]);
});

test("the picture's pins are a first answer", async () => {
  const source = pictureSource([{ dataset: { pin: "-171.7667 -13.8333 12 live" } }]);
  assert.deepEqual(await source.clusters([90, -85, 270, 85]), [{ lon: 188.2333, lat: -13.8333, count: 12, state: "live" }]);
});
