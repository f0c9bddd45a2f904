// Owns what of a timeline is under a pointer.
// Invariant: coordinates are those of the view, in pixels; what is scrolled is taken into account here.

import { AXIS } from "./draw.js";

/** @import { Scene } from "./draw.js" */

/** A mark so near, in pixels, is meant. */
const REACH = 10;

/** The place on the axis. @param {Pick<Scene, "x" | "left" | "unit">} scene @param {number} x */
export function placeUnder({ x: scrolled, left, unit }, x) {
  return (x + scrolled - left) / unit - 0.75;
}

/** Where a place stands: the inverse. @param {Pick<Scene, "x" | "left" | "unit">} scene @param {number} place */
export function pixelsOf({ x: scrolled, left, unit }, place) {
  return left + (place + 0.75) * unit - scrolled;
}

/** The row. @param {Scene} scene @param {number} y */
export function rowUnder({ rows, y: scrolled }, y) {
  const at = y + scrolled - AXIS;
  return y < AXIS ? undefined : rows.find(({ top, height }) => top <= at && at < top + height);
}

/** The mark in its lane, by its event; null where there is none. @param {Scene} scene @param {number} x @param {number} y */
export function markUnder(scene, x, y) {
  const row = rowUnder(scene, y);
  if (row === undefined || row.family !== null) return null;
  const { timeline, index, unit } = scene;
  const place = placeUnder(scene, x);
  const far = (/** @type {number} */ seq) => Math.abs(timeline.at[seq] - place);
  const reach = Math.max(REACH / unit, 0.5);
  const near = [...index.seqsOf(row.first)].filter((seq) => far(seq) <= reach);
  near.sort((one, other) => far(one) - far(other));
  return near[0] ?? null;
}
