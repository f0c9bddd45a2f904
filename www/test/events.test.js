// Owns the tests of reading event columns and of the window of visible rows.
// Invariant: expectations are written out, never computed by what they check.

import assert from "node:assert/strict";
import { test } from "node:test";
import { causesOf, eventAt, everything, filterEvents, rowOf, taskNames } from "../src/events.js";
import { MAX_HEIGHT, scrollTo, windowOf } from "../src/windowing.js";
import { runOf } from "./fake-engine.js";

const run = runOf(
  { scenario: "one", params: {}, seed: 1 },
  {
    tasks: [
      { id: 1, name: "Task-1", coroutine: "main", spawned: 0, outcome: "finished" },
      { id: 5, name: "worker", coroutine: "work", spawned: 0, outcome: "failed" },
    ],
    event_count: 4,
    events: {
      kinds: ["spawn", "raise"],
      texts: ["", "work(1)", "ValueError('bad')"],
      time: Float64Array.of(0, 0, 0.5, 1),
      task: Uint32Array.of(1, 5, 5, 0),
      kind: Uint8Array.of(0, 0, 1, 0),
      cause: Uint32Array.of(0, 0, 1, 3),
      line: Uint32Array.of(0, 0, 7, 0),
      detail: Uint32Array.of(0, 1, 2, 0),
    },
  },
);
const names = taskNames(run);

/** @param {Partial<import("../src/events.js").Filter>} filter @param {number[]} expected */
function passes(filter, expected) {
  assert.deepEqual([...filterEvents(run, names, { ...everything, ...filter })], expected);
}

test("an event is read from its columns, and task 0 is the loop", () => {
  assert.deepEqual(eventAt(run, names, 2), {
    seq: 2,
    time: 0.5,
    task: "worker",
    kind: "raise",
    detail: "ValueError('bad')",
    cause: 1,
    line: 7,
  });
  assert.equal(eventAt(run, names, 1).line, null, "it has no line");
  assert.equal(eventAt(run, names, 3).task, "loop");
});

test("filters by task, by kind, by both", () => {
  passes({}, [0, 1, 2, 3]);
  passes({ task: 5 }, [1, 2]);
  passes({ task: 0 }, [3]);
  passes({ kind: 0 }, [0, 1, 3]);
  passes({ task: 5, kind: 1 }, [2]);
});

test("filters by text in detail, kind and task, whatever its case", () => {
  passes({ text: "valueerror" }, [2]);
  passes({ text: "spawn" }, [0, 1, 3]);
  passes({ text: " Worker " }, [1, 2]);
  passes({ text: "nothing" }, []);
});

test("a chain of causes ends at the event that names itself, or at the limit", () => {
  assert.deepEqual(causesOf(run, 2, 9), [1, 0]);
  assert.deepEqual(causesOf(run, 2, 1), [1]);
  assert.deepEqual(causesOf(run, 3, 9), []);
});

test("a sequence number is found among those that pass", () => {
  const passing = Uint32Array.of(2, 5, 9);
  assert.deepEqual(
    [2, 5, 9, 0, 6, 10].map((seq) => rowOf(passing, seq)),
    [0, 1, 2, -1, -1, -1],
  );
});

test("only the rows in view are drawn, with a margin", () => {
  const list = { count: 1000, rowHeight: 20, scrollTop: 2000, viewport: 100 };
  assert.deepEqual(windowOf(list), { height: 20000, first: 94, last: 111, top: 1880 });
});

test("a short list is drawn whole, also when it was scrolled further before", () => {
  const list = { count: 3, rowHeight: 20, scrollTop: 5000, viewport: 100 };
  assert.deepEqual(windowOf(list), { height: 60, first: 0, last: 3, top: 0 });
});

test("a list that is too tall for a browser keeps within the limit, and its last row is reached", () => {
  const list = { count: 1_000_000, rowHeight: 20, viewport: 100 };
  const end = MAX_HEIGHT - 100;
  const { height, last, first, top } = windowOf({ ...list, scrollTop: end });
  assert.equal(height, MAX_HEIGHT);
  assert.equal(last, 1_000_000);
  assert.ok(
    Math.abs(top + (last - first) * 20 - MAX_HEIGHT) < 0.01,
    "the last row ends at the end",
  );
  assert.equal(windowOf({ ...list, scrollTop: 0 }).first, 0);
});

test("scrolling to a row brings it just into view, and leaves a visible one alone", () => {
  const list = { count: 1000, rowHeight: 20, scrollTop: 2000, viewport: 100 };
  assert.equal(scrollTo(list, 102), 2000);
  assert.equal(scrollTo(list, 50), 1000);
  assert.equal(scrollTo(list, 200), 3920);
});

test("scrolling to any row of a scaled list brings it into its window", () => {
  const list = { count: 1_000_000, rowHeight: 20, scrollTop: 0, viewport: 100 };
  for (const row of [0, 1, 123_456, 999_999]) {
    const { first, last } = windowOf({ ...list, scrollTop: scrollTo(list, row) });
    assert.ok(first <= row && row < last, `row ${row} is in ${first}..${last}`);
  }
});
