// Owns all that stands in an element: the list of scenarios, the head, the form, and the run beside and below it.
// Invariant: it draws what it is given and keeps nothing; what a reader does goes to the reading.

import { html, nothing } from "lit";
import { ownHead, ownOf } from "../own.js";
import { drawn } from "../state.js";
import { form } from "./form.js";
import { header, notices, valuesLine } from "./header.js";
import { has, runPanels } from "./run-panels.js";
import "./scenario-list.js";
import { share } from "./share.js";

/** @import { Reading } from "../reading.js" */
/** @import { Shown, State, Wrong } from "../state.js" */
/** @import { Group } from "./arrangement.js" */
/** @import { Head } from "./header.js" */
/** @import { TimelineView } from "./timeline-view.js" */
/**
 * @typedef {object} View
 * @property {State} state
 * @property {Reading} reading
 * @property {boolean} page whether it is the large form, with the list of scenarios
 * @property {boolean} staged whether picture and code stand beside each other before all else
 * @property {Group[]} groups the panels, as they stand together
 * @property {"narrow" | "medium" | "wide"} size
 * @property {boolean} rest whether what is not on the first screen is drawn as well
 * @property {Wrong[]} problems what is wrong with the settings
 * @property {() => boolean} dark whether it is drawn in dark colours
 * @property {() => void} retry asks again for what could not be loaded
 * @property {string} announcement what is said of the last run to those who do not see it
 */

/** @param {View} view */
export function whole(view) {
  const { state, reading, page, size, problems, retry, announcement } = view;
  if (state.draft === null && state.notices.length === 0) {
    return html`<div class="root" part="root">
      ${notices(state, retry, problems)}
      ${state.fault === null ? html`<slot><p class="loading">Loading the engine …</p></slot>` : html`<slot></slot>`}
    </div>`;
  }
  const own = ownOf(reading.own, state.origin);
  const head = state.info ?? (page ? ownHead(own, state.origin) : null);
  return html`<div class="root" part="root" data-size=${size} @keydown=${(/** @type {KeyboardEvent} */ event) => onKey(event, reading)}>
    ${
      page
        ? html`<div class="page-grid">
            <except-star-list
              .catalogue=${state.catalogue ?? []}
              .programs=${reading.own}
              .current=${state.draft?.scenario || own.id}
              ?compact=${size !== "wide"}
              @focusin=${() => reading.loadOwn()}
              @choose=${(/** @type {CustomEvent<string>} */ event) => reading.choose(event.detail)}
            ></except-star-list>
            ${article(view, head)}
          </div>`
        : article(view, head)
    }
    <p class="unseen" role="status">${announcement}</p>
  </div>`;
}

/** What is edited as a text has its own past. */
const OWN_PAST = "textarea:not([id]), [contenteditable], [type=search]";

/** Undo and redo, and the list of keys, wherever in the element the reader is. @param {KeyboardEvent} event @param {Reading} reading */
function onKey(event, reading) {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (key === "?" && !event.composedPath().some(isField)) {
    const root = /** @type {HTMLElement} */ (event.currentTarget);
    const timeline = /** @type {TimelineView | null} */ (
      root.querySelector("except-star-timeline")
    );
    timeline?.toggleHelp();
    return;
  }
  if (ctrlKey === metaKey || altKey || event.defaultPrevented) return;
  const turns =
    key.toLowerCase() === "z" ? (shiftKey ? "redo" : "undo") : key === "y" ? "redo" : null;
  if (
    turns === null ||
    event.composedPath().some((of) => of instanceof Element && of.matches(OWN_PAST))
  )
    return;
  event.preventDefault();
  reading[turns]();
}

/** Whether text is typed there. @param {EventTarget} of */
function isField(of) {
  return (
    of instanceof Element &&
    of.matches(
      "textarea, [contenteditable], input:not([type=range], [type=checkbox], [type=radio])",
    )
  );
}

/** @param {View} view @param {Head | null} head */
function article(view, head) {
  const { state, reading, page, staged, size, rest, problems, dark } = view;
  const shown = drawn(state);
  const around = (/** @type {Shown} */ { run }) => ({
    title: head?.title ?? "A program",
    link: run.link === undefined ? "" : new URL(run.link, location.href).href,
    dark: dark(),
  });
  const given =
    page && shown
      ? share(shown.run, reading.said, {
          copy: (link) => reading.copy(link),
          save: (format) => reading.save(format, shown.run, around(shown)),
        })
      : nothing;
  const narrow = size === "narrow";
  const fields = form(
    state,
    {
      edit: (field, text) => reading.edit(field, text),
      change: (part) => reading.change(part),
      addIntervention: () => reading.addIntervention(),
      rendered: () => reading.rendered(),
      reset: () => reading.reset(),
      past: {
        undo: () => reading.undo(),
        redo: () => reading.redo(),
        canUndo: reading.canUndo,
        canRedo: reading.canRedo,
      },
    },
    // What every scenario has stands below its parameters, and hardly ever on the first screen.
    {
      folded: !page || staged || narrow,
      pictured: has(view, "timeline"),
      whole: rest || state.fault !== null,
    },
  );
  const panels = runPanels(view, head);
  return html`<article
    aria-labelledby=${head === null ? nothing : "title"}
    aria-label=${head === null ? "A program" : nothing}
  >
    ${notices(state, null, problems)}
    ${header(head, page ? 2 : 3, given, staged ? (narrow ? "title" : "summary") : "all")}
    ${valuesLine(state.info, shown?.spec ?? null)}
    <div class="work" ?data-stage=${staged}>
      ${staged && narrow ? [panels.stage, fields] : [fields, panels.stage]} ${panels.rest}
    </div>
  </article>`;
}
