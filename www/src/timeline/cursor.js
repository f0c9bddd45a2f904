// Owns the cursor of a run: an event, the ways to move it, and what stands where at it.
// Invariant: it is always an event of the run, and every panel that follows it is given that number.

/** @import { Timeline } from "../../pkg/except_star.js" */
/** @import { Run } from "../run.js" */
/** @typedef {Pick<Run, "events" | "timeline" | "event_count">} Moving */
/** @typedef {Pick<Run, "events" | "tasks" | "event_count">} Carrying */

/** The marks that decide a run, where it has one of them; the first is where a reader begins. */
const DECISIVE = ["raised", "cancel requested", "time is up", "group aborts", "signal"];

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
 * The event of another run that means what an event of this one does: of the same task and kind, and nearest in time. Where there is
 * none, what happens at that time.
 * @param {Carrying} before
 * @param {number} seq
 * @param {Carrying} after
 */
export function carried(before, seq, after) {
  const { time, kind, texts, detail } = before.events;
  const of = namesOf(before);
  const then = namesOf(after);
  const name = of(seq);
  const alike = (
    /** @type {Carrying} */ run,
    /** @type {number} */ at,
    /** @type {string} */ task,
  ) => run.events.kind[at] === kind[seq] && task === name;
  let ordinal = 0;
  for (let at = 0; at < seq; at++) if (alike(before, at, of(at))) ordinal++;
  let best = { seq: -1, far: Number.POSITIVE_INFINITY, other: true, places: 0 };
  let number = 0;
  for (let at = 0; at < after.event_count; at++) {
    if (!alike(after, at, then(at))) continue;
    const far = Math.abs(after.events.time[at] - time[seq]);
    const other = after.events.texts[after.events.detail[at]] !== texts[detail[seq]];
    const places = Math.abs(number++ - ordinal);
    const nearer = far - best.far || Number(other) - Number(best.other) || places - best.places;
    if (nearer < 0) best = { seq: at, far, other, places };
  }
  if (best.seq !== -1) return best.seq;
  return clamped(upperBound(after.events.time, time[seq]) - 1, after.event_count);
}

/** The name of the task of each event; that of the loop is empty. @param {Carrying} run */
function namesOf({ events, tasks }) {
  const names = new Map(tasks.map(({ id, name }) => [id, name]));
  return (/** @type {number} */ seq) => names.get(events.task[seq]) ?? "";
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
