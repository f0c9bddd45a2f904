// Owns what the panels that follow the cursor have in common: the run, the cursor, buttons that move it, and the entry at it in view.
// Invariant: it shows the cursor that it is given; where a reader moves it, it asks for that and waits to be given it.

import { html, LitElement } from "lit";
import { taskNames } from "../events.js";
import { count, seconds } from "../format.js";
import { controls } from "../styles/controls.js";
import { inspectStyles } from "../styles/inspect.js";
import { hueOf } from "../timeline/who.js";

/** @import { Run } from "../run.js" */

/** Longer lists are cut, and say so: the log has everything. */
export const MOST = 200;

/**
 * @fires move - the cursor is to be at this event: `detail` (does not bubble)
 */
export class PanelView extends LitElement {
  static styles = [controls, inspectStyles];
  static properties = { run: { attribute: false }, cursor: { attribute: false } };

  #names = /** @type {Map<number, string>} */ (new Map());
  /** The event to which this panel has moved the cursor: the reader is looking at its entry already. */
  #own = -1;
  #seen = false;

  /** Whether the entry at the cursor is in view at first, and not the begin. */
  get opensAtCursor() {
    return false;
  }

  constructor() {
    super();
    /** @type {Run | null} */
    this.run = null;
    this.cursor = 0;
  }

  /** @param {import("lit").PropertyValues<this>} changed */
  willUpdate(changed) {
    if (changed.has("run") && this.run !== null) this.#names = taskNames(this.run);
  }

  /** @param {import("lit").PropertyValues<this>} changed */
  updated(changed) {
    const opened = !this.#seen;
    this.#seen = true;
    if (!changed.has("cursor") || this.cursor === this.#own) return;
    this.#own = -1;
    // What comes first in most panels is also what a reader begins with.
    if (!opened || this.opensAtCursor) this.#reveal();
  }

  /** Scrolls the panel, and only the panel, to what stands at the cursor. */
  #reveal() {
    const box = this.renderRoot.querySelector(".scroll");
    const here = [...this.renderRoot.querySelectorAll("[data-here]")].at(-1);
    if (box === null || here === undefined) return;
    const [outer, inner] = [box.getBoundingClientRect(), here.getBoundingClientRect()];
    if (inner.top < outer.top) box.scrollTop += inner.top - outer.top - 8;
    else if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom + 8;
  }

  /** @param {number} seq */
  move(seq) {
    this.#own = seq;
    this.dispatchEvent(new CustomEvent("move", { detail: seq }));
  }

  /** A task's name in its colour; 0 is the loop. @param {number} task */
  who(task) {
    const name = task === 0 ? "the loop" : this.#names.get(task);
    return task === 0
      ? html`<b>${name}</b>`
      : html`<b class="who" data-hue=${hueOf(task)}>${name}</b>`;
  }

  /** What a task is called in a text. @param {number} task */
  named(task) {
    return task === 0 ? "the loop" : (this.#names.get(task) ?? "");
  }

  /** When an event happens. @param {number} seq */
  when(seq) {
    return `${seconds(this.run?.events.time[seq] ?? 0)} s`;
  }

  /** When an event happens, and what it is. @param {number} seq */
  what(seq) {
    const { kinds, kind } = this.run?.events ?? { kinds: [], kind: [] };
    return `${kinds[kind[seq]] ?? ""} ${this.when(seq)}`;
  }

  /** A button that moves the cursor to an event; what it is for stands beside it. @param {number} seq @param {string} [label] */
  at(seq, label = this.when(seq)) {
    const here = seq === this.cursor;
    return html`<button
      type="button"
      class="at"
      aria-current=${here ? "true" : "false"}
      title="Event ${seq + 1}"
      @click=${() => this.move(seq)}
    >${label}</button>`;
  }

  /** A step of something, all of which moves the cursor. @param {number} seq @param {unknown} words */
  step(seq, words) {
    const here = seq === this.cursor;
    return html`<li ?data-here=${here} ?data-past=${seq <= this.cursor}>
      <button type="button" class="step" aria-current=${here ? "step" : "false"} @click=${() => this.move(seq)}>
        <span class="time">${this.when(seq)}</span> <span>${words}</span>
      </button>
    </li>`;
  }

  /** Says that a list is cut, where it is. @param {number} length @param {string} noun */
  cut(length, noun) {
    return length > MOST
      ? html`<p class="cut">The first ${MOST} of ${count(length, noun)}. The event log has them all.</p>`
      : "";
  }
}
