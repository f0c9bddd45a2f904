// Owns what is drawn of one run whatever its scale: what is looked up in it, its families, and what its lanes and events are called.
// Invariant: it is made once a run, and asks nothing of the page.

import { eventAt, nameOf, taskNames } from "../events.js";
import { seconds } from "../format.js";
import { Index } from "./index.js";
import { families } from "./rows.js";
import { hueOf } from "./who.js";

/** @import { TaskLife } from "../../pkg/except_star.js" */
/** @import { Run } from "../run.js" */
/** @import { Name, Scene } from "./draw.js" */
/** @import { Row } from "./rows.js" */
/** @typedef {Pick<Run, "events" | "tasks" | "timeline" | "event_count">} Drawn */

/** So many lanes decide how much room the names have. */
const LOOKED_AT = 100;

export class Picture {
  #run;

  /** @param {Drawn} run */
  constructor(run) {
    this.#run = run;
    /** What each task is called, by its id. */
    this.names = taskNames(/** @type {Run} */ (run));
    /** @type {Map<number, TaskLife>} */
    this.lives = new Map(run.tasks.map((life) => [life.id, life]));
    this.index = new Index(run.timeline);
    this.families = families(run.timeline, (task) => this.lives.get(task)?.coroutine ?? "");
  }

  /** Which lanes its families have: where they are the same, what a reader has folded stays folded. */
  get shape() {
    return this.families.map(({ first, end }) => `${first}-${end}`).join();
  }

  /** How much room the names have left of the axis, in pixels. @param {Row[]} rows */
  left(rows) {
    const longest = rows
      .slice(0, LOOKED_AT)
      .reduce((most, row) => Math.max(most, this.nameOf(row.first).name.length), 6);
    return Math.min(Math.max(40 + longest * 7.2, 104), 190);
  }

  /**
   * What is drawn, given how.
   * @param {Omit<Scene, "timeline" | "index" | "nameOf" | "wordsOf">} how
   * @returns {Scene}
   */
  scene(how) {
    return {
      ...how,
      timeline: this.#run.timeline,
      index: this.index,
      nameOf: (lane) => this.nameOf(lane),
      wordsOf: (seq) => this.wordsOf(seq),
    };
  }

  /** @param {number} lane @returns {Name} */
  nameOf(lane) {
    const id = this.#run.timeline.lane[lane];
    const life = /** @type {TaskLife} */ (this.lives.get(id));
    return {
      name: nameOf(life),
      more: `${life.name}, ${life.coroutine}()`,
      outcome: life.outcome,
      value: life.value ?? "",
      hue: hueOf(life.id),
    };
  }

  /** @param {number} seq */
  wordsOf(seq) {
    const { time, detail } = eventAt(/** @type {Run} */ (this.#run), this.names, seq);
    return `${detail}, at ${seconds(time)} s`;
  }
}
