// Owns the markers of interventions over the picture of a run, and the card in which one is made and changed.
// Invariant: it shows the interventions that it is given; where a reader changes them, it asks for that and waits to be given them.

import { html, LitElement, nothing, svg } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { define } from "../define.js";
import { LATEST, plain, written } from "../interventions.js";
import { controls } from "../styles/controls.js";
import { markerStyles } from "../styles/markers.js";
import { marks } from "../styles/marks.js";
import {
  axisOf,
  axisWithout,
  placeOfTime,
  roundest,
  stepOf,
  timeOfPlace,
} from "../timeline/axis.js";
import { AXIS } from "../timeline/draw.js";
import { pixelsOf, placeUnder } from "../timeline/hit.js";
import { markersOf, sentence } from "../timeline/markers.js";
import { shapes } from "../timeline/shapes.js";
import { begun, choices, fields } from "./marker-card.js";
import { place } from "./placing.js";

/** @import { SpecError } from "../../pkg/except_star.js" */
/** @import { Intervention, Verb } from "../interventions.js" */
/** @import { Axis } from "../timeline/axis.js" */
/** @import { Scene } from "../timeline/draw.js" */
/** @import { Marked, Marker } from "../timeline/markers.js" */
/** @import { Place } from "../timeline/where.js" */

/** The sign of each deed. */
const signs = { cancel: "cancel requested", raise: "raised", signal: "signal" };
/** A pointer that has moved less, in pixels, presses and does not drag. */
const STILL = 4;

/**
 * @fires intervene - the interventions are to be these: `detail` is `{ texts, what }`, where `what` names the change (does not
 *   bubble)
 * @fires reveal - a place is to be in sight: `detail` is `{ place, lane }`, where a lane of -1 is none (does not bubble)
 * @fires hold - the scale of the picture is to stay as it is while `detail` is true (does not bubble)
 */
export class InterventionMarkers extends LitElement {
  static styles = [controls, marks, markerStyles];
  static properties = {
    run: { attribute: false },
    scene: { attribute: false },
    scale: { attribute: false },
    texts: { attribute: false },
    errors: { attribute: false },
    card: { state: true },
    drag: { state: true },
    typed: { state: true },
  };

  /** @type {Marker[]} */
  #markers = [];
  /** @type {Axis} */
  #axis = { places: [], times: [] };
  #frame = 0;
  /** How many drags there were: each is a change of its own. */
  #drags = 0;

  constructor() {
    super();
    /** @type {Marked | null} */
    this.run = null;
    /** @type {Scene | null} */
    this.scene = null;
    /** How many pixels of the window one of the picture takes. */
    this.scale = 1;
    /** @type {string[]} */
    this.texts = [];
    /** What the engine has against the texts. @type {SpecError[]} */
    this.errors = [];
    /** What the card is about: a place, with where it is in the window, or an intervention. @type {{ place: Place, x: number, y: number } | { index: number } | null} */
    this.card = null;
    /** What stands in the card as a time and is none. @type {string | null} */
    this.typed = null;
    /** The marker that is dragged, where it stands, and the axis as it was without it. @type {{ index: number, from: number, x: number, axis: Axis, moved: boolean } | null} */
    this.drag = null;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
    removeEventListener("scroll", this.#place, true);
    removeEventListener("pointerdown", this.#onOutside, true);
  }

  /** @param {import("lit").PropertyValues<this>} changed */
  willUpdate(changed) {
    const { run, card } = this;
    if (run === null) return;
    if (changed.has("run")) this.#axis = axisOf(run);
    if (changed.has("run") || changed.has("texts") || changed.has("errors"))
      this.#markers = markersOf(run, this.texts, this.errors);
    if (changed.has("card")) this.typed = null;
    if (card !== null && "index" in card && this.#marker(card.index) === undefined) {
      // Typed elsewhere, it may mean nothing any more.
      this.card = null;
    }
  }

  render() {
    const { run, scene, card } = this;
    if (run === null || scene === null) return nothing;
    const marker = card !== null && "index" in card ? this.#marker(card.index) : undefined;
    return html`<p class="unseen" id="how">Left and right move it, Enter changes it, Delete removes it.</p>
      ${repeat(
        this.#markers,
        ({ index }) => index,
        (of) => this.#pin(of),
      )}
      <div class="card" popover="manual" role="dialog" aria-labelledby="title" @toggle=${this.#onToggle} @keydown=${this.#onCardKey}>
        ${card !== null && "place" in card ? choices(card.place, (of) => this.#make(of)) : nothing}
        ${
          marker === undefined
            ? nothing
            : fields(marker, run.tasks, this.typed, {
                mistype: (time) => {
                  this.typed = time;
                },
                set: (of) => this.#set(marker.index, of, `card ${marker.index}`),
                remove: () => this.#remove(marker.index),
                done: () => this.#close(marker.index),
              })
        }
      </div>`;
  }

  /** @param {Marker} marker */
  #pin(marker) {
    const { index, of, wrong } = marker;
    const { drag, card } = this;
    const moves = drag?.index === index && drag.moved;
    const words = sentence(marker);
    return html`<button
        type="button"
        class="pin"
        data-index=${index}
        data-verb=${of.verb}
        ?data-moves=${moves}
        ?data-wrong=${wrong !== ""}
        aria-label=${wrong === "" ? words : `${words}. ${wrong}`}
        aria-describedby="how"
        aria-haspopup="dialog"
        aria-expanded=${card !== null && "index" in card && card.index === index}
        title=${wrong === "" ? words : `${words}. ${wrong}`}
        @click=${() => this.#onClick(index)}
        @focus=${() => this.#reveal(marker)}
        @keydown=${(/** @type {KeyboardEvent} */ event) => this.#onKey(event, marker)}
        @pointerdown=${(/** @type {PointerEvent} */ event) => this.#onDown(event, marker)}
        @pointermove=${this.#onMove}
        @pointerup=${this.#onUp}
        @pointercancel=${this.#onUp}
        @contextmenu=${(/** @type {Event} */ event) => event.preventDefault()}
      ><svg class="mark" data-tone="outside" viewBox="-9 -9 18 18" width="17" height="17" aria-hidden="true">${svg`${shapes[signs[of.verb]]}`}</svg></button>
      <span class="when" aria-hidden="true" ?data-wrong=${!moves} ?hidden=${!moves && wrong === ""}>${moves ? `${plain(of.at)} s` : wrong}</span>`;
  }

  /** @param {import("lit").PropertyValues<this>} changed */
  updated(changed) {
    const { scene, scale, drag } = this;
    if (scene === null) return;
    for (const pin of /** @type {NodeListOf<HTMLElement>} */ (
      this.renderRoot.querySelectorAll(".pin")
    )) {
      const marker = this.#marker(Number(pin.dataset.index));
      if (marker === undefined) continue;
      const dragged = drag?.index === marker.index && drag.moved;
      const x = dragged ? drag.x : pixelsOf(scene, placeOfTime(this.#axis, marker.of.at));
      const row = marker.lane === -1 ? undefined : scene.rows[scene.rowOf[marker.lane]];
      const y = row === undefined ? AXIS - 12 : Math.max(AXIS + row.bar - scene.y - 8, AXIS - 12);
      // The names of the lanes stand before what is scrolled below them. With the focus it is scrolled into sight.
      const beyond = !dragged && !scene.narrow && x < scene.left - 8;
      pin.toggleAttribute("data-beyond", beyond);
      pin.style.left = `${x * scale}px`;
      pin.style.top = `${y * scale}px`;
      const when = /** @type {HTMLElement} */ (pin.nextElementSibling);
      const half = when.offsetWidth / 2;
      const edge = scene.width * scale - half - 2;
      when.style.left = `${Math.max(Math.min(x * scale, edge), half + 2)}px`;
      when.style.top = `${(y + 22) * scale}px`;
      when.toggleAttribute("data-beyond", beyond);
    }
    const card = this.#card;
    if (card !== null && this.card !== null && !card.matches(":popover-open")) card.showPopover();
    if (card !== null && this.card === null && card.matches(":popover-open")) card.hidePopover();
    if (changed.has("card") && this.card !== null)
      /** @type {HTMLElement | null} */ (card?.querySelector("button, input"))?.focus();
    this.#place();
  }

  get #card() {
    return /** @type {HTMLElement | null} */ (this.renderRoot.querySelector(".card"));
  }

  /** @param {number} index */
  #marker(index) {
    return this.#markers.find((marker) => marker.index === index);
  }

  /** @param {number} index */
  #pinOf(index) {
    return /** @type {HTMLElement | null} */ (
      this.renderRoot.querySelector(`.pin[data-index="${index}"]`)
    );
  }

  /** Opens the card for a place. @param {Place} place @param {number} x in the window, in pixels @param {number} y */
  open(place, x, y) {
    this.card = { place, x, y };
  }

  /** Does something at a place, without asking anything. @param {Verb} verb @param {Place} place */
  do(verb, place) {
    this.#make(begun(verb, place));
  }

  /** @param {Intervention} of */
  async #make(of) {
    const index = this.texts.length;
    const { card } = this;
    this.card = null;
    this.#ask([...this.texts, written(of)], `make ${index}`);
    // What there is to choose of it is offered at once.
    if (card === null) return;
    await this.#given(index);
    if (of.verb === "cancel") this.#pinOf(index)?.focus();
    else this.card = { index };
  }

  /** Waits until there is a marker. @param {number} index */
  async #given(index) {
    for (let frames = 0; frames < 30 && this.#pinOf(index) === null; frames++)
      await new Promise(requestAnimationFrame);
  }

  /** @param {number} index @param {Intervention} of @param {string} what */
  #set(index, of, what) {
    const text = written(of);
    if (text !== this.texts[index]) this.#ask(this.texts.with(index, text), what);
  }

  /** @param {number} index */
  async #remove(index) {
    this.card = null;
    this.#ask(this.texts.toSpliced(index, 1), `remove ${index} of ${this.texts.length}`);
    await this.updateComplete;
    const next = this.#pinOf(index) ?? this.#pinOf(index - 1);
    if (next !== null) next.focus();
    else this.dispatchEvent(new CustomEvent("left"));
  }

  /** @param {string[]} texts @param {string} what */
  #ask(texts, what) {
    this.texts = texts;
    this.dispatchEvent(new CustomEvent("intervene", { detail: { texts, what } }));
  }

  /** @param {number} index */
  #close(index) {
    this.card = null;
    this.#pinOf(index)?.focus();
  }

  /** @param {ToggleEvent} event of the card */
  #onToggle({ newState }) {
    const listen = newState === "open" ? addEventListener : removeEventListener;
    listen("scroll", this.#place, true);
    listen("pointerdown", this.#onOutside, true);
  }

  /** A press elsewhere closes the card. @param {Event} event */
  #onOutside = (event) => {
    const card = this.#card;
    if (card !== null && !event.composedPath().includes(card)) this.card = null;
  };

  /** Puts the card below what it belongs to, or beside the picture, so that what changes is seen. */
  #place = () => {
    const [card, of] = [this.#card, this.card];
    if (card === null || of === null || !card.matches(":popover-open")) return;
    const at = "place" in of ? { left: of.x, top: of.y, bottom: of.y } : null;
    const pin = "index" in of ? this.#pinOf(of.index)?.getBoundingClientRect() : undefined;
    const anchor = at ?? pin;
    if (anchor !== undefined) place(card, anchor, this.getBoundingClientRect().right);
  };

  /** The keys of the picture are not those of the card. @param {KeyboardEvent} event */
  #onCardKey(event) {
    if (event.key === "z" && (event.ctrlKey || event.metaKey)) return;
    event.stopPropagation();
    if (event.key !== "Escape") return;
    const { card } = this;
    if (card !== null && "index" in card) this.#close(card.index);
    else {
      this.card = null;
      this.dispatchEvent(new CustomEvent("left"));
    }
  }

  /** Asks for a marker to be in sight. @param {Marker} marker */
  #reveal({ of, lane }) {
    const detail = { place: placeOfTime(this.#axis, of.at), lane };
    if (this.drag === null) this.dispatchEvent(new CustomEvent("reveal", { detail }));
  }

  /** @param {number} index */
  #onClick(index) {
    const dragged = this.drag?.moved ?? false;
    this.drag = null;
    if (!dragged) this.card = { index };
  }

  /** @param {KeyboardEvent} event @param {Marker} marker */
  #onKey(event, { index, of }) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { run } = this;
    const step = stepOf(run?.events.time.at(-1) ?? 0) * (event.shiftKey ? 10 : 1);
    const move = (/** @type {number} */ by) => {
      const at = Math.min(Math.max(Number((of.at + by).toFixed(9)), 0), LATEST);
      this.#set(index, { ...of, at }, `move ${index}`);
    };
    /** @type {Record<string, () => void>} */
    const acts = {
      ArrowLeft: () => move(-step),
      ArrowRight: () => move(step),
      Delete: () => this.#remove(index),
      Backspace: () => this.#remove(index),
    };
    // The button's own.
    if ([" ", "Enter"].includes(event.key)) event.stopPropagation();
    const act = acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  /** @param {PointerEvent} event @param {Marker} marker */
  #onDown(event, { index, of }) {
    event.stopPropagation();
    if (event.button !== 0 || this.run === null) return;
    /** @type {HTMLElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
    const axis = axisWithout(this.run, of.at);
    this.drag = { index, from: event.clientX, x: 0, axis, moved: false };
    this.#drags++;
  }

  /** @param {PointerEvent} event */
  #onMove(event) {
    const { drag } = this;
    if (drag === null) return;
    if (!drag.moved && Math.abs(event.clientX - drag.from) < STILL) return;
    if (!drag.moved) this.dispatchEvent(new CustomEvent("hold", { detail: true }));
    const { left, width } = this.getBoundingClientRect();
    const x = Math.min(Math.max(event.clientX - left, 0), width) / this.scale;
    this.drag = { ...drag, x, moved: true };
    // A run a picture is enough.
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#dragged());
  }

  /** Gives the marker that is dragged the time of the place where it is: the roundest that is there. */
  #dragged() {
    const { drag, scene } = this;
    const marker = drag === null ? undefined : this.#marker(drag.index);
    if (drag === null || scene === null || marker === undefined) return;
    const [from, to] = [-0.5, 0.5].map((by) =>
      timeOfPlace(drag.axis, placeUnder(scene, drag.x + by)),
    );
    this.#set(drag.index, { ...marker.of, at: roundest(from, to) }, `drag ${this.#drags}`);
  }

  /** @param {PointerEvent} event */
  #onUp(event) {
    const { drag } = this;
    if (drag === null) return;
    if (drag.moved) {
      cancelAnimationFrame(this.#frame);
      this.#dragged();
      this.dispatchEvent(new CustomEvent("hold", { detail: false }));
      // The click that may follow ends it; where none does, it ends now.
      setTimeout(() => {
        this.drag = null;
      });
    } else if (event.type === "pointercancel") this.drag = null;
  }
}

define("except-star-markers", InterventionMarkers);
