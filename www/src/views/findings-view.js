// Owns the panel of what an expert would remark about a run.
// Invariant: each remark names its events and the section of the lesson that explains it.

import { html } from "lit";
import { define } from "../define.js";
import { lessonAt } from "../lesson-address.js";
import { icon } from "./icons.js";
import { MOST, PanelView } from "./panel-view.js";

/** @import { Finding } from "../../pkg/except_star.js" */

/** The sections by the names in their addresses. @type {Record<string, string>} */
const sections = {
  awaiting: "Exceptions and awaiting",
  "task-group": "TaskGroup",
  "exception-group": "Exception groups",
  cancellation: "Cancellation",
  "shutting-down": "Shutting down and cleaning up",
  debugging: "Debugging",
};
/** So many other events of a remark are offered. */
const OTHERS = 6;

export class FindingsView extends PanelView {
  render() {
    const { run } = this;
    if (run === null) return "";
    const { findings } = run;
    if (findings.length === 0) {
      return html`<p class="empty">Nothing to remark: no exception went unseen, no cancellation was swallowed, nothing was left running.</p>`;
    }
    return html`<div class="scroll" tabindex="0" role="group" aria-label="Findings">
      <ul class="entries">${findings.slice(0, MOST).map((of) => this.#finding(of))}</ul>
      ${this.cut(findings.length, "finding")}
    </div>`;
  }

  /** @param {Finding} of */
  #finding({ title, text, seq, others, task, section }) {
    const here = [seq, ...others].includes(this.cursor);
    const more = others.slice(0, OTHERS);
    return html`<li class="entry" ?data-here=${here}>
      <p class="head">${icon("notice")}<b>${title}</b> <span class="of">${this.who(task)}</span></p>
      <p>${text}</p>
      <p class="foot">
        <span>Seen at ${this.at(seq, this.what(seq))}</span>
        ${more.length > 0 ? html`<span>see also ${more.map((other) => this.at(other, this.what(other)))}</span>` : ""}
        <a href=${lessonAt(section)}>Lesson: ${sections[section] ?? section}</a>
      </p>
    </li>`;
  }
}

define("except-star-findings", FindingsView);
