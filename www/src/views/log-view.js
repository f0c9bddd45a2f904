// Owns the event log: filters, the visible window of rows, the chosen event and what caused it.
// Invariant: only the rows in view are elements, so a million events cost no more to draw than thirty.

import { html, LitElement, nothing } from "lit";
import { define } from "../define.js";
import {
  causesOf,
  eventAt,
  everything,
  filterEvents,
  numberOf,
  rowOf,
  taskNames,
} from "../events.js";
import { count, grouped, seconds } from "../format.js";
import { letterScale } from "../letters.js";
import { controls } from "../styles/controls.js";
import { logStyles, ROW_HEIGHT, ROW_HEIGHT_NARROW } from "../styles/log.js";
import { scrollTo, windowOf } from "../windowing.js";

/** @import { Run } from "../run.js" */
/** @import { Filter } from "../events.js" */

/** So many causes of an event are named; each leads to the ones before it. */
const CAUSES = 4;
/** So many tasks are offered in the list; the text filter finds the others. */
const TASKS = 500;

/** Below this width, in pixels for letters as usual, an event has two lines: its detail stands under the rest. */
const NARROW = 480;

const columns = /** @type {const} */ (["#", "Time", "Task", "Event", "Detail"]);

/**
 * @fires choose - another event was chosen, or none; `detail` is its number or null (does not bubble)
 */
export class LogView extends LitElement {
  static styles = [controls, logStyles];
  static properties = {
    run: { attribute: false },
    filter: { state: true },
    chosen: { attribute: false },
    narrow: { type: Boolean, reflect: true },
    scrolled: { state: true },
    viewport: { state: true },
  };

  #names = /** @type {Map<number, string>} */ (new Map());
  #passing = /** @type {Uint32Array} */ (new Uint32Array());
  #sizes = new ResizeObserver(() => this.#measure());

  constructor() {
    super();
    /** @type {Run | null} */
    this.run = null;
    /** @type {Filter} */
    this.filter = everything;
    /** @type {number | null} */
    this.chosen = null;
    this.narrow = false;
    this.scrolled = 0;
    this.viewport = 0;
  }

  /** @param {import("lit").PropertyValues<this>} changed */
  willUpdate(changed) {
    if (this.run === null) return;
    if (changed.has("run")) {
      const before = changed.get("run");
      // Task ids and sequence numbers mean something else in another scenario.
      if (before && before.spec.scenario !== this.run.spec.scenario) {
        this.filter = everything;
        this.chosen = null;
      }
      if (this.chosen !== null && this.chosen >= this.run.event_count) this.chosen = null;
      this.#names = taskNames(this.run);
      const { task } = this.filter;
      if (task !== null && !this.#names.has(task)) this.filter = { ...this.filter, task: null };
    }
    if (changed.has("run") || changed.has("filter")) {
      this.#passing = filterEvents(this.run, this.#names, this.filter);
    }
  }

  render() {
    if (this.run === null) return nothing;
    return html`${this.#filters(this.run)} ${this.#grid(this.run)} ${this.#detail(this.run)}`;
  }

  /** @param {Run} run */
  #filters(run) {
    const all = run.event_count;
    const set = (/** @type {Partial<Filter>} */ part) => {
      this.filter = { ...this.filter, ...part };
    };
    const number = (/** @type {Event} */ event) => {
      const { value } = /** @type {HTMLSelectElement} */ (event.target);
      return value === "" ? null : Number(value);
    };
    const tasks = [...this.#names].slice(0, TASKS);
    return html`<div class="filters" role="group" aria-label="Filter the log">
      <label><span>Task</span>
        <select data-filter="task" @change=${(/** @type {Event} */ event) => set({ task: number(event) })}>
          <option value="" .selected=${this.filter.task === null}>all</option>
          ${tasks.map(
            ([id, name]) =>
              html`<option value=${id} .selected=${id === this.filter.task}>${name}</option>`,
          )}
          ${
            this.#names.size > TASKS
              ? html`<option disabled>${count(this.#names.size - TASKS, "more task")}: find them by text</option>`
              : nothing
          }
        </select>
      </label>
      <label><span>Event</span>
        <select data-filter="kind" @change=${(/** @type {Event} */ event) => set({ kind: number(event) })}>
          <option value="" .selected=${this.filter.kind === null}>all</option>
          ${run.events.kinds.map(
            (kind, index) =>
              html`<option value=${index} .selected=${index === this.filter.kind}>${kind}</option>`,
          )}
        </select>
      </label>
      <label class="text"><span>Text</span>
        <input
          type="search"
          data-filter="text"
          autocomplete="off"
          spellcheck="false"
          .value=${this.filter.text}
          @input=${(/** @type {Event} */ event) => set({ text: /** @type {HTMLInputElement} */ (event.target).value })}
        />
      </label>
      <p class="count" role="status">
        ${this.#passing.length === all ? count(all, "event") : `${grouped(this.#passing.length)} of ${count(all, "event")}`}
      </p>
    </div>`;
  }

  /** @param {Run} run */
  #grid(run) {
    const { first, last } = windowOf(this.#list());
    const active = this.chosen !== null ? rowOf(this.#passing, this.chosen) : -1;
    const rows = [];
    for (let row = first; row < last; row++) rows.push(this.#row(run, row, row === active));
    return html`<div
      class="grid"
      part="log"
      role="grid"
      tabindex="0"
      aria-label="Events"
      aria-rowcount=${this.#passing.length + 1}
      aria-colcount=${columns.length}
      aria-activedescendant=${active >= first && active < last ? `event-${this.chosen}` : nothing}
      @scroll=${this.#measure}
      @keydown=${this.#onKey}
    >
      <div class="head" role="rowgroup">
        <div class="row" role="row" aria-rowindex="1">
          ${columns.map((column) => html`<span role="columnheader">${column}</span>`)}
        </div>
      </div>
      <div class="body" role="rowgroup">${rows}</div>
      ${this.#passing.length === 0 ? html`<p class="empty">No event passes the filter.</p>` : nothing}
    </div>`;
  }

  /** @param {Run} run @param {number} row @param {boolean} chosen */
  #row(run, row, chosen) {
    const { seq, time, task, kind, detail } = eventAt(run, this.#names, this.#passing[row]);
    return html`<div
      class="row"
      role="row"
      id="event-${seq}"
      aria-rowindex=${row + 2}
      aria-selected=${chosen}
      data-kind=${kind}
      @click=${() => this.#choose(seq)}
    ><span role="gridcell">${numberOf(seq)}</span><span role="gridcell">${seconds(time)}</span
      ><span role="gridcell">${task}</span><span role="gridcell">${kind}</span
      ><span role="gridcell">${detail}</span></div>`;
  }

  /** @param {Run} run */
  #detail(run) {
    if (this.chosen === null) {
      return html`<p class="hint">Choose an event, with the arrow keys or a click, to see what caused it.</p>`;
    }
    const { seq, time, task, kind, detail, line } = eventAt(run, this.#names, this.chosen);
    const causes = causesOf(run, seq, CAUSES);
    return html`<div class="detail" part="log-detail">
      <p><b>Event ${numberOf(seq)}</b> at ${seconds(time)} s in <b>${task}</b>${line === null ? "" : `, line ${line}`}: <code>${kind}</code> ${detail}</p>
      ${
        causes.length === 0
          ? html`<p class="causes">Nothing in the run caused it: it comes from outside.</p>`
          : html`<div class="causes"><span id="because">because of</span>
              <ol aria-labelledby="because">
                ${causes.map((cause) => {
                  const of = eventAt(run, this.#names, cause);
                  return html`<li>
                    <button type="button" class="link" data-cause=${cause} @click=${() => this.#jump(cause)}>
                      ${numberOf(cause)} ${of.kind} ${of.task}
                    </button>
                  </li>`;
                })}
              </ol>
            </div>`
      }
    </div>`;
  }

  /** @param {import("lit").PropertyValues<this>} changed */
  updated(changed) {
    if (changed.has("chosen") && changed.get("chosen") !== undefined) {
      this.dispatchEvent(new CustomEvent("choose", { detail: this.chosen }));
    }
    const body = /** @type {HTMLElement | null} */ (this.renderRoot.querySelector(".body"));
    if (body === null) return;
    // Positions go through the object model: a style attribute would need the host to allow inline styles.
    const { height, top } = windowOf(this.#list());
    const grid = /** @type {HTMLElement} */ (body.parentElement);
    const last = this.run?.event_count ?? 0;
    grid.style.setProperty("--_seq-digits", `${grouped(last).length}`);
    grid.style.setProperty("--_time-digits", `${seconds(this.run?.end_time ?? 0).length}`);
    body.style.height = `${height - top}px`;
    body.style.marginTop = `${top}px`;
    if (changed.has("chosen") && this.chosen !== null) this.#reveal(this.chosen);
  }

  firstUpdated() {
    this.#sizes.observe(this);
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) this.#sizes.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const length = this.#passing.length;
    if (length === 0) return;
    const at = this.chosen === null ? -1 : rowOf(this.#passing, this.chosen);
    const page = Math.max(Math.floor(this.viewport / this.#rowHeight()) - 1, 1);
    /** @type {Record<string, number>} */
    const targets = {
      ArrowDown: at + 1,
      ArrowUp: at === -1 ? 0 : at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: length - 1,
    };
    const to = targets[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.#choose(this.#passing[Math.min(Math.max(to, 0), length - 1)]);
  }

  /** Goes to an event, in spite of the filter. @param {number} seq */
  async #jump(seq) {
    if (rowOf(this.#passing, seq) === -1) this.filter = everything;
    this.chosen = seq;
    await this.updateComplete;
    this.#choose(seq);
    this.#box()?.focus({ preventScroll: true });
  }

  /** @param {number} seq */
  #choose(seq) {
    this.chosen = seq;
    this.#reveal(seq);
  }

  /** Scrolls the log, and only the log, to an event, where the filter lets it pass. @param {number} seq */
  #reveal(seq) {
    const box = this.#box();
    const row = rowOf(this.#passing, seq);
    if (box !== null && row !== -1) box.scrollTop = scrollTo(this.#list(), row);
  }

  #measure() {
    const box = this.#box();
    if (box === null || box.clientWidth === 0) return;
    this.narrow = box.clientWidth < NARROW * letterScale();
    this.viewport = Math.max(box.clientHeight - this.#rowHeight(), 0);
    this.scrolled = box.scrollTop;
  }

  #box() {
    return /** @type {HTMLElement | null} */ (this.renderRoot.querySelector(".grid"));
  }

  #rowHeight() {
    return (this.narrow ? ROW_HEIGHT_NARROW : ROW_HEIGHT) * letterScale();
  }

  #list() {
    return {
      count: this.#passing.length,
      rowHeight: this.#rowHeight(),
      scrollTop: this.scrolled,
      viewport: this.viewport,
    };
  }
}

define("except-star-log", LogView);
