// Owns how large a reader wants letters to be.
// Invariant: what is measured in pixels grows with the letters in it, and never shrinks below what it is drawn for.

/** The size of letters, in pixels, for which everything is drawn. */
const USUAL = 16;

/** How many times larger letters are than usual. */
export function letterScale() {
  const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Math.max((Number.isFinite(size) ? size : USUAL) / USUAL, 1);
}
