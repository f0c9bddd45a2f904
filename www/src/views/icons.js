// Owns the shapes that stand beside words.
// Invariant: a shape says nothing that the words beside it do not say; each has an outline of its own, whatever its colour.

import { html, svg } from "lit";

/** @typedef {"ok" | "raised" | "limit" | "deadlock" | "killed" | "stopped" | "finished" | "failed" | "cancelled" | "pending" | "notice" | "play" | "pause" | "back" | "on" | "mark-back" | "mark-on" | "minus" | "plus" | "live" | "stop" | "undo" | "redo"} Shape */

const tick = svg`<circle cx="8" cy="8" r="6.5"/><path d="m5 8.3 2.1 2.1L11 6.2"/>`;
const cross = svg`<path d="M5.4 1.5h5.2l3.9 3.9v5.2l-3.9 3.9H5.4l-3.9-3.9V5.4z"/><path d="m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4"/>`;

/** @type {Record<Shape, unknown>} */
const shapes = {
  ok: tick,
  finished: tick,
  raised: cross,
  failed: cross,
  cancelled: svg`<circle cx="8" cy="8" r="6.5"/><path d="m3.5 12.5 9-9"/>`,
  pending: svg`<circle cx="8" cy="8" r="6.5" stroke-dasharray="2.2 2.2"/>`,
  limit: svg`<path d="M2.5 2v12M13.5 2v12M4.5 8h7m-2-2.2L11.5 8l-2 2.2"/>`,
  deadlock: svg`<path d="M8 1.5 14.5 8 8 14.5 1.5 8zM6.5 5.8v4.4m3-4.4v4.4"/>`,
  killed: svg`<rect x="2" y="2" width="12" height="12" rx="1"/><path d="M8.8 4.5 6 8.4h4L7.4 11.6"/>`,
  stopped: svg`<rect x="2" y="2" width="12" height="12" rx="1"/><path d="M5.5 5.5h5v5h-5z"/>`,
  play: svg`<path fill="currentColor" d="M4.5 2.5 13 8l-8.5 5.5z"/>`,
  pause: svg`<path d="M5.5 3v10m5-10v10" stroke-width="2.5"/>`,
  back: svg`<path d="M10 3.5 5.5 8l4.5 4.5"/>`,
  on: svg`<path d="M6 3.5 10.5 8 6 12.5"/>`,
  "mark-back": svg`<path d="M12 3.5 7.5 8l4.5 4.5M7.5 3.5 3 8l4.5 4.5"/>`,
  "mark-on": svg`<path d="M4 3.5 8.5 8 4 12.5M8.5 3.5 13 8l-4.5 4.5"/>`,
  minus: svg`<path d="M3.5 8h9"/>`,
  live: svg`<circle cx="8" cy="8" r="6.5"/><circle fill="currentColor" stroke="none" cx="8" cy="8" r="3"/>`,
  stop: svg`<path fill="currentColor" d="M4 4h8v8H4z"/>`,
  undo: svg`<path d="M5.5 2.5 2.5 5.5l3 3M3 5.5h6.5a4 4 0 0 1 0 8H6"/>`,
  redo: svg`<path d="m10.5 2.5 3 3-3 3M13 5.5H6.5a4 4 0 0 0 0 8H10"/>`,
  plus: svg`<path d="M3.5 8h9M8 3.5v9"/>`,
  notice: svg`<path d="M8 1.8 14.8 14H1.2zM8 6.3v3.6m0 1.7v.4"/>`,
};

/** @param {Shape} shape */
export function icon(shape) {
  return html`<svg class="icon" data-shape=${shape} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"
    focusable="false">${shapes[shape]}</svg>`;
}
