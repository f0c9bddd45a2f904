// Owns the element <except-star-exercise>: the values that a reader may change, and the requirements that they are to meet.
// Invariant: the results that are shown belong to the values that the drawn run has; they are made by the engine.

import { html, LitElement, nothing } from "lit";
import { define } from "../define.js";
import { EngineFault, sharedEngine } from "../engine.js";
import "../except-star.js";
import { preferred } from "../language.js";
import { Nearness } from "../nearness.js";
import { requestOf } from "../request.js";
import { Session } from "../session.js";
import { drawn, earlier } from "../state.js";
import { controls } from "../styles/controls.js";
import { exerciseStyles } from "../styles/exercise.js";
import { formStyles } from "../styles/form.js";
import { panelStyles } from "../styles/panels.js";
import { print } from "../styles/print.js";
import { theme } from "../styles/theme.js";
import { form, staleness } from "../views/form.js";
import { notices } from "../views/header.js";
import { icon } from "../views/icons.js";
import { PANELS } from "./panels.js";

/** @import { RequirementResult, RunSpec } from "../../pkg/except_star.js" */
/** @import { Spec } from "../engine.js" */

export class Exercise extends LitElement {
  static styles = [theme, controls, formStyles, panelStyles, exerciseStyles, print];
  static properties = {
    scenario: { type: String },
    results: { state: true },
    problem: { state: true },
    opened: { state: true },
  };

  #engine = sharedEngine();
  #session = new Session(this.#engine, () => this.requestUpdate());
  #nearness = new Nearness(this, () => this.#begin());
  /** What the results are on. @type {Spec | null} */
  #checked = null;

  constructor() {
    super();
    this.scenario = "";
    /** @type {RequirementResult[] | null} */
    this.results = null;
    /** Why there are no results, in words. */
    this.problem = "";
    /** The run that is shown, the requirement that it breaks, and the reader's values. @type {{ spec: RunSpec, requirement: string, values: Spec | null } | null} */
    this.opened = null;
  }

  /** What there is to say of the exercise. */
  get info() {
    return this.#session.state.info?.exercise ?? null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#nearness.watch();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#nearness.rest();
  }

  /** Asks for the run with which the reader begins. */
  async #begin() {
    try {
      const { info } = await this.#engine.ask({ scenario: this.scenario });
      const start = info?.exercise?.start;
      if (start === undefined) throw new EngineFault(`“${this.scenario}” has no exercise.`);
      const { request } = requestOf({ ...start, language: preferred() });
      await this.#session.ask(request, { fallback: false });
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  updated() {
    const spec = drawn(this.#session.state)?.spec ?? null;
    if (spec === null || spec === this.#checked) return;
    this.#check(spec);
    this.#session.hint();
  }

  /** @param {Spec} spec */
  async #check(spec) {
    this.#checked = spec;
    try {
      const wanted = () => this.#checked === spec;
      const results = await this.#engine.checkExercise(spec, wanted);
      if (!wanted()) return;
      this.results = results;
      // The run that was opened is one of other values now.
      if (this.opened?.values !== spec) this.opened = null;
      this.problem = "";
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  /** @param {unknown} thrown */
  #fail(thrown) {
    if (!(thrown instanceof EngineFault)) throw thrown;
    this.problem = thrown.message;
  }

  render() {
    const { state } = this.#session;
    const { info } = this;
    const problem =
      this.problem && html`<p class="problem" role="alert">${icon("notice")}${this.problem}</p>`;
    if (info === null) return html`${problem || nothing}<slot></slot>`;
    const values = earlier(state);
    return html`<section class="exercise" aria-labelledby="title">
      <p class="label" id="title">Exercise</p>
      <p class="task">${info.text}</p>
      ${notices(state, null)} ${problem || nothing}
      <div class="sides">
        ${form(
          state,
          {
            edit: (field, text) => this.#session.edit(field, text),
            change: (part) => this.#session.change(part),
            addIntervention: () => {},
            rendered: () => this.updateComplete,
            reset: () => this.#begin(),
          },
          { only: info.changes },
        )}
        <div class="checks" ?data-stale=${values !== null}>
          ${values === null ? nothing : staleness(state, values)}
          <p class="sum" role="status">${this.#sum()}</p>
          <ol class="requirements">
            ${this.results?.map((result) => this.#requirement(result, info.seeds)) ?? info.requirements.map(unchecked)}
          </ol>
        </div>
      </div>
      ${this.#run()}
    </section>`;
  }

  /** How many requirements hold, in words. */
  #sum() {
    const { results, info } = this;
    if (results === null || info === null) return nothing;
    const all = results.length;
    const holding = results.filter(({ broken }) => !broken).length;
    if (holding < all) return `${holding} of ${all} requirements hold for every seed.`;
    return html`<b>${icon("ok")}Solved.</b> All ${all} requirements hold for every seed from 1 to ${info.seeds}.`;
  }

  /** @param {RequirementResult} result @param {number} seeds */
  #requirement({ requirement, held, broken }, seeds) {
    return html`<li ?data-holds=${!broken}>
      ${icon(broken ? "raised" : "ok")}
      <div>
        <p class="text">${requirement}</p>
        <p class="held">${broken ? "Broken: holds" : "Holds"} for ${held} of ${seeds} seeds.</p>
        ${
          broken
            ? html`<p class="why">Seed ${broken.seed}: ${broken.why}</p>
              <button
                type="button"
                class="quiet"
                @click=${() => this.#open({ spec: { ...broken.spec, language: preferred() }, requirement, values: this.#checked })}
              >Show the run of seed ${broken.seed}</button>`
            : nothing
        }
      </div>
    </li>`;
  }

  #run() {
    if (this.opened === null) return nothing;
    const { spec, requirement } = this.opened;
    return html`<div class="opened">
      <p id="opened" tabindex="-1">Seed ${spec.seed} breaks the requirement “${requirement}”</p>
      <except-star .spec=${spec} panels=${PANELS}></except-star>
    </div>`;
  }

  /** Shows a run, and leads the reader to it. @param {NonNullable<Exercise["opened"]>} run */
  async #open(run) {
    this.opened = run;
    await this.updateComplete;
    /** @type {HTMLElement | null | undefined} */ (
      this.shadowRoot?.querySelector("#opened")
    )?.focus();
  }
}

/** A requirement before its result is there. @param {string} requirement */
function unchecked(requirement) {
  return html`<li>${icon("pending")}<p class="text">${requirement}</p></li>`;
}

define("except-star-exercise", Exercise);
