// A group says of itself what its members are: the same rule as maps/pins.py.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { stateOfGroup } = await load("maps/static/maps/js/pins.js");

test("on now if any is (P3)", () => assert.equal(stateOfGroup(["soon", "live", "done"]), "live"));
test("finished if none is to come", () => assert.equal(stateOfGroup(["done", "cancelled"]), "done"));
test("what all are", () => assert.equal(stateOfGroup(["cancelled", "cancelled"]), "cancelled"));
test("else coming up", () => assert.equal(stateOfGroup(["soon", "done"]), "soon"));
