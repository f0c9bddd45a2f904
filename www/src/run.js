// Owns what a page knows of a run: each question is put to the engine when it is first asked, and once.
// Invariant: an answer that was given stays, whatever becomes of the engine.

/** @import { Run as Handle } from "../pkg/except_star.js" */

const questions = /** @type {const} */ ([
  "spec",
  "link",
  "outcome",
  "end_time",
  "console",
  "tables",
  "hints",
  "tasks",
  "event_count",
  "events",
  "digest",
  "rust",
  "python",
]);

/** The answers to all questions, as properties. @typedef {{ readonly [Q in typeof questions[number]]: ReturnType<Handle[Q]> }} Run */

/** Where the answers come from: a run in the engine, or none while there is no engine. @typedef {{ handle: Handle | null }} Source */

/** @param {Source} source @returns {Run} */
export function runOf(source) {
  const run = /** @type {Run} */ ({});
  for (const question of questions) {
    Object.defineProperty(run, question, {
      enumerable: true,
      configurable: true,
      get() {
        if (source.handle === null) throw new Error("The engine that made this run is gone.");
        const value = source.handle[question]();
        Object.defineProperty(run, question, { value, enumerable: true });
        return value;
      },
    });
  }
  return run;
}
