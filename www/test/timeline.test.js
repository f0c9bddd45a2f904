// Owns the tests of the timeline's parts that need no browser: the cursor, the rows, what is looked up of a lane.
// Invariant: the numbers are those of one small picture, which stands here in words.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  axisOf,
  axisWithout,
  placeOfTime,
  roundest,
  stepOf,
  timeOfPlace,
} from "../src/timeline/axis.js";
import {
  carried,
  decisive,
  eventAtPlace,
  nearestEvent,
  nextMark,
  standing,
  stepped,
} from "../src/timeline/cursor.js";
import { Index } from "../src/timeline/index.js";
import { BAR, families, foldedAtFirst, rowsOf, trackTop } from "../src/timeline/rows.js";
import { unitOf, zoomed } from "../src/timeline/scale.js";
import { soFar } from "../src/timeline/so-far.js";
import { atCursor } from "../src/timeline/where.js";
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

/** Three moments: at 0 s the places 0 to 2, at 0.5 s 6 to 7, at 2 s 10. What happens at 0.5 s follows from an intervention. */
function axes() {
  const run = runOf({ scenario: "one" });
  const timeline = {
    ...run.timeline,
    at: Float32Array.of(0, 1, 2, 6, 7, 10),
    moment: Float64Array.of(0, 0.5, 2),
    moment_first: Uint32Array.of(0, 3, 5),
    moment_cut: Uint8Array.of(0, 0, 1),
  };
  const events = {
    ...run.events,
    kinds: ["step", "intervention"],
    kind: Uint8Array.of(0, 0, 0, 1, 0, 0),
    cause: Uint32Array.of(0, 0, 1, 3, 3, 2),
  };
  return { ...run, timeline, events, event_count: 6 };
}

test("between two moments time passes evenly, in one it does not pass, and outside there is none", () => {
  const axis = axisOf(axes());
  const times = [-1, 0, 0.25, 0.5, 1.25, 2, 9];
  assert.deepEqual(
    times.map((time) => placeOfTime(axis, time)),
    [0, 0, 4, 6, 8.5, 10, 10],
  );
  const places = [-1, 0, 1.5, 4, 6, 6.5, 7, 8.5, 10, 99];
  assert.deepEqual(
    places.map((place) => timeOfPlace(axis, place)),
    [0, 0, 0, 0.25, 0.5, 0.5, 0.5, 1.25, 2, 2],
  );
});

test("a moment that an intervention makes is left out for the way on which that is dragged, another is not", () => {
  const without = axisWithout(axes(), 0.5);
  assert.deepEqual(
    [4, 6, 6.5, 8].map((place) => timeOfPlace(without, place)),
    [0.5, 1, 1.125, 1.5],
  );
  assert.deepEqual(axisWithout(axes(), 2), axisOf(axes()));
  const timer = axes();
  timer.events.cause[4] = 1;
  assert.deepEqual(axisWithout(timer, 0.5), axisOf(timer), "something else happens then, too");
});

test("a time is the roundest that the pointer allows, and a step a hundredth of the run at most", () => {
  assert.equal(roundest(0.1234, 0.1278), 0.126);
  assert.equal(roundest(0.96, 1.1), 1);
  assert.equal(roundest(0.3, 0.3), 0.3);
  assert.deepEqual([0.8, 1, 2.5, 100, 0.003, 0].map(stepOf), [0.005, 0.01, 0.02, 1, 0.00002, 0.01]);
});

/** A run of events `TIME TASK KIND DETAIL`. @param {string[]} lines */
function told(lines) {
  const run = runOf({ scenario: "one" });
  const rows = lines.map((line) => line.split(" "));
  const kinds = ["step", "sleep", "cancel"];
  const texts = ["", "1", "2"];
  const events = {
    ...run.events,
    kinds,
    texts,
    time: Float64Array.from(rows, ([time]) => Number(time)),
    task: Uint32Array.from(rows, ([, task]) => Number(task)),
    kind: Uint8Array.from(rows, ([, , kind]) => kinds.indexOf(kind)),
    detail: Uint32Array.from(rows, ([, , , detail = ""]) => texts.indexOf(detail)),
  };
  const life = { outcome: /** @type {const} */ ("finished"), spawned: 0, coroutine: "work" };
  const tasks = [1, 2].map((id) => ({ ...life, id, name: `task-${id}` }));
  return { ...run, events, tasks, event_count: lines.length };
}

test("a chosen event keeps its meaning in another run: its task, its kind, the nearest time, its words", () => {
  const before = told(["0 1 step", "0 2 step", "0.5 1 sleep 1", "0.5 1 sleep 2", "1 2 cancel"]);
  const moved = told(["0 1 step", "0.1 0 step", "0.2 2 step", "0.9 1 sleep 2", "0.9 1 sleep 1"]);
  const at = [0, 1, 2, 3].map((seq) => carried(before, seq, moved));
  assert.deepEqual(at, [0, 2, 4, 3]);
  assert.equal(carried(before, 4, moved), 4, "what is not there leaves the time");
  assert.equal(carried(before, 4, told(["0 1 step", "2 1 step"])), 0);
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((seq) => carried(before, seq, before)),
    [0, 1, 2, 3, 4],
  );
  const twice = told(["0 1 step", "0 1 step", "0 1 step"]);
  assert.deepEqual(
    [0, 1, 2].map((seq) => carried(twice, seq, twice)),
    [0, 1, 2],
  );
});

test("what is done at the cursor is done to its task, or to the last one before it that has not ended", () => {
  const of = told(["0 1 step", "0 2 step", "0.5 1 step", "1 2 step", "1.25 0 step"]);
  const run = {
    ...of,
    timeline: { ...of.timeline, lane: Uint32Array.of(1, 2), lane_to: Uint32Array.of(4, 3) },
  };
  const at = (/** @type {number} */ seq, /** @type {number | null} */ time = null) => {
    const place = atCursor(run, seq, time);
    return [place.at, place.task?.name];
  };
  assert.deepEqual(at(1), [0, "task-2"]);
  assert.deepEqual(at(3), [1, "task-2"], "a task can be reached at its last event");
  assert.deepEqual(at(4), [1.25, "task-1"], "and not behind it");
  assert.deepEqual(at(2, 0.61237), [0.612, "task-1"], "a live run has a time of its own");
});

test("so far, nobody knows how what goes on will end", () => {
  const timeline = {
    ...picture(),
    lane_to: Uint32Array.of(9, 4, 6),
    brackets: [4, 6].map((cancelled) => ({
      kind: /** @type {const} */ ("group"),
      lane: 0,
      track: 0,
      from: 0,
      to: 9,
      cancelled,
    })),
  };
  const nameOf = () => ({ name: "a", more: "", outcome: "failed", value: "E()", hue: 0 });
  const scene = /** @type {import("../src/timeline/draw.js").Scene} */ (
    /** @type {unknown} */ ({ timeline, cursor: 5, nameOf })
  );
  const known = soFar(scene);
  assert.deepEqual(
    [0, 1, 2].map((lane) => [known.nameOf(lane).outcome, known.nameOf(lane).value]),
    [
      ["pending", ""],
      ["failed", "E()"],
      ["pending", ""],
    ],
  );
  assert.deepEqual(
    known.timeline.brackets.map(({ cancelled }) => cancelled),
    [4, undefined],
  );
});

test("a picture fits into its room where marks can be told apart, and can be made to fit", () => {
  const timeline = { ...picture(), width: 98.5 };
  assert.deepEqual(
    [100, 2000, 10_000].map((room) => unitOf(timeline, room, false)),
    [10.5, 20, 26],
  );
  assert.equal(zoomed(timeline, 525, false, 0.1), 0.5);
  assert.equal(zoomed(timeline, 2000, false, 0.1), 1);
  assert.equal(zoomed(timeline, 2000, false, 99), 8);
});
