// Owns the form: one field a parameter, made from what Rust says of it, and the seed.
// Invariant: a field shows exactly the draft's text; nothing that is typed is corrected behind the reader's back.

import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { ref } from "lit/directives/ref.js";
import { brief, count } from "../format.js";
import { drawn, errorOf, hintsOn, isText } from "../state.js";
import { errorLine } from "./error-line.js";
import { icon } from "./icons.js";
import { interventions } from "./interventions.js";

/** @import { Draft, ParamInfo } from "../../pkg/except_star.js" */
/** @import { State } from "../state.js" */
/**
 * @typedef {object} Actions
 * @property {(field: string, text: string) => void} edit sets a parameter or the seed
 * @property {(part: Partial<Draft>) => void} change sets something else
 * @property {() => void} addIntervention
 * @property {() => Promise<unknown>} rendered resolves when what was done is drawn
 * @property {() => void} reset
 * @property {{ undo: () => void, redo: () => void, canUndo: boolean, canRedo: boolean }} [past] takes changes back
 */
/**
 * A field; `good` is the text that the drawn run has there, `hints` why its value changes nothing.
 * @typedef {{ param: ParamInfo, text: string, good: string, error: string | null, hints: string[], edit: (text: string) => void }} Field
 */

/** Up to so many choices stand side by side; more are a list that opens. */
const SEGMENTS = 4;

/** So many characters of a list are on a line, where a field does not take its size from what is in it. */
const LINE = 24;

/** More characters than these have no room side by side. */
const SEGMENTS_LENGTH = 20;

/**
 * @param {State} state
 * @param {Actions} actions
 * @param {{ only?: string[], folded?: boolean, pictured?: boolean, whole?: boolean }} [how] only: the names of the parameters that
 *   may be changed, where nothing else may; folded: what every scenario has is put away; pictured: a picture shows the interventions;
 *   whole: it is drawn
 */
export function form(
  state,
  actions,
  { only, folded = false, pictured = false, whole = true } = {},
) {
  const { edit, reset, past } = actions;
  const { draft, info: scenario } = state;
  if (!draft) return nothing;
  const text = isText(draft);
  return html`<form
    class="form"
    part="form"
    aria-label=${folded || only ? nothing : scenario ? `Parameters of “${scenario.title}”` : "Circumstances of the run"}
    @submit=${(/** @type {Event} */ event) => event.preventDefault()}
  >
    ${text && scenario ? html`<p class="help">The program is yours now: what was a parameter stands in its text.</p>` : nothing}
    ${(text ? [] : (scenario?.params ?? []))
      .filter(({ name }) => only?.includes(name) ?? true)
      .map((param) =>
        field({
          param,
          text: draft.params[param.name] ?? "",
          good: drawn(state)?.spec.params?.[param.name] ?? "",
          error: errorOf(state, param.name),
          hints: hintsOn(state, param.name),
          edit: (text) => edit(param.name, text),
        }),
      )}
    ${only ? nothing : folded ? fold(state, actions, whole, pictured) : whole ? common(state, actions) : nothing}
    ${
      scenario || past
        ? html`<div class="form-end">
            ${past ? turns(past) : nothing}
            ${scenario ? html`<button type="button" class="quiet" part="button" @click=${reset}>${only === undefined ? "Reset to defaults" : "Start again"}</button>` : nothing}
          </div>`
        : nothing
    }
  </form>`;
}

/** What takes changes back. @param {NonNullable<Actions["past"]>} past */
function turns({ undo, redo, canUndo, canRedo }) {
  return html`<button type="button" class="quiet turn" aria-label="Undo" title="Undo (Ctrl Z)" ?disabled=${!canUndo} @click=${undo}>${icon("undo")}</button>
    <button type="button" class="quiet turn" aria-label="Redo" title="Redo (Shift Ctrl Z)" ?disabled=${!canRedo} @click=${redo}>${icon("redo")}</button>`;
}

/** What every scenario has. @param {State} state @param {Actions} actions */
function common(state, actions) {
  const { draft } = state;
  if (!draft) return nothing;
  const { edit, change } = actions;
  return html`${seedField(draft.seed, errorOf(state, "seed"), (text) => edit("seed", text))}
    ${debugField(draft.debug, (debug) => change({ debug }))} ${interventions(state, actions)}`;
}

/** The same, put away behind its values. @param {State} state @param {Actions} actions @param {boolean} whole @param {boolean} pictured */
function fold(state, actions, whole, pictured) {
  const { draft, errors } = state;
  if (!draft) return nothing;
  const { seed, debug, interventions } = draft;
  const wrong = errors.some(({ field }) => field === "seed" || field === "interventions");
  // It opens by itself where there is something in it to be seen, and is closed by nobody but the reader, who may be in it.
  const unseen = interventions.length > 0 && !pictured;
  const opened = (/** @type {Element | undefined} */ of) => {
    if (of !== undefined && (wrong || unseen)) of.toggleAttribute("open", true);
  };
  return html`<details class="fold" ${ref(opened)}>
    <summary>
      Seed ${brief(seed) || "none"}, debug mode ${debug ? "on" : "off"},
      ${interventions.length === 0 ? "no interventions" : count(interventions.length, "intervention")}
    </summary>
    <div>${whole ? common(state, actions) : nothing}</div>
  </details>`;
}

/** @param {Field} field */
function field(field) {
  const { param, text, error, edit } = field;
  if (param.kind === "bool") return toggle(field);
  if (param.kind === "choice") {
    const choices = [...(param.optional ? [""] : []), ...(param.choices ?? [])];
    return choices.length <= SEGMENTS ? segments(field, choices) : select(field, choices);
  }
  const { name, unit, min, max } = param;
  const many = param.kind === "list" || param.kind === "text";
  const slides = !many && min !== undefined && max !== undefined;
  return html`<div class="field" data-field=${name} ?data-invalid=${error !== null}>
    <div class="caption">
      <label for="field-${name}" id="label-${name}">${param.label}</label>
      ${many ? nothing : bounds(param)}
    </div>
    <div class="entry">
      ${slides ? slider(field) : nothing}
      <span class="box" ?data-wide=${!slides}>
        ${
          param.kind === "list"
            ? lines(field)
            : html`<input
                id="field-${name}"
                class=${many ? "wide" : "number"}
                type="text"
                inputmode=${many ? nothing : min !== undefined && min >= 0 ? (param.kind === "int" ? "numeric" : "decimal") : nothing}
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder=${param.optional ? "none" : nothing}
                .value=${live(text)}
                aria-invalid=${error !== null}
                aria-describedby="bounds-${name} help-${name} error-${name}"
                @input=${(/** @type {InputEvent} */ event) => edit(textOf(event))}
              />`
        }${unit && text !== "" && !many ? html`<span class="unit" aria-hidden="true">${unit}</span>` : nothing}
        ${
          param.optional && text !== ""
            ? html`<button type="button" class="clear" aria-label="No ${param.label}" @click=${() => edit("")}>×</button>`
            : nothing
        }
      </span>
    </div>
    ${explanation(field)} ${many ? bounds(param) : nothing}
  </div>`;
}

/**
 * A list, all of it in view: it takes as many lines as it needs, and has no breaks of its own.
 * @param {Field} field
 */
function lines({ param: { name }, text, error, edit }) {
  return html`<textarea
    id="field-${name}"
    class="wide"
    rows=${Math.max(1, Math.ceil(text.length / LINE))}
    autocomplete="off"
    autocapitalize="off"
    spellcheck="false"
    .value=${live(text)}
    aria-invalid=${error !== null}
    aria-describedby="bounds-${name} help-${name} error-${name}"
    @keydown=${(/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Enter") event.preventDefault();
    }}
    @input=${(/** @type {InputEvent} */ event) => edit(textOf(event).replace(/\s*\n\s*/g, " "))}
  ></textarea>`;
}

/** What the parameter may be. @param {ParamInfo} param */
function bounds(param) {
  return html`<p class="allowed" id="bounds-${param.name}">${param.range}</p>`;
}

/**
 * The slider beside the field. While the field holds what is refused, it stays where the drawn run has it, pale: at an end
 * it would say that the end is what is asked for.
 * @param {Field} field
 */
function slider({ param, text, good, error, edit }) {
  const { name, unit, min, max, step } = param;
  const place = error === null ? text : good;
  const placed = error === null && text.trim() !== "";
  return html`<input
    type="range"
    min=${min}
    max=${max}
    step=${step}
    .value=${live(place.trim() === "" ? String(min) : place)}
    ?data-empty=${!placed}
    aria-labelledby="label-${name}"
    aria-valuetext=${place === "" ? "none" : unit ? `${place} ${unit}` : place}
    @input=${(/** @type {InputEvent} */ event) => edit(textOf(event))}
  />`;
}

/** @param {Field} field */
function toggle(field) {
  const { param, text, error, edit } = field;
  const { name } = param;
  return html`<div class="field" data-field=${name} ?data-invalid=${error !== null}>
    <label class="toggle">
      <span>${param.label}</span>
      <input
        id="field-${name}"
        type="checkbox"
        role="switch"
        .checked=${live(text === "true")}
        aria-describedby="help-${name} error-${name}"
        @change=${(/** @type {Event} */ event) =>
          edit(String(/** @type {HTMLInputElement} */ (event.target).checked))}
      />
    </label>
    ${explanation(field)}
  </div>`;
}

/** @param {Field} field @param {string[]} choices */
function segments(field, choices) {
  const { param, text, error, edit } = field;
  const { name } = param;
  return html`<fieldset
    class="field"
    data-field=${name}
    ?data-invalid=${error !== null}
    aria-describedby="help-${name} error-${name}"
  >
    <legend>${param.label}</legend>
    <div class="segments" ?data-stacked=${choices.join("").length > SEGMENTS_LENGTH}>
      ${choices.map(
        (choice) => html`<label>
          <input
            type="radio"
            name=${name}
            .value=${choice}
            .checked=${live(choice === text)}
            @change=${() => edit(choice)}
          /><span>${choice || "none"}</span>
        </label>`,
      )}
    </div>
    ${explanation(field)}
  </fieldset>`;
}

/** @param {Field} field @param {string[]} choices */
function select(field, choices) {
  const { param, text, error, edit } = field;
  const { name } = param;
  // A text that is none of the choices (from a link) has an entry of its own, or the list would show another value.
  const all = choices.includes(text) ? choices : [text, ...choices];
  return html`<div class="field" data-field=${name} ?data-invalid=${error !== null}>
    <label for="field-${name}">${param.label}</label>
    <select
      id="field-${name}"
      aria-invalid=${error !== null}
      aria-describedby="help-${name} error-${name}"
      @change=${(/** @type {Event} */ event) => edit(textOf(event))}
    >
      ${all.map(
        (choice) =>
          html`<option value=${choice} .selected=${live(choice === text)}>${choice || "none"}</option>`,
      )}
    </select>
    ${explanation(field)}
  </div>`;
}

/** @param {string} text @param {string | null} error @param {(text: string) => void} edit */
function seedField(text, error, edit) {
  return html`<div class="field" data-field="seed" ?data-invalid=${error !== null}>
    <label for="field-seed">Seed</label>
    <div class="entry">
      <span class="box" data-wide>
        <input
          id="field-seed"
          class="wide"
          type="text"
          inputmode="numeric"
          autocomplete="off"
          spellcheck="false"
          .value=${live(text)}
          aria-invalid=${error !== null}
          aria-describedby="help-seed error-seed"
          @input=${(/** @type {InputEvent} */ event) => edit(textOf(event))}
        />
      </span>
    </div>
    <p class="help" id="help-seed">Where the program draws random numbers, they follow from the seed alone.</p>
    ${errorLine("seed", error)}
  </div>`;
}

/** @param {boolean} on @param {(on: boolean) => void} set */
function debugField(on, set) {
  return html`<div class="field" data-field="debug">
    <label class="toggle">
      <span>Debug mode</span>
      <input
        id="field-debug"
        type="checkbox"
        role="switch"
        .checked=${live(on)}
        aria-describedby="help-debug"
        @change=${(/** @type {Event} */ event) => set(/** @type {HTMLInputElement} */ (event.target).checked)}
      />
    </label>
    <p class="help" id="help-debug">asyncio’s own: it reports steps that take long, and shows where things were created.</p>
  </div>`;
}

/** @param {Field} field */
function explanation({ param, error, hints }) {
  return html`<p class="help" id="help-${param.name}"><span class="what">${param.help}</span>${hints.map((text) => html` <span class="hint">${text}</span>`)}</p>
    ${errorLine(param.name, error)}`;
}

/** Says that the drawn run is not the draft's. @param {State} state @param {{ name: string, value: string }[]} values */
export function staleness(state, values) {
  const labels = new Map([
    ["seed", "Seed"],
    ["debug", "Debug mode"],
    ["language", "Language"],
    ["interventions", "Interventions"],
    ...(state.info?.params.map(
      ({ name, label }) => /** @type {[string, string]} */ ([name, label]),
    ) ?? []),
  ]);
  if (drawn(state) === null) return nothing;
  return html`<p class="stale" part="stale">
    ${icon("pending")}
    <span
      ><b>Not run.</b> The run below
      ${
        values.length === 0
          ? isText(state.draft)
            ? "belongs to the text as it was before"
            : "is the last good one"
          : values.map(
              ({ name, value }, index) =>
                html`${index === 0 ? "belongs to " : ", "}${labels.get(name)}&nbsp;<code>${brief(value) || "none"}</code>`,
            )
      }.</span
    >
  </p>`;
}

/** @param {Event} event */
function textOf(event) {
  return /** @type {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} */ (event.target)
    .value;
}
