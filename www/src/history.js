// Owns what a reader may take back: the circumstances of a run as they were before each change.
// Invariant: what belongs together, such as a slider's way from one value to another, is one step; a program's text is none.

/** @import { Draft } from "../pkg/except_star.js" */
/** What is remembered of a draft. @typedef {Pick<Draft, "params" | "seed" | "debug" | "interventions" | "language">} Step */

/** Changes of one thing belong together when they follow one another within so many milliseconds. */
const TOGETHER = 1000;
/** So many steps are remembered. */
const MOST = 500;

/** @param {Draft} draft @returns {Step} */
export function stepOf({ params, seed, debug, interventions, language }) {
  return {
    params: { ...params },
    seed,
    debug,
    // One that nobody has typed yet asks for nothing.
    interventions: interventions.filter((text) => text.trim() !== ""),
    ...(language === undefined ? {} : { language }),
  };
}

export class History {
  /** @type {Step[]} */
  #before = [];
  /** @type {Step[]} */
  #after = [];
  #last = { key: "", time: Number.NEGATIVE_INFINITY };

  get canUndo() {
    return this.#before.length > 0;
  }

  get canRedo() {
    return this.#after.length > 0;
  }

  /** Remembers how it is before a change. @param {Draft} draft @param {string} key what is changed @param {number} time in milliseconds */
  record(draft, key, time) {
    const together = key !== "" && key === this.#last.key && time - this.#last.time <= TOGETHER;
    this.#last = { key, time };
    this.#after = [];
    if (together && this.#before.length > 0) return;
    this.#before.push(stepOf(draft));
    if (this.#before.length > MOST) this.#before.shift();
  }

  /** What it was before the last change; null where nothing can be taken back. @param {Draft} draft as it is */
  undo(draft) {
    return this.#turn(this.#before, this.#after, draft);
  }

  /** What was taken back last; null where nothing was. @param {Draft} draft as it is */
  redo(draft) {
    return this.#turn(this.#after, this.#before, draft);
  }

  /** @param {Step[]} from @param {Step[]} to @param {Draft} draft */
  #turn(from, to, draft) {
    const step = from.pop() ?? null;
    if (step !== null) to.push(stepOf(draft));
    this.#last.key = "";
    return step;
  }

  forget() {
    this.#before = [];
    this.#after = [];
    this.#last.key = "";
  }
}
