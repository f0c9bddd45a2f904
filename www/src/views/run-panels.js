// Owns which panels show a run, and what each of them is given of it.
// Invariant: all panels follow one cursor; what an element draws by itself is asked of the engine here, where a fault is said.

import { html, nothing } from "lit";
import { EngineFault } from "../engine.js";
import { lineAt } from "../events.js";
import { asked } from "../run.js";
import { drawn, earlier, isText } from "../state.js";
import { decisive } from "../timeline/cursor.js";
import { whoStands } from "../timeline/who.js";
import { cards, closer, panels, tabbed } from "./arrangement.js";
import { problemList } from "./code-view.js";
import { staleness } from "./form.js";
import { notes } from "./header.js";
import { badge, inspection, remarks } from "./inspector.js";
import "./log-view.js";
import { lasting, outcome, output, results } from "./panels.js";
import "./timeline-view.js";

/** @import { Language } from "../../pkg/except_star.js" */
/** @import { Who } from "../editor/standing.js" */
/** @import { Run } from "../run.js" */
/** @import { Shown, Wrong } from "../state.js" */
/** @import { Group, Panel } from "./arrangement.js" */
/** @import { Head } from "./header.js" */
/** @import { View } from "./whole.js" */

/** The panels that stand beside each other on a page, before all others. */
const STAGE = panels.filter(({ id }) => ["timeline", "code"].includes(id));
/** Those behind tabs below the picture, where there is much room; elsewhere all others are behind tabs. */
const BELOW = panels.filter(({ id }) => id === "console" || closer.some((of) => of.id === id));

/** Where no task stands anywhere. @type {ReadonlyMap<number, Who[]>} */
const NOBODY = new Map();

/**
 * What shows the run: the stage, and the other panels.
 * @param {View} view
 * @param {Head | null} head
 */
export function runPanels(view, head) {
  const { state, groups, reading, page, staged, size, rest: whole } = view;
  const shown = drawn(state);
  const slow = state.lasting === null ? nothing : lasting(state.lasting);
  if (shown === null && isText(state.draft)) {
    // Nothing of it has run, so there is nothing to see but the text.
    const rest = html`<div class="panels">${slow}<section class="panel" data-panel="code">${code(view, null)}</section></div>`;
    return { stage: nothing, rest };
  }
  if (shown === null || groups.length === 0) return { stage: nothing, rest: slow };
  const draw = (/** @type {Panel["id"]} */ id) => drawPanel(view, id, shown);
  const select = (/** @type {string} */ id) => reading.select(id);
  const values = earlier(state);
  const stale = values !== null;
  const above = html`${slow} ${values === null ? nothing : staleness(state, values)}`;
  const level = page ? 3 : 4;
  const labelled = (/** @type {Panel["id"]} */ id) => badge(id, shown.run, whole);
  const wide = size === "wide";
  const below = (/** @type {Group[]} */ of) =>
    wide
      ? cards(of, level, draw, whole, staged ? 1 : undefined)
      : tabbed(of, reading.tab, select, draw, whole, labelled);
  if (!staged) {
    const rest = html`<div class="panels" ?data-stale=${stale}>
      ${above} ${unseen(view)} ${outcome(shown.run)} ${below(groups)}
    </div>`;
    return { stage: nothing, rest };
  }
  const first = wide ? [...STAGE, ...BELOW] : STAGE;
  const others = [...groups, ...closer.map((panel) => [panel])]
    // The log has everything, and comes last.
    .sort((one, other) => Number(one[0].id === "log") - Number(other[0].id === "log"))
    .map((group) => group.filter(({ id }) => !first.some((panel) => panel.id === id)))
    .filter(({ length }) => length > 0);
  const tabs = BELOW.map((panel) => [panel]);
  const beneath = wide
    ? tabbed(tabs, reading.tab, select, draw, whole, labelled)
    : remarks(shown.run, whole, () => reading.openFindings());
  return {
    stage: html`<div class="staging" ?data-stale=${stale}>
      ${above}
      <div class="stage">
        ${STAGE.map(
          ({
            id,
            label,
          }) => html`<section class="panel" part="panel" data-panel=${id} role="group" aria-label=${label}>${draw(id)}</section>
            ${id === "timeline" ? beneath : nothing}`,
        )}
      </div>
    </div>`,
    rest: html`<div class="panels" ?data-stale=${stale}>
      ${outcome(shown.run)} ${notes(head, level - 1, size === "narrow")} ${below(others)}
    </div>`,
  };
}

/** @param {View} view @param {Panel["id"]} id @param {Shown} shown */
function drawPanel(view, id, shown) {
  try {
    return panel(view, id, shown);
  } catch (thrown) {
    if (!(thrown instanceof EngineFault)) throw thrown;
    return html`<p class="empty" role="alert">${thrown.message}</p>`;
  }
}

/** @param {View} view @param {Panel["id"]} id @param {Shown} shown */
function panel(view, id, { run }) {
  const { reading, state } = view;
  switch (id) {
    case "timeline":
      return html`<except-star-timeline
        .run=${asked(run, "spec", "tasks", "events", "timeline", "event_count")}
        .cursor=${cursorOf(view, run)}
        .interventions=${state.draft?.interventions ?? []}
        .errors=${state.errors.filter(({ field }) => field === "interventions")}
        exportparts="timeline"
        @live=${(/** @type {CustomEvent<boolean>} */ event) => reading.play(event.detail)}
        @move=${(/** @type {CustomEvent<number>} */ event) => reading.go(event.detail)}
        @intervene=${(/** @type {CustomEvent<{ texts: string[], what: string }>} */ { detail }) =>
          reading.change({ interventions: detail.texts }, detail.what)}
      ></except-star-timeline>`;
    case "results":
      return results(run);
    case "console":
      return output(run, [], reading.live ? run.events.time[cursorOf(view, run)] : undefined);
    case "log":
      return html`<except-star-log
        .run=${asked(run, "spec", "tasks", "events")}
        .chosen=${reading.chosen}
        exportparts="log, log-detail"
        @choose=${(/** @type {CustomEvent<number | null>} */ event) => reading.go(event.detail)}
      ></except-star-log>`;
    case "code":
      return code(
        view,
        asked(run, "spec", "rust", "text", "python", "events", "tasks", "timeline"),
      );
    default:
      return inspection(id, run, cursorOf(view, run), (seq) => reading.go(seq));
  }
}

/** The event at which all panels stand: the one that is chosen, or else the first that decides something. @param {View} view @param {Run} run */
function cursorOf({ reading: { chosen } }, run) {
  return chosen !== null && chosen < run.event_count ? chosen : decisive(run);
}

/** Whether there is a panel of this name. @param {View} view @param {Panel["id"]} id */
export function has({ groups }, id) {
  return groups.flat().some((panel) => panel.id === id);
}

/** @param {View} view @param {Run | null} run */
function code(view, run) {
  const { state, reading } = view;
  const { draft, origin, errors } = state;
  const own = draft?.python ?? null;
  const text = own ?? (reading.editing ? (run?.text ?? null) : null);
  // Where no cursor is seen, the code stands nowhere before something is chosen.
  const cursor = run === null || !has(view, "timeline") ? reading.chosen : cursorOf(view, run);
  const marked = run === null || cursor === null ? null : lineAt(run, cursor);
  const standing = run === null || cursor === null ? NOBODY : whoStands(run, cursor);
  // What has been edited since has other lines.
  const current = text === null || text === run?.text;
  return html`<except-star-code
    .run=${run}
    .text=${text}
    ?edited=${own !== origin}
    .problems=${own === null ? [] : problemsOf(errors)}
    .marked=${current ? marked : null}
    .standing=${current ? standing : NOBODY}
    exportparts="code, tabs, editor"
    @language=${(/** @type {CustomEvent<Language>} */ event) => reading.speak(event.detail)}
    @edit=${() => reading.beginEditing()}
    @restore=${() => reading.restore()}
    @change=${(/** @type {CustomEvent<{ text: string }>} */ event) => {
      // It is not for the host.
      event.stopPropagation();
      reading.write(event.detail.text);
    }}
  ></except-star-code>`;
}

/** What is wrong with a text where no panel shows the text. @param {View} view */
function unseen(view) {
  const { draft, errors } = view.state;
  if (!isText(draft) || has(view, "code")) return nothing;
  return html`<div class="problems">${problemList(problemsOf(errors))}</div>`;
}

/** What is wrong with the text of a program. @param {Wrong[]} errors */
function problemsOf(errors) {
  return errors.filter(({ field }) => field === "python");
}
