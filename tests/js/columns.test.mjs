// Pins come in steps: the same figures as tests/test_many.py.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { unpacked } = await load("protests/static/protests/js/columns.js");

test("steps become degrees, to the last of five decimals", () => {
  const pins = unpacked({ code: ["SUVA", "APIA", "BERLIN"], lon: [17844150, -35020820, 18517720], lat: [-1814160, 430830, 6635770], unpinned: [] });
  assert.deepEqual([...pins.lon], [178.4415, -171.7667, 13.4105]);
  assert.deepEqual([...pins.lat], [-18.1416, -13.8333, 52.5244]);
  assert.deepEqual(pins.code, ["SUVA", "APIA", "BERLIN"]);
});

test("ten thousand steps do not drift", () => {
  const { lon } = unpacked({ lon: Array(10_000).fill(1), lat: [] });
  assert.equal(lon.at(-1), 0.1);
});
