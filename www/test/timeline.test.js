// Owns the tests of the timeline's parts that need no browser: the cursor, the rows, what is looked up of a lane.
// Invariant: the numbers are those of one small picture, which stands here in words.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  decisive,
  eventAtPlace,
  nearestEvent,
  nextMark,
  standing,
  stepped,
} from "../src/timeline/cursor.js";
import { Index } from "../src/timeline/index.js";
import { BAR, families, foldedAtFirst, rowsOf, trackTop } from "../src/timeline/rows.js";
import { runOf } from "./fake-engine.js";

/** Ten events: two of them at each place. Those of number 3, 5 and 9 are marked, the one of number 5 is a raise in lane 1. */
function picture() {
  const run = runOf({ scenario: "one" });
  const { timeline } = run;
  return {
    ...timeline,
    at: Float32Array.from({ length: 10 }, (_, seq) => Math.floor(seq / 2)),
    width: 4,
    lane: Uint32Array.of(1, 2, 3),
    lane_parent: Int32Array.of(-1, 0, 0),
    lane_depth: Uint32Array.of(0, 1, 1),
    lane_group: Int32Array.of(-1, -1, -1),
    lane_tracks: Uint32Array.of(2, 0, 0),
    bar: Uint32Array.of(0, 0, 1, 2, 2, 2),
    mark: Uint32Array.of(3, 5, 9),
    mark_lane: Int32Array.of(-1, 1, 0),
    mark_kind: Uint8Array.of(1, 0, 1),
    marks: ["raised", "finished"],
  };
}

function run() {
  return { ...runOf({ scenario: "one" }), timeline: picture(), event_count: 10 };
}

test("a reader begins at the first mark that decides something, or else at the end", () => {
  assert.equal(decisive(run()), 5);
  const quiet = { ...picture(), marks: ["handled", "finished"] };
  assert.equal(decisive({ ...run(), timeline: quiet }), 9);
  assert.equal(decisive(runOf({ scenario: "one" })), 0, "where nothing happens there is nothing");
});

test("a step ends at the ends, and a mark is the next one in its direction", () => {
  assert.equal(stepped(run(), 4, 1), 5);
  assert.equal(stepped(run(), 9, 1), 9);
  assert.equal(stepped(run(), 1, -5), 0);
  const on = [0, 3, 4, 5, 8, 9].map((seq) => nextMark(run(), seq, 1));
  assert.deepEqual(on, [3, 5, 5, 9, 9, 9]);
  const back = [9, 5, 4, 3, 2].map((seq) => nextMark(run(), seq, -1));
  assert.deepEqual(back, [5, 3, 3, 0, 0]);
});

test("a place shows the last event that stands there", () => {
  const places = [-1, 0, 0.9, 1, 3.9, 4, 9].map((place) => eventAtPlace(picture(), place));
  assert.deepEqual(places, [0, 1, 1, 3, 7, 9, 9]);
  assert.equal(nearestEvent(picture(), 1.4), 3);
  assert.equal(nearestEvent(picture(), 1.6), 5);
});

test("a task stands at its last line until it has finished, and several may stand at one", () => {
  const events = {
    ...run().events,
    task: Uint32Array.of(1, 1, 2, 3, 2, 3, 0),
    kind: Uint8Array.of(0, 0, 0, 0, 1, 0, 0),
    line: Uint32Array.of(4, 7, 9, 9, 9, 0, 2),
    kinds: ["step", "finish"],
  };
  const at = (/** @type {number} */ seq) =>
    Object.fromEntries(standing({ ...run(), events, event_count: 7 }, seq));
  assert.deepEqual(at(0), { 4: [1] });
  assert.deepEqual(at(3), { 7: [1], 9: [2, 3] });
  assert.deepEqual(at(4), { 7: [1], 9: [2, 3] }, "it is seen where it finishes");
  assert.deepEqual(at(6), { 7: [1], 9: [3] });
});

test("the bars and the marks of a lane are found", () => {
  const index = new Index(picture());
  assert.deepEqual([...index.bars], [0, 2, 3, 6]);
  assert.deepEqual([...index.marksOf(-1)], [0]);
  assert.deepEqual([...index.seqsOf(1)], [5]);
  assert.deepEqual([...index.seqsOf(0)], [9]);
  assert.deepEqual([...index.marksOf(2)], []);
});

test("rows follow one another, with room for the brackets over the bars", () => {
  const { rows, rowOf, height } = rowsOf(picture(), {
    families: [],
    folded: new Set(),
    narrow: false,
  });
  assert.deepEqual([...rowOf], [0, 1, 2]);
  for (const [index, row] of rows.entries()) {
    assert.equal(row.top + row.height, rows[index + 1]?.top ?? height);
    assert.ok(row.bar + BAR <= row.top + row.height);
  }
  const [outer, inner] = [0, 1].map((track) => trackTop(rows[0], 2, track));
  assert.ok(rows[0].top <= outer && outer < inner && inner < rows[0].bar);
});

test("many tasks of one kind are folded with what they created, and unfolded by their first lane", () => {
  // Main creates 30 workers, of which the second has a child, and one other task.
  const parents = [-1, 0, 0, 2, ...Array(28).fill(0), 0];
  const timeline = {
    ...picture(),
    lane: Uint32Array.from(parents, (_, index) => index + 1),
    lane_parent: Int32Array.from(parents),
    lane_depth: Uint32Array.from(parents, (of) => (of === -1 ? 0 : of === 2 ? 2 : 1)),
    lane_group: new Int32Array(parents.length).fill(-1),
    lane_tracks: new Uint32Array(parents.length),
  };
  const coroutine = (/** @type {number} */ task) => (task === parents.length ? "other" : "worker");
  const all = families(timeline, coroutine);
  assert.deepEqual(all, [{ first: 1, end: 32, count: 30 }]);
  const folded = foldedAtFirst(timeline, all);
  const shut = rowsOf(timeline, { families: all, folded, narrow: false });
  assert.deepEqual(
    shut.rows.map(({ first, end }) => [first, end]),
    [
      [0, 1],
      [1, 32],
      [32, 33],
    ],
  );
  assert.equal(shut.rowOf[20], 1);
  const open = rowsOf(timeline, { families: all, folded: new Set(), narrow: false });
  assert.equal(open.rows.length, 33);
});
