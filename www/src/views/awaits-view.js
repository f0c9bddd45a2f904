// Owns the panel of who waits for whom at the cursor, and why.
// Invariant: a task stands below the one that waits for it; one that stands there already is only named again.

import { html } from "lit";
import { define } from "../define.js";
import { count } from "../format.js";
import { icon } from "./icons.js";
import { MOST, PanelView } from "./panel-view.js";

/** @import { Awaiting } from "../../pkg/except_star.js" */

/** How a task stands: its sign. @type {Record<string, "pending" | "play" | "on" | "pause">} */
const signs = { "not begun": "pending", running: "play", ready: "on", waiting: "pause" };
/** Who waits for whom is set in so far, and no further. */
const DEEPEST = 8;

export class AwaitsView extends PanelView {
  static properties = { ...PanelView.properties, awaits: { attribute: false } };

  constructor() {
    super();
    /** The tasks at the cursor. @type {Awaiting[]} */
    this.awaits = [];
  }

  render() {
    if (this.run === null) return "";
    const { awaits } = this;
    const living = new Set(awaits.map(({ task }) => task)).size;
    return html`<div class="scroll" tabindex="0" role="group" aria-label="Awaits">
      <p class="lead">
        At <b>${this.when(this.cursor)}</b>, event ${this.cursor + 1}:
        ${living === 0 ? "every task has ended." : `${count(living, "task")}, each above those for which it waits.`}
      </p>
      <ul class="awaits">${awaits.slice(0, MOST).map((of) => this.#entry(of))}</ul>
      ${this.cut(awaits.length, "entry")}
    </div>`;
  }

  /** @param {Awaiting} of */
  #entry({ task, depth, state, why, since, within, repeated }) {
    const here = this.run?.events.task[this.cursor] === task && !repeated;
    return html`<li data-depth=${Math.min(depth, DEEPEST)} data-state=${state} ?data-here=${here}>
      ${icon(signs[state] ?? "pause")}
      <span class="what">
        ${this.who(task)} ${repeated ? "stands above" : why}
        ${within.length > 0 && !repeated ? html`<span class="within">in <code>${within.join("() › ")}()</code></span>` : ""}
        ${repeated ? "" : html`<span class="since">since ${this.at(since)}</span>`}
      </span>
    </li>`;
  }
}

define("except-star-awaits", AwaitsView);
