// Owns which panels there are, and where they stand: as cards beside and below one another, or behind tabs.
// Invariant: what a panel shows is not known here, and each is drawn at most once.

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { split } from "../request.js";
import { tabList } from "./tabs.js";

const usual = /** @type {const} */ ([
  { id: "timeline", label: "Timeline" },
  { id: "results", label: "Results" },
  { id: "console", label: "Console" },
  { id: "log", label: "Event log" },
  { id: "code", label: "Code" },
]);
/** The panels that look more closely at a moment of the run; what they show is computed when they are opened. */
export const closer = /** @type {const} */ ([
  { id: "findings", label: "Findings" },
  { id: "exceptions", label: "Exceptions" },
  { id: "awaits", label: "Awaits" },
  { id: "cancellations", label: "Cancellations" },
  { id: "narrative", label: "Narrative" },
]);
export const panels = [...usual, ...closer];
/** @typedef {typeof usual[number] | typeof closer[number]} Panel */
/** Panels that stand behind one tab. @typedef {Panel[]} Group */
/** @typedef {(id: Panel["id"]) => unknown} Draw */

/** So many cards fit into the first screen; those below are drawn with the whole. */
const FIRST = 2;

/** The panels that a text names, `console+results log`; the usual ones where there is none. @param {string | null} text @returns {Group[]} */
export function groupsOf(text) {
  if (text === null) return usual.map((panel) => [panel]);
  /** @type {Set<Panel>} */
  const taken = new Set();
  const take = (/** @type {string} */ name) => {
    const panel = panels.find(({ id }) => id === name);
    if (panel === undefined || taken.has(panel)) return [];
    taken.add(panel);
    return [panel];
  };
  const groups = split(text).map((word) => word.split("+").flatMap(take));
  return groups.filter(({ length }) => length > 0);
}

/**
 * @param {Group[]} groups
 * @param {number} level of the headings
 * @param {Draw} draw
 * @param {boolean} whole whether the cards below the first screen have their contents, too
 * @param {number} first how many cards are on the first screen
 */
export function cards(groups, level, draw, whole, first = FIRST) {
  return html`<div class="cards">
    ${repeat(
      groups.flat(),
      ({ id }) => id,
      ({ id, label }, index) => html`<section
        class="panel"
        part="panel"
        data-panel=${id}
        role="group"
        aria-labelledby="heading-${id}"
      >
        <h3 id="heading-${id}" part="panel-title" aria-level=${level}>${label}</h3>
        ${whole || index < first ? draw(id) : nothing}
      </section>`,
    )}
  </div>`;
}

/**
 * @param {Group[]} groups
 * @param {string} wanted the tab that was chosen; where there is none of that name, the first is
 * @param {(id: string) => void} select
 * @param {Draw} draw
 * @param {boolean} whole whether the panels behind the other tabs have their contents, too
 * @param {(id: Panel["id"]) => unknown} [badge] what stands at the label of a panel
 */
export function tabbed(groups, wanted, select, draw, whole, badge = () => nothing) {
  const tabs = groups.map((group) => ({
    id: group[0].id,
    label: group.map(({ label }) => label).join(", "),
    badge: group.map(({ id }) => badge(id)),
    group,
  }));
  const isCloser = (/** @type {string} */ id) => closer.some((of) => of.id === id);
  const selected = (tabs.find(({ id }) => id === wanted) ?? tabs[0]).id;
  return html`<div class="tabbed">
    ${tabList({ label: "Panels", tabs, selected, select })}
    ${tabs.map(
      ({ id, group }) => html`<section
        class="panel"
        part="panel"
        role="tabpanel"
        id="panel-${id}"
        aria-labelledby="tab-${id}"
        ?hidden=${id !== selected}
      >
        ${group.map(({ id: panel }) => html`<div data-panel=${panel}>${(whole && !isCloser(panel)) || id === selected ? draw(panel) : nothing}</div>`)}
      </section>`,
    )}
  </div>`;
}
