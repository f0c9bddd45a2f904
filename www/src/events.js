// Owns reading the event columns of a run: names, filters, chains of causes.
// Invariant: nothing here copies an event into an object of its own unless it is about to be drawn.

import { grouped } from "./format.js";

/** @import { TaskLife } from "../pkg/except_star.js" */
/** @import { Run } from "./run.js" */

/** @typedef {{ task: number | null, kind: number | null, text: string }} Filter */
/** @typedef {{ seq: number, time: number, task: string, kind: string, detail: string, cause: number, line: number | null }} Event */

/** What filters nothing. @type {Readonly<Filter>} */
export const everything = Object.freeze({ task: null, kind: null, text: "" });

/** What a task is called where people read: main is called so, whatever number it has. @param {Pick<TaskLife, "id" | "name" | "coroutine">} life */
export function nameOf({ id, name, coroutine }) {
  return id === 1 && name === "Task-1" ? coroutine : name;
}

/** The number of an event where people read: the first is 1. @param {number} seq */
export function numberOf(seq) {
  return grouped(seq + 1);
}

/** The name of each task by its id; 0 is the loop itself. @param {Run} run @returns {Map<number, string>} */
export function taskNames(run) {
  return new Map([
    [0, "loop"],
    ...run.tasks.map((life) => /** @type {const} */ ([life.id, nameOf(life)])),
  ]);
}

/**
 * One event, for drawing.
 * @param {Run} run
 * @param {Map<number, string>} names
 * @param {number} seq
 * @returns {Event}
 */
export function eventAt({ events }, names, seq) {
  const task = events.task[seq];
  return {
    seq,
    time: events.time[seq],
    task: names.get(task) ?? `#${task}`,
    kind: events.kinds[events.kind[seq]] ?? "",
    detail: events.texts[events.detail[seq]] ?? "",
    cause: events.cause[seq],
    line: lineAt({ events }, seq),
  };
}

/** The line of the program at which an event happened; null where it has none. @param {Pick<Run, "events">} run @param {number} seq */
export function lineAt({ events }, seq) {
  return events.line[seq] || null;
}

/**
 * The sequence numbers of the events that pass the filter. The text is looked for in the distinct details, kinds and
 * names, not in each event, so a million events cost a million look-ups and no string comparison.
 * @param {Run} run
 * @param {Map<number, string>} names
 * @param {Filter} filter
 * @returns {Uint32Array}
 */
export function filterEvents({ events }, names, { task, kind, text }) {
  const sought = text.trim().toLowerCase();
  const has = (/** @type {string} */ label) => label.toLowerCase().includes(sought);
  const details = events.texts.map(has);
  const kindNames = events.kinds.map(has);
  const tasks = new Set([...names].filter(([, name]) => has(name)).map(([id]) => id));
  const count = events.time.length;
  const passing = new Uint32Array(count);
  let length = 0;
  for (let seq = 0; seq < count; seq++) {
    if (task !== null && events.task[seq] !== task) continue;
    if (kind !== null && events.kind[seq] !== kind) continue;
    if (
      sought === "" ||
      details[events.detail[seq]] ||
      kindNames[events.kind[seq]] ||
      tasks.has(events.task[seq])
    ) {
      passing[length++] = seq;
    }
  }
  return passing.subarray(0, length);
}

/**
 * Where a sequence number stands among the filtered ones, or -1. They are in order, so it is a binary search.
 * @param {Uint32Array} passing
 * @param {number} seq
 */
export function rowOf(passing, seq) {
  let low = 0;
  let high = passing.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (passing[middle] === seq) return middle;
    if (passing[middle] < seq) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/**
 * The events that led to this one, nearest first, at most `limit` of them. An event without a cause names itself.
 * @param {Run} run
 * @param {number} seq
 * @param {number} limit
 * @returns {number[]}
 */
export function causesOf({ events }, seq, limit) {
  /** @type {number[]} */
  const chain = [];
  let at = seq;
  while (chain.length < limit && events.cause[at] < at) {
    at = events.cause[at];
    chain.push(at);
  }
  return chain;
}
