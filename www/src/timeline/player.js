// Owns the clock of a player: it moves a number on, at a pace, until the end.
// Invariant: it ends by itself at the end, and a player that was stopped moves nothing any more.

/** What is moved on: a place on the axis, or a time. */
/**
 * @typedef {object} Way
 * @property {number} from
 * @property {() => number} to the end, which may change meanwhile
 * @property {() => number} rate by how much it is moved in a second
 * @property {(at: number) => void} move
 * @property {(at: number) => number | null} step where the next step leads, for readers who want no motion
 * @property {(at: number, next: number) => number} pause how long a step lasts, in milliseconds
 * @property {() => void} ended
 */

export class Player {
  /** @type {number | ReturnType<typeof setTimeout> | null} */
  #next = null;
  #still = false;

  /** @param {Way} way */
  play({ from, to, rate, move, step, pause, ended }) {
    this.stop();
    this.#still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    let at = from;
    let before = performance.now();
    const arrive = (/** @type {number | null} */ next) => {
      if (next === null || next >= to()) {
        this.#next = null;
        move(to());
        ended();
        return;
      }
      at = next;
      move(at);
      advance();
    };
    const advance = () => {
      if (this.#still) {
        const next = step(at);
        this.#next = setTimeout(() => arrive(next), next === null ? 0 : pause(at, next));
        return;
      }
      this.#next = requestAnimationFrame(() => {
        const now = performance.now();
        // A page that was hidden goes on where it was.
        const passed = Math.min(now - before, 100) / 1000;
        before = now;
        arrive(at + passed * rate());
      });
    };
    advance();
  }

  stop() {
    if (this.#next === null) return;
    if (this.#still) clearTimeout(this.#next);
    else cancelAnimationFrame(/** @type {number} */ (this.#next));
    this.#next = null;
  }
}
