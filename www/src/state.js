// Owns the state of one element: what is asked for, what is wrong with it, and the last good run.
// Invariant: a refused or failed request never takes the last good run away; only a newer good run replaces it.
//
//            asked                 refused / faulted
//   draft ───────────▶ draft' ─────────────────────────▶ draft' with errors, the earlier run still shown
//                         │ ran
//                         └──────▶ draft' without errors, its own run shown

/** @import { Draft, Hint, RunSpec, ScenarioInfo, ScenarioTitle, SpecError } from "../pkg/except_star.js" */
/** @import { Shown } from "./engine.js" */

/** What is wrong with a field, and of the interventions, with which. @typedef {SpecError} Wrong */
/**
 * @typedef {object} State
 * @property {ScenarioTitle[] | null} catalogue null until a list has asked for it
 * @property {Draft | null} draft what the fields hold
 * @property {ScenarioInfo | null} info the draft's scenario
 * @property {RunSpec | null} right what can run of the draft, as far as it has been checked
 * @property {Wrong[]} errors of the draft
 * @property {Wrong[]} notices what was wrong with a link or with the attributes; the field may be empty
 * @property {string | null} fault the engine failed; in words
 * @property {Shown | null} shown the last good run
 * @property {Hint[]} hints which of its values change nothing; none until they have been found
 */
/**
 * @typedef {{ type: "catalogued", catalogue: ScenarioTitle[] }
 *   | { type: "asked", draft: Draft, info: ScenarioInfo | null, right: RunSpec | null, notices: Wrong[] }
 *   | { type: "typed", draft: Draft }
 *   | { type: "checked", right: RunSpec | null }
 *   | { type: "begun", draft: Draft }
 *   | { type: "lost", notices: Wrong[] }
 *   | { type: "refused", errors: Wrong[], notices: Wrong[] }
 *   | { type: "ran", shown: Shown, notices: Wrong[] }
 *   | { type: "stood-in", shown: Shown }
 *   | { type: "hinted", hints: Hint[] }
 *   | { type: "faulted", fault: string }} Action
 */

/** @type {Readonly<State>} */
export const initial = Object.freeze({
  catalogue: null,
  draft: null,
  info: null,
  right: null,
  errors: [],
  notices: [],
  fault: null,
  shown: null,
  hints: [],
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
      return {
        ...state,
        draft: action.draft,
        info: action.info,
        right: action.right,
        notices: action.notices,
        errors: [],
      };
    case "typed":
      return { ...state, draft: action.draft, right: null, errors: [] };
    case "checked":
      return { ...state, right: action.right };
    case "begun": // Something is about to be typed, and nothing new is asked for yet.
      return { ...state, draft: action.draft };
    case "lost": // Nothing that exists was asked for, so there is nothing to edit either.
      return {
        ...state,
        draft: null,
        info: null,
        notices: action.notices,
        errors: [],
        fault: null,
      };
    case "refused":
      return { ...state, errors: action.errors, notices: action.notices, fault: null };
    case "ran":
      return {
        ...state,
        shown: action.shown,
        hints: [],
        errors: [],
        notices: action.notices,
        fault: null,
      };
    case "stood-in": // The run of the defaults, where a draft was refused before anything had run.
      return { ...state, shown: action.shown, hints: [] };
    case "hinted":
      return { ...state, hints: action.hints };
    case "faulted":
      return { ...state, fault: action.fault };
  }
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
 * The hints on one field's value; none while the field holds another than the drawn run has.
 * @param {State} state
 * @param {string} field
 * @returns {string[]}
 */
export function hintsOn(state, field) {
  if (drawn(state) === null || earlier(state) !== null) return [];
  return state.hints.filter((hint) => hint.field === field).map(({ text }) => text);
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
  const { right, errors, fault } = state;
  if (!of || (errors.length === 0 && fault === null)) return null;
  const differs = (
    /** @type {string} */ field,
    /** @type {unknown} */ now,
    /** @type {unknown} */ value,
  ) => now !== value || errors.some((error) => error.field === field);
  const differing = Object.entries(of.params ?? {})
    .filter(([name, value]) => differs(name, right?.params?.[name], value))
    .map(([name, value]) => ({ name, value }));
  if (differs("seed", right?.seed, of.seed)) {
    differing.push({ name: "seed", value: String(of.seed) });
  }
  if (differs("debug", right?.debug, of.debug)) {
    differing.push({ name: "debug", value: of.debug ? "on" : "off" });
  }
  const interventions = of.interventions.join(", ");
  if (differs("interventions", right?.interventions?.join(", "), interventions)) {
    differing.push({ name: "interventions", value: interventions });
  }
  // The engine failed at something else than the run.
  if (differing.length === 0 && errors.length === 0) return null;
  return differing;
}
