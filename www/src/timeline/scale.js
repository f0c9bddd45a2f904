// Owns how wide the marks of a timeline are: so that all of it is seen where it can be, and marks can be told apart where it cannot.
// Invariant: a picture can always be made as small as the room that there is, and not much smaller.

/** @import { Timeline } from "../../pkg/except_star.js" */

/** The least width of a mark at first, in pixels, and the greatest. */
const LEAST = { narrow: 10, wide: 10.5 };
const GREATEST = 26;
/** The axis goes on so far, in widths of a mark, before its first event and behind its last. */
const MARGINS = 1.5;
/** The greatest zoom. */
const LARGEST = 8;

/** How wide the axis is, in widths of a mark. @param {Timeline} timeline */
export function axisWidth({ width }) {
  return width + MARGINS;
}

/** How wide a mark is at first, in pixels. @param {Timeline} timeline @param {number} room in pixels @param {boolean} narrow */
export function unitOf(timeline, room, narrow) {
  const fits = room / axisWidth(timeline);
  return Math.min(Math.max(fits, LEAST[narrow ? "narrow" : "wide"]), GREATEST);
}

/** Another zoom, within what makes sense. @param {Timeline} timeline @param {number} room @param {boolean} narrow @param {number} zoom */
export function zoomed(timeline, room, narrow, zoom) {
  const whole = room / axisWidth(timeline) / unitOf(timeline, room, narrow);
  return Math.min(Math.max(zoom, Math.min(whole, 1)), LARGEST);
}
