// Owns what a page knows of a run: each question is put to the engine when it is first asked, and once.
// Invariant: an answer that was given stays, whatever becomes of the engine; so does a failure to give one.

/** @import { Run as Handle } from "../pkg/except_star.js" */

const questions = /** @type {const} */ ([
  "spec",
  "link",
  "unlinked",
  "outcome",
  "end_time",
  "console",
  "tables",
  "hints",
  "tasks",
  "timeline",
  "exceptions",
  "cancellations",
  "findings",
  "narrative",
  "event_count",
  "events",
  "digest",
  "rust",
  "text",
  "python",
]);

/** @typedef {typeof questions[number]} Question */

/** The answers to all questions, as properties. @typedef {{ readonly [Q in Question]: ReturnType<Handle[Q]> } & Moments} Run */
/** What is asked of an event. @typedef {Pick<Handle, "awaits">} Moments */

/** @param {(question: Question | "awaits", ...about: number[]) => unknown} ask @returns {Run} */
export function runOf(ask) {
  const run = /** @type {Run} */ ({});
  // Of each event there is another answer, and none is kept: the cursor is at one. A failure is: asking again would only fail again.
  /** @type {unknown} */
  let fault = null;
  run.awaits = (event) => {
    if (fault !== null) throw fault;
    try {
      return /** @type {ReturnType<Handle["awaits"]>} */ (ask("awaits", event));
    } catch (thrown) {
      fault = thrown;
      throw thrown;
    }
  };
  for (const question of questions) {
    Object.defineProperty(run, question, {
      enumerable: true,
      configurable: true,
      get() {
        Object.defineProperty(run, question, answer(ask, question));
        return run[question];
      },
    });
  }
  return run;
}

/** @param {(question: Question) => unknown} ask @param {Question} question @returns {PropertyDescriptor} */
function answer(ask, question) {
  try {
    return { value: ask(question) };
  } catch (fault) {
    const get = () => {
      throw fault;
    };
    return { get };
  }
}

/**
 * The run, when it has answered these questions: what draws it later cannot fail at them any more.
 * @param {Run} run
 * @param {Question[]} questions
 */
export function asked(run, ...questions) {
  for (const question of questions) run[question];
  return run;
}
