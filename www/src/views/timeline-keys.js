// Owns the keys of the timeline: what each of them does, and how it is told.
// Invariant: a key that is told does something, and one that does something is told.

import { nextMark, stepped } from "../timeline/cursor.js";

/** @import { Moving } from "../timeline/cursor.js" */
/**
 * @typedef {object} KeyActs
 * @property {(seq: number) => void} go
 * @property {() => void} toggle plays or pauses
 * @property {() => void} live begins a live run, or leaves it
 * @property {(by: 1 | -1) => void} rescale
 * @property {() => void} cancel
 * @property {() => void} offer what can be done at the cursor
 * @property {() => void} help
 */

export const keys = [
  ["Space", "play or pause"],
  ["l", "live: loop time passes as time does; again: back to where it began"],
  ["← →", "one event back or on"],
  ["Shift ← →", "the mark before or behind: an error, a cancel, an end"],
  ["Page Up, Page Down", "a tenth of the run on or back"],
  ["Home, End", "the begin, the end"],
  ["+ −", "larger, smaller"],
  ["c", "cancel the task of the cursor’s lane, there"],
  ["i", "what else can be done there: fail what it awaits, send a signal"],
  ["Ctrl Z, Shift Ctrl Z", "undo, redo; ⌘ on a Mac"],
  ["?", "this list"],
];

/**
 * What a key does at this cursor; nothing where it is none of these.
 * @param {Pick<KeyboardEvent, "key" | "shiftKey">} event
 * @param {Moving} run
 * @param {number} cursor
 * @param {KeyActs} acts
 * @returns {(() => void) | undefined}
 */
export function actOf({ key, shiftKey }, run, cursor, acts) {
  const { go, toggle, live, rescale, cancel, offer, help } = acts;
  const tenth = Math.max(Math.round(run.event_count / 10), 1);
  const by = shiftKey ? nextMark : stepped;
  /** @type {Record<string, () => void>} */
  const all = {
    " ": toggle,
    ArrowLeft: () => go(by(run, cursor, -1)),
    ArrowRight: () => go(by(run, cursor, 1)),
    PageUp: () => go(stepped(run, cursor, tenth)),
    PageDown: () => go(stepped(run, cursor, -tenth)),
    Home: () => go(0),
    End: () => go(stepped(run, cursor, run.event_count)),
    "+": () => rescale(1),
    "-": () => rescale(-1),
    c: cancel,
    i: offer,
    l: live,
    "?": help,
  };
  return all[key];
}
