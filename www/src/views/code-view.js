// Owns showing the program of a run: the Python and the Rust of a scenario, of which one runs, and the editor.
// Invariant: what is shown is what runs, unchanged; so another tab is another run.

import { html, LitElement, nothing } from "lit";
import { define } from "../define.js";
import "../editor/editor.js";
import { highlighted, pieces } from "../editor/highlight.js";
import { namesHere } from "../editor/standing.js";
import { count } from "../format.js";
import { codeStyles } from "../styles/code.js";
import { controls } from "../styles/controls.js";
import { hues } from "../styles/hues.js";
import { stands } from "../styles/stands.js";
import { syntax } from "../styles/syntax.js";
import { tabList } from "./tabs.js";

/** @import { Language, SpecError } from "../../pkg/except_star.js" */
/** @import { Who } from "../editor/standing.js" */
/** @import { Run } from "../run.js" */
/** @typedef {Pick<Run, "spec" | "rust" | "text" | "python">} Program */

/** So much, in pixels, is left free around the names of the tasks at a line. */
const ROOM = 16;

const tabs = /** @type {const} */ ([
  { id: "python", label: "Python" },
  { id: "rust", label: "Rust" },
]);

/** What stands beside each text. */
const notes = {
  python: "This text runs here, as it stands.",
  rust: "This code runs here, compiled. It prints the same.",
  edited: "It runs when you stop typing.",
};

/**
 * @fires language - a language was chosen; `detail` is its id (does not bubble)
 * @fires edit - the text is to be edited (does not bubble)
 * @fires restore - what was edited is to be taken back (does not bubble)
 */
export class CodeView extends LitElement {
  static styles = [controls, syntax, ...hues, stands, codeStyles];
  static properties = {
    run: { attribute: false },
    text: { attribute: false },
    edited: { type: Boolean },
    problems: { attribute: false },
    marked: { attribute: false },
    standing: { attribute: false },
    said: { state: true },
  };

  /** Scrolls to the marked line when the panel comes into view. */
  #sizes = new ResizeObserver(() => {
    this.#fit();
    this.#scroll();
  });

  constructor() {
    super();
    /** @type {Program | null} */
    this.run = null;
    /** What is edited; null where nothing is. @type {string | null} */
    this.text = null;
    /** Whether the text is another one than the one that it was at first. */
    this.edited = false;
    /** What is wrong with the text. @type {SpecError[]} */
    this.problems = [];
    /** The line of the chosen event. @type {number | null} */
    this.marked = null;
    /** The tasks that stand at a line, by its number. @type {ReadonlyMap<number, Who[]>} */
    this.standing = new Map();
    /** What became of the last copy. */
    this.said = "";
  }

  /** @returns {Language} */
  get language() {
    return this.text === null && this.run?.spec.language === "rust" ? "rust" : "python";
  }

  render() {
    const { language, run } = this;
    const scenario = run?.spec.scenario !== undefined;
    if (this.text !== null || !scenario)
      return this.#panel(this.text === null ? "python" : "edited");
    const select = (/** @type {string} */ id) => {
      if (id !== language) this.#fire("language", id);
    };
    return html`${tabList({ label: "Language", tabs: [...tabs], selected: language, select })}
      <section id="panel-${language}" role="tabpanel" aria-labelledby="tab-${language}">${this.#panel(language)}</section>`;
  }

  /** @param {keyof typeof notes} kind */
  #panel(kind) {
    const label = kind === "rust" ? "Rust" : "Python";
    return html`<div class="bar">
        <p>${notes[kind]}</p>
        <span class="said" role="status">${this.said}</span>
        ${kind === "edited" ? this.#button("Reset", "Reset the text", "restore", !this.edited) : nothing}
        ${kind === "python" ? this.#button("Edit", "Edit the Python code", "edit") : nothing}
        <button type="button" class="quiet" aria-label="Copy the ${label} code" @click=${() => this.#copy(kind)}>Copy</button>
      </div>
      ${kind === "edited" ? this.#editor() : this.#source(label, kind === "rust")}`;
  }

  /** @param {string} text @param {string} label @param {string} event */
  #button(text, label, event, disabled = false) {
    return html`<button type="button" class="quiet" aria-label=${label} ?disabled=${disabled} @click=${() => this.#fire(event)}>${text}</button>`;
  }

  /** @param {string} label @param {boolean} plain */
  #source(label, plain) {
    const { rust, text } = this.run ?? {};
    return html`<pre part="code" tabindex="0" role="group" aria-label="${label} code" ?data-numbered=${!plain}>${
      plain
        ? html`<code>${highlighted(rust ?? "", "rust")}</code>`
        : html`<code>${linesOf(text ?? "").map((line, index) => this.#line(line, index + 1))}</code>`
    }</pre>`;
  }

  /** A line with its end, so that what is selected is the text. @param {unknown[]} line @param {number} number */
  #line(line, number) {
    const marked = number === this.marked;
    const tasks = this.standing.get(number) ?? [];
    const who = tasks.length === 0 ? nothing : standingHere(tasks);
    return html`<span class="line" ?data-marked=${marked} aria-current=${marked ? "true" : nothing}>${line}${who}${"\n"}</span>`;
  }

  #editor() {
    return html`<except-star-editor
        part="editor"
        .text=${this.text ?? ""}
        .problems=${this.problems}
        .marked=${this.marked}
        .standing=${this.standing}
      ></except-star-editor>
      <div class="problems" role="status">${problemList(this.problems)}</div>`;
  }

  /** Leads into the editor, once it is drawn. */
  async focusEditor() {
    await this.updateComplete;
    const editor = /** @type {HTMLElement | null} */ (
      this.renderRoot.querySelector("except-star-editor")
    );
    editor?.focus();
  }

  /** A scenario's program is copied with its interventions, so that CPython does the same. @param {keyof typeof notes} kind */
  async #copy(kind) {
    const { run } = this;
    const whole = run?.spec.scenario !== undefined && (run.spec.interventions?.length ?? 0) > 0;
    const text = { rust: run?.rust, edited: this.text, python: whole ? run?.python : run?.text }[
      kind
    ];
    try {
      await navigator.clipboard.writeText(text ?? "");
      this.said = kind === "python" && whole ? "Copied, with the interventions" : "Copied";
    } catch {
      this.said = "The browser refused; select the text instead";
    }
  }

  /** @param {string} name @param {unknown} [detail] */
  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /** @param {import("lit").PropertyValues<this>} changed */
  willUpdate(changed) {
    if (changed.has("run") || changed.has("text")) this.said = "";
  }

  /** @param {import("lit").PropertyValues<this>} changed */
  updated(changed) {
    if (changed.has("standing") || changed.has("run")) this.#fit();
    if (changed.has("marked") || changed.has("run")) this.#scroll();
  }

  /** Names of tasks that have no room behind their line stand below it: they cover nothing. */
  #fit() {
    const box = /** @type {HTMLElement | null} */ (this.renderRoot.querySelector("pre"));
    if (box === null) return;
    const { left } = box.getBoundingClientRect();
    const range = document.createRange();
    for (const line of box.querySelectorAll(".line")) {
      const who = line.querySelector(":scope > .stands");
      if (who === null) {
        line.removeAttribute("data-below");
        continue;
      }
      range.setStart(line, 0);
      range.setEndBefore(who);
      const end = range.getBoundingClientRect().right - left + box.scrollLeft;
      const width = /** @type {HTMLElement} */ (who).offsetWidth;
      line.toggleAttribute("data-below", end + width + ROOM > box.clientWidth);
    }
  }

  connectedCallback() {
    super.connectedCallback();
    this.#sizes.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  /** Scrolls the panel, and only the panel, to the marked line. */
  #scroll() {
    const line = /** @type {HTMLElement | null} */ (this.renderRoot.querySelector("[data-marked]"));
    const box = /** @type {HTMLElement | null} */ (this.renderRoot.querySelector("pre"));
    if (line === null || box === null) return;
    const top = line.offsetTop - box.offsetTop;
    const above = top < box.scrollTop;
    const below = top + line.offsetHeight > box.scrollTop + box.clientHeight;
    if (above || below) box.scrollTop = top - box.clientHeight / 3;
  }
}

/** The names of the tasks that stand at a line; they are drawn, and are no part of the text. @param {Who[]} tasks */
function standingHere(tasks) {
  const { named, more, label } = namesHere(tasks);
  return html`<span class="stands" role="img" aria-label=${label}>${named.map(({ name, hue }) => html`<span data-hue=${hue} data-name=${name}></span>`)}${more === "" ? nothing : html`<span data-name=${more}></span>`}</span>`;
}

/** What is wrong with a text, each at its place. @param {SpecError[]} problems */
export function problemList(problems) {
  if (problems.length === 0) return nothing;
  return html`<p><b>${count(problems.length, "problem")}.</b></p>
    <ol>
      ${problems.map(
        ({ place, message, advice }) => html`<li>
          <p>${place ? html`<span class="place">Line ${place.line}${place.column > 0 ? `, column ${place.column}` : ""}</span> ` : nothing}<code>${message}</code></p>
          ${advice ? html`<p class="advice">${quoted(advice)}</p>` : nothing}
        </li>`,
      )}
    </ol>`;
}

/** A text with code between backquotes. @param {string} text */
function quoted(text) {
  return text
    .split("`")
    .map((part, index) => (index % 2 === 0 ? part : html`<code>${part}</code>`));
}

/** The lines of a Python text, each in its coloured pieces. @param {string} python */
function linesOf(python) {
  /** @type {unknown[][]} */
  const lines = [[]];
  for (const { text, kind } of pieces(python.replace(/\n$/, ""), "python")) {
    for (const [index, part] of text.split("\n").entries()) {
      if (index > 0) lines.push([]);
      lines.at(-1)?.push(kind === undefined ? part : html`<span class=${kind}>${part}</span>`);
    }
  }
  return lines;
}

define("except-star-code", CodeView);
