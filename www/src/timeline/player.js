// Owns playing a run: it moves a place along the axis, at a pace, until the end.
// Invariant: it ends by itself at the end, and a player that was stopped moves nothing any more.

import { PACE } from "./cursor.js";

/** So long a step lasts in milliseconds, at a speed of 1, where readers want no motion. */
const STEP = 700;

export class Player {
  /** @type {number | ReturnType<typeof setTimeout> | null} */
  #next = null;
  #still = false;

  get plays() {
    return this.#next !== null;
  }

  /**
   * @param {object} of
   * @param {number} of.from a place
   * @param {number} of.to the end of the axis
   * @param {() => number} of.speed
   * @param {(place: number) => void} of.move
   * @param {(place: number) => number | null} of.step where the next step leads, for readers who want no motion
   * @param {() => void} of.ended
   */
  play({ from, to, speed, move, step, ended }) {
    this.stop();
    this.#still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    let place = from;
    let before = performance.now();
    const advance = () => {
      const now = performance.now();
      // A page that was hidden goes on where it was.
      const passed = Math.min(now - before, 100) / 1000;
      before = now;
      const next = this.#still ? step(place) : place + passed * PACE * speed();
      if (next === null || next >= to) {
        this.#next = null;
        move(to);
        ended();
        return;
      }
      place = next;
      move(place);
      this.#schedule(advance, speed());
    };
    this.#schedule(advance, speed());
  }

  stop() {
    if (this.#next === null) return;
    if (this.#still) clearTimeout(this.#next);
    else cancelAnimationFrame(/** @type {number} */ (this.#next));
    this.#next = null;
  }

  /** @param {() => void} work @param {number} speed */
  #schedule(work, speed) {
    this.#next = this.#still ? setTimeout(work, STEP / speed) : requestAnimationFrame(work);
  }
}
