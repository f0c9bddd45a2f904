// Owns what stands around the picture of a timeline: what moves the cursor, what happens at it, keys and signs, the picture in words.
// Invariant: the cursor is a real range, whose text says what a reader of the picture sees.

import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { eventAt, nameOf, numberOf } from "../events.js";
import { count, grouped, seconds } from "../format.js";
import { nextMark, stepped } from "../timeline/cursor.js";
import { AXIS } from "../timeline/draw.js";
import { shapes, tones } from "../timeline/shapes.js";
import { hueOf } from "../timeline/who.js";
import { icon } from "./icons.js";
import { keys } from "./timeline-keys.js";

/** @import { TaskLife } from "../../pkg/except_star.js" */
/** @import { Run } from "../run.js" */
/** @import { Picture } from "../timeline/picture.js" */
/** @import { Row } from "../timeline/rows.js" */
/** @typedef {{ cursor: number, plays: boolean, isLive: boolean, time: number | null, speed: number, helps: boolean }} Playing */
/**
 * @typedef {object} Acts
 * @property {(seq: number) => void} go
 * @property {() => void} toggle plays or pauses
 * @property {() => void} live begins a live run, or leaves it
 * @property {(speed: number) => void} pace
 * @property {(by: 1 | -1) => void} rescale
 * @property {() => void} help
 */

const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 5, 10];
/** So many tasks are described in words. */
const TOLD = 100;

/** What moves the cursor. @param {Run} run @param {Playing} playing @param {Acts} acts */
export function cursorBar(
  run,
  { cursor, plays, isLive, time: passing, speed, helps },
  { go, toggle, live: enter, pace, rescale, help },
) {
  const last = Math.max(run.event_count - 1, 0);
  const time = run.events.time[cursor] ?? 0;
  return html`<div class="controls" role="group" aria-label="Cursor">
    <div class="tools">
      ${tool("mark-back", "The mark before", () => go(nextMark(run, cursor, -1)), cursor === 0)}
      ${tool("back", "One event back", () => go(stepped(run, cursor, -1)), cursor === 0)}
      ${tool(plays ? "pause" : "play", plays ? "Pause" : "Play", toggle)}
      ${tool("on", "One event on", () => go(stepped(run, cursor, 1)), cursor === last)}
      ${tool("mark-on", "The mark behind", () => go(nextMark(run, cursor, 1)), cursor === last)}
      ${tool(isLive ? "stop" : "live", isLive ? "Stop" : "Live", enter)}
    </div>
    <input
      class="cursor-range"
      type="range"
      min="0"
      max=${last}
      step="1"
      aria-label="Cursor"
      aria-describedby="now"
      aria-valuetext="${seconds(time)} s, event ${numberOf(cursor)} of ${grouped(run.event_count)}"
      .value=${live(String(cursor))}
      @input=${(/** @type {Event} */ event) => go(Number(/** @type {HTMLInputElement} */ (event.target).value))}
    />
    <output class="when"><b>${(passing ?? time).toFixed(3)} s</b> <span>${numberOf(cursor)} of ${grouped(run.event_count)}</span></output>
    <div class="tools">
      <label class="speed"><span class="unseen">Speed</span>
        <select @change=${(/** @type {Event} */ event) => pace(Number(/** @type {HTMLSelectElement} */ (event.target).value))}>
          ${SPEEDS.map((of) => html`<option value=${of} .selected=${of === speed}>${of}×</option>`)}
        </select>
      </label>
      ${tool("minus", "Smaller", () => rescale(-1))} ${tool("plus", "Larger", () => rescale(1))}
      <button type="button" class="tool" aria-label="Keys and signs" title="Keys and signs" aria-expanded=${helps} @click=${help}>?</button>
    </div>
  </div>`;
}

/** @param {Parameters<typeof icon>[0]} shape @param {string} label @param {() => void} act */
function tool(shape, label, act, off = false) {
  return html`<button type="button" class="tool" aria-label=${label} title=${label} ?disabled=${off} @click=${act}>${icon(shape)}</button>`;
}

/** What happens at the cursor, in words, and what can be done there. @param {Run} run @param {Map<number, string>} names @param {number} cursor @param {() => void} offer */
export function now(run, names, cursor, offer) {
  const { task, kind, detail, line } = eventAt(run, names, cursor);
  const id = run.events.task[cursor] ?? 0;
  return html`<div class="here">
    <p class="now" id="now">
      <b data-hue=${id === 0 ? nothing : hueOf(id)}>${task}</b> <code>${kind}</code> ${detail}${line === null ? nothing : html` <span class="at">line ${line}</span>`}
    </p>
    <button type="button" class="link offer" aria-haspopup="dialog" @click=${offer}>Intervene…</button>
  </div>`;
}

/**
 * Buttons that fold and unfold, over the picture.
 * @param {Run} run
 * @param {{ picture: Picture, rows: { rows: Row[], rowOf: Int32Array }, narrow: boolean }} of
 * @param {(first: number, shut: boolean) => void} fold
 */
export function foldButtons(run, { picture, rows: { rows, rowOf }, narrow }, fold) {
  const { families, lives } = picture;
  return families.map((family) => {
    const row = rows[rowOf[family.first]];
    const shut = row.family === family;
    // Within another one that is folded.
    if (row.family !== null && !shut) return nothing;
    if (!shut && narrow) return nothing;
    const { name, hue } = picture.nameOf(family.first);
    const of = lives.get(run.timeline.lane[family.first])?.coroutine ?? name;
    return html`<button
      type="button"
      class="fold"
      data-top=${AXIS + row.top}
      data-hue=${hue}
      ?data-open=${!shut}
      aria-expanded=${!shut}
      aria-label="${shut ? "Unfold" : "Fold"} ${count(family.count, "task")} of ${of}"
      @click=${() => fold(family.first, !shut)}
    >${shut ? html`<b>${of} ×${grouped(family.count)}</b> <span>${outcomesOf(run, family)}</span>` : "▾"}</button>`;
  });
}

/** @param {boolean} all whether all links are drawn @param {() => void} showAll */
export function help(all, showAll) {
  return html`<div class="help">
    <dl>${keys.map(([key, what]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${what}</dd></div>`)}</dl>
    <ul class="signs">
      ${Object.keys(shapes).map((kind) => html`<li><svg class="mark" data-tone=${tones[kind]} viewBox="-9 -9 18 18" width="18" height="18" aria-hidden="true">${shapes[kind]}</svg> ${kind}</li>`)}
    </ul>
    <label class="all"><input type="checkbox" .checked=${live(all)} @change=${showAll} /> All links, however many; otherwise those near the cursor</label>
    <p>A shaded column is one moment: no time passes in it, and what happens stands in the order in which the loop does it. ⫽ cuts out time in which nothing happens. Press or drag in the picture to move the cursor; a right click, or a finger that rests, offers what can be done to a task there. A marker is dragged to another time.</p>
  </div>`;
}

/** How the tasks of a family ended. @param {Run} run @param {{ first: number, end: number }} family */
export function outcomesOf({ timeline }, { first, end }) {
  const counts = timeline.outcomes.map(() => 0);
  for (const outcome of timeline.lane_outcome.subarray(first, end)) counts[outcome]++;
  return timeline.outcomes
    .flatMap((word, index) => (counts[index] > 0 ? [`${grouped(counts[index])} ${word}`] : []))
    .join(", ");
}

/** The picture in words. @param {Run} run @param {Map<number, TaskLife>} lives */
export function story({ timeline }, lives) {
  const { lane, lane_parent } = timeline;
  const called = (/** @type {number} */ index) => {
    const life = lives.get(lane[index]);
    return life === undefined ? "" : nameOf(life);
  };
  const told = [...lane.subarray(0, TOLD)].map((id, index) => {
    const life = lives.get(id);
    if (life === undefined) return nothing;
    const by = lane_parent[index] === -1 ? "" : `, created by ${called(lane_parent[index])}`;
    const value = life.value === undefined ? "" : ` with ${life.value}`;
    const at = life.finished === undefined ? "" : ` at ${seconds(life.finished)} s`;
    return html`<li>${called(index)}${by} at ${seconds(life.spawned)} s: ${life.outcome}${value}${at}</li>`;
  });
  return html`<ul class="unseen" id="story">${told}</ul>`;
}
