// Owns the run told in sentences, a paragraph a moment.
// Invariant: it is text that can be read, marked and copied; the buttons at its margin move the cursor.

import { html } from "lit";
import { define } from "../define.js";
import { seconds } from "../format.js";
import { MOST, PanelView } from "./panel-view.js";

/** @import { Paragraph } from "../../pkg/except_star.js" */

export class NarrativeView extends PanelView {
  get opensAtCursor() {
    return true;
  }

  render() {
    const { run } = this;
    if (run === null) return "";
    const { narrative } = run;
    const shown = narrative.slice(0, MOST);
    const all = shown.flatMap(({ sentences }) => sentences);
    // The sentence that tells of the cursor's event is the last that begins at it or before.
    const here = all.findLast(({ seq }) => seq <= this.cursor)?.seq ?? -1;
    return html`<div class="scroll" tabindex="0" role="group" aria-label="Narrative">
      <ol class="moments">${shown.map((of) => this.#paragraph(of, here))}</ol>
      ${this.cut(narrative.length, "moment")}
    </div>`;
  }

  /** @param {Paragraph} of @param {number} here */
  #paragraph({ time, sentences }, here) {
    return html`<li>
      ${this.at(sentences[0]?.seq ?? 0, `${seconds(time)} s`)}
      <p>
        ${sentences.map(
          ({ seq, text }) => html`<span
            class="sentence"
            ?data-here=${seq === here}
            @click=${() => this.#choose(seq)}
          >${text}</span> `,
        )}
      </p>
    </li>`;
  }

  /** A press is no choice where it marks text. @param {number} seq */
  #choose(seq) {
    if (globalThis.getSelection()?.isCollapsed !== false) this.move(seq);
  }
}

define("except-star-narrative", NarrativeView);
