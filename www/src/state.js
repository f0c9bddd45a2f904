// Owns the state of one element: what is asked for, what is wrong with it, and the last good run.
// Invariant: a refused or failed request never takes the last good run away; only a newer good run replaces it.
//
//            asked                 refused / faulted
//   draft ───────────▶ draft' ─────────────────────────▶ draft' with errors, the earlier run still shown
//                         │ ran
//                         └──────▶ draft' without errors, its own run shown

/** @import { Draft, Hint, RunSpec, ScenarioInfo, ScenarioTitle, SpecError } from "../pkg/except_star.js" */
/** @import { Lasting, Shown as Made } from "./engine.js" */

/** What is wrong with a field, and of the interventions, with which. @typedef {SpecError} Wrong */
/** A run, and what it is a run of, edited or not. @typedef {Made & { of: string }} Shown */
/**
 * @typedef {object} State
 * @property {ScenarioTitle[] | null} catalogue null until a list has asked for it
 * @property {Draft | null} draft what the fields hold
 * @property {ScenarioInfo | null} info the draft's scenario
 * @property {string | null} origin the text that was asked for, where it was one; what the draft has may be edited
 * @property {RunSpec | null} right what can run of the draft, as far as it has been checked
 * @property {Wrong[]} errors of the draft
 * @property {Wrong[]} notices what was wrong with a link or with the attributes; the field may be empty
 * @property {string | null} fault the engine failed; in words
 * @property {Shown | null} shown the last good run
 * @property {Lasting | null} lasting the run that is being made, if it takes long
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
 *   | { type: "lasting", lasting: Lasting }
 *   | { type: "hinted", hints: Hint[] }
 *   | { type: "faulted", fault: string }} Action
 */

/** @type {Readonly<State>} */
export const initial = Object.freeze({
  catalogue: null,
  draft: null,
  info: null,
  origin: null,
  right: null,
  errors: [],
  notices: [],
  fault: null,
  shown: null,
  lasting: null,
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
        origin: action.draft.python ?? null,
        right: action.right,
        notices: action.notices,
        errors: [],
        lasting: null,
      };
    case "typed": {
      // What is wrong with a text is said until it is read again: nothing jumps while somebody types.
      const errors = isText(action.draft) ? state.errors : [];
      return { ...state, draft: action.draft, right: null, errors, lasting: null };
    }
    case "checked":
      return { ...state, right: action.right, errors: [] };
    case "begun": // Something is about to be typed, and nothing new is asked for yet.
      return { ...state, draft: action.draft };
    case "lost": // Nothing that exists was asked for, so there is nothing to edit either.
      return {
        ...state,
        draft: null,
        info: null,
        origin: null,
        lasting: null,
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
        lasting: null,
      };
    case "stood-in": // The run of the defaults, where a draft was refused before anything had run.
      return { ...state, shown: action.shown, hints: [], lasting: null };
    case "lasting":
      return { ...state, lasting: action.lasting };
    case "hinted":
      return { ...state, hints: action.hints };
    case "faulted":
      return { ...state, fault: action.fault, lasting: null };
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
 * The run to draw: the last good one, as long as it is of the program that is asked for, edited or not.
 * @param {State} state
 * @returns {Shown | null}
 */
export function drawn(state) {
  return state.shown !== null && state.shown.of === programOf(state) ? state.shown : null;
}

/** What names the program that is asked for, however it was edited since. @param {State} state */
export function programOf({ draft, origin }) {
  return draft === null ? null : draft.scenario || (origin ?? "");
}

/** Whether what is to run is a text. @param {Draft | null} draft */
export function isText(draft) {
  return draft !== null && typeof draft.python === "string";
}

/**
 * The values in which the drawn run differs from the refused draft; null when the drawn run is the draft's own.
 * @param {State} state
 * @returns {{ name: string, value: string }[] | null}
 */
export function earlier(state) {
  const of = drawn(state)?.spec;
  const { draft, right, errors, fault } = state;
  if (!of || (errors.length === 0 && fault === null)) return null;
  const text = isText(draft);
  if (text !== (of.python !== undefined) || (text && right?.python !== of.python)) return [];
  const differs = (
    /** @type {string} */ field,
    /** @type {unknown} */ now,
    /** @type {unknown} */ value,
  ) => now !== value || errors.some((error) => error.field === field);
  const differing = Object.entries(of.params ?? {})
    .filter(([name, value]) => differs(name, right?.params?.[name], value))
    .map(([name, value]) => ({ name, value }));
  if (differs("language", right?.language, of.language)) {
    differing.push({ name: "language", value: of.language === "rust" ? "Rust" : "Python" });
  }
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
