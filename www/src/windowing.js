// Owns the arithmetic of a list of rows of one height of which only the visible ones are drawn.
// Invariant: no element is ever taller than MAX_HEIGHT, however many rows there are; past it, scrolling is scaled.

/** Browsers clip elements that are taller than some 17 million pixels. */
export const MAX_HEIGHT = 10_000_000;

/** Rows that are drawn above and below what is visible, so that fast scrolling shows no gap. */
const MARGIN = 6;

/**
 * @typedef {object} Window
 * @property {number} height of the whole list, in pixels
 * @property {number} first row that is drawn
 * @property {number} last row that is drawn, not included
 * @property {number} top of the first drawn row, in pixels
 */

/**
 * Which rows to draw, and where.
 * @param {{ count: number, rowHeight: number, scrollTop: number, viewport: number }} list
 * @returns {Window}
 */
export function windowOf({ count, rowHeight, scrollTop, viewport }) {
  const full = count * rowHeight;
  const height = Math.min(full, MAX_HEIGHT);
  const at = Math.min(Math.max(scrollTop, 0), Math.max(height - viewport, 0));
  const offset = at * scale(full, height, viewport);
  const first = Math.max(Math.floor(offset / rowHeight) - MARGIN, 0);
  const last = Math.min(Math.ceil((offset + viewport) / rowHeight) + MARGIN, count);
  return { height, first, last, top: at + first * rowHeight - offset };
}

/**
 * The scroll position that brings a row into view: the present one where it is in view already.
 * @param {{ count: number, rowHeight: number, scrollTop: number, viewport: number }} list
 * @param {number} row
 */
export function scrollTo({ count, rowHeight, scrollTop, viewport }, row) {
  const full = count * rowHeight;
  const height = Math.min(full, MAX_HEIGHT);
  const factor = scale(full, height, viewport);
  const offset = scrollTop * factor;
  const top = row * rowHeight;
  if (top < offset) return top / factor;
  if (top + rowHeight > offset + viewport) return (top + rowHeight - viewport) / factor;
  return scrollTop;
}

/** How many pixels of rows one pixel of scrolling stands for. @param {number} full @param {number} height @param {number} viewport */
function scale(full, height, viewport) {
  return full > height && height > viewport ? (full - viewport) / (height - viewport) : 1;
}
