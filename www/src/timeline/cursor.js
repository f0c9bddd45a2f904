// Owns the cursor of a run: an event, the ways to move it, and what stands where at it.
// Invariant: it is always an event of the run, and every panel that follows it is given that number.

/** @import { Timeline } from "../../pkg/except_star.js" */
/** @import { Run } from "../run.js" */
/** @typedef {Pick<Run, "events" | "timeline" | "event_count">} Moving */

/** The marks that decide a run, where it has one of them; the first is where a reader begins. */
const DECISIVE = ["raised", "cancel requested", "time is up", "group aborts", "signal"];

/** How many widths of a mark the cursor passes in a second, at a speed of 1. */
export const PACE = 4;

/** @param {number} seq @param {number} count */
function clamped(seq, count) {
  return Math.max(Math.min(seq, count - 1), 0);
}

/** The event at which a reader begins: the first that decides something, or else the last. @param {Moving} run */
export function decisive({ timeline, event_count }) {
  const index = timeline.mark_kind.findIndex((kind) => DECISIVE.includes(timeline.marks[kind]));
  return index === -1 ? clamped(event_count - 1, event_count) : timeline.mark[index];
}

/** So many events further, or back. @param {Moving} run @param {number} seq @param {number} by */
export function stepped({ event_count }, seq, by) {
  return clamped(seq + by, event_count);
}

/** The next mark in a direction; where there is none, the end. @param {Moving} run @param {number} seq @param {1 | -1} by */
export function nextMark({ timeline: { mark }, event_count }, seq, by) {
  // The first mark behind the cursor.
  const behind = lowerBound(mark, by > 0 ? seq + 1 : seq);
  const index = by > 0 ? behind : behind - 1;
  return mark[index] ?? (by > 0 ? clamped(event_count - 1, event_count) : 0);
}

/** The event that a place on the axis shows: the last that stands there or before. @param {Timeline} timeline @param {number} place */
export function eventAtPlace({ at }, place) {
  return clamped(upperBound(at, place) - 1, at.length);
}

/** The event that stands nearest to a place. @param {Timeline} timeline @param {number} place */
export function nearestEvent(timeline, place) {
  const { at } = timeline;
  const before = eventAtPlace(timeline, place);
  const next = clamped(before + 1, at.length);
  return at[next] - place < place - at[before] ? eventAtPlace(timeline, at[next]) : before;
}

/**
 * Where the tasks stand at an event: for each line of the program the tasks whose last event before is of that line.
 * @param {Moving} run
 * @param {number} seq
 * @returns {Map<number, number[]>}
 */
export function standing({ events }, seq) {
  const finish = events.kinds.indexOf("finish");
  /** @type {Map<number, number>} */
  const lines = new Map();
  for (let at = 0; at <= seq; at++) {
    const task = events.task[at];
    if (task === 0) continue;
    if (events.kind[at] === finish && at < seq) lines.delete(task);
    else if (events.line[at] > 0) lines.set(task, events.line[at]);
  }
  /** @type {Map<number, number[]>} */
  const tasks = new Map();
  for (const [task, line] of [...lines].sort(([one], [other]) => one - other)) {
    tasks.set(line, [...(tasks.get(line) ?? []), task]);
  }
  return tasks;
}

/** The index of the first that is not less. @param {ArrayLike<number>} ordered @param {number} value */
export function lowerBound(ordered, value) {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ordered[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The index of the first that is greater. @param {ArrayLike<number>} ordered @param {number} value */
export function upperBound(ordered, value) {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ordered[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
