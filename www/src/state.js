// Owns the state of one element: what is asked for, what is wrong with it, and the last good run.
// Invariant: a refused or failed request never takes the last good run away; only a newer good run replaces it.
//
//            asked                 refused / faulted
//   draft ───────────▶ draft' ─────────────────────────▶ draft' with errors, the earlier run still shown
//                         │ ran
//                         └──────▶ draft' without errors, its own run shown

/** @import { ScenarioInfo, SpecError } from "../pkg/except_star.js" */
/** @import { Shown } from "./engine.js" */

/**
 * What the fields hold, as text: possibly wrong, possibly half typed. A blank intervention is one that is still to be
 * typed, and is not asked for.
 * @typedef {{ scenario: string, params: Record<string, string>, seed: string, debug: boolean, interventions: string[] }} Draft
 */
/** What is wrong with a field, and of the interventions, with which. @typedef {SpecError} Wrong */
/**
 * @typedef {object} State
 * @property {ScenarioInfo[] | null} catalogue null until the engine is there
 * @property {Draft | null} draft
 * @property {Wrong[]} errors of the draft
 * @property {Wrong[]} notices what was wrong with a link or with the attributes; the field may be empty
 * @property {string | null} fault the engine failed; in words
 * @property {Shown | null} shown the last good run
 */
/**
 * @typedef {{ type: "catalogued", catalogue: ScenarioInfo[] }
 *   | { type: "asked", draft: Draft, notices: Wrong[] }
 *   | { type: "begun", draft: Draft }
 *   | { type: "lost", notices: Wrong[] }
 *   | { type: "refused", errors: Wrong[], notices: Wrong[] }
 *   | { type: "ran", shown: Shown, notices: Wrong[] }
 *   | { type: "stood-in", shown: Shown }
 *   | { type: "faulted", fault: string }} Action
 */

/** @type {Readonly<State>} */
export const initial = Object.freeze({
  catalogue: null,
  draft: null,
  errors: [],
  notices: [],
  fault: null,
  shown: null,
});

/**
 * @param {State} state
 * @param {Action} action
 * @returns {State}
 */
export function reduce(state, action) {
  switch (action.type) {
    case "catalogued":
      return { ...state, catalogue: action.catalogue, fault: null };
    case "asked":
      return { ...state, draft: action.draft, notices: action.notices, errors: [] };
    case "begun": // Something is about to be typed, and nothing new is asked for yet.
      return { ...state, draft: action.draft };
    case "lost": // Nothing that exists was asked for, so there is nothing to edit either.
      return { ...state, draft: null, notices: action.notices, errors: [] };
    case "refused":
      return { ...state, errors: action.errors, notices: action.notices, fault: null };
    case "ran":
      return { ...state, shown: action.shown, errors: [], notices: action.notices, fault: null };
    case "stood-in": // The run of the defaults, where a draft was refused before anything had run.
      return { ...state, shown: action.shown };
    case "faulted":
      return { ...state, fault: action.fault };
  }
}

/**
 * The scenario that is asked for.
 * @param {State} state
 * @returns {ScenarioInfo | null}
 */
export function scenarioOf({ catalogue, draft }) {
  return catalogue?.find((scenario) => scenario.id === draft?.scenario) ?? null;
}

/**
 * What is wrong with one field, or with one entry of a list of fields; or null.
 * @param {State} state
 * @param {string} field
 * @param {number} [index]
 */
export function errorOf({ errors }, field, index) {
  return errors.find((error) => error.field === field && error.index === index)?.message ?? null;
}

/**
 * What the drawn run says of one field's value; nothing while the field holds another.
 * @param {State} state
 * @param {string} field
 * @returns {string[]}
 */
export function remarksOn(state, field) {
  const shown = drawn(state);
  if (shown === null || earlier(state) !== null) return [];
  return shown.run.remarks.filter((remark) => remark.field === field).map(({ text }) => text);
}

/**
 * The run to draw: the last good one, as long as it is of the scenario that is asked for.
 * @param {State} state
 * @returns {Shown | null}
 */
export function drawn({ shown, draft }) {
  return shown !== null && shown.spec.scenario === draft?.scenario ? shown : null;
}

/**
 * The values in which the drawn run differs from the refused draft; null when the drawn run is the draft's own.
 * @param {State} state
 * @returns {{ name: string, value: string }[] | null}
 */
export function earlier(state) {
  const of = drawn(state)?.spec;
  const { draft, errors, fault } = state;
  if (!of || !draft || (errors.length === 0 && fault === null)) return null;
  const differing = Object.entries(of.params)
    .filter(([name, value]) => unspaced(draft.params[name]) !== unspaced(value))
    .map(([name, value]) => ({ name, value }));
  if (String(of.seed) !== draft.seed) differing.push({ name: "seed", value: String(of.seed) });
  if (of.debug !== draft.debug) differing.push({ name: "debug", value: of.debug ? "on" : "off" });
  const interventions = of.interventions.join(", ");
  if (interventions !== askedInterventions(draft).join(", ")) {
    differing.push({ name: "interventions", value: interventions });
  }
  return differing;
}

/** A space after a comma makes no other list. @param {string} text */
function unspaced(text) {
  return text.replace(/,\s+/g, ",");
}

/** The interventions that are asked for. @param {Draft} draft */
export function askedInterventions({ interventions }) {
  return interventions.map((text) => text.trim()).filter(Boolean);
}
