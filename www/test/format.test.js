// Owns the tests of words and figures for people.
// Invariant: a run in a test has the form that the engine gives.

import assert from "node:assert/strict";
import { test } from "node:test";
import { count, ending, seconds } from "../src/format.js";
import { runOf } from "./fake-engine.js";

test("loop time has milliseconds, and finer digits where there are any", () => {
  assert.deepEqual([0, 0.5, 2, 0.1 + 0.2, 1.0000005, 1e-9, 3600].map(seconds), [
    "0.000",
    "0.500",
    "2.000",
    "0.300",
    "1.0000005",
    "0.000000001",
    "3600.000",
  ]);
});

test("things are counted", () => {
  assert.deepEqual([count(1, "event"), count(1000, "event")], ["1 event", "1,000 events"]);
});

test("an end names its exception or its limit", () => {
  const spec = { scenario: "one", params: {}, seed: 1 };
  assert.equal(ending(runOf(spec)), "Ended without an exception");
  const outcome = /** @type {const} */ ({ status: "raised", exception: "ValueError('bad')" });
  assert.equal(ending(runOf(spec, { outcome })), "Ended with an exception: ValueError('bad')");
});
