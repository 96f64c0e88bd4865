// The same sun as maps/night.py.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { nightCorners, subsolarPoint } = await load("maps/static/maps/js/night.js");

test("in June the sun stands in the north, at noon over Greenwich", () => {
  const [lon, lat] = subsolarPoint(Date.UTC(2026, 5, 21, 12));
  assert.ok(Math.abs(lat - 23.43) < 0.1, `latitude ${lat}`);
  assert.ok(Math.abs(lon) < 1, `longitude ${lon}`);
});

test("the night closes round the pole that has it", () => {
  const june = nightCorners(Date.UTC(2026, 5, 21, 12), -180, 180);
  const december = nightCorners(Date.UTC(2026, 11, 21, 12), -180, 180);
  assert.deepEqual([june[0], june.at(-1)], [[-89.9, -180], [-89.9, 180]]);
  assert.deepEqual([december[0], december.at(-1)], [[89.9, -180], [89.9, 180]]);
});
