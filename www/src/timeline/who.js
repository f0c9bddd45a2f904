// Owns how tasks are shown wherever they are: their colours, and where each stands in the code.
// Invariant: a task has the same colour and the same name in every panel.

import { nameOf } from "../events.js";
import { standing } from "./cursor.js";

/** @import { Run } from "../run.js" */
/** @import { Who } from "../editor/standing.js" */

/** So many colours tasks have: main has its own, and the others those behind it. */
const HUES = 8;

/** The colour of a task, by its id. @param {number} task */
export function hueOf(task) {
  return task <= 1 ? 0 : 1 + ((task - 2) % (HUES - 1));
}

/** The tasks at each line, as the code names them. @param {Run} run @param {number} cursor @returns {Map<number, Who[]>} */
export function whoStands(run, cursor) {
  const lives = new Map(run.tasks.map((life) => [life.id, life]));
  const who = (/** @type {number} */ task) => {
    const life = lives.get(task);
    return life === undefined ? [] : [{ name: nameOf(life), hue: hueOf(task) }];
  };
  return new Map([...standing(run, cursor)].map(([line, tasks]) => [line, tasks.flatMap(who)]));
}
