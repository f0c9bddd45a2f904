// Owns the tests of words and figures for people.
// Invariant: a run in a test has the form that the engine gives.

import assert from "node:assert/strict";
import { test } from "node:test";
import { brief, count, ending, grouped, numericColumns, seconds } from "../src/format.js";
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

test("a number has a comma before each three digits", () => {
  const numbers = [0, 7, 999, 1000, 65_536, 123_456, 1_000_000];
  assert.deepEqual(
    numbers.map(grouped),
    numbers.map((n) => n.toLocaleString("en")),
  );
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

test("a text that was given is echoed with its middle left out if it is long", () => {
  assert.equal(brief("must be 1 to 3, not '99'"), "must be 1 to 3, not '99'");
  assert.equal(
    brief(`not ${"1,".repeat(300)}2 here`),
    `not ${"1,".repeat(20)}…${",1".repeat(9)},2 here`,
  );
  const long = brief("word ".repeat(1000));
  assert.ok(long.length <= 601 && long.includes("…") && long.startsWith("word word"), long);
  assert.equal(brief("🙂".repeat(90)), `${"🙂".repeat(40)}…${"🙂".repeat(20)}`);
});

test("a column of numbers may have holes, and one of nothing but holes is none", () => {
  const columns = ["Number", "Text", "Both", "Holes"];
  const rows = [
    [1, "a", 1, null],
    [null, "b", "one", null],
  ];
  assert.deepEqual(numericColumns({ columns, rows }), [true, false, false, false]);
  assert.deepEqual(numericColumns({ columns: ["Empty"], rows: [] }), [false]);
});
