// Owns the tests of what the panels that look closer ask of a run, and when.
// Invariant: nothing is drawn, so no browser is needed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { nothing } from "lit";
import { lessonAt } from "../src/lesson-address.js";
import { runOf } from "../src/run.js";
import { badge, inspection, remarks } from "../src/views/inspector.js";

/** @typedef {import("../pkg/except_star.js").Finding} Finding */

/** @type {Finding} */
const finding = {
  title: "Left running",
  text: "…",
  seq: 3,
  others: [],
  task: 2,
  section: "shutting-down",
};

/** A run that remembers what it is asked. @param {Record<string, unknown>} answers */
function asking(answers) {
  /** @type {string[]} */
  const asked = [];
  const run = runOf((question, ...about) => {
    asked.push([question, ...about].join(" "));
    return answers[question];
  });
  return { run, asked };
}

/** The values that a template is filled with, all the way down. @param {unknown} template @returns {unknown[]} */
function values(template) {
  const of = /** @type {{ values?: unknown[] }} */ (template)?.values;
  return Array.isArray(template)
    ? template.flatMap(values)
    : of === undefined
      ? [template]
      : of.flatMap(values);
}

test("findings are counted when the whole is drawn, and not before", () => {
  const { run, asked } = asking({ event_count: 9, findings: [finding, finding] });
  assert.equal(badge("findings", run, false), nothing);
  assert.equal(
    remarks(run, false, () => {}),
    nothing,
  );
  assert.deepEqual(asked, []);
  assert.deepEqual(values(badge("findings", run, true)), [2]);
  assert.equal(badge("exceptions", run, true), nothing);
  assert.deepEqual(asked, ["event_count", "findings"], "each is asked once");
});

test("a run without findings, or with very many events, announces none", () => {
  const silent = asking({ event_count: 9, findings: [] });
  assert.equal(badge("findings", silent.run, true), nothing);
  assert.equal(
    remarks(silent.run, true, () => {}),
    nothing,
  );
  const long = asking({ event_count: 1_000_000, findings: [finding] });
  assert.equal(badge("findings", long.run, true), nothing);
  assert.equal(
    remarks(long.run, true, () => {}),
    nothing,
  );
  assert.deepEqual(long.asked, ["event_count"], "nobody waits for them");
});

test("the line that leads to the findings names their number and the first", () => {
  const { run } = asking({ event_count: 9, findings: [finding] });
  const words = values(remarks(run, true, () => {}));
  assert.ok(words.includes("1 finding") && words.includes("Left running"), String(words));
});

test("a panel asks for what it shows, awaits for each event anew", () => {
  const { run, asked } = asking({ tasks: [], events: {}, exceptions: [], awaits: [] });
  inspection("exceptions", run, 4, () => {});
  assert.deepEqual(asked, ["tasks", "events", "exceptions"]);
  inspection("awaits", run, 4, () => {});
  inspection("awaits", run, 5, () => {});
  assert.deepEqual(asked.slice(3), ["awaits 4", "awaits 5"]);
});

test("what the engine fails to give is announced as nothing, and is not asked for again", () => {
  /** @type {string[]} */
  const asked = [];
  const run = runOf((question, ...about) => {
    asked.push([question, ...about].join(" "));
    if (question === "findings" || question === "awaits") throw new Error("it stopped");
    return question === "event_count" ? 9 : [];
  });
  assert.equal(badge("findings", run, true), nothing);
  assert.throws(() => inspection("findings", run, 4, () => {}), /it stopped/);
  assert.throws(() => run.awaits(4), /it stopped/);
  assert.throws(() => run.awaits(5), /it stopped/);
  assert.deepEqual(asked, ["event_count", "findings", "tasks", "events", "awaits 4"]);
});

test("the lesson stands beside the folder of the module", () => {
  assert.match(lessonAt("task-group"), /\/www\/lesson\.html#task-group$/);
});
