// Owns the ledger of cancellations: who asked whom, what the task awaited, what became of it, and how long that took.
// Invariant: every request of the run has one entry, also one that was ignored.

import { html } from "lit";
import { define } from "../define.js";
import { seconds } from "../format.js";
import { icon } from "./icons.js";
import { MOST, PanelView } from "./panel-view.js";

/** @import { Cancellation } from "../../pkg/except_star.js" */

/** What became of a request: its sign and its words. @type {Record<string, ["ok" | "cancelled" | "notice" | "pending", string]>} */
const outcomes = {
  ignored: ["pending", "ignored: the task had ended"],
  cancelled: ["cancelled", "the task ends cancelled"],
  swallowed: ["notice", "swallowed: the task returns"],
  replaced: ["notice", "the task raises something else"],
  withdrawn: ["ok", "taken back by uncancel()"],
  lost: ["notice", "the task ends before it arrives"],
  pending: ["pending", "not settled when the run ends"],
};

export class CancellationsView extends PanelView {
  render() {
    const { run } = this;
    if (run === null) return "";
    const { cancellations } = run;
    if (cancellations.length === 0)
      return html`<p class="empty">Nothing was requested to cancel.</p>`;
    return html`<div class="scroll" tabindex="0" role="group" aria-label="Cancellations">
      <ul class="entries">${cancellations.slice(0, MOST).map((of) => this.#entry(of))}</ul>
      ${this.cut(cancellations.length, "request")}
    </div>`;
  }

  /** @param {Cancellation} of */
  #entry({
    seq,
    task,
    by,
    message,
    awaiting,
    waiting,
    count,
    delivery,
    outcome,
    settlement,
    took,
    cut_short,
  }) {
    const [shape, words] = outcomes[outcome] ?? ["pending", outcome];
    const here = [seq, delivery, settlement].includes(this.cursor);
    const stood = waiting ? `while it awaits ${awaiting}` : awaiting;
    const long = took === undefined || took === 0 ? "" : `, ${seconds(took)} s after it arrived`;
    return html`<li class="entry" ?data-entry-here=${here}>
      <p class="head">
        <span>${this.who(task)} is requested to cancel</span> <span class="of">by ${by}</span>
        <span class="chip" data-end=${outcome}>${icon(shape)}${outcome}</span>
      </p>
      <ol class="steps">
        ${this.step(seq, html`requested ${stood}; <code>cancelling()</code> is ${count}${message === undefined ? "" : html`; message <code>${message}</code>`}`)}
        ${delivery === undefined ? "" : this.step(delivery, html`<code>CancelledError</code> arrives in ${this.named(task)}`)}
        ${settlement === undefined || outcome === "ignored" ? "" : this.step(settlement, `${words}${long}`)}
      </ol>
      ${cut_short ? html`<p class="remark">${icon("notice")} A later request interrupted what it did about this one.</p>` : ""}
    </li>`;
  }
}

define("except-star-cancellations", CancellationsView);
