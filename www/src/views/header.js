// Owns the head of a scenario and what is said above it when something went wrong.
// Invariant: texts on scenarios come from the catalogue, texts on bad values from the engine.

import { html, nothing } from "lit";
import { brief, valuesOf } from "../format.js";
import { icon } from "./icons.js";

/** @import { ScenarioInfo } from "../../pkg/except_star.js" */
/** @import { Spec } from "../engine.js" */
/** @import { State, Wrong } from "../state.js" */

/**
 * What is said of a program above it.
 * @typedef {Pick<ScenarioInfo, "section" | "title" | "summary" | "look_for" | "corrects"> & { section_number?: number }} Head
 */

/**
 * @param {Head | null} scenario
 * @param {number} level of its heading
 * @param {unknown} share what gives a link to the run
 * @param {"all" | "summary" | "title"} how how much of it; the rest is drawn elsewhere
 */
export function header(scenario, level, share = nothing, how = "all") {
  if (scenario === null) return nothing;
  const { section_number, section, title, summary, corrects } = scenario;
  return html`<header part="header">
    <div>
      ${share}
      ${
        section_number === undefined && section === title
          ? nothing
          : html`<p class="section" part="section">${section_number === undefined ? section : `${section_number} · ${section}`}</p>`
      }
      <h2 id="title" part="title" aria-level=${level}>${title}</h2>
    </div>
    ${
      how === "title"
        ? nothing
        : html`<div>
            <p class="summary" part="summary">${summary}</p>
            ${how === "summary" || !corrects ? nothing : correction(corrects)}
          </div>`
    }
    ${how === "all" ? lookFor(scenario, level) : nothing}
  </header>`;
}

/**
 * What the head leaves out.
 * @param {Head | null} scenario
 * @param {number} level of the head's heading
 * @param {boolean} whole whether the summary is left out as well
 */
export function notes(scenario, level, whole) {
  if (scenario === null) return nothing;
  const { summary, corrects, look_for } = scenario;
  if (!whole && !corrects && look_for.length === 0) return nothing;
  return html`<div class="notes">
    ${whole ? html`<p class="summary" part="summary">${summary}</p>` : nothing} ${lookFor(scenario, level)}
    ${corrects ? correction(corrects) : nothing}
  </div>`;
}

/** @param {Head} scenario @param {number} level */
function lookFor({ look_for }, level) {
  if (look_for.length === 0) return nothing;
  return html`<div class="look" part="look">
    <h3 aria-level=${level + 1}>What to look for</h3>
    <ul>${look_for.map((what) => html`<li>${what}</li>`)}</ul>
  </div>`;
}

/**
 * The values that the drawn run has, for paper, where no form is.
 * @param {ScenarioInfo | null} scenario
 * @param {Spec | null} spec
 */
export function valuesLine(scenario, spec) {
  if (scenario === null || spec === null) return nothing;
  return html`<p class="values">
    ${valuesOf(scenario, spec).map(({ label, value }, index) => html`${index > 0 ? ", " : ""}${label}&nbsp;<code>${value}</code>`)}
  </p>`;
}

/** Claims, in quotation marks, and what is true instead. @param {string} text */
function correction(text) {
  const [before, ...parts] = text.split(/"([^"]+)":?\s*/);
  const claims = parts.flatMap((claim, index) =>
    index % 2 === 0 ? [{ claim, truth: parts[index + 1] }] : [],
  );
  return html`<div class="corrects" part="corrects">
    <b>Often said, and false</b>
    ${before ? html`<p>${before}</p>` : nothing}
    ${claims.map(({ claim, truth }) => html`<p class="said">“${claim}”</p><p class="truth">${truth}</p>`)}
  </div>`;
}

/**
 * @param {State} state
 * @param {(() => void) | null} retry
 * @param {Wrong[]} more
 */
export function notices({ notices: own, fault }, retry, more = []) {
  const asked = [...own, ...more];
  if (asked.length === 0 && fault === null) return nothing;
  return html`<div class="notices" part="notices" role="alert">
    ${
      fault === null
        ? nothing
        : html`<div class="notice">
            ${icon("notice")}
            <div>
              <p>${fault}</p>
              ${retry ? html`<button type="button" class="quiet" part="button" @click=${retry}>Try again</button>` : nothing}
            </div>
          </div>`
    }
    ${
      asked.length === 0
        ? nothing
        : html`<div class="notice">
            ${icon("notice")}
            <div>
              <p><b>Not everything that was asked for could be used.</b></p>
              <ul>
                ${asked.map(
                  ({ field, message }) =>
                    html`<li>${field ? html`<code>${brief(field)}</code>: ` : nothing}${brief(message)}</li>`,
                )}
              </ul>
            </div>
          </div>`
    }
  </div>`;
}
