// Owns playing a run: evenly along the axis, or live, as the loop would pass its time.
// Invariant: a live run that is changed goes on at the same time in the new one; that is no trick, for what was before is the same.

import { axisOf, placeOfTime } from "./axis.js";
import { eventAtPlace, upperBound } from "./cursor.js";
import { Player } from "./player.js";

/** @import { Run } from "../run.js" */
/** @typedef {Pick<Run, "timeline" | "events" | "event_count">} Played */
/** `still`: it does not play; `even`: along the axis; `live`: in loop time; `held`: live, and paused. @typedef {"still" | "even" | "live" | "held"} Mode */
/**
 * @typedef {object} Stage
 * @property {() => Played | null} run
 * @property {() => number} cursor
 * @property {() => number} speed
 * @property {(seq: number) => void} move asks for the cursor to be at an event
 * @property {() => void} changed draws it again
 */

/** How many widths of a mark the cursor passes in a second, at a speed of 1. */
const PACE = 4;
/** So long a step lasts in milliseconds, at a speed of 1, where readers want no motion. */
const STEP = 700;

export class Playback {
  /** @type {Mode} */
  mode = "still";
  /** The place at which the cursor is drawn; between events it is none of an event. @type {number | null} */
  head = null;
  /** The loop time of a live run. @type {number | null} */
  time = null;
  /** Where a live run began: there it is left. */
  #begin = 0;
  #player = new Player();
  #stage;

  /** @param {Stage} stage */
  constructor(stage) {
    this.#stage = stage;
  }

  get plays() {
    return this.mode === "even" || this.mode === "live";
  }

  get isLive() {
    return this.mode === "live" || this.mode === "held";
  }

  /** Plays or pauses. */
  toggle() {
    if (this.mode === "live") this.#set("held", this.head, this.time);
    else if (this.mode === "even") this.rest();
    else if (this.mode === "held") this.#live(this.time ?? 0);
    else this.#even();
  }

  /** Begins a live run at the cursor, at the end of the run at its begin; or leaves one: the cursor is where it began. */
  turn() {
    if (this.isLive) {
      this.rest();
      this.#stage.move(this.#begin);
      return;
    }
    const { run, cursor } = this.#stage;
    const played = run();
    if (played === null || played.event_count === 0) return;
    const atEnd = cursor() >= played.event_count - 1;
    this.#begin = atEnd ? 0 : cursor();
    this.#live(atEnd ? 0 : played.events.time[cursor()]);
  }

  /** Stops where it is. */
  rest() {
    if (this.mode !== "still") this.#set("still", null, null);
  }

  /** Another run is there. A live one goes on. */
  rerun() {
    if (this.isLive && this.time !== null) this.#arrive(this.time);
    else this.rest();
  }

  /** Whether the cursor is where this has moved it. @param {number} seq */
  expects(seq) {
    const played = this.#stage.run();
    if (played === null || this.mode === "still") return true;
    return this.isLive
      ? seq === eventAtTime(played, this.time ?? 0)
      : seq === eventAtPlace(played.timeline, this.head ?? 0);
  }

  /** @param {Mode} mode @param {number | null} head @param {number | null} time */
  #set(mode, head, time) {
    this.#player.stop();
    [this.mode, this.head, this.time] = [mode, head, time];
    this.#stage.changed();
  }

  #even() {
    const { run, cursor, speed, move, changed } = this.#stage;
    const played = run();
    if (played === null || played.event_count === 0) return;
    const { timeline, event_count } = played;
    const atEnd = cursor() >= event_count - 1;
    if (atEnd) move(0);
    const from = atEnd ? 0 : timeline.at[cursor()];
    this.#set("even", from, null);
    this.#player.play({
      from,
      to: () => timeline.at[event_count - 1],
      rate: () => PACE * speed(),
      move: (place) => {
        this.head = place;
        move(eventAtPlace(timeline, place));
        changed();
      },
      step: (place) => timeline.at.find((at) => at > place) ?? null,
      pause: () => STEP / speed(),
      ended: () => this.rest(),
    });
  }

  /** @param {number} from in seconds of loop time */
  #live(from) {
    const { run, speed } = this.#stage;
    this.#set("live", null, from);
    this.#arrive(from);
    this.#player.play({
      from,
      to: () => run()?.events.time.at(-1) ?? 0,
      rate: speed,
      move: (time) => this.#arrive(time),
      step: (time) => run()?.timeline.moment.find((moment) => moment > time) ?? null,
      pause: (time, next) => (1000 * (next - time)) / speed(),
      ended: () => this.rest(),
    });
  }

  /** @param {number} time of a live run */
  #arrive(time) {
    const { run, move, changed } = this.#stage;
    const played = run();
    if (played === null) return;
    const seq = eventAtTime(played, time);
    this.time = time;
    this.head = Math.max(played.timeline.at[seq] ?? 0, placeOfTime(axisOf(played), time));
    move(seq);
    changed();
  }
}

/** The last event until a time. @param {Played} run @param {number} time */
export function eventAtTime({ events, event_count }, time) {
  return Math.min(Math.max(upperBound(events.time, time) - 1, 0), Math.max(event_count - 1, 0));
}
