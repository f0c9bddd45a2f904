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
//   panels         which panels, in which order: "timeline results console log code" (default: all of them); where there is room for
//                  one at a time, those that a + joins stand together: "console+results log"
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

import { html, LitElement, nothing } from "lit";
import { define } from "./define.js";
import { EngineFault, sharedEngine } from "./engine.js";
import { lineAt } from "./events.js";
import { count, ending, seconds } from "./format.js";
import { prefer, preferred } from "./language.js";
import { Nearness } from "./nearness.js";
import { allOwn, blank, ownHead, ownOf } from "./own.js";
import { partsOf, requestNames, requestOf, wordsOf } from "./request.js";
import { asked } from "./run.js";
import { Session } from "./session.js";
import { drawn, earlier, isText } from "./state.js";
import { controls } from "./styles/controls.js";
import { formStyles } from "./styles/form.js";
import { layout } from "./styles/layout.js";
import { panelStyles } from "./styles/panels.js";
import { print } from "./styles/print.js";
import { stage } from "./styles/stage.js";
import { theme } from "./styles/theme.js";
import { decisive } from "./timeline/cursor.js";
import { whoStands } from "./timeline/who.js";
import { cards, groupsOf, panels, tabbed } from "./views/arrangement.js";
import { problemList } from "./views/code-view.js";
import { form, staleness } from "./views/form.js";
import { header, notes, notices, valuesLine } from "./views/header.js";
import "./views/log-view.js";
import { lasting, outcome, output, results } from "./views/panels.js";
import { share } from "./views/share.js";
import "./views/scenario-list.js";
import "./views/timeline-view.js";

/** @import { End } from "./session.js" */
/** @import { Language } from "../pkg/except_star.js" */
/** @import { Spec } from "./engine.js" */
/** @import { Texts } from "./request.js" */
/** @import { Run } from "./run.js" */
/** @import { Shown, Wrong } from "./state.js" */
/** @import { CodeView } from "./views/code-view.js" */
/** @import { Group, Panel } from "./views/arrangement.js" */
/** @import { Head } from "./views/header.js" */

/** What each of these may be; `panels` may have several. */
const settings = {
  layout: ["widget", "page"],
  loading: ["eager", "lazy"],
  panels: panels.map(({ id }) => id),
  theme: ["auto", "light", "dark"],
};
/** @type {(keyof typeof settings)[]} */
const settingNames = ["layout", "loading", "panels", "theme"];
/** Whatever is set is followed, even where the attribute has it already: a field may hold something else by now. */
const always = { reflect: true, hasChanged: () => true };

/** The panels of a text that a reader edits, where no others are asked for. */
const FOR_TEXTS = "code+console timeline results log";

/** The panels that stand beside each other on a page, before all others; the console only where there is much room. */
const STAGE = panels.filter(({ id }) => ["timeline", "code", "console"].includes(id));

/** Widths of the element, in pixels, from which form and panels stand side by side, and from which panels do. */
const MEDIUM = 620;
const WIDE = 1080;

/** So many milliseconds later what waits for the browser is done, however busy the page is. */
const SOON = 200;

export class ExceptStar extends LitElement {
  static styles = [theme, controls, layout, formStyles, panelStyles, stage, print];
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
    tab: { state: true },
    whole: { state: true },
    editing: { state: true },
    chosen: { state: true },
    copied: { state: true },
    own: { state: true },
  };

  #session = new Session(sharedEngine(), () => this.requestUpdate());
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
    /** The tab that the reader has chosen; the first before that. */
    this.tab = "";
    /** Whether what is not on the first screen is drawn as well. */
    this.whole = false;
    /** Whether the reader has asked for the editor. */
    this.editing = false;
    /** The event that is chosen in the log. @type {number | null} */
    this.chosen = null;
    /** What a reader may begin with; until it is asked for, only what is brought along. */
    this.own = [blank];
    /** What became of the last copy of a link. */
    this.copied = "";
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
    if (settingNames.some((name) => changed.has(name))) this.#settle();
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

  /** @param {import("lit").PropertyValues<this>} changed */
  updated(changed) {
    const { result } = this;
    if (result !== null && result !== this.#drawn) {
      const { scenario } = this.#drawn?.spec ?? result.spec;
      // Events of another program have other numbers.
      if (scenario !== result.spec.scenario) this.chosen = null;
      this.copied = "";
      this.#rest = this.#drawRest(this.#drawn === null);
      this.#drawn = result;
    }
    if (this.layout === "page" && isText(this.#session.state.draft)) this.#loadOwn();
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
    this.whole = true;
    const end = await this.#session.hint();
    if (end === "faulted") this.#report();
  }

  #rendered() {
    return super.getUpdateComplete();
  }

  render() {
    const { state } = this.#session;
    const page = this.layout === "page";
    const own = ownOf(this.own, state.origin);
    const head = state.info ?? (page ? ownHead(own, state.origin) : null);
    if (state.draft === null && state.notices.length === 0) {
      return html`<div class="root" part="root">
        ${notices(state, () => this.requestUpdate("scenario"), this.#badSettings)}
        ${state.fault === null ? html`<slot><p class="loading">Loading the engine …</p></slot>` : html`<slot></slot>`}
      </div>`;
    }
    const staged = this.#staged;
    const parts = this.#parts(drawn(state), head);
    const fields = form(
      state,
      {
        edit: (field, text) => this.#act(this.#session.edit(field, text)),
        change: (part) => this.#act(this.#session.change(part)),
        addIntervention: () => this.#session.addIntervention(),
        rendered: () => this.#rendered(),
        reset: () => {
          this.editing = false;
          this.#act(this.#session.reset());
        },
      },
      // What every scenario has stands below its parameters, and hardly ever on the first screen.
      {
        folded: !page || staged || this.size === "narrow",
        whole: this.whole || state.fault !== null,
      },
    );
    const article = html`<article
      aria-labelledby=${head === null ? nothing : "title"}
      aria-label=${head === null ? "A program" : nothing}
    >
      ${notices(state, null, this.#badSettings)}
      ${header(head, page ? 2 : 3, page && this.result ? share(this.result, this.copied, (of) => this.#copy(of)) : nothing, staged ? (this.size === "narrow" ? "title" : "summary") : "all")}
      ${valuesLine(state.info, drawn(state)?.spec ?? null)}
      <div class="work" ?data-stage=${staged}>
        ${staged && this.size === "narrow" ? [parts.stage, fields] : [fields, parts.stage]} ${parts.rest}
      </div>
    </article>`;
    return html`<div class="root" part="root" data-size=${this.size}>
      ${
        page
          ? html`<div class="page-grid">
              <except-star-list
                .catalogue=${state.catalogue ?? []}
                .programs=${this.own}
                .current=${state.draft?.scenario || own.id}
                ?compact=${this.size !== "wide"}
                @focusin=${() => this.#loadOwn()}
                @choose=${(/** @type {CustomEvent<string>} */ event) => this.#choose(event.detail)}
              ></except-star-list>
              ${article}
            </div>`
          : article
      }
      <p class="unseen" role="status">${this.#announcement()}</p>
    </div>`;
  }

  /** Whether picture and code stand beside each other before all else: on a page, where no panels are asked for. */
  get #staged() {
    return this.layout === "page" && /** @type {string | null} */ (this.panels) === null;
  }

  /**
   * What shows the run: the stage, and the other panels.
   * @param {Shown | null} shown
   * @param {Head | null} head
   */
  #parts(shown, head) {
    const { state } = this.#session;
    const text = isText(state.draft);
    const groups = this.#groups;
    const slow = state.lasting === null ? nothing : lasting(state.lasting);
    if (shown === null && text) {
      // Nothing of it has run, so there is nothing to see but the text.
      const rest = html`<div class="panels">${slow}<section class="panel" data-panel="code">${this.#code(null)}</section></div>`;
      return { stage: nothing, rest };
    }
    if (shown === null || groups.length === 0) return { stage: nothing, rest: slow };
    const draw = (/** @type {Panel["id"]} */ id) => {
      try {
        return this.#panel(id, shown);
      } catch (thrown) {
        if (!(thrown instanceof EngineFault)) throw thrown;
        return html`<p class="empty" role="alert">${thrown.message}</p>`;
      }
    };
    const select = (/** @type {string} */ id) => {
      this.tab = id;
    };
    const values = earlier(state);
    const stale = values !== null;
    const above = html`${slow} ${values === null ? nothing : staleness(state, values)}`;
    const level = this.layout === "page" ? 3 : 4;
    const below = (/** @type {Group[]} */ of) =>
      this.size === "wide"
        ? cards(of, level, draw, this.whole, this.#staged ? 1 : undefined)
        : tabbed(of, this.tab, select, draw, this.whole);
    if (!this.#staged) {
      const rest = html`<div class="panels" ?data-stale=${stale}>
        ${above} ${this.#unseen(groups)} ${outcome(shown.run)} ${below(groups)}
      </div>`;
      return { stage: nothing, rest };
    }
    const staged = STAGE.filter(({ id }) => id !== "console" || this.size === "wide");
    const others = groups
      .map((group) => group.filter(({ id }) => !staged.some((panel) => panel.id === id)))
      .filter(({ length }) => length > 0);
    return {
      stage: html`<div class="staging" ?data-stale=${stale}>
        ${above}
        <div class="stage">
          ${staged.map(({ id, label }) => html`<section class="panel" part="panel" data-panel=${id} role="group" aria-label=${label}>${draw(id)}</section>`)}
        </div>
      </div>`,
      rest: html`<div class="panels" ?data-stale=${stale}>
        ${outcome(shown.run)} ${notes(head, level - 1, this.size === "narrow")} ${below(others)}
      </div>`,
    };
  }

  /** What an element of its own draws is asked here, where a fault of the engine is said. @param {Panel["id"]} id @param {Shown} shown */
  #panel(id, { run }) {
    switch (id) {
      case "timeline":
        return html`<except-star-timeline
          .run=${asked(run, "tasks", "events", "timeline", "event_count")}
          .cursor=${this.#cursor(run)}
          exportparts="timeline"
          @move=${(/** @type {CustomEvent<number>} */ event) => {
            this.chosen = event.detail;
          }}
        ></except-star-timeline>`;
      case "results":
        return results(run);
      case "console":
        return output(run);
      case "log":
        return html`<except-star-log
          .run=${asked(run, "spec", "tasks", "events")}
          .chosen=${this.chosen}
          exportparts="log, log-detail"
          @choose=${(/** @type {CustomEvent<number | null>} */ event) => {
            this.chosen = event.detail;
          }}
        ></except-star-log>`;
      case "code":
        return this.#code(
          asked(run, "spec", "rust", "text", "python", "events", "tasks", "timeline"),
        );
    }
  }

  /** Whether a cursor is seen, at which the code is to stand. */
  get #hasTimeline() {
    return this.#groups.flat().some(({ id }) => id === "timeline");
  }

  /** The panels, as they stand together. */
  get #groups() {
    const named = /** @type {string | null} */ (this.panels);
    const edits = isText(this.#session.state.draft) || this.editing;
    return groupsOf(named ?? (edits ? FOR_TEXTS : null));
  }

  /** The event at which all panels stand: the one that is chosen, or else the first that decides something. @param {Run} run */
  #cursor(run) {
    return this.chosen !== null && this.chosen < run.event_count ? this.chosen : decisive(run);
  }

  /** @param {Run | null} run */
  #code(run) {
    const { draft, origin, errors } = this.#session.state;
    const own = draft?.python ?? null;
    const text = own ?? (this.editing ? (run?.text ?? null) : null);
    const cursor = run === null || !this.#hasTimeline ? this.chosen : this.#cursor(run);
    const marked = run === null || cursor === null ? null : lineAt(run, cursor);
    const standing = run === null || cursor === null ? new Map() : whoStands(run, cursor);
    return html`<except-star-code
      .run=${run}
      .text=${text}
      ?edited=${own !== origin}
      .problems=${own === null ? [] : problemsOf(errors)}
      .marked=${text === null || text === run?.text ? marked : null}
      .standing=${standing}
      exportparts="code, tabs, editor"
      @language=${(/** @type {CustomEvent<Language>} */ event) => this.#speak(event.detail)}
      @edit=${() => this.#edit()}
      @restore=${() => {
        this.editing = false;
        this.#act(this.#session.restore());
      }}
      @change=${(/** @type {CustomEvent<{ text: string }>} */ event) => this.#write(event)}
    ></except-star-code>`;
  }

  /** What is wrong with a text where no panel shows the text. @param {Group[]} groups */
  #unseen(groups) {
    const { draft, errors } = this.#session.state;
    if (!isText(draft) || groups.flat().some(({ id }) => id === "code")) return nothing;
    return html`<div class="problems">${problemList(problemsOf(errors))}</div>`;
  }

  /** @param {string} id of a scenario, or of a program to begin with */
  #choose(id) {
    const { draft } = this.#session.state;
    const program = this.own.find((of) => of.id === id);
    this.editing = false;
    this.chosen = null;
    const language = draft?.scenario ? draft.language : preferred();
    this.#act(program ? this.#session.open(program.text) : this.#session.choose(id, language));
  }

  /** Fetches the programs to begin with. */
  async #loadOwn() {
    if (this.own.length > 1) return;
    // Without them the reader writes; the next time they are asked for again.
    this.own = await allOwn().catch(() => this.own);
  }

  /** Runs the scenario's other program. @param {Language} language */
  #speak(language) {
    prefer(language);
    this.#act(this.#session.change({ language }));
  }

  /** Shows the editor. */
  async #edit() {
    this.editing = true;
    await this.#rendered();
    const code = /** @type {CodeView | null} */ (this.renderRoot.querySelector("except-star-code"));
    code?.scrollIntoView({ block: "nearest" });
    await code?.focusEditor();
  }

  /** @param {CustomEvent<{ text: string }>} event of the editor, which is not for the host */
  #write(event) {
    event.stopPropagation();
    this.#act(this.#session.write(event.detail.text));
  }

  /** @param {string} link */
  async #copy(link) {
    try {
      await navigator.clipboard.writeText(new URL(link, location.href).href);
      this.copied = "Copied";
    } catch {
      this.copied = "The browser refused; copy the page’s address instead";
    }
  }

  /** Turns the settings into texts. */
  #settle() {
    this.#badSettings = settingNames.flatMap((name) => {
      const { text, problems } = wordsOf(name, this[name], settings[name], {
        several: name === "panels",
      });
      this[name] = text;
      return problems;
    });
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
    const width = this.clientWidth;
    this.size = width >= WIDE ? "wide" : width >= MEDIUM ? "medium" : "narrow";
  }
}

/** What is wrong with the text of a program. @param {Wrong[]} errors */
function problemsOf(errors) {
  return errors.filter(({ field }) => field === "python");
}

/** The program that stands in an element, as far to the left as it can. @param {Element} element */
function programIn(element) {
  const source = element.querySelector(
    ':scope > script[type="text/python"], :scope > pre > code.language-python',
  );
  if (source === null) return null;
  const lines = (source.textContent ?? "")
    .replace(/^\s*\n/, "")
    .trimEnd()
    .split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/));
  const common = Math.min(...indents);
  return `${lines.map((line) => line.slice(common)).join("\n")}\n`;
}

/** Resolves when the browser has drawn the page as it is, and in any case soon. @returns {Promise<void>} */
function painted() {
  return new Promise((resolve) => {
    // The task that a frame posts comes after it was painted.
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, SOON);
  });
}

/** Resolves when the browser has nothing more urgent to do, and in any case soon. @returns {Promise<unknown>} */
function idle() {
  const { requestIdleCallback } = globalThis;
  // Safari has none.
  if (requestIdleCallback === undefined) return new Promise((resolve) => setTimeout(resolve, SOON));
  return new Promise((resolve) => requestIdleCallback(resolve, { timeout: SOON }));
}

define("except-star", ExceptStar);
