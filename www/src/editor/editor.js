// Owns the element <except-star-editor>: a field for a program's text, which becomes an editor as soon as CodeMirror is there.
// Invariant: the text can be read and changed at any time, whether CodeMirror is on its way, there, or cannot be loaded.
//
// Properties:
//   text      the program; what is set and is what the field already holds changes nothing, so undo is kept
//   problems  what is wrong with it, as the engine gives it; those without a place are not marked
//   marked    the line that stands out, from 1, or null
//   standing  the tasks that stand at a line, by its number; shown only once CodeMirror is there
//   label     what the field is called for those who do not see it
// Event, bubbling and composed:
//   change    the reader has changed the text;  detail: { text }

import { html, LitElement } from "lit";
import { define } from "../define.js";
import { Nearness } from "../nearness.js";
import { controls } from "../styles/controls.js";
import { editorStyles } from "../styles/editor.js";
import { hues } from "../styles/hues.js";
import { stands } from "../styles/stands.js";
import { syntax } from "../styles/syntax.js";

/** @import { SpecError } from "../../pkg/except_star.js" */
/** @import { Program } from "./codemirror.js" */
/** @import { Who } from "./standing.js" */
/** @typedef {Pick<SpecError, "message" | "advice" | "place">} Problem */

export class Editor extends LitElement {
  static styles = [controls, syntax, ...hues, stands, editorStyles];
  static properties = {
    text: { attribute: false },
    problems: { attribute: false },
    marked: { attribute: false },
    standing: { attribute: false },
    label: { type: String },
  };

  #nearness = new Nearness(this, () => this.#load());
  /** The editor, once it has taken the place of the plain field. @type {Program | null} */
  #program = null;

  constructor() {
    super();
    this.text = "";
    /** @type {Problem[]} */
    this.problems = [];
    /** @type {number | null} */
    this.marked = null;
    /** @type {ReadonlyMap<number, Who[]>} */
    this.standing = new Map();
    this.label = "Python program";
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.#nearness.reached) this.#load();
    else this.#nearness.watch();
  }

  /** CodeMirror listens to the window for as long as it is there, so it goes with the element. */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#nearness.rest();
    this.#program?.leave();
    this.#program = null;
    this.requestUpdate();
  }

  /** The plain field; it has none of the editor's keys, so Tab leaves it. */
  get #field() {
    return /** @type {HTMLTextAreaElement} */ (this.renderRoot.querySelector("textarea"));
  }

  async #load() {
    const module = await import("./codemirror.js").catch(() => null);
    await this.updateComplete;
    // Without it the plain field stays.
    if (module === null || this.#program !== null || !this.isConnected) return;
    this.#program = new module.Program(this.#field, this.text, (text) => this.#change(text));
    this.requestUpdate();
  }

  /** @param {string} text */
  #change(text) {
    this.text = text;
    this.dispatchEvent(
      new CustomEvent("change", { detail: { text }, bubbles: true, composed: true }),
    );
  }

  render() {
    return html`<textarea
      ?hidden=${this.#program !== null}
      aria-label=${this.label}
      spellcheck="false"
      autocapitalize="off"
      autocomplete="off"
      wrap="off"
      @input=${() => this.#change(this.#field.value)}
    ></textarea>`;
  }

  updated() {
    if (this.#program !== null) this.#program.show(this);
    else if (this.#field.value !== asInField(this.text)) {
      this.#field.value = this.text;
      // A browser puts the cursor at the end of what is set, and scrolls there with the focus.
      this.#field.setSelectionRange(0, 0);
    }
  }

  focus() {
    (this.#program ?? this.#field).focus();
  }
}

/** @param {string} text */
function asInField(text) {
  return text.replace(/\r\n?/g, "\n");
}

define("except-star-editor", Editor);
