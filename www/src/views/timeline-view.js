// Owns the timeline: the picture of a run, the cursor in it, and what moves that.
// Invariant: it shows the cursor that it is given; where a reader moves it, it asks for that and waits to be given it.

import { html, LitElement, nothing, svg } from "lit";
import { define } from "../define.js";
import { eventAt, nameOf, taskNames } from "../events.js";
import { count, grouped, seconds } from "../format.js";
import { controls } from "../styles/controls.js";
import { timelineStyles } from "../styles/timeline.js";
import { eventAtPlace, nearestEvent, nextMark, stepped } from "../timeline/cursor.js";
import { AXIS, draw, placeOf } from "../timeline/draw.js";
import { Index } from "../timeline/index.js";
import { Player } from "../timeline/player.js";
import { families, foldedAtFirst, rowsOf } from "../timeline/rows.js";
import { round } from "../timeline/shapes.js";
import { hueOf } from "../timeline/who.js";
import { cursorBar, help, now, outcomesOf, story, TOLD } from "./timeline-parts.js";

/** @import { TaskLife } from "../../pkg/except_star.js" */
/** @import { Run } from "../run.js" */
/** @import { Name, Scene } from "../timeline/draw.js" */

/** Below this width, in pixels, names stand above the bars. */
const NARROW = 560;
/** The least width of a mark at first, in pixels, and the greatest. */
const LEAST = { narrow: 10, wide: 10.5 };
const GREATEST = 26;
/** From one zoom to the next. */
const ZOOM = 1.5;
/** So near, in pixels, the cursor keeps off the edges. */
const MARGIN = 48;

/**
 * @fires move - the cursor is to be at this event: `detail` (does not bubble)
 */
export class TimelineView extends LitElement {
  static styles = [controls, timelineStyles];
  static properties = {
    run: { attribute: false },
    cursor: { attribute: false },
    width: { state: true },
    height: { state: true },
    x: { state: true },
    y: { state: true },
    zoom: { state: true },
    speed: { state: true },
    all: { state: true },
    helps: { state: true },
    folded: { state: true },
    plays: { state: true },
  };

  #names = /** @type {Map<number, string>} */ (new Map());
  /** @type {Map<number, TaskLife>} */
  #lives = new Map();
  /** @type {Index | null} */
  #index = null;
  /** @type {import("../timeline/rows.js").Family[]} */
  #families = [];
  /** @type {ReturnType<typeof rowsOf>} */
  #rows = { rows: [], rowOf: new Int32Array(), height: 0 };
  #player = new Player();
  /** The place at which the cursor is drawn while it plays; between events it is none of an event. @type {number | null} */
  #head = null;
  #sizes = new ResizeObserver(() => this.#measure());
  #scrubs = false;

  constructor() {
    super();
    /** @type {Run | null} */
    this.run = null;
    this.cursor = 0;
    this.width = 0;
    this.height = 0;
    this.x = 0;
    this.y = 0;
    /** How many times wider it is than it is at first. */
    this.zoom = 1;
    this.speed = 1;
    this.all = false;
    this.helps = false;
    /** @type {ReadonlySet<number>} */
    this.folded = new Set();
    this.plays = false;
    this.addEventListener("keydown", this.#onKey);
  }

  get #narrow() {
    return this.width < NARROW;
  }

  /** @param {import("lit").PropertyValues<this>} changed */
  willUpdate(changed) {
    const { run } = this;
    if (run === null) return;
    if (changed.has("run")) {
      this.#stop();
      const { timeline } = run;
      this.#names = taskNames(run);
      this.#lives = new Map(run.tasks.map((life) => [life.id, life]));
      this.#index = new Index(timeline);
      const before = this.#families.map(({ first, end }) => `${first}-${end}`).join();
      this.#families = families(timeline, (task) => this.#lives.get(task)?.coroutine ?? "");
      if (this.#families.map(({ first, end }) => `${first}-${end}`).join() !== before) {
        this.folded = foldedAtFirst(timeline, this.#families);
      }
    }
    // Another panel has moved it.
    const plays = changed.has("cursor") && this.#head !== null;
    if (plays && eventAtPlace(run.timeline, this.#head ?? 0) !== this.cursor) this.#stop();
    this.#rows = rowsOf(run.timeline, {
      families: this.#families,
      folded: this.folded,
      narrow: this.#narrow,
    });
  }

  /** What stands left of the axis, in pixels. */
  get #left() {
    if (this.#narrow) return 6;
    const { rows } = this.#rows;
    const longest = rows
      .slice(0, TOLD)
      .reduce((most, row) => Math.max(most, this.#nameOf(row.first).name.length), 6);
    return Math.min(Math.max(40 + longest * 7.2, 104), 190);
  }

  /** What stands right of it. */
  get #right() {
    return this.#narrow ? 4 : 76;
  }

  /** How wide a mark is, in pixels. @param {Run} run */
  #unit({ timeline }) {
    const room = this.width - this.#left - this.#right;
    const fits = room / (timeline.width + 1.5);
    const least = LEAST[this.#narrow ? "narrow" : "wide"];
    return Math.min(Math.max(fits, least), GREATEST) * this.zoom;
  }

  /** @param {Run} run @returns {Scene} */
  #scene(run) {
    const { rows, rowOf } = this.#rows;
    return {
      timeline: run.timeline,
      index: /** @type {Index} */ (this.#index),
      rows,
      rowOf,
      cursor: this.cursor,
      unit: this.#unit(run),
      left: this.#left,
      x: this.x,
      y: this.y,
      width: this.width,
      height: this.height,
      narrow: this.#narrow,
      line: svg`<g class="cursor"><path d="M0 ${AXIS - 8}V${Math.max(this.height, 0)}"/></g>`,
      all: this.all,
      nameOf: (lane) => this.#nameOf(lane),
      wordsOf: (seq) => this.#wordsOf(run, seq),
    };
  }

  /** @param {number} lane @returns {Name} */
  #nameOf(lane) {
    const { timeline } = /** @type {Run} */ (this.run);
    const life = /** @type {TaskLife} */ (this.#lives.get(timeline.lane[lane]));
    return {
      name: nameOf(life),
      more: `${life.name}, ${life.coroutine}()`,
      outcome: life.outcome,
      value: life.value ?? "",
      hue: hueOf(life.id),
    };
  }

  /** @param {Run} run @param {number} seq */
  #wordsOf(run, seq) {
    const { time, detail } = eventAt(run, this.#names, seq);
    return `${detail}, at ${seconds(time)} s`;
  }

  render() {
    const { run } = this;
    if (run === null) return nothing;
    const { cursor, plays, speed, helps, all } = this;
    const acts = {
      go: (/** @type {number} */ seq) => this.#go(seq),
      toggle: () => this.#toggle(),
      pace: (/** @type {number} */ to) => {
        this.speed = to;
      },
      rescale: (/** @type {1 | -1} */ by) => this.#rescale(ZOOM ** by),
      help: () => this.#toggleHelp(),
    };
    return html`${cursorBar(run, { cursor, plays, speed, helps }, acts)} ${now(run, this.#names, cursor)}
      ${helps ? help(all, () => this.#showAll()) : nothing}
      <div
        class="view"
        part="timeline"
        tabindex="0"
        role="group"
        aria-label="Timeline"
        aria-describedby="story"
        @scroll=${this.#onScroll}
        @wheel=${this.#onWheel}
        @pointerdown=${this.#onDown}
        @pointermove=${this.#onMove}
        @pointerup=${this.#onUp}
        @pointercancel=${this.#onUp}
      >
        <div class="space">
          <svg class="picture" width=${Math.max(this.width, 0)} height=${Math.max(this.height, 0)} aria-hidden="true" focusable="false">
            ${this.width > 0 ? draw(this.#scene(run)) : nothing}
            <g class="cursor"><path class="knob" d="M-6 ${AXIS - 10}H6L0 ${AXIS}z"/></g>
          </svg>
          ${this.#folds(run)}
        </div>
      </div>
      ${story(run, this.#lives)}`;
  }

  /** Buttons that fold and unfold, over the picture. @param {Run} run */
  #folds(run) {
    const { rows, rowOf } = this.#rows;
    return this.#families.map((family) => {
      const row = rows[rowOf[family.first]];
      const shut = row.family === family;
      const top = AXIS + row.top;
      // Within another one that is folded.
      if (row.family !== null && !shut) return nothing;
      if (!shut && this.#narrow) return nothing;
      const { name, hue } = this.#nameOf(family.first);
      const of = this.#lives.get(run.timeline.lane[family.first])?.coroutine ?? name;
      return html`<button
        type="button"
        class="fold"
        data-top=${top}
        data-hue=${hue}
        ?data-open=${!shut}
        aria-expanded=${!shut}
        aria-label="${shut ? "Unfold" : "Fold"} ${count(family.count, "task")} of ${of}"
        @click=${() => this.#fold(family.first, !shut)}
      >${shut ? html`<b>${of} ×${grouped(family.count)}</b> <span>${outcomesOf(run, family)}</span>` : "▾"}</button>`;
    });
  }

  /** @param {import("lit").PropertyValues<this>} changed */
  updated(changed) {
    const view = this.#view;
    const { run } = this;
    if (view === null || run === null) return;
    const unit = this.#unit(run);
    const width = this.#left + (run.timeline.width + 1.5) * unit + this.#right;
    // Positions go through the object model: a style attribute would need the host to allow inline styles.
    const space = /** @type {HTMLElement} */ (view.firstElementChild);
    space.style.width = `${Math.max(Math.floor(width), 1)}px`;
    space.style.height = `${AXIS + this.#rows.height + 2}px`;
    for (const fold of /** @type {NodeListOf<HTMLElement>} */ (view.querySelectorAll(".fold"))) {
      fold.style.top = `${fold.dataset.top}px`;
    }
    if (changed.has("run") || changed.has("zoom") || changed.has("width") || changed.has("folded"))
      this.#measure();
    if (changed.has("cursor") || changed.has("run") || changed.has("width") || changed.has("zoom"))
      this.#reveal(run);
    this.#drawHead(run);
  }

  get #view() {
    return /** @type {HTMLElement | null} */ (this.renderRoot.querySelector(".view"));
  }

  firstUpdated() {
    this.#observe();
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) this.#observe();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    this.#stop();
  }

  #observe() {
    const view = this.#view;
    if (view !== null) this.#sizes.observe(view);
  }

  #measure() {
    const view = this.#view;
    if (view === null || view.clientWidth === 0) return;
    this.width = view.clientWidth;
    this.height = view.clientHeight;
    this.#onScroll();
  }

  #onScroll() {
    const view = this.#view;
    if (view === null) return;
    this.x = view.scrollLeft;
    this.y = view.scrollTop;
  }

  /** Draws the line of the cursor. @param {Run} run */
  #drawHead(run) {
    const scene = this.#scene(run);
    const x =
      this.#head === null
        ? placeOf(scene, this.cursor)
        : scene.left + (this.#head + 0.75) * scene.unit - scene.x;
    for (const part of this.renderRoot.querySelectorAll(".cursor")) {
      part.setAttribute("transform", `translate(${round(x)} 0)`);
      part.toggleAttribute("hidden", !this.#narrow && x < scene.left - 8);
    }
  }

  /** Scrolls the picture, and only the picture, to the cursor. @param {Run} run */
  #reveal(run) {
    const view = this.#view;
    if (view === null || this.width === 0) return;
    const x = placeOf(this.#scene(run), this.cursor);
    const from = this.#left + MARGIN;
    const to = this.width - MARGIN;
    if (x >= from && x <= to) return;
    // Who drags meets more of it at the edge; who plays it has all that comes before them.
    const edge = x > to ? to : from;
    view.scrollLeft += x - (this.plays ? from : this.#scrubs ? edge : (from + to) / 2);
  }

  /** @param {number} seq */
  #go(seq) {
    this.#stop();
    this.#move(seq);
  }

  /** @param {number} seq */
  #move(seq) {
    if (seq !== this.cursor) this.dispatchEvent(new CustomEvent("move", { detail: seq }));
  }

  #toggle() {
    if (this.plays) this.#stop();
    else this.#play();
  }

  #play() {
    const { run } = this;
    if (run === null || run.event_count === 0) return;
    const { timeline } = run;
    const atEnd = this.cursor >= run.event_count - 1;
    if (atEnd) this.#move(0);
    this.plays = true;
    this.#player.play({
      from: atEnd ? 0 : timeline.at[this.cursor],
      to: timeline.at[run.event_count - 1],
      speed: () => this.speed,
      move: (place) => {
        this.#head = place;
        this.#move(eventAtPlace(timeline, place));
        this.#drawHead(run);
      },
      step: (place) => {
        const next = timeline.at.find((at) => at > place);
        return next ?? null;
      },
      ended: () => this.#stop(),
    });
  }

  #stop() {
    this.#player.stop();
    this.#head = null;
    this.plays = false;
  }

  /** @param {number} by */
  #rescale(by) {
    const { run } = this;
    if (run === null) return;
    const unit = this.#unit(run) / this.zoom;
    const whole = (this.width - this.#left - this.#right) / (run.timeline.width + 1.5) / unit;
    this.zoom = Math.min(Math.max(this.zoom * by, Math.min(whole, 1)), 8);
  }

  /** @param {number} first @param {boolean} shut */
  #fold(first, shut) {
    const folded = new Set(this.folded);
    if (shut) folded.add(first);
    else folded.delete(first);
    this.folded = folded;
  }

  #showAll() {
    this.all = !this.all;
  }

  #toggleHelp() {
    this.helps = !this.helps;
  }

  /** @param {WheelEvent} event */
  #onWheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.#rescale(event.deltaY < 0 ? 1.15 : 1 / 1.15);
  }

  /** @param {PointerEvent} event */
  #onDown(event) {
    const target = /** @type {Element} */ (event.target);
    const view = this.#view;
    if (event.button !== 0 || view === null || target.closest("button") !== null) return;
    // The scrollbars are the view's own.
    const { offsetX, offsetY } = event;
    if (target === view && (offsetX > view.clientWidth || offsetY > view.clientHeight)) return;
    this.#scrubs = true;
    view.setPointerCapture(event.pointerId);
    this.#scrub(event);
  }

  /** @param {PointerEvent} event */
  #onMove(event) {
    if (this.#scrubs) this.#scrub(event);
  }

  /** @param {PointerEvent} event */
  #onUp(event) {
    this.#scrubs = false;
    this.#view?.releasePointerCapture(event.pointerId);
  }

  /** Moves the cursor to what stands at the pointer: the mark in its lane, if there is one, or else the nearest event. @param {PointerEvent} event */
  #scrub(event) {
    const { run } = this;
    const view = this.#view;
    if (run === null || view === null) return;
    const box = view.getBoundingClientRect();
    const scene = this.#scene(run);
    const x = event.clientX - box.left;
    const y = event.clientY - box.top + scene.y - AXIS;
    const place = (x + scene.x - scene.left) / scene.unit - 0.75;
    if (event.type === "pointerdown" && !this.#narrow && x < scene.left - 8) return;
    const mark = event.type === "pointerdown" ? this.#markAt(scene, place, y) : null;
    this.#go(mark ?? nearestEvent(run.timeline, place));
  }

  /** @param {Scene} scene @param {number} place @param {number} y */
  #markAt({ rows, timeline, index, unit }, place, y) {
    const row = rows.find(({ top, height }) => top <= y && y < top + height);
    if (row === undefined || row.family !== null) return null;
    const reach = Math.max(10 / unit, 0.5);
    const near = [...index.seqsOf(row.first)].filter(
      (seq) => Math.abs(timeline.at[seq] - place) <= reach,
    );
    near.sort(
      (one, other) => Math.abs(timeline.at[one] - place) - Math.abs(timeline.at[other] - place),
    );
    return near[0] ?? null;
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const { run } = this;
    if (run === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = /** @type {Element} */ (event.composedPath()[0]);
    if (target.matches("select, input:not([type=range])")) return;
    if ([" ", "Enter"].includes(event.key) && target.matches("button")) return;
    const tenth = Math.max(Math.round(run.event_count / 10), 1);
    const by = event.shiftKey ? nextMark : stepped;
    /** @type {Record<string, () => void>} */
    const acts = {
      " ": () => this.#toggle(),
      ArrowLeft: () => this.#go(by(run, this.cursor, -1)),
      ArrowRight: () => this.#go(by(run, this.cursor, 1)),
      PageUp: () => this.#go(stepped(run, this.cursor, tenth)),
      PageDown: () => this.#go(stepped(run, this.cursor, -tenth)),
      Home: () => this.#go(0),
      End: () => this.#go(stepped(run, this.cursor, run.event_count)),
      "+": () => this.#rescale(ZOOM),
      "-": () => this.#rescale(1 / ZOOM),
      "?": () => this.#toggleHelp(),
    };
    const act = acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }
}

define("except-star-timeline", TimelineView);
