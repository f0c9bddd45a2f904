// Owns giving a run away: a link to it, and files of it.
// Invariant: where a run has no link, the reason stands in the button's place; files there are of every run.

import { html, nothing } from "lit";
import { place } from "./placing.js";
import { neighbour } from "./tabs.js";

/** @import { Run } from "../run.js" */

/** The files that there are, with what a file of each is called. */
export const formats = /** @type {const} */ ([
  { id: "python", label: "Python program", name: "program.py" },
  { id: "markdown", label: "Report, Markdown", name: "report.md" },
  { id: "svg", label: "Picture, SVG", name: "timeline.svg" },
  { id: "png", label: "Picture, PNG", name: "timeline.png" },
  { id: "mermaid", label: "Sequence diagram, Mermaid", name: "sequence.mmd" },
  { id: "jsonl", label: "Trace, JSON Lines", name: "trace.jsonl" },
  { id: "chrome", label: "Trace for Perfetto and Chrome", name: "trace.json" },
]);
/** @typedef {typeof formats[number]["id"]} Format */

/**
 * @param {Run} run
 * @param {string} said what became of the last copy or file
 * @param {{ copy: (link: string) => void, save: (format: Format) => void }} acts
 */
export function share({ link, unlinked }, said, { copy, save }) {
  return html`<div class="share">
    <span role="status">${said}</span>
    ${files(save)}
    ${link === undefined ? nothing : html`<button type="button" class="link" part="button" @click=${() => copy(link)}>Copy link</button>`}
    ${link === undefined ? html`<p>${unlinked}</p>` : nothing}
  </div>`;
}

/** @param {(format: Format) => void} save */
function files(save) {
  return html`<button type="button" class="link" part="button" popovertarget="files" aria-haspopup="true">Export</button>
    <div class="files" id="files" popover="auto" role="group" aria-label="Export" @toggle=${onToggle} @keydown=${onKey}>
      ${formats.map(({ id, label }) => html`<button type="button" data-format=${id} @click=${(/** @type {Event} */ event) => choose(event, () => save(id))}>${label}</button>`)}
    </div>`;
}

/** @param {Event} event @param {() => void} save */
function choose(event, save) {
  const button = /** @type {HTMLElement} */ (event.currentTarget);
  /** @type {HTMLElement | null} */ (button.closest(".files"))?.hidePopover();
  save();
}

/** Puts the list below its button, within the window. @param {ToggleEvent} event */
function onToggle(event) {
  const list = /** @type {HTMLElement} */ (event.currentTarget);
  const button = /** @type {HTMLElement} */ (list.previousElementSibling);
  if (event.newState !== "open") return;
  place(list, button.getBoundingClientRect());
  /** @type {HTMLElement | null} */ (list.querySelector("button"))?.focus();
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const list = /** @type {HTMLElement} */ (event.currentTarget);
  const buttons = [...list.querySelectorAll("button")];
  const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (event.target));
  const arrows = { previous: "ArrowUp", next: "ArrowDown" };
  const to = neighbour(event.key, at, buttons.length, arrows);
  if (to === null) return;
  event.preventDefault();
  event.stopPropagation();
  buttons[to].focus();
}
