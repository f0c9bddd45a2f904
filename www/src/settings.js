// Owns how a host wants an element to look and to load: its layout, its panels, its theme, and when it begins.
// Invariant: what is set becomes a text; what it does not understand is said, and changes nothing.

import { letterScale } from "./letters.js";
import { wordsOf } from "./request.js";
import { panels } from "./views/arrangement.js";

/** @import { Wrong } from "./state.js" */

/** What each of these may be; `panels` may have several. */
const settings = {
  layout: ["widget", "page"],
  loading: ["eager", "lazy"],
  panels: panels.map(({ id }) => id),
  theme: ["auto", "light", "dark"],
};

/** @type {(keyof typeof settings)[]} */
export const settingNames = ["layout", "loading", "panels", "theme"];

/**
 * Turns the settings of an element into texts.
 * @param {Record<keyof typeof settings, unknown>} element
 * @returns {Wrong[]} what is wrong with them
 */
export function settle(element) {
  return settingNames.flatMap((name) => {
    const several = name === "panels";
    const { text, problems } = wordsOf(name, element[name], settings[name], { several });
    element[name] = text;
    return problems;
  });
}

/** Widths of an element, in pixels for letters as usual, from which form and panels stand side by side, and from which panels do. */
const MEDIUM = 620;
const WIDE = 1080;

/** How much room an element of this width has. @param {number} pixels @returns {"narrow" | "medium" | "wide"} */
export function sizeOf(pixels) {
  const width = pixels / letterScale();
  return width >= WIDE ? "wide" : width >= MEDIUM ? "medium" : "narrow";
}

/** Whether an element of this theme is drawn in dark colours. @param {string | null} theme */
export function isDark(theme) {
  if (theme === "light" || theme === "dark") return theme === "dark";
  return matchMedia("(prefers-color-scheme: dark)").matches;
}
