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
      let base = await this.#engine.check(bare(scenario));
      const notices = [...problems];
      let values = /** @type {Record<string, string>} */ ({});
      let { interventions } = request;
      if (base.errors !== null) {
        notices.push(...base.errors);
        if (first === undefined) {
          if (wanted()) this.#dispatch({ type: "lost", notices });
          return "refused";
        }
        base = await this.#engine.check(bare(first));
        interventions = null;
      } else {
        const parsed = parseParams(request.params);
        if (parsed.problem !== null) notices.push({ field: "", message: parsed.problem });
        values = parsed.values;
      }
      if (base.spec === null || !wanted()) return "superseded";

      const { known, unknown } = sort(values, base.spec.params);
      if (Object.keys(unknown).length > 0) {
        const { errors } = await this.#engine.check({ ...base.spec, params: unknown });
        notices.push(...(errors ?? []));
      }
      const draft = {
        scenario: base.spec.scenario,
        params: spaced({ ...base.spec.params, ...known }, catalogue, base.spec.scenario),
        seed: request.seed ?? String(base.spec.seed),
        debug: request.debug ?? base.spec.debug,
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
      const located = await this.#locate(errors, draft);
      if (!wanted()) return "superseded";
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

  /**
   * The engine names the list of interventions, not the entry: each is checked alone to find what an error is about.
   * @param {Wrong[]} errors
   * @param {Draft} draft
   * @returns {Promise<Wrong[]>}
   */
  async #locate(errors, { scenario, interventions }) {
    const others = errors.filter(({ field }) => field !== "interventions");
    if (others.length === errors.length) return errors;
    /** @type {Wrong[]} */
    const located = [];
    for (const [index, text] of interventions.entries()) {
      if (text.trim() === "") continue;
      const alone = { ...bare(scenario), interventions: [text.trim()] };
      const { errors: own } = await this.#engine.check(alone);
      located.push(...(own ?? []).map((error) => ({ ...error, index })));
    }
    // What is wrong with none of them alone is wrong with the list.
    return located.length > 0 ? [...others, ...located] : errors;
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
 * Parts the values into those that the scenario has a parameter for and those that it has none for.
 * @param {Record<string, string>} values
 * @param {Record<string, string>} parameters
 */
function sort(values, parameters) {
  const of = (/** @type {boolean} */ has) =>
    Object.fromEntries(
      Object.entries(values).filter(([name]) => Object.hasOwn(parameters, name) === has),
    );
  return { known: of(true), unknown: of(false) };
}
