// Owns where the lesson stands.
// Invariant: it is beside the playground, whichever page has the element: this module is one folder below both, built or not.

// Not one expression, or the build would take the page for a file of its own.
const here = import.meta.url;

/** The address of a section of the lesson. @param {string} section */
export function lessonAt(section) {
  return new URL(`../lesson.html#${section}`, here).href;
}
