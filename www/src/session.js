// Owns the way from a request to a run: fills in defaults, checks, runs, and keeps the state.
// Invariant: the latest request wins; an earlier one that is still under way changes nothing any more.

import { EngineFault } from "./engine.js";
import { parseParams } from "./link.js";
import { seedOf } from "./request.js";
import { askedInterventions, initial, reduce } from "./state.js";

/** @import { RunSpec, ScenarioInfo } from "../pkg/except_star.js" */
/** @import { Engine, Spec } from "./engine.js" */
/** @import { Request } from "./request.js" */
/** @import { Action, Draft, State, Wrong } from "./state.js" */

/** @typedef {"ran" | "refused" | "faulted" | "superseded"} End */

/** So many characters a list of ten names may have, and some more. */
const LONGEST_LIST = 250;

export class Session {
  /** @type {State} */
  state = initial;
  #engine;
  #changed;
  #latest = 0;

  /**
   * @param {Pick<Engine, "catalogue" | "check" | "run">} engine
   * @param {() => void} changed is called after each change of `state`
   */
  constructor(engine, changed) {
    this.#engine = engine;
    this.#changed = changed;
  }

  /**
   * Follows attributes or a link. What is wrong with them is said in `notices`; what can be used of them is used.
   * @param {Request} request
   * @param {{ fallback: boolean, problems?: Wrong[] }} options fallback: without a known scenario, take the catalogue's
   *   first; problems: what was wrong with the request before it became one
   * @returns {Promise<End>}
   */
  ask(request, { fallback, problems = [] }) {
    return this.#latestOnly(async (wanted) => {
      const catalogue = this.state.catalogue ?? (await this.#engine.catalogue());
      if (!wanted()) return "superseded";
      if (this.state.catalogue === null) this.#dispatch({ type: "catalogued", catalogue });

      const first = fallback ? catalogue[0]?.id : undefined;
      const scenario = request.scenario ?? first ?? "";
      const parsed = parseParams(request.params);
      const checked = await this.#engine.check({ scenario, params: parsed.values });
      const notices = [...problems];
      let known = /** @type {Record<string, string>} */ ({});
      let { interventions } = request;
      let base = checked.errors === null ? checked.spec : checked.right;
      if (base === null) {
        notices.push(...(checked.errors ?? []));
        if (first === undefined) {
          if (wanted()) this.#dispatch({ type: "lost", notices });
          return "refused";
        }
        ({ spec: base } = await this.#engine.check(bare(first)));
        interventions = null;
      } else {
        if (parsed.problem !== null) notices.push({ field: "", message: parsed.problem });
        const { params } = base;
        const has = (/** @type {string} */ name) => Object.hasOwn(params, name);
        known = Object.fromEntries(Object.entries(parsed.values).filter(([name]) => has(name)));
        // What is wrong with a value is said where the draft is checked; a name without a field only here.
        notices.push(...(checked.errors ?? []).filter(({ field }) => !has(field)));
      }
      if (base === null || !wanted()) return "superseded";

      const draft = {
        scenario: base.scenario,
        params: spaced({ ...base.params, ...known }, catalogue, base.scenario),
        seed: request.seed ?? String(base.seed),
        debug: request.debug ?? base.debug,
        interventions: interventions?.split("\n") ?? [],
      };
      return this.#pursue(draft, notices, wanted, true);
    });
  }

  /** Takes another scenario, at its defaults and without interventions. @param {string} scenario */
  choose(scenario) {
    return this.#latestOnly(async (wanted) => {
      const { spec } = await this.#engine.check(bare(scenario));
      if (spec === null || !wanted()) return "superseded";
      const draft = draftOf(spec);
      draft.params = spaced(draft.params, this.state.catalogue ?? [], scenario);
      return this.#pursue(draft, [], wanted);
    });
  }

  /** Sets one parameter, or the seed, as typed. @param {string} field @param {string} text */
  edit(field, text) {
    const params = { ...this.state.draft?.params, [field]: text };
    return this.change(field === "seed" ? { seed: text } : { params });
  }

  /** Sets parts of the draft. @param {Partial<Draft>} part */
  change(part) {
    return this.#latestOnly(async (wanted) => {
      const { draft, notices } = this.state;
      if (draft === null) return "superseded";
      return this.#pursue({ ...draft, ...part }, notices, wanted);
    });
  }

  /** Makes room for one more intervention. */
  addIntervention() {
    const { draft } = this.state;
    if (draft === null) return;
    const interventions = [...draft.interventions, ""];
    this.#dispatch({ type: "begun", draft: { ...draft, interventions } });
  }

  /** Goes back to the scenario as it was when it was chosen. */
  reset() {
    return this.choose(this.state.draft?.scenario ?? "");
  }

  /**
   * Checks a draft and runs it.
   * @param {Draft} draft
   * @param {Wrong[]} notices
   * @param {() => boolean} wanted
   * @param {boolean} tell whether errors of the draft are notices too, since nobody typed them into a field
   * @returns {Promise<End>}
   */
  async #pursue(draft, notices, wanted, tell = false) {
    this.#dispatch({ type: "asked", draft, notices });
    const { scenario, params, debug } = draft;
    const { spec, errors } = await this.#engine.check({
      scenario,
      params,
      seed: seedOf(draft.seed),
      debug,
      interventions: askedInterventions(draft),
    });
    if (!wanted()) return "superseded";
    if (errors !== null) {
      const located = placed(errors, draft);
      const told = tell ? [...notices, ...located] : notices;
      this.#dispatch({ type: "refused", errors: located, notices: told });
      await this.#standIn(scenario, wanted);
      return "refused";
    }
    const shown = await this.#engine.run(spec, wanted);
    if (shown === null || !wanted()) return "superseded";
    this.#dispatch({ type: "ran", shown, notices: tell ? notices : [] });
    return "ran";
  }

  /** Shows the run of the defaults where no run of this scenario is there. @param {string} scenario @param {() => boolean} wanted */
  async #standIn(scenario, wanted) {
    if (this.state.shown?.spec.scenario === scenario) return;
    const { spec } = await this.#engine.check(bare(scenario));
    const shown = spec === null ? null : await this.#engine.run(spec, wanted);
    if (shown !== null && wanted()) this.#dispatch({ type: "stood-in", shown });
  }

  /** @param {(wanted: () => boolean) => Promise<End>} work @returns {Promise<End>} */
  async #latestOnly(work) {
    const number = ++this.#latest;
    const wanted = () => number === this.#latest;
    try {
      return await work(wanted);
    } catch (thrown) {
      if (!(thrown instanceof EngineFault)) throw thrown;
      if (!wanted()) return "superseded";
      this.#dispatch({ type: "faulted", fault: thrown.message });
      return "faulted";
    }
  }

  /** @param {Action} action */
  #dispatch(action) {
    this.state = reduce(this.state, action);
    this.#changed();
  }
}

/** A scenario at its defaults. @param {string} scenario @returns {Partial<RunSpec>} */
function bare(scenario) {
  return { scenario, params: {} };
}

/** @param {Spec} spec @returns {Draft} */
function draftOf({ scenario, params, seed, debug, interventions }) {
  return {
    scenario,
    params: { ...params },
    seed: String(seed),
    debug,
    interventions: [...interventions],
  };
}

/**
 * Lists with a space after each comma: so they are read, and broken over lines. What a reader types stays as it is, and
 * so does what is longer than any list can be: it is about to be refused, and echoed.
 * @param {Record<string, string>} values
 * @param {ScenarioInfo[]} catalogue
 * @param {string} scenario
 */
function spaced(values, catalogue, scenario) {
  const params = catalogue.find(({ id }) => id === scenario)?.params ?? [];
  const lists = params.filter(
    ({ kind, name }) => kind === "list" && values[name]?.length <= LONGEST_LIST,
  );
  return {
    ...values,
    ...Object.fromEntries(lists.map(({ name }) => [name, values[name].replace(/,(?=\S)/g, ", ")])),
  };
}

/**
 * Errors with the places of interventions among the fields: of those, blank ones are not asked for.
 * @param {Wrong[]} errors
 * @param {Draft} draft
 * @returns {Wrong[]}
 */
function placed(errors, { interventions }) {
  const asked = [...interventions.keys()].filter((index) => interventions[index].trim() !== "");
  return errors.map((error) =>
    error.index === undefined ? error : { ...error, index: asked[error.index] },
  );
}
