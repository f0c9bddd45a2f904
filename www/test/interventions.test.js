// Owns the tests of interventions on the page: their texts, their markers, and what can be taken back.
// Invariant: the texts are those that the engine's own documentation gives.

import assert from "node:assert/strict";
import { test } from "node:test";
import { History } from "../src/history.js";
import { nameable, parsed, plain, written } from "../src/interventions.js";
import { deed, markersOf, sentence } from "../src/timeline/markers.js";
import { runOf } from "./fake-engine.js";

const cancel = { verb: "cancel", exception: "", signal: "" };

test("a text is read, and written again in its canonical form", () => {
  assert.deepEqual(parsed("1.50:cancel:worker:enough"), {
    ...cancel,
    at: 1.5,
    task: "worker",
    message: "enough",
  });
  for (const [text, again] of [
    ["1.50:cancel:worker:enough", "1.5:cancel:worker:enough"],
    [" 2:cancel:Task-1 ", "2:cancel:Task-1"],
    ["1e-3:cancel:a b", "0.001:cancel:a b"],
    ["1:raise:B:KeyError", "1:raise:B:KeyError"],
    ["1:raise:B:KeyError:no: such", "1:raise:B:KeyError:no: such"],
    ["2:signal:SIGINT", "2:signal:SIGINT"],
  ]) {
    const of = parsed(text);
    assert.ok(of, text);
    assert.equal(written(of), again);
  }
});

test("what names no time, or nothing that can be done, means nothing", () => {
  for (const text of ["", "cancel:B", "soon:cancel:B", "-1:cancel:B", ":cancel:B", "1:stop:B", "1"])
    assert.equal(parsed(text), null, text);
});

test("a number has no exponent, and no zero that says nothing", () => {
  assert.deepEqual([0, 10, 0.1, 1e-7, 123456.5].map(plain), [
    "0",
    "10",
    "0.1",
    "0.0000001",
    "123456.5",
  ]);
});

test("a task with a colon in its name has no text", () => {
  assert.deepEqual(["B", "a b", "a:b", " a", ""].map(nameable), [true, true, false, false, false]);
});

/** A run with main and a task B, in which of two interventions the later one, that is named first, is refused. */
function run() {
  const made = runOf({ scenario: "one", interventions: ["2:cancel:B", "1:signal:SIGINT"] });
  const life = { outcome: /** @type {const} */ ("finished"), spawned: 0, finished: 3 };
  return {
    ...made,
    tasks: [
      { ...life, id: 1, name: "Task-1", coroutine: "main" },
      { ...life, id: 2, name: "B", coroutine: "work" },
    ],
    timeline: { ...made.timeline, lane: Uint32Array.of(1, 2) },
    events: {
      ...made.events,
      kinds: ["step", "intervention", "refusal"],
      kind: Uint8Array.of(0, 1, 0, 1, 2),
      detail: Uint32Array.of(0, 0, 0, 0, 1),
      texts: ["", "refused for B: no such task is running"],
    },
    event_count: 5,
  };
}

test("a marker says of which task it is, and what the run has against it", () => {
  const markers = markersOf(run(), ["2:cancel:B", "1:signal:SIGINT"], []);
  assert.deepEqual(
    markers.map(({ index, lane, task, wrong }) => [index, lane, task, wrong]),
    [
      [0, 1, "B", "Refused for B: no such task is running."],
      [1, -1, "", ""],
    ],
  );
  assert.deepEqual(markers.map(sentence), ["Cancel B at 2 s", "Send SIGINT at 1 s"]);
});

test("main is called so, and a text that means nothing has no marker", () => {
  const [marker, ...others] = markersOf(run(), ["x", "1:raise:Task-1:OSError"], []);
  assert.deepEqual(others, []);
  assert.equal(deed(marker), "Fail what main awaits with OSError");
  assert.equal(marker.index, 1);
});

test("what the engine refuses is said of the marker, and nothing is said of the others", () => {
  const errors = [{ field: "interventions", index: 1, message: "CLASS must be …" }];
  const markers = markersOf(run(), ["2:cancel:B", "1:raise:B:Nonsense"], errors);
  assert.deepEqual(
    markers.map(({ wrong }) => wrong),
    ["", "CLASS must be …"],
  );
});

test("what comes after the end of the run is said", () => {
  const short = { ...run(), event_count: 3 };
  const [late, made] = markersOf(short, ["2:cancel:B", "1:signal:SIGINT"], []);
  assert.deepEqual([late.wrong, made.wrong], ["The run ends before it.", ""]);
});

/** @param {Record<string, string>} params @param {string[]} [interventions] */
const draft = (params, interventions = []) => ({
  scenario: "one",
  params,
  seed: "42",
  debug: false,
  interventions,
});

test("changes of one thing in quick succession are one step back, and others are steps of their own", () => {
  const history = new History();
  history.record(draft({ n: "1" }), "n", 0);
  history.record(draft({ n: "2" }), "n", 900);
  history.record(draft({ n: "3" }), "n", 1800);
  history.record(draft({ n: "4" }), "n", 2900);
  history.record(draft({ n: "5" }), "seed", 2901);
  assert.deepEqual(history.undo(draft({ n: "6" }))?.params, { n: "5" });
  assert.deepEqual(history.undo(draft({ n: "5" }))?.params, { n: "4" });
  assert.deepEqual(history.undo(draft({ n: "4" }))?.params, { n: "1" });
  assert.equal(history.undo(draft({ n: "1" })), null);
  assert.deepEqual(history.redo(draft({ n: "1" }))?.params, { n: "4" });
  assert.deepEqual(history.redo(draft({ n: "4" }))?.params, { n: "5" });
  assert.deepEqual(history.redo(draft({ n: "5" }))?.params, { n: "6" });
  assert.equal(history.redo(draft({ n: "6" })), null);
});

test("a change forgets what was taken back, and blank interventions are no part of a step", () => {
  const history = new History();
  history.record(draft({ n: "1" }, [""]), "n", 0);
  assert.deepEqual(history.undo(draft({ n: "2" })), {
    params: { n: "1" },
    seed: "42",
    debug: false,
    interventions: [],
  });
  assert.equal(history.canRedo, true);
  history.record(draft({ n: "1" }), "n", 0);
  assert.deepEqual([history.canUndo, history.canRedo], [true, false]);
  history.forget();
  assert.equal(history.canUndo, false);
});
