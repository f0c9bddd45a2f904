// Owns the element <except-star>: its attributes, properties and events, and what stands where in it.
// Invariant: it never touches the page's address, and never reports to the host as a change what the host itself has set.
//
// Attributes, and properties of the same names, which also take what is natural in JavaScript (src/request.js):
//   scenario       the scenario's id
//   language       python or rust: which of the scenario's two programs runs; without it the reader's choice, at first Python
//   params         its parameters, `tasks=4&failing=2,3`; those that are not named have their defaults;
//                  the property also an object, `{ tasks: 4, failing: [2, 3] }`
//   seed           a whole number
//   debug          asyncio's debug mode; `debug`, `debug="1"`, `debug="true"` switch it on, `"0"` and `"false"` off;
//                  without it the scenario's own default holds
//   interventions  one a line: `0.15:cancel:plain-2:message`, `1:raise:B:KeyError:message`, `2:signal:SIGINT`; the
//                  property also a list
//   layout         "widget" (default) or "page": the large form, with the list of scenarios
//   panels         which panels, in which order: "timeline results console log code" (default: these), and "findings exceptions
//                  awaits cancellations narrative"; where there is room for one at a time, those that a + joins stand together:
//                  "console+results log"
//   theme          "auto" (default), "light" or "dark"
//   loading        "eager" (default), or "lazy": nothing is run before the element comes near to being seen
// A program of the author's own stands in the element, where nothing else is asked for: in a <script type="text/python">, or as
// a code block, <pre><code class="language-python">, which is a readable block without scripts. It is also a property, `python`.
// Setting one asks again, even for what was asked before. At the next update a property has the attribute's text, `debug`
// true or false where that is its text. `updateComplete` resolves when what was set has been run and drawn.
// Properties: `spec` (get, set): the spec of the run that is drawn; any part may be left out of what is set. `link` (get,
// set): the fragment of a link to the run that is drawn; what is set takes the place of all that was set before. `result`
// (get): the run that is drawn. `info` (get): what the catalogue says of the scenario. `origin` (get): the text that a reader may
// have edited since, as it was asked for.
// Events, all bubbling and composed:
//   except-star-ready    the first run is drawn; once, while the element is in a document
//   except-star-change   a reader changed the spec;      detail: { spec }
//   except-star-run      … and it was run;               detail: { run }
//   except-star-error    something set, linked or typed was refused, or the engine failed;  detail: { errors, message }:
//                        errors have field, message and, for one of several interventions, its index; message is the
//                        engine's failure, or null

import { LitElement } from "lit";
import { define } from "./define.js";
import { EngineFault, sharedEngine } from "./engine.js";
import { count, ending, seconds } from "./format.js";
import { preferred } from "./language.js";
import { Nearness } from "./nearness.js";
import { programIn } from "./own.js";
import { Reading } from "./reading.js";
import { partsOf, requestNames, requestOf } from "./request.js";
import { Session } from "./session.js";
import { isDark, settingNames, settle, sizeOf } from "./settings.js";
import { drawn, earlier, isText } from "./state.js";
import { controls } from "./styles/controls.js";
import { formStyles } from "./styles/form.js";
import { layout } from "./styles/layout.js";
import { panelStyles } from "./styles/panels.js";
import { print } from "./styles/print.js";
import { remarkStyles } from "./styles/remarks.js";
import { stage } from "./styles/stage.js";
import { theme } from "./styles/theme.js";
import { carried } from "./timeline/cursor.js";
import { idle, painted } from "./turns.js";
import { groupsOf } from "./views/arrangement.js";
import { whole } from "./views/whole.js";

/** @import { Spec } from "./engine.js" */
/** @import { Texts } from "./request.js" */
/** @import { Run } from "./run.js" */
/** @import { End } from "./session.js" */
/** @import { Wrong } from "./state.js" */
/** @import { CodeView } from "./views/code-view.js" */

/** Whatever is set is followed, even where the attribute has it already: a field may hold something else by now. */
const always = { reflect: true, hasChanged: () => true };

/** The panels of a text that a reader edits, where no others are asked for. */
const FOR_TEXTS = "code+console timeline results log";

export class ExceptStar extends LitElement {
  static styles = [theme, controls, layout, formStyles, panelStyles, stage, remarkStyles, print];
  static properties = {
    scenario: always,
    language: always,
    python: { ...always, attribute: false, reflect: false },
    params: always,
    seed: always,
    debug: {
      ...always,
      converter: {
        fromAttribute: (/** @type {string | null} */ text) => text,
        toAttribute: (/** @type {boolean | null} */ on) => (on === null ? null : on ? "" : "false"),
      },
    },
    interventions: always,
    layout: always,
    loading: always,
    panels: always,
    theme: always,
    size: { state: true },
    rest: { state: true },
  };

  #session = new Session(sharedEngine(), () => this.requestUpdate());
  #reading = new Reading(this.#session, {
    changed: () => this.requestUpdate(),
    rendered: () => this.#rendered(),
    act: (work) => void this.#act(work),
    focusEditor: () => this.#focusEditor(),
    focusTab: (id) => this.#focusTab(id),
  });
  #sizes = new ResizeObserver(() => this.#measure());
  #nearness = new Nearness(this, () => this.requestUpdate("scenario"));
  #ready = false;
  /** The run that was drawn last. @type {Run | null} */
  #drawn = null;
  /** Whether a reader has changed something here: until then no run is reported to the host. */
  #touched = false;
  /** What this element wrote into its properties after a reader's change; not to be followed as the host's wish. */
  #own = "";
  /** The end of following the last wish of the host. @type {Promise<void>} */
  #followed = Promise.resolve();
  /** The end of drawing what the picture of a run leaves out. @type {Promise<void>} */
  #rest = Promise.resolve();
  /** The link that was set last; what was set since takes the place of its parts. @type {string | null} */
  #link = null;
  /** What was wrong with the last spec that was set, and not yet said. @type {Wrong[]} */
  #badSpec = [];
  /** What is wrong with layout, loading, panels and theme. @type {Wrong[]} */
  #badSettings = [];

  constructor() {
    super();
    /** @type {string | null} */
    this.scenario = null;
    /** @type {string | null} */
    this.language = null;
    /** @type {string | null} */
    this.python = null;
    /** @type {string | Record<string, unknown> | null} */
    this.params = null;
    /** @type {string | number | bigint | null} */
    this.seed = null;
    /** @type {string | boolean | null} */
    this.debug = null;
    /** @type {string | string[] | null} */
    this.interventions = null;
    /** @type {string | null} */
    this.layout = null;
    /** @type {string | null} */
    this.loading = null;
    /** @type {string | string[] | null} */
    this.panels = null;
    /** @type {string | null} */
    this.theme = null;
    /** @type {"narrow" | "medium" | "wide"} */
    this.size = "narrow";
    /** Whether what is not on the first screen is drawn as well. */
    this.rest = false;
  }

  /** The spec of the run that is drawn, in canonical form. @returns {Spec | null} */
  get spec() {
    return drawn(this.#session.state)?.spec ?? null;
  }

  /** @param {Partial<Record<keyof Spec, unknown>> | null} spec */
  set spec(spec) {
    const { parts, problems } = partsOf(spec);
    this.#badSpec = problems;
    this.#link = null;
    Object.assign(this, parts);
  }

  /** The fragment of a link to the run that is drawn; empty where there is none. */
  get link() {
    return this.result?.link ?? "";
  }

  set link(fragment) {
    this.#link = String(fragment);
    for (const name of requestNames) this[name] = null;
  }

  /** The text that is shown or edited as it was when it was asked for; null where it is a scenario. */
  get origin() {
    return this.#session.state.origin;
  }

  /** What there is to say of the scenario that is shown. */
  get info() {
    return this.#session.state.info;
  }

  /** The run that is drawn. */
  get result() {
    return drawn(this.#session.state)?.run ?? null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#measure();
    this.#sizes.observe(this);
    if (this.#asleep) this.#nearness.watch();
    this.requestUpdate();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    this.#nearness.rest();
  }

  /** A lazy element asks for nothing before it was near to being seen. */
  get #asleep() {
    return this.loading === "lazy" && !this.#nearness.reached;
  }

  /** @param {import("lit").PropertyValues<this>} changed */
  willUpdate(changed) {
    this.#carry();
    if (settingNames.some((name) => changed.has(name))) this.#badSettings = settle(this);
    const lists = this.layout === "page" && this.#session.state.catalogue === null;
    const asked = requestNames.some((name) => changed.has(name));
    if (this.hasUpdated && !asked && !(lists && changed.has("layout"))) return;
    const { request, problems } = requestOf(this);
    this.#adopt(request);
    if (this.#asleep) {
      this.#nearness.watch();
      return;
    }
    const own = this.#own === JSON.stringify(request);
    this.#own = "";
    if (!own) this.#followed = this.#follow(request, [...this.#badSpec, ...problems]);
    this.#badSpec = [];
  }

  /** Leads the chosen event into a run that is about to be drawn: there it has another number, or is none. */
  #carry() {
    const [before, after, reading] = [this.#drawn, this.result, this.#reading];
    if (before === null || after === null || before === after || reading.chosen === null) return;
    const same = before.spec.scenario === after.spec.scenario;
    try {
      reading.chosen = same ? carried(before, reading.chosen, after) : null;
    } catch (thrown) {
      // A panel says that the engine has failed at this.
      if (!(thrown instanceof EngineFault)) throw thrown;
    }
  }

  /** @param {import("lit").PropertyValues<this>} changed */
  updated(changed) {
    const { result } = this;
    if (result !== null && result !== this.#drawn) {
      this.#reading.said = "";
      this.#rest = this.#drawRest(this.#drawn === null);
      this.#drawn = result;
    }
    if (this.layout === "page" && isText(this.#session.state.draft)) this.#reading.loadOwn();
    if (!this.#ready && this.isConnected && result !== null) {
      this.#ready = true;
      this.#fire("ready", {});
    }
    if (this.#badSettings.length > 0 && settingNames.some((name) => changed.has(name))) {
      this.#fire("error", { errors: this.#badSettings, message: null });
    }
  }

  async getUpdateComplete() {
    await this.#rendered();
    await this.#followed;
    await this.#rendered();
    await this.#rest;
    return this.#rendered();
  }

  /**
   * Draws what the picture of a run leaves out. After the first one it waits until the browser has drawn that and is idle;
   * later the hints come in the frame of their run, so that they do not flicker.
   * @param {boolean} first
   */
  async #drawRest(first) {
    if (first) await idle();
    this.rest = true;
    const end = await this.#session.hint();
    if (end === "faulted") this.#report();
  }

  #rendered() {
    return super.getUpdateComplete();
  }

  render() {
    return whole({
      state: this.#session.state,
      reading: this.#reading,
      page: this.layout === "page",
      staged: this.layout === "page" && /** @type {string | null} */ (this.panels) === null,
      groups: this.#groups,
      size: this.size,
      rest: this.rest,
      problems: this.#badSettings,
      dark: () => isDark(this.theme),
      retry: () => this.requestUpdate("scenario"),
      announcement: this.#announcement(),
    });
  }

  /** The panels, as they stand together. */
  get #groups() {
    const named = /** @type {string | null} */ (this.panels);
    const edits = isText(this.#session.state.draft) || this.#reading.editing;
    return groupsOf(named ?? (edits ? FOR_TEXTS : null));
  }

  /** @param {string} id */
  async #focusTab(id) {
    await this.#rendered();
    const tab = /** @type {HTMLElement | null} */ (this.renderRoot.querySelector(`#tab-${id}`));
    tab?.scrollIntoView({ block: "start" });
    tab?.focus({ preventScroll: true });
  }

  /** Leads into the editor, once it is drawn. */
  async #focusEditor() {
    await this.#rendered();
    const code = /** @type {CodeView | null} */ (this.renderRoot.querySelector("except-star-code"));
    code?.scrollIntoView({ block: "nearest" });
    await code?.focusEditor();
  }

  #announcement() {
    const { result } = this;
    if (!this.#touched || result === null || earlier(this.#session.state) !== null) return "";
    return `${ending(result)}. ${seconds(result.end_time)} s, ${count(result.event_count, "event")}.`;
  }

  /** Gives the properties these texts. @param {Texts} request */
  #adopt(request) {
    const { debug } = request;
    const on = debug === "true" || (debug === "false" ? false : debug);
    Object.assign(this, request, { debug: on });
  }

  /** Follows what the host has set. @param {Texts} request @param {Wrong[]} problems */
  async #follow(request, problems) {
    // What stands in the element until it has a run of its own is there at once, and running would delay it.
    if (this.result === null && this.childElementCount > 0) await painted();
    const fallback = this.layout === "page";
    const asked = this.#completed(request);
    const end = await this.#session.ask(asked, { fallback, problems });
    const { notices } = this.#session.state;
    if (end === "superseded" || (end === "ran" && notices.length === 0)) return;
    await this.#rendered();
    this.#report(notices);
  }

  /**
   * The request with what nothing says: the program that stands in the element, and the language. A link says by itself what it
   * means.
   * @param {Texts} request
   */
  #completed(request) {
    const link = this.#link === null || this.#link.length <= 1 ? null : this.#link;
    const python =
      (request.python ?? (link ?? request.scenario ?? request.params) === null)
        ? programIn(this)
        : null;
    const language = link === null ? preferred() : null;
    return {
      ...request,
      link,
      python: request.python ?? python,
      language: request.language ?? language,
    };
  }

  /** Reports the end of what a reader has set going. @param {Promise<End>} work */
  async #act(work) {
    this.#touched = true;
    const end = await work;
    const { spec, result } = this;
    if (end === "ran" && spec !== null) {
      const { request } = requestOf(spec);
      this.#link = null;
      this.#adopt(request);
      this.#own = JSON.stringify(request);
      await this.#rendered();
      this.#fire("change", { spec });
      this.#fire("run", { run: result });
    } else if (end === "refused" || end === "faulted") {
      this.#report();
    }
  }

  /** Reports what is wrong: these errors, and what the engine failed with. @param {Wrong[]} errors */
  #report(errors = this.#session.state.errors) {
    this.#fire("error", { errors, message: this.#session.state.fault });
  }

  /** @param {string} name @param {object} detail */
  #fire(name, detail) {
    this.dispatchEvent(
      new CustomEvent(`except-star-${name}`, { detail, bubbles: true, composed: true }),
    );
  }

  #measure() {
    this.size = sizeOf(this.clientWidth);
  }
}

define("except-star", ExceptStar);
