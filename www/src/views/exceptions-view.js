// Owns the panel of exceptions: the path of each, what a group holds, and who took what of it.
// Invariant: the steps stand in the order of the events; the texts are the run's own.

import { html } from "lit";
import { define } from "../define.js";
import { count } from "../format.js";
import { icon } from "./icons.js";
import { MOST, PanelView } from "./panel-view.js";

/** @import { ExceptionPath } from "../../pkg/except_star.js" */

/** What became of an exception: its sign and its words. @type {Record<string, ["ok" | "raised" | "notice", string]>} */
const ends = {
  handled: ["ok", "handled"],
  reported: ["raised", "left unhandled"],
  lost: ["notice", "lost"],
};
/** Groups within groups are set in so far, and no further. */
const DEEPEST = 6;

export class ExceptionsView extends PanelView {
  render() {
    const { run } = this;
    if (run === null) return "";
    const raised = run.exceptions.filter(({ cancels }) => !cancels);
    // A group is what a reader looks for, and it holds the others.
    const errors = [...raised.filter(isGroup), ...raised.filter((of) => !isGroup(of))];
    const cancels = run.exceptions.filter((of) => of.cancels);
    if (run.exceptions.length === 0)
      return html`<p class="empty">This run raised no exception.</p>`;
    return html`<div class="scroll" tabindex="0" role="group" aria-label="Exceptions">
      ${errors.length === 0 ? "" : html`<ul class="entries">${errors.slice(0, MOST).map((of) => this.#path(of))}</ul>`}
      ${this.cut(errors.length, "exception")}
      ${
        cancels.length === 0
          ? ""
          : html`<details class="more" ?open=${errors.length === 0}>
              <summary>${count(cancels.length, "CancelledError")}</summary>
              <ul class="entries">${cancels.slice(0, MOST).map((of) => this.#path(of))}</ul>
              ${this.cut(cancels.length, "CancelledError")}
            </details>`
      }
    </div>`;
  }

  /** @param {ExceptionPath} of */
  #path({ exception, end, steps, tree, notes, cause, context, traceback }) {
    const [shape, word] = ends[end ?? ""] ?? [];
    const words =
      end !== "handled" && tree.some(({ at }) => at !== undefined) ? `${word} in part` : word;
    const here = steps.some(({ seq }) => seq === this.cursor);
    return html`<li class="entry" ?data-entry-here=${here}>
      <p class="head">
        <code class="exception">${exception}</code>
        ${shape === undefined ? "" : html`<span class="chip" data-end=${end}>${icon(shape)}${words}</span>`}
      </p>
      ${
        tree.length > 1
          ? html`<ul class="tree" aria-label="The group and what it holds">
              ${tree.slice(0, MOST).map(
                (
                  { depth, exception: member, taken, at },
                  index,
                ) => html`<li data-depth=${Math.min(depth, DEEPEST)}>
                  <code>${member}</code>
                  ${at === undefined || at === around(tree, index)?.at ? "" : html`<span class="taken">taken by <code>${taken}</code> at ${this.at(at)}</span>`}
                </li>`,
              )}
            </ul>`
          : ""
      }
      <ol class="steps" aria-label="Its path">${steps.slice(0, MOST).map(({ seq, words: text }) => this.step(seq, text))}</ol>
      ${link("Note", notes.join("\n"))} ${link("Cause", cause)} ${link("Context", context)}
      <details><summary>Traceback</summary><pre tabindex="0" role="group" aria-label="Traceback">${traceback}</pre></details>
    </li>`;
  }
}

/** The group around a member: what took all of that is said there. @param {ExceptionPath["tree"]} tree @param {number} index */
function around(tree, index) {
  return tree.slice(0, index).findLast(({ depth }) => depth < tree[index].depth);
}

/** @param {ExceptionPath} of */
function isGroup({ tree }) {
  return tree.length > 0;
}

/** @param {string} label @param {string | undefined} text */
function link(label, text) {
  return text ? html`<p class="link-to">${label}: <code>${text}</code></p>` : "";
}

define("except-star-exceptions", ExceptionsView);
