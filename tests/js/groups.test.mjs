// Pins are grouped on the map as in the picture: tests/maps/groups.json is what maps/pins.py makes of the same spots.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { load } from "./load.mjs";

const { grouping, meet } = await load("maps/static/maps/js/groups.js");
const { spots, cases } = JSON.parse(await readFile(new URL("../maps/groups.json", import.meta.url), "utf8"));
const xs = spots.map(([x]) => x);
const ys = spots.map(([, y]) => y);

/** All steps at once. */
function grouped(...given) {
  const work = grouping(...given);
  let step;
  do step = work.next(); while (!step.done);
  return step.value;
}

for (const { radius, groups } of cases) {
  test(`the same groups as the server's, within ${radius} pixels (P1)`, () => {
    const found = grouped(xs, ys, radius).map((group) => [group[0], [...group].sort((a, b) => a - b)]);
    assert.deepEqual(found, groups);
  });
}

test("no pin is in the way of another, and nobody is lost (P1)", () => {
  const found = grouped(xs, ys, 27);
  assert.equal(found.flat().length, spots.length);
  for (const one of found) {
    for (const other of found) {
      const [across, down] = [xs, ys].map((along) => along[other[0]] - along[one[0]]);
      assert.ok(one === other || !meet(across, down, one.length, other.length, 27));
    }
  }
});

test("a placard may stand behind another, and not be covered by it (P1)", () => {
  assert.equal(meet(20, 40, 1, 12, 27), false); // far enough north
  assert.equal(meet(20, 30, 1, 12, 27), true);
  assert.equal(meet(20, -30, 1, 12, 27), false); // a lone pin in front of a group
  assert.equal(meet(42, 5, 12, 1, 38), false);
});

test("one spot is one group, and nothing is none (P2)", () => {
  assert.deepEqual(grouped([5, 5, 5], [5, 5, 5], 38), [[0, 1, 2]]);
  assert.deepEqual(grouped([], [], 38), []);
});

test("ten thousand in a moment", () => {
  const many = Float64Array.from({ length: 10_000 }, (_, i) => (i * 7919) % 848);
  const start = process.cpuUsage(); // what else runs on this machine does not count
  grouped(many, many.map((x) => (x * 31) % 565), 38);
  assert.ok(process.cpuUsage(start).user < 200_000);
});

test("no step takes long: others have their turn between them", () => {
  const many = Float64Array.from({ length: 10_000 }, (_, i) => (i * 7919) % 848);
  const work = grouping(many, many.map((x) => (x * 31) % 565), 38);
  let steps = 0;
  while (!work.next().done) steps += 1;
  assert.ok(steps > 20);
});
