// Owns the line under a field that says what is wrong with it.
// Invariant: the line is always there, empty or not, so that what describes a field never changes its name.

import { html, nothing } from "lit";
import { brief } from "../format.js";
import { icon } from "./icons.js";

/** @param {string} name @param {string | null} error */
export function errorLine(name, error) {
  return html`<p class="error" part="error" id="error-${name}">
    ${error === null ? nothing : html`${icon("notice")}<span>${brief(error)}</span>`}
  </p>`;
}
