// Owns the timeline: the picture of a run, the cursor in it, and what moves that.
// Invariant: it shows the cursor that it is given; where a reader moves it, it asks for that and waits to be given it.

import { html, LitElement, nothing, svg } from "lit";
import { define } from "../define.js";
import { letterScale } from "../letters.js";
import { controls } from "../styles/controls.js";
import { timelineStyles } from "../styles/timeline.js";
import { AXIS, draw, placeOf } from "../timeline/draw.js";
import { pixelsOf } from "../timeline/hit.js";
import { Picture } from "../timeline/picture.js";
import { Playback } from "../timeline/playback.js";
import { Pointer } from "../timeline/pointer.js";
import { foldedAtFirst, rowsOf } from "../timeline/rows.js";
import { axisWidth, unitOf, zoomed } from "../timeline/scale.js";
import { round } from "../timeline/shapes.js";
import { soFar } from "../timeline/so-far.js";
import { atCursor, atPoint } from "../timeline/where.js";
import "./intervention-markers.js";
import { actOf } from "./timeline-keys.js";
import { cursorBar, foldButtons, help, now, story } from "./timeline-parts.js";

/** @import { SpecError } from "../../pkg/except_star.js" */
/** @import { Run } from "../run.js" */
/** @import { Scene } from "../timeline/draw.js" */
/** @import { InterventionMarkers } from "./intervention-markers.js" */

/** Below this width, in pixels of the picture, names stand above the bars. */
const NARROW = 560;
/** From one zoom to the next. */
const ZOOM = 1.5;
/** So near, in pixels, the cursor keeps off the edges. */
const MARGIN = 48;

/**
 * @fires move - the cursor is to be at this event: `detail` (does not bubble)
 * @fires live - whether it plays live has changed, to `detail` (does not bubble)
 * @fires intervene - the interventions are to be others: `detail` is `{ texts, what }` (does not bubble)
 */
export class TimelineView extends LitElement {
  static styles = [controls, timelineStyles];
  static properties = {
    run: { attribute: false },
    cursor: { attribute: false },
    interventions: { attribute: false },
    errors: { attribute: false },
    scale: { state: true },
    width: { state: true },
    height: { state: true },
    x: { state: true },
    y: { state: true },
    zoom: { state: true },
    speed: { state: true },
    all: { state: true },
    helps: { state: true },
    folded: { state: true },
    held: { state: true },
  };

  /** @type {Picture | null} */
  #picture = null;
  /** @type {ReturnType<typeof rowsOf>} */
  #rows = { rows: [], rowOf: new Int32Array(), height: 0 };
  #playback = new Playback({
    run: () => this.run,
    cursor: () => this.cursor,
    speed: () => this.speed,
    move: (seq) => this.#move(seq),
    changed: () => this.#played(),
  });
  /** Whether it played live when that was last told. */
  #live = false;
  #sizes = new ResizeObserver(() => this.#measure());
  #pointer = new Pointer({
    view: () => this.#view,
    scale: () => this.scale,
    scene: () => (this.run === null ? null : this.#scene(this.run)),
    go: (seq) => this.#go(seq),
    ask: (x, y) => this.#offerAt(x, y),
    askHere: () => this.#offer(),
  });

  constructor() {
    super();
    /** @type {Run | null} */
    this.run = null;
    this.cursor = 0;
    /** What is done from outside, as it is asked for. @type {string[]} */
    this.interventions = [];
    /** What is wrong with that. @type {SpecError[]} */
    this.errors = [];
    /** How many pixels of the window one of the picture takes. */
    this.scale = 1;
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
    /** The width of a mark that stays while a marker is dragged, so that nothing slips away below the pointer. @type {number | null} */
    this.held = null;
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
      const before = this.#picture?.shape;
      this.#picture = new Picture(run);
      if (this.#picture.shape !== before)
        this.folded = foldedAtFirst(run.timeline, this.#picture.families);
    }
    const before = changed.get("run");
    if (before) {
      if (before.spec.scenario === run.spec.scenario) this.#playback.rerun();
      else this.#playback.rest();
    }
    // Another panel has moved it.
    else if (changed.has("cursor") && !this.#playback.expects(this.cursor)) this.#playback.rest();
    this.#rows = rowsOf(run.timeline, {
      families: this.#picture?.families ?? [],
      folded: this.folded,
      narrow: this.#narrow,
    });
  }

  /** What stands left of the axis, in pixels. */
  get #left() {
    return this.#narrow ? 6 : (this.#picture?.left(this.#rows.rows) ?? 0);
  }

  /** What stands right of it. */
  get #right() {
    return this.#narrow ? 4 : 76;
  }

  /** How wide a mark is, in pixels. @param {Run} run */
  #unit({ timeline }) {
    return this.held ?? unitOf(timeline, this.#room, this.#narrow) * this.zoom;
  }

  /** How much room there is for the axis, in pixels. */
  get #room() {
    return this.width - this.#left - this.#right;
  }

  /** @param {Run} run @returns {Scene} */
  #scene(run) {
    const { rows, rowOf } = this.#rows;
    const { cursor, x, y, width, height, all } = this;
    return /** @type {Picture} */ (this.#picture).scene({
      rows,
      rowOf,
      cursor,
      unit: this.#unit(run),
      left: this.#left,
      x,
      y,
      width,
      height,
      narrow: this.#narrow,
      line: svg`<g class="cursor"><path d="M0 ${AXIS - 8}V${Math.max(height, 0)}"/></g>`,
      all,
    });
  }

  render() {
    const { run } = this;
    const picture = this.#picture;
    if (run === null || picture === null) return nothing;
    const { cursor, speed, helps, all, scale } = this;
    const { plays, isLive, time } = this.#playback;
    const playback = this.#playback;
    const scene = this.#scene(run);
    const acts = {
      go: (/** @type {number} */ seq) => this.#go(seq),
      toggle: () => playback.toggle(),
      live: () => playback.turn(),
      pace: (/** @type {number} */ to) => {
        this.speed = to;
      },
      rescale: (/** @type {1 | -1} */ by) => this.#rescale(ZOOM ** by),
      help: () => this.toggleHelp(),
    };
    return html`${cursorBar(run, { cursor, plays, isLive, time, speed, helps }, acts)}
      ${now(run, picture.names, cursor, () => this.#offer())}
      ${helps ? help(all, () => this.#showAll()) : nothing}
      <div class="frame">
        <div
          class="view"
          part="timeline"
          tabindex="0"
          role="group"
          aria-label="Timeline"
          aria-describedby="story"
          @scroll=${this.#onScroll}
          @wheel=${this.#onWheel}
          @pointerdown=${(/** @type {PointerEvent} */ event) => this.#pointer.down(event)}
          @pointermove=${(/** @type {PointerEvent} */ event) => this.#pointer.move(event)}
          @pointerup=${(/** @type {PointerEvent} */ event) => this.#pointer.up(event)}
          @pointercancel=${(/** @type {PointerEvent} */ event) => this.#pointer.up(event)}
          @contextmenu=${(/** @type {PointerEvent} */ event) => this.#pointer.menu(event)}
        >
          <div class="space">
            <svg class="picture" width=${this.width * scale} height=${this.height * scale} viewBox="0 0 ${this.width} ${this.height}" aria-hidden="true" focusable="false">
              ${this.width > 0 ? draw(isLive ? soFar(scene) : scene) : nothing}
              <g class="cursor">
                ${isLive ? svg`<rect class="veil" x="1" y="0" width="100000" height=${Math.max(this.height, 0)}/>` : nothing}
                <path class="knob" d="M-6 ${AXIS - 10}H6L0 ${AXIS}z"/>
              </g>
            </svg>
            ${foldButtons(run, { picture, rows: this.#rows, narrow: this.#narrow }, (first, shut) => this.#fold(first, shut))}
          </div>
        </div>
        <except-star-markers
          .run=${run}
          .scene=${scene}
          .scale=${scale}
          .texts=${this.interventions}
          .errors=${this.errors}
          @intervene=${(/** @type {CustomEvent} */ { detail }) => this.dispatchEvent(new CustomEvent("intervene", { detail }))}
          @hold=${(/** @type {CustomEvent<boolean>} */ { detail }) => {
            this.held = detail ? scene.unit : null;
          }}
          @reveal=${(/** @type {CustomEvent<{ place: number, lane: number }>} */ { detail }) => this.#show(detail)}
          @left=${() => this.#view?.focus()}
        ></except-star-markers>
      </div>
      ${story(run, picture.lives)}`;
  }

  /** @param {import("lit").PropertyValues<this>} changed */
  updated(changed) {
    const view = this.#view;
    const { run } = this;
    if (view === null || run === null) return;
    const width = this.#left + axisWidth(run.timeline) * this.#unit(run) + this.#right;
    // Positions go through the object model: a style attribute would need the host to allow inline styles.
    const space = /** @type {HTMLElement} */ (view.firstElementChild);
    space.style.width = `${Math.max(Math.floor(width * this.scale), 1)}px`;
    space.style.height = `${(AXIS + this.#rows.height + 2) * this.scale}px`;
    for (const fold of /** @type {NodeListOf<HTMLElement>} */ (view.querySelectorAll(".fold"))) {
      fold.style.top = `${Number(fold.dataset.top) * this.scale}px`;
    }
    if (changed.has("run") || changed.has("zoom") || changed.has("width") || changed.has("folded"))
      this.#measure();
    if (changed.has("cursor") || changed.has("run") || changed.has("width") || changed.has("zoom"))
      this.#reveal(run);
    this.#drawHead(run);
  }

  get #markers() {
    return /** @type {InterventionMarkers | null} */ (
      this.renderRoot.querySelector("except-star-markers")
    );
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
    this.#pointer.rise();
    this.#playback.rest();
  }

  #observe() {
    const view = this.#view;
    if (view !== null) this.#sizes.observe(view);
  }

  #measure() {
    const view = this.#view;
    if (view === null || view.clientWidth === 0) return;
    this.scale = letterScale();
    this.width = view.clientWidth / this.scale;
    this.height = view.clientHeight / this.scale;
    this.#onScroll();
  }

  #onScroll() {
    const view = this.#view;
    if (view === null) return;
    this.x = view.scrollLeft / this.scale;
    this.y = view.scrollTop / this.scale;
  }

  /** Where the line of the cursor stands. @param {Scene} scene */
  #headAt(scene) {
    const { head } = this.#playback;
    return head === null ? placeOf(scene, this.cursor) : pixelsOf(scene, head);
  }

  /** Draws the line of the cursor. @param {Run} run */
  #drawHead(run) {
    const scene = this.#scene(run);
    const x = this.#headAt(scene);
    for (const part of this.renderRoot.querySelectorAll(".cursor")) {
      part.setAttribute("transform", `translate(${round(x)} 0)`);
      part.toggleAttribute("hidden", !this.#narrow && x < scene.left - 8);
    }
  }

  /** Scrolls the picture, and only the picture, to the cursor. @param {Run} run */
  #reveal(run) {
    const view = this.#view;
    if (view === null || this.width === 0 || this.held !== null) return;
    const x = this.#headAt(this.#scene(run));
    const from = this.#left + MARGIN;
    const to = this.width - MARGIN;
    if (x >= from && x <= to) return;
    // Who drags meets more of it at the edge; who plays it has all that comes before them.
    const edge = x > to ? to : from;
    const place = this.#playback.plays ? from : this.#pointer.scrubs ? edge : (from + to) / 2;
    view.scrollLeft += (x - place) * this.scale;
  }

  /** Scrolls a place of a lane into sight. @param {{ place: number, lane: number }} of */
  #show({ place, lane }) {
    const view = this.#view;
    if (view === null || this.run === null || this.held !== null) return;
    const scene = this.#scene(this.run);
    const x = pixelsOf(scene, place);
    if (x < scene.left || x > scene.width) view.scrollLeft += (x - scene.width / 2) * this.scale;
    const row = scene.rows[scene.rowOf[lane]];
    if (row === undefined) return;
    const y = AXIS + row.top - scene.y;
    if (y < AXIS || y + row.height > scene.height)
      view.scrollTop += (y - scene.height / 2) * this.scale;
  }

  #played() {
    this.requestUpdate();
    const { isLive } = this.#playback;
    if (isLive === this.#live) return;
    this.#live = isLive;
    this.dispatchEvent(new CustomEvent("live", { detail: isLive }));
  }

  /** @param {number} seq */
  #go(seq) {
    this.#playback.rest();
    this.#move(seq);
  }

  /** @param {number} seq */
  #move(seq) {
    if (seq !== this.cursor) this.dispatchEvent(new CustomEvent("move", { detail: seq }));
  }

  /** Cancels the task of the cursor's lane, at the cursor. */
  #cancel() {
    if (this.run === null) return;
    const place = atCursor(this.run, this.cursor, this.#playback.time);
    if (place.task !== null) this.#markers?.do("cancel", place);
  }

  /** Offers what can be done at the cursor. */
  #offer() {
    const { run, cursor } = this;
    const box = this.#view?.getBoundingClientRect();
    if (run === null || box === undefined) return;
    // Who chooses what to do has time for it.
    if (this.#playback.mode === "live") this.#playback.toggle();
    const place = atCursor(run, cursor, this.#playback.time);
    const scene = this.#scene(run);
    const row = scene.rows[scene.rowOf[run.timeline.lane.indexOf(place.task?.id ?? 1)]];
    const y = row === undefined ? AXIS : AXIS + row.bar - scene.y;
    const { scale } = this;
    this.#markers?.open(place, box.left + this.#headAt(scene) * scale, box.top + y * scale);
  }

  /** Offers what can be done at a point of the window. @param {number} x @param {number} y */
  #offerAt(x, y) {
    const box = this.#view?.getBoundingClientRect();
    if (this.run === null || box === undefined) return;
    const [left, top] = [(x - box.left) / this.scale, (y - box.top) / this.scale];
    const place = atPoint(this.run, this.#scene(this.run), left, top);
    this.#markers?.open(place, x, y);
  }

  /** @param {number} by */
  #rescale(by) {
    if (this.run === null) return;
    this.zoom = zoomed(this.run.timeline, this.#room, this.#narrow, this.zoom * by);
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

  /** Shows or hides the list of keys and signs. */
  toggleHelp() {
    this.helps = !this.helps;
  }

  /** @param {WheelEvent} event */
  #onWheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.#rescale(event.deltaY < 0 ? 1.15 : 1 / 1.15);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const { run } = this;
    if (run === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = /** @type {Element} */ (event.composedPath()[0]);
    if (target.matches("select, input:not([type=range])")) return;
    if ([" ", "Enter"].includes(event.key) && target.matches("button")) return;
    const act = actOf(event, run, this.cursor, {
      go: (seq) => this.#go(seq),
      toggle: () => this.#playback.toggle(),
      live: () => this.#playback.turn(),
      rescale: (by) => this.#rescale(ZOOM ** by),
      cancel: () => this.#cancel(),
      offer: () => this.#offer(),
      help: () => this.toggleHelp(),
    });
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }
}

define("except-star-timeline", TimelineView);
