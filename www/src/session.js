// Owns the way from a request to a run: fills in defaults, checks, runs, and keeps the state.
// Invariant: the latest request wins; an earlier one that is still under way changes nothing any more.

import { EngineFault } from "./engine.js";
import { parseParams } from "./link.js";
import { initial, reduce } from "./state.js";

/** @import { RunSpec, SpecError } from "../pkg/except_star.js" */
/** @import { Engine, Spec } from "./engine.js" */
/** @import { Action, Draft, State } from "./state.js" */

/**
 * What an element's attributes or a link ask for, as texts.
 * @typedef {{ scenario: string | null, params: string | null, seed: string | null }} Request
 */
/** @typedef {"ran" | "refused" | "faulted" | "superseded"} End */

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
   * @param {{ fallback: boolean }} options fallback: without a known scenario, take the catalogue's first
   * @returns {Promise<End>}
   */
  ask(request, { fallback }) {
    return this.#latestOnly(async (wanted) => {
      const catalogue = this.state.catalogue ?? (await this.#engine.catalogue());
      if (!wanted()) return "superseded";
      if (this.state.catalogue === null) this.#dispatch({ type: "catalogued", catalogue });

      const first = fallback ? catalogue[0]?.id : undefined;
      const scenario = request.scenario ?? first ?? "";
      let base = await this.#engine.check(bare(scenario));
      /** @type {SpecError[]} */
      const notices = [];
      let values = /** @type {Record<string, string>} */ ({});
      if (base.errors !== null) {
        notices.push(...base.errors);
        if (first === undefined) {
          if (wanted()) this.#dispatch({ type: "lost", notices });
          return "refused";
        }
        base = await this.#engine.check(bare(first));
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
        params: { ...base.spec.params, ...known },
        seed: request.seed ?? String(base.spec.seed),
      };
      return this.#pursue(draft, notices, wanted, true);
    });
  }

  /** Takes another scenario, at its defaults. @param {string} scenario */
  choose(scenario) {
    return this.#latestOnly(async (wanted) => {
      const { spec } = await this.#engine.check(bare(scenario));
      if (spec === null || !wanted()) return "superseded";
      return this.#pursue(draftOf(spec), [], wanted);
    });
  }

  /** Sets one parameter, or the seed, as typed. @param {string} field @param {string} text */
  edit(field, text) {
    return this.#latestOnly(async (wanted) => {
      const { draft, notices } = this.state;
      if (draft === null) return "superseded";
      const next =
        field === "seed"
          ? { ...draft, seed: text }
          : { ...draft, params: { ...draft.params, [field]: text } };
      return this.#pursue(next, notices, wanted);
    });
  }

  /** Sets every parameter and the seed to their defaults. */
  reset() {
    return this.choose(this.state.draft?.scenario ?? "");
  }

  /**
   * Checks a draft and runs it.
   * @param {Draft} draft
   * @param {SpecError[]} notices
   * @param {() => boolean} wanted
   * @param {boolean} tell whether errors of the draft are notices too, since nobody typed them into a field
   * @returns {Promise<End>}
   */
  async #pursue(draft, notices, wanted, tell = false) {
    this.#dispatch({ type: "asked", draft, notices });
    const { scenario, params } = draft;
    const { spec, errors } = await this.#engine.check({
      scenario,
      params,
      seed: number(draft.seed),
    });
    if (!wanted()) return "superseded";
    if (errors !== null) {
      if (tell) this.#dispatch({ type: "asked", draft, notices: [...notices, ...errors] });
      this.#dispatch({ type: "refused", errors });
      await this.#standIn(scenario, wanted);
      return "refused";
    }
    const shown = await this.#engine.run(spec, wanted);
    if (shown === null || !wanted()) return "superseded";
    if (!tell) this.#dispatch({ type: "asked", draft, notices: [] });
    this.#dispatch({ type: "ran", shown });
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

/** A seed as typed; NaN, which the engine refuses, where it is no number. @param {string} text */
function number(text) {
  return text.trim() === "" ? Number.NaN : Number(text);
}

/** @param {Spec} spec @returns {Draft} */
function draftOf({ scenario, params, seed }) {
  return { scenario, params: { ...params }, seed: String(seed) };
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
