// Owns the element <except-star-question>: a question on a run, the reader's answer, and the run that decides it.
// Invariant: whether an answer is right is decided by a run that is made when it is asked for (./options.js).
//
// What is asked stands in the element: a paragraph, a list of options with their claims, a paragraph of class `why`. The
// attributes say which run, as those of <except-star> do; `number` is the question's own.

import { html, LitElement, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { define } from "../define.js";
import { sharedEngine } from "../engine.js";
import "../except-star.js";
import { preferred } from "../language.js";
import { requestOf } from "../request.js";
import { asked } from "../run.js";
import { controls } from "../styles/controls.js";
import { panelStyles } from "../styles/panels.js";
import { print } from "../styles/print.js";
import { questionStyles } from "../styles/question.js";
import { theme } from "../styles/theme.js";
import { icon } from "../views/icons.js";
import { output } from "../views/panels.js";
import { checkOption } from "./options.js";
import { PANELS } from "./panels.js";

/** @import { Shown } from "../engine.js" */
/** @import { Claim, OptionCheck } from "./options.js" */
/** @typedef {{ prompt: Node[], options: { content: Node[], claim: Claim }[], why: Node[] }} Source */
/** The option that was chosen, the check of each option, and the run. @typedef {{ chosen: number, checks: OptionCheck[], shown: Shown }} Answer */

export class Question extends LitElement {
  static styles = [theme, controls, panelStyles, questionStyles, print];
  static properties = {
    number: { type: String },
    chosen: { state: true },
    answer: { state: true },
    problem: { state: true },
    opened: { type: Boolean, reflect: true },
  };

  /** @type {Source} */
  #source = { prompt: [], options: [], why: [] };

  constructor() {
    super();
    this.number = "";
    /** @type {number | null} */
    this.chosen = null;
    /** @type {Answer | null} */
    this.answer = null;
    /** Why there is no answer, in words. */
    this.problem = "";
    this.opened = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#source = sourceOf(this);
  }

  render() {
    const { prompt, options } = this.#source;
    return html`<form @submit=${(/** @type {Event} */ event) => this.#check(event)}>
      <fieldset aria-labelledby="number prompt">
        <p class="label" id="number">Question ${this.number}</p>
        <div class="prompt" id="prompt">${prompt}</div>
        <ul class="options">
          ${options.map(({ content }, index) => this.#option(content, index))}
        </ul>
      </fieldset>
      <button type="submit" class="quiet check">Check</button>
      <div class="result" role="status">${this.#result()}</div>
      ${this.answer === null ? nothing : this.#run(this.answer)}
    </form>`;
  }

  /** @param {Node[]} content @param {number} index */
  #option(content, index) {
    const { answer } = this;
    const holds = answer?.checks[index].holds ?? false;
    const wrong = answer?.chosen === index && !holds;
    return html`<li ?data-holds=${holds} ?data-wrong=${wrong}>
      <label>
        <input
          type="radio"
          name="option"
          .checked=${live(this.chosen === index)}
          @change=${() => this.#choose(index)}
        />
        <span>${content}</span>
      </label>
      ${holds ? html`<span class="mark">${icon("ok")}What happens</span>` : nothing}
      ${wrong ? html`<span class="mark">${icon("raised")}Your answer</span>` : nothing}
    </li>`;
  }

  #result() {
    if (this.problem !== "") return html`<p>${this.problem}</p>`;
    if (this.answer === null) return nothing;
    const { chosen, checks } = this.answer;
    const { holds, because } = checks[chosen];
    return html`<p class="word" ?data-holds=${holds}>
        ${icon(holds ? "ok" : "raised")}<span><b>${holds ? "Right." : "Not so."}</b> ${because.join(" ")}</span>
      </p>
      <p>${this.#source.why}</p>`;
  }

  /** @param {Answer} answer */
  #run({ checks, shown }) {
    const decisive = checks.find(({ holds }) => holds)?.lines ?? [];
    return html`<div class="panel">${output(shown.run, decisive)}</div>
      <button
        type="button"
        class="quiet open"
        aria-expanded=${this.opened}
        @click=${() => {
          this.opened = !this.opened;
        }}
      >${this.opened ? "Close this run" : "Open this run"}</button>
      ${this.opened ? html`<except-star .spec=${shown.spec} panels=${PANELS}></except-star>` : nothing}`;
  }

  /** Another choice is another try. @param {number} index */
  #choose(index) {
    this.chosen = index;
    this.answer = null;
    this.problem = "";
    this.opened = false;
  }

  /** @param {Event} event */
  async #check(event) {
    event.preventDefault();
    const { chosen } = this;
    if (chosen === null) {
      this.problem = "Choose one of the answers first.";
      return;
    }
    try {
      const shown = await runOf(this);
      if (this.chosen !== chosen) return;
      const checks = this.#source.options.map(({ claim }) => checkOption(shown.run, claim));
      this.answer = { chosen, checks, shown: { ...shown, run: asked(shown.run, "console") } };
      this.problem = "";
    } catch (thrown) {
      this.problem = thrown instanceof Error ? thrown.message : String(thrown);
    }
  }
}

/** The run that the attributes ask for. @param {Element} element @returns {Promise<Shown>} */
async function runOf(element) {
  const engine = sharedEngine();
  const attributes = [...element.attributes].map(({ name, value }) => [name, value]);
  const { request, problems } = requestOf({
    language: preferred(),
    ...Object.fromEntries(attributes),
  });
  const { spec, errors, notices } = await engine.ask(request);
  const wrong = [...problems, ...notices, ...errors];
  const shown = spec === null || wrong.length > 0 ? null : await engine.run(spec);
  if (shown === null) throw new Error(wrong.map(({ message }) => message).join(" "));
  return shown;
}

/** What stands in the element, copied: the element keeps it for those who take the scripts away. @param {Element} element @returns {Source} */
function sourceOf(element) {
  const list = element.querySelector(":scope > ul");
  const why = element.querySelector(".why");
  const paragraphs = [...element.querySelectorAll(":scope > p:not(.why)")];
  return {
    prompt: paragraphs.map((node) => node.cloneNode(true)),
    options: [...(list?.children ?? [])].map((item) => ({
      content: copyOf(item),
      claim: { .../** @type {HTMLElement} */ (item).dataset },
    })),
    why: why === null ? [] : copyOf(why),
  };
}

/** @param {Element} element */
function copyOf(element) {
  return [...element.childNodes].map((node) => node.cloneNode(true));
}

define("except-star-question", Question);
