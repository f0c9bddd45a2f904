// Owns the panels that look at one moment of a run more closely: what they are asked, and how many findings are announced.
// Invariant: what a panel shows is computed when it is opened, and not before; but for the number of findings, which is seen early.

import { html, nothing } from "lit";
import { count } from "../format.js";
import { asked } from "../run.js";
import { icon } from "./icons.js";

/** @import { Run } from "../run.js" */
/** @import { Panel } from "./arrangement.js" */

/** In a run of more events nobody waits for its findings; they are counted when their panel is opened. */
const MANY = 100_000;

/**
 * @param {Panel["id"]} id
 * @param {Run} run
 * @param {number} cursor
 * @param {(seq: number) => void} move
 */
export function inspection(id, run, cursor, move) {
  // If they cannot be fetched, the next time asks again.
  import("./inspect-views.js").catch(() => {});
  const go = (/** @type {CustomEvent<number>} */ event) => move(event.detail);
  switch (id) {
    case "findings":
      return html`<except-star-findings .run=${asked(run, "tasks", "events", "findings")} .cursor=${cursor} @move=${go}></except-star-findings>`;
    case "exceptions":
      return html`<except-star-exceptions .run=${asked(run, "tasks", "events", "exceptions")} .cursor=${cursor} @move=${go}></except-star-exceptions>`;
    case "cancellations":
      return html`<except-star-cancellations .run=${asked(run, "tasks", "events", "cancellations")} .cursor=${cursor} @move=${go}></except-star-cancellations>`;
    case "narrative":
      return html`<except-star-narrative .run=${asked(run, "tasks", "events", "narrative")} .cursor=${cursor} @move=${go}></except-star-narrative>`;
    case "awaits":
      return html`<except-star-awaits .run=${asked(run, "tasks", "events")} .cursor=${cursor} .awaits=${run.awaits(cursor)} @move=${go}></except-star-awaits>`;
    default:
      return nothing;
  }
}

/** How many findings a tab announces; 0 while nobody needs to know. @param {Run} run */
function counted(run) {
  try {
    return run.event_count > MANY ? 0 : run.findings.length;
  } catch {
    // Their panel says what went wrong.
    return 0;
  }
}

/** What stands at the label of a panel's tab. @param {Panel["id"]} id @param {Run} run @param {boolean} whole whether more than the first screen is drawn */
export function badge(id, run, whole) {
  if (id !== "findings" || !whole) return nothing;
  const findings = counted(run);
  return findings > 0 ? html` <span class="badge">${findings}</span>` : nothing;
}

/**
 * A line that leads to the findings, where their tab is not in view.
 * @param {Run} run
 * @param {boolean} whole
 * @param {() => void} open
 */
export function remarks(run, whole, open) {
  const findings = whole ? counted(run) : 0;
  if (findings === 0) return nothing;
  return html`<button type="button" class="remarks" @click=${open}>
    ${icon("notice")}<span><b>${count(findings, "finding")}</b>: ${run.findings[0].title}${findings > 1 ? " …" : ""}</span>
  </button>`;
}
