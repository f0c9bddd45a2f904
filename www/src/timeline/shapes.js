// Owns the shape of each mark of a timeline.
// Invariant: each has an outline of its own, so that none is told from another by its colour alone.

import { svg } from "lit";

const disc = svg`<circle class="ground" r="7"/>`;
const flag = "M-4.5 7V-6.5M-4.5-6H5.5L2.5-2.5 5.5 1H-4.5";

/**
 * By the words for them, in a box of 16 around their middle. The classes are `ground` for what covers the bar below, `line`, and
 * `solid`.
 * @type {Record<string, unknown>}
 */
export const shapes = {
  raised: svg`<path class="solid" d="M0-8 2-3.4 6.6-5.6 4.4-1 8.4.8 4 2.4 5.6 7 .9 4.6-2.4 8-2.8 3.2-7.8 3.8-4.6.2-7.4-4.2-2.8-3.2z"/>`,
  "exception arrives": svg`<path class="ground line" d="M-6.5-6.5h13L0 7z"/><path class="line" d="M0-3.6v4m0 2v.2"/>`,
  handled: svg`<path class="ground line" d="M0-7.5 6.5-5v4.5C6.5 4 3.5 6.5 0 7.8-3.5 6.5-6.5 4-6.5-.5V-5z"/><path class="line" d="M-3-.4-.7 2 3.2-2.4"/>`,
  "cancel requested": svg`<path class="under" d="M-6.5-8h14v10h-11v6h-3z"/><path class="line filled" d=${flag}/>`,
  "cancel ignored": svg`<path class="under" d="M-6.5-8h14v10h-11v6h-3z"/><path class="line" d=${flag}/><path class="line" d="M-6 5 6-7"/>`,
  finished: svg`${disc}<circle class="line" r="6.5"/><path class="line" d="m-3 .3 2.1 2.1L3-1.8"/>`,
  failed: svg`<path class="ground line" d="M-2.7-6.7h5.4L6.7-2.7v5.4L2.7 6.7h-5.4L-6.7 2.7v-5.4z"/><path class="line" d="m-2.4-2.4 4.8 4.8m0-4.8-4.8 4.8"/>`,
  cancelled: svg`${disc}<circle class="line" r="6.5"/><path class="line" d="m-4.5 4.5 9-9"/>`,
  pending: svg`${disc}<circle class="line" r="6.5" stroke-dasharray="2.4 2.2"/>`,
  "reported by the loop": svg`<path class="ground line" d="M0-7 7.4 6.5H-7.4z"/><path class="line" d="M0-2.6v4.2m0 2.2v.3"/>`,
  "group aborts": svg`<rect class="solid" x="-6.5" y="-6.5" width="13" height="13" rx="1.5"/><path class="cut" d="M-3.2-3.2l6.4 6.4m0-6.4-6.4 6.4"/>`,
  "time is up": svg`${disc}<circle class="line" r="6.5"/><path class="line" d="M0-3.8V.4L2.8 2"/>`,
  signal: svg`<path class="ground line" d="M2-7.5-5 1.2h4L-2.4 7.5 5-1.6H.8z"/>`,
  intervention: svg`<path class="ground line" d="M-5.5-7h11v8L0 7.5-5.5 1z"/>`,
  refused: svg`<path class="ground line" d="M-5.5-7h11v8L0 7.5-5.5 1zM-5.5-7l11 8"/>`,
};

/** What goes badly is in the colour of that; what is done to a task from outside, too. */
export const tones = /** @type {Record<string, "bad" | "good" | "quiet" | "outside">} */ ({
  raised: "bad",
  "exception arrives": "bad",
  handled: "good",
  "cancel requested": "bad",
  "cancel ignored": "quiet",
  finished: "good",
  failed: "bad",
  cancelled: "quiet",
  pending: "quiet",
  "reported by the loop": "bad",
  "group aborts": "bad",
  "time is up": "bad",
  signal: "outside",
  intervention: "outside",
  refused: "quiet",
});

/** A mark at its place. @param {string} kind @param {number} x @param {number} y @param {number} size @param {string} title */
export function shape(kind, x, y, size, title) {
  return svg`<g class="mark" data-mark=${kind} data-tone=${tones[kind]} transform="translate(${round(x)} ${round(y)}) scale(${round(size / 16)})">
    <title>${title}</title>${shapes[kind]}</g>`;
}

/** @param {number} pixels */
export function round(pixels) {
  return Math.round(pixels * 100) / 100;
}
