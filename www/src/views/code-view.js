// Owns showing the two sources of a run: side by side, or one at a time where there is no room.
// Invariant: what is shown and what is copied is the text that the engine gave, unchanged.

import { html, LitElement, nothing } from "lit";
import { define } from "../define.js";
import { codeStyles } from "../styles/code.js";
import { controls } from "../styles/controls.js";
import { tabList } from "./tabs.js";

/** @import { Run } from "../run.js" */
/** @typedef {"rust" | "python"} Language */

const languages = /** @type {const} */ ([
  { id: "rust", label: "Rust", note: "as it ran" },
  { id: "python", label: "Python", note: "the same on asyncio" },
]);

export class CodeView extends LitElement {
  static styles = [controls, codeStyles];
  static properties = {
    run: { attribute: false },
    beside: { type: Boolean, reflect: true },
    selected: { state: true },
    said: { state: true },
  };

  constructor() {
    super();
    /** @type {Pick<Run, Language> | null} */
    this.run = null;
    this.beside = false;
    /** @type {Language} */
    this.selected = "rust";
    /** What became of the last copy. @type {{ of: Language, words: string } | null} */
    this.said = null;
  }

  render() {
    const tabs = languages.map(({ id, label }) => ({ id, label }));
    const select = (/** @type {string} */ id) => {
      this.selected = /** @type {Language} */ (id);
    };
    return html`${this.beside ? nothing : tabList({ label: "Language", tabs, selected: this.selected, select })}
      <div class="sources">${languages.map((language) => this.#source(language))}</div>`;
  }

  /** @param {{ id: Language, label: string, note: string }} language */
  #source({ id, label, note }) {
    return html`<section
      id="panel-${id}"
      role=${this.beside ? nothing : "tabpanel"}
      aria-label=${label}
      ?hidden=${!this.beside && this.selected !== id}
    >
      <div class="bar">
        <p>${this.beside ? html`<b>${label}</b> ` : nothing}<span>${note}</span></p>
        <span class="said" role="status">${this.said?.of === id ? this.said.words : ""}</span>
        <button type="button" class="quiet" aria-label="Copy the ${label} code" @click=${() => this.#copy(id)}>Copy</button>
      </div>
      <pre part="code" tabindex="0" role="group" aria-label="${label} code"><code>${this.run?.[id]}</code></pre>
    </section>`;
  }

  /** @param {Language} id */
  async #copy(id) {
    try {
      await navigator.clipboard.writeText(this.run?.[id] ?? "");
      this.said = { of: id, words: "Copied" };
    } catch {
      this.said = { of: id, words: "The browser refused; select the text instead" };
    }
  }

  /** @param {import("lit").PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has("run")) this.said = null;
  }
}

define("except-star-code", CodeView);
