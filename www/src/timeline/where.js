// Owns where on a timeline something may be done: at the cursor, or under a pointer.
// Invariant: the time is one that the text of an intervention says again exactly.

import { axisOf, roundest, timeOfPlace } from "./axis.js";
import { placeUnder, rowUnder } from "./hit.js";

/** @import { TaskLife } from "../../pkg/except_star.js" */
/** @import { Run } from "../run.js" */
/** @import { Scene } from "./draw.js" */
/** A time, and the task of a lane; null where there is none. @typedef {{ at: number, task: TaskLife | null }} Place */
/** @typedef {Pick<Run, "events" | "timeline" | "tasks">} Placed */

/**
 * At an event: in the lane of its task, or of the last one before it that has not ended since.
 * @param {Placed} run
 * @param {number} cursor
 * @param {number | null} time of a live run, which is between events
 * @returns {Place}
 */
export function atCursor({ events, tasks, timeline }, cursor, time) {
  const ends = new Map([...timeline.lane].map((id, lane) => [id, timeline.lane_to[lane]]));
  const last = (/** @type {number} */ seq) => ends.get(events.task[seq]) ?? -1;
  let seq = cursor;
  while (seq > 0 && last(seq) < cursor) seq--;
  const id = events.task[seq] || 1;
  const at = Number((time ?? events.time[cursor] ?? 0).toFixed(time === null ? 9 : 3));
  return { at, task: tasks.find((task) => task.id === id) ?? null };
}

/**
 * At a point of the view: what is between two moments has a time between theirs; outside of the lanes, and
 * where they are folded, no task is meant.
 * @param {Placed} run
 * @param {Scene} scene
 * @param {number} x
 * @param {number} y
 * @returns {Place}
 */
export function atPoint(run, scene, x, y) {
  const [from, to] = [-0.5, 0.5].map((by) => timeOfPlace(axisOf(run), placeUnder(scene, x + by)));
  const row = rowUnder(scene, y);
  const id = row === undefined || row.family !== null ? null : run.timeline.lane[row.first];
  return { at: roundest(from, to), task: run.tasks.find((task) => task.id === id) ?? null };
}
