// Owns where something that floats stands in the window: below what it belongs to, beside the picture, or at the top.
// Invariant: it is within the window wherever it can be.

/** So much, in pixels, it keeps off the edges of the window and off what it belongs to. */
const OFF = 8;

/**
 * Puts a box into its place.
 * @param {HTMLElement} box
 * @param {{ left: number, top: number, bottom: number }} anchor what it belongs to
 * @param {number} [aside] the right edge of what it had better not cover where there is no room below
 */
export function place(box, { left, top, bottom }, aside) {
  const { offsetWidth: width, offsetHeight: height } = box;
  const below = bottom + OFF + height <= innerHeight;
  const beside = !below && aside !== undefined && aside + 2 * OFF + width <= innerWidth;
  const x = beside ? aside + OFF : left;
  // At the top of the window it covers least of what is around its anchor.
  const y = below ? bottom + OFF : beside ? top - OFF : OFF;
  box.style.left = `${within(x, width, innerWidth)}px`;
  box.style.top = `${within(y, height, innerHeight)}px`;
}

/** @param {number} from @param {number} length @param {number} room */
function within(from, length, room) {
  return Math.max(Math.min(from, room - length - OFF), OFF);
}
