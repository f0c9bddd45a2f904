// Owns what a pointer does on the picture of a run: a press or a drag moves the cursor, a right click or a finger that rests asks.
// Invariant: a pointer that is not pressed moves nothing, and a finger that has begun to ask does not scrub any more.

import { nearestEvent } from "./cursor.js";
import { markUnder, placeUnder } from "./hit.js";

/** @import { Scene } from "./draw.js" */
/**
 * @typedef {object} Surface
 * @property {() => HTMLElement | null} view
 * @property {() => Scene | null} scene
 * @property {() => number} scale how many pixels of the window one of the picture takes
 * @property {(seq: number) => void} go
 * @property {(x: number, y: number) => void} ask what can be done at a point of the window
 * @property {() => void} askHere what can be done at the cursor
 */

/** A finger that rests so long, in milliseconds, asks for what can be done there. */
const LONG = 500;
/** A finger that has moved less, in pixels, rests. */
const STILL = 8;

export class Pointer {
  #surface;
  #scrubs = false;
  /** A finger that rests: where, and what waits for it. @type {{ x: number, y: number, timer: ReturnType<typeof setTimeout> } | null} */
  #rests = null;

  /** @param {Surface} surface */
  constructor(surface) {
    this.#surface = surface;
  }

  /** Whether it moves the cursor. */
  get scrubs() {
    return this.#scrubs;
  }

  /** @param {PointerEvent} event */
  down(event) {
    const target = /** @type {Element} */ (event.target);
    const view = this.#surface.view();
    if (event.button !== 0 || view === null || target.closest("button") !== null) return;
    // The scrollbars are the view's own.
    const { offsetX, offsetY } = event;
    if (target === view && (offsetX > view.clientWidth || offsetY > view.clientHeight)) return;
    this.#scrubs = true;
    view.setPointerCapture(event.pointerId);
    this.#scrub(event);
    if (event.pointerType !== "touch") return;
    const { clientX: x, clientY: y } = event;
    const timer = setTimeout(() => {
      this.#scrubs = false;
      this.#surface.ask(x, y);
    }, LONG);
    this.#rests = { x, y, timer };
  }

  /** @param {PointerEvent} event */
  move(event) {
    const rests = this.#rests;
    if (rests !== null && Math.hypot(event.clientX - rests.x, event.clientY - rests.y) > STILL)
      this.rise();
    if (this.#scrubs) this.#scrub(event);
  }

  /** @param {PointerEvent} event */
  up(event) {
    this.#scrubs = false;
    this.rise();
    this.#surface.view()?.releasePointerCapture(event.pointerId);
  }

  /** The finger does not rest any more. */
  rise() {
    clearTimeout(this.#rests?.timer);
    this.#rests = null;
  }

  /** A finger's menu is waited for above, as not every browser has one; that of a key is at the cursor. @param {PointerEvent} event */
  menu(event) {
    event.preventDefault();
    if (event.pointerType === "mouse") this.#surface.ask(event.clientX, event.clientY);
    else if (event.pointerType !== "touch") this.#surface.askHere();
  }

  /** Moves the cursor to what stands at the pointer: the mark in its lane, if there is one, or else the nearest event. @param {PointerEvent} event */
  #scrub(event) {
    const { view, scene: drawn, scale, go } = this.#surface;
    const [box, scene] = [view()?.getBoundingClientRect(), drawn()];
    if (scene === null || box === undefined) return;
    const x = (event.clientX - box.left) / scale();
    const presses = event.type === "pointerdown";
    if (presses && !scene.narrow && x < scene.left - 8) return;
    const mark = presses ? markUnder(scene, x, (event.clientY - box.top) / scale()) : null;
    go(mark ?? nearestEvent(scene.timeline, placeUnder(scene, x)));
  }
}
