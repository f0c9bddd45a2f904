// Owns the element <except-star>: its attributes, properties and events, and what stands where in it.
// Invariant: it never touches the page's address, and never fires an event for what the host itself has set.
//
// Attributes (properties of the same names):
//   scenario   the scenario's id
//   params     its parameters, `tasks=4&failing=2,3`; those that are not named have their defaults (src/link.js)
//   seed       a whole number
//   layout     "widget" (default) or "page": the large form, with the list of scenarios
//   panels     which panels, in which order: "results console log code" (default: all of them)
//   theme      "auto" (default), "light" or "dark"
// Properties: `spec` (get, set): the spec of the last accepted request. `result` (get): the run that is drawn.
// `info` (get): what the catalogue says of the scenario.
// Events, all bubbling and composed:
//   except-star-ready    the first run is drawn
//   except-star-change   a reader changed the spec;      detail: { spec }
//   except-star-run      … and it was run;               detail: { run }
//   except-star-error    a reader's value was refused, or the engine failed;  detail: { errors, message }

import { html, LitElement, nothing } from "lit";
import { define } from "./define.js";
import { sharedEngine } from "./engine.js";
import { count, ending, seconds } from "./format.js";
import { formatParams } from "./link.js";
import { Session } from "./session.js";
import { drawn, earlier, scenarioOf } from "./state.js";
import { controls } from "./styles/controls.js";
import { formStyles } from "./styles/form.js";
import { layout } from "./styles/layout.js";
import { panelStyles } from "./styles/panels.js";
import { theme } from "./styles/theme.js";
import "./views/code-view.js";
import { form, staleness } from "./views/form.js";
import { header, notices } from "./views/header.js";
import "./views/log-view.js";
import { outcome, output, results } from "./views/panels.js";
import "./views/scenario-list.js";
import { tabList } from "./views/tabs.js";

/** @import { End } from "./session.js" */
/** @import { Shown, Spec } from "./engine.js" */

const panels = /** @type {const} */ ([
  { id: "results", label: "Results" },
  { id: "console", label: "Console" },
  { id: "log", label: "Event log" },
  { id: "code", label: "Code" },
]);
/** @typedef {typeof panels[number]} Panel */

/** Widths of the element, in pixels, from which form and panels stand side by side, and from which panels do. */
const MEDIUM = 620;
const WIDE = 1080;

export class ExceptStar extends LitElement {
  static styles = [theme, controls, layout, formStyles, panelStyles];
  static properties = {
    scenario: { reflect: true },
    params: { reflect: true },
    seed: { reflect: true },
    layout: { reflect: true },
    panels: { reflect: true },
    theme: { reflect: true },
    size: { state: true },
    tab: { state: true },
  };

  #session = new Session(sharedEngine(), () => this.requestUpdate());
  #sizes = new ResizeObserver(() => this.#measure());
  #ready = false;
  /** What this element wrote into its attributes after a reader's change; not to be followed as the host's wish. */
  #own = "";

  constructor() {
    super();
    /** @type {string | null} */
    this.scenario = null;
    /** @type {string | null} */
    this.params = null;
    /** @type {string | null} */
    this.seed = null;
    /** @type {string | null} */
    this.layout = null;
    /** @type {string | null} */
    this.panels = null;
    /** @type {string | null} */
    this.theme = null;
    /** @type {"narrow" | "medium" | "wide"} */
    this.size = "narrow";
    /** @type {string} */
    this.tab = panels[0].id;
  }

  /** The spec of the run that is drawn, in canonical form. @returns {Spec | null} */
  get spec() {
    return drawn(this.#session.state)?.spec ?? null;
  }

  set spec(spec) {
    this.scenario = spec?.scenario ?? null;
    this.params = spec ? formatParams(spec.params) : null;
    this.seed = spec ? String(spec.seed) : null;
  }

  /** What the catalogue says of the scenario that is shown. */
  get info() {
    return scenarioOf(this.#session.state);
  }

  /** The run that is drawn. */
  get result() {
    return drawn(this.#session.state)?.run ?? null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#measure();
    this.#sizes.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  /** @param {import("lit").PropertyValues<this>} changed */
  willUpdate(changed) {
    const asked = changed.has("scenario") || changed.has("params") || changed.has("seed");
    if ((asked && this.#asks() !== this.#own) || !this.hasUpdated) this.#follow();
  }

  render() {
    const { state } = this.#session;
    const page = this.layout === "page";
    if (state.catalogue === null) {
      return html`<div class="root" part="root">
        ${notices(state, () => this.#follow())}
        ${state.fault === null ? html`<slot><p class="loading">Loading the engine …</p></slot>` : html`<slot></slot>`}
      </div>`;
    }
    const article = html`<article aria-labelledby="title">
      ${notices(state, null, this.#unknownPanels())} ${header(scenarioOf(state))}
      <div class="work">
        ${form(state, {
          edit: (field, text) => this.#act(this.#session.edit(field, text)),
          reset: () => this.#act(this.#session.reset()),
        })}
        ${this.#right(drawn(state))}
      </div>
    </article>`;
    return html`<div class="root" part="root" data-size=${this.size}>
      ${
        page
          ? html`<div class="page-grid">
              <except-star-list
                .catalogue=${state.catalogue}
                .current=${state.draft?.scenario ?? ""}
                ?compact=${this.size !== "wide"}
                @choose=${(/** @type {CustomEvent<string>} */ event) => this.#act(this.#session.choose(event.detail))}
              ></except-star-list>
              ${article}
            </div>`
          : article
      }
      <p class="unseen" role="status">${this.#announcement()}</p>
    </div>`;
  }

  /** @param {Shown | null} shown */
  #right(shown) {
    const chosen = this.#panels();
    if (shown === null || chosen.length === 0) return nothing;
    const { state } = this.#session;
    const values = earlier(state);
    return html`<div class="panels" ?data-stale=${values !== null}>
      ${values === null ? nothing : staleness(state, values)} ${outcome(shown.run)}
      ${this.size === "wide" ? this.#cards(chosen, shown) : this.#tabs(chosen, shown)}
    </div>`;
  }

  /** @param {Panel[]} chosen @param {Shown} shown */
  #cards(chosen, shown) {
    return html`<div class="cards">
      ${chosen.map(
        ({
          id,
          label,
        }) => html`<section class="panel" part="panel" data-panel=${id} role="group" aria-labelledby="heading-${id}">
          <h3 id="heading-${id}" part="panel-title">${label}</h3>
          ${this.#panel(id, shown)}
        </section>`,
      )}
    </div>`;
  }

  /** @param {Panel[]} chosen @param {Shown} shown */
  #tabs(chosen, shown) {
    const selected = chosen.find(({ id }) => id === this.tab)?.id ?? chosen[0].id;
    const select = (/** @type {string} */ id) => {
      this.tab = id;
    };
    return html`<div class="tabbed">
      ${tabList({ label: "Panels", tabs: [...chosen], selected, select })}
      ${chosen.map(
        ({ id }) => html`<section
          class="panel"
          part="panel"
          role="tabpanel"
          id="panel-${id}"
          data-panel=${id}
          aria-labelledby="tab-${id}"
          ?hidden=${id !== selected}
        >${this.#panel(id, shown)}</section>`,
      )}
    </div>`;
  }

  /** @param {Panel["id"]} id @param {Shown} shown */
  #panel(id, { run, sources }) {
    switch (id) {
      case "results":
        return results(run);
      case "console":
        return output(run);
      case "log":
        return html`<except-star-log .run=${run} exportparts="log, log-detail"></except-star-log>`;
      case "code":
        return html`<except-star-code
          .sources=${sources}
          ?beside=${this.size === "wide"}
          exportparts="code, tabs"
        ></except-star-code>`;
    }
  }

  #panels() {
    if (this.panels === null) return [...panels];
    return this.#panelNames().flatMap((name) => panels.find(({ id }) => id === name) ?? []);
  }

  #panelNames() {
    return [...new Set(this.panels?.split(/\s+/).filter(Boolean))];
  }

  #unknownPanels() {
    const known = panels.map(({ id }) => id).join(", ");
    return this.#panelNames()
      .filter((name) => !panels.some(({ id }) => id === name))
      .map((name) => ({
        field: "panels",
        message: `There is no panel “${name}”; there are ${known}.`,
      }));
  }

  #announcement() {
    const { result } = this;
    if (result === null || earlier(this.#session.state) !== null) return "";
    return `${ending(result)}. ${seconds(result.end_time)} s, ${count(result.events.time.length, "event")}.`;
  }

  #asks() {
    return JSON.stringify([this.scenario, this.params, this.seed]);
  }

  /** Follows the attributes. */
  async #follow() {
    const { scenario, params, seed } = this;
    this.#own = "";
    const end = await this.#session.ask(
      { scenario, params, seed },
      { fallback: this.layout === "page" },
    );
    if (end === "faulted") this.#fire("error", { errors: [], message: this.#session.state.fault });
    else if (end !== "superseded" && !this.#ready) {
      this.#ready = true;
      await this.updateComplete;
      this.#fire("ready", {});
    }
  }

  /** Reports the end of what a reader has set going. @param {Promise<End>} work */
  async #act(work) {
    const end = await work;
    const { state } = this.#session;
    const { spec, result } = this;
    if (end === "ran" && spec !== null) {
      this.spec = spec;
      this.#own = this.#asks();
      await this.updateComplete;
      this.#fire("change", { spec });
      this.#fire("run", { run: result });
    } else if (end === "refused" || end === "faulted") {
      this.#fire("error", { errors: state.errors, message: state.fault });
    }
  }

  /** @param {string} name @param {object} detail */
  #fire(name, detail) {
    this.dispatchEvent(
      new CustomEvent(`except-star-${name}`, { detail, bubbles: true, composed: true }),
    );
  }

  #measure() {
    const width = this.clientWidth;
    this.size = width >= WIDE ? "wide" : width >= MEDIUM ? "medium" : "narrow";
  }
}

define("except-star", ExceptStar);
