// Owns a row of tabs: one tab stop, arrow keys move and choose, Home and End go to the ends.
// Invariant: each tab names the panel `panel-ID`, and who draws the panels gives them that id and `tab-ID` as label.

import { html, nothing } from "lit";

/** A tab, and what stands at its label. @typedef {{ id: string, label: string, badge?: unknown }} Tab */

/**
 * @param {{ label: string, tabs: Tab[], selected: string, select: (id: string) => void }} of
 */
export function tabList({ label, tabs, selected, select }) {
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const to = neighbour(
      event.key,
      tabs.findIndex(({ id }) => id === selected),
      tabs.length,
    );
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    select(tabs[to].id);
    const list = /** @type {HTMLElement} */ (event.currentTarget);
    /** @type {HTMLElement} */ (list.children[to]).focus();
  };
  return html`<div class="tabs" part="tabs" role="tablist" aria-label=${label} @keydown=${onKey}>
    ${tabs.map(
      ({ id, label: text, badge }) => html`<button
        type="button"
        role="tab"
        id="tab-${id}"
        aria-controls="panel-${id}"
        aria-selected=${id === selected}
        tabindex=${id === selected ? 0 : -1}
        @click=${() => select(id)}
      >${text}${badge ?? nothing}</button>`,
    )}
  </div>`;
}

/**
 * Where a key leads in a row of things, or null when it is none of the keys that move.
 * @param {string} key
 * @param {number} at
 * @param {number} length
 * @param {{ previous: string, next: string }} arrows
 */
export function neighbour(key, at, length, arrows = { previous: "ArrowLeft", next: "ArrowRight" }) {
  if (length === 0) return null;
  if (key === arrows.next) return (at + 1) % length;
  if (key === arrows.previous) return (at - 1 + length) % length;
  if (key === "Home") return 0;
  if (key === "End") return length - 1;
  return null;
}
