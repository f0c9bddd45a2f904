// Owns which of a scenario's two programs runs where nothing says it.
// Invariant: a link, an attribute or a spec that names a language wins; where the browser keeps nothing, Python is first.

/** @import { Language } from "../pkg/except_star.js" */

/** What runs where nobody has chosen. @type {Language} */
export const FIRST = "python";

const KEY = "except-star-language";

/** What the reader has chosen last, in whatever element of this site. @returns {Language} */
export function preferred() {
  try {
    return localStorage.getItem(KEY) === "rust" ? "rust" : FIRST;
  } catch {
    return FIRST;
  }
}

/** Remembers what the reader has chosen. @param {Language} language */
export function prefer(language) {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // It holds for what is shown now.
  }
}
