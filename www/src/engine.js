// Owns the WebAssembly instance that all elements of a page share.
// Invariant: after a trap the instance is never called again; the next call gets a fresh one, and so do the runs that are held.

import { runOf } from "./run.js";

/** @import { Answer, Draft, Hint, Request, RequirementResult, RunSpec, ScenarioTitle } from "../pkg/except_star.js" */
/** @import { Run, Source } from "./run.js" */
/** @typedef {typeof import("../pkg/except_star.js")} Module */
/** @typedef {Pick<Module, "catalogue" | "ask" | "check" | "run" | "check_exercise">} Instance */
/** A spec in which nothing is left out, as the engine gives it back. @typedef {Required<RunSpec>} Spec */
/**
 * A run with the spec that was asked for.
 * @typedef {{ spec: Spec, run: Run }} Shown
 */

/** The engine did not do what it was asked for, and it is not the caller's fault. The message is for people. */
export class EngineFault extends Error {}

export class Engine {
  /** @type {(number: number) => Promise<Instance>} */
  #instantiate;
  #made = 0;
  /** @type {Promise<Instance> | null} */
  #instance = null;
  /** @type {Promise<unknown>} */
  #lastRun = Promise.resolve();
  /** The runs that are still held. @type {Map<WeakRef<Source>, Spec>} */
  #runs = new Map();
  /** @type {FinalizationRegistry<WeakRef<Source>>} */
  #dropped = new FinalizationRegistry((reference) => this.#runs.delete(reference));

  /** @param {(number: number) => Promise<Instance>} instantiate makes the n-th instance */
  constructor(instantiate) {
    this.#instantiate = instantiate;
  }

  /** Begins to load it, for those that ask it something soon. If that fails, whoever asks gets the error. */
  load() {
    this.#current().catch(() => {});
  }

  /** @returns {Promise<ScenarioTitle[]>} */
  catalogue() {
    return this.#use((instance) => instance.catalogue());
  }

  /**
   * What becomes of what attributes or a link ask for.
   * @param {Partial<Request>} request what is left out is not asked for
   * @param {boolean} fallback whether the first scenario is taken where no known one is named
   * @returns {Promise<Answer>}
   */
  ask(request, fallback = false) {
    return this.#use((instance) => instance.ask(/** @type {Request} */ (request), fallback));
  }

  /**
   * What becomes of what the fields of a form hold.
   * @param {Draft} draft
   * @returns {Promise<Answer>}
   */
  check(draft) {
    return this.#use((instance) => instance.check(draft));
  }

  /**
   * Runs a spec that an answer has. Runs are made one after the other; a run that is not `wanted` any more when its
   * turn comes is left out, and null is returned.
   * @param {RunSpec} asked
   * @param {() => boolean} wanted
   * @returns {Promise<Shown | null>}
   */
  run(asked, wanted = () => true) {
    const spec = /** @type {Spec} */ (asked);
    return this.#inTurn(async (instance) => {
      const source = { handle: await instance.run(spec) };
      const reference = new WeakRef(source);
      this.#runs.set(reference, spec);
      this.#dropped.register(source, reference);
      return { spec, run: runOf(source) };
    }, wanted);
  }

  /**
   * Finds which values of a run change nothing, by running with others.
   * @param {Run} run
   * @param {() => boolean} wanted as with `run`
   * @returns {Promise<Hint[] | null>}
   */
  hints(run, wanted = () => true) {
    return this.#inTurn(() => run.hints, wanted);
  }

  /**
   * Checks a scenario's exercise with the values of a spec that an answer has.
   * @param {Spec} spec
   * @param {() => boolean} wanted as with `run`
   * @returns {Promise<RequirementResult[] | null>}
   */
  checkExercise(spec, wanted = () => true) {
    return this.#inTurn((instance) => instance.check_exercise(spec), wanted);
  }

  /**
   * @template T
   * @param {(instance: Instance) => T | Promise<T>} call
   * @param {() => boolean} wanted
   * @returns {Promise<T | null>}
   */
  #inTurn(call, wanted) {
    const turn = this.#lastRun.then(() => (wanted() ? this.#use(call) : null));
    this.#lastRun = turn.catch(() => {});
    return turn;
  }

  /**
   * @template T
   * @param {(instance: Instance) => T | Promise<T>} call
   * @returns {Promise<T>}
   */
  async #use(call) {
    const made = this.#current();
    /** @type {Instance} */
    let instance;
    try {
      instance = await made;
    } catch (cause) {
      this.#forget(made);
      throw new EngineFault(`The engine could not be loaded: ${words(cause)}`, { cause });
    }
    try {
      return await call(instance);
    } catch (cause) {
      // A panic aborts in WebAssembly and leaves memory as it was in the middle of it.
      this.#forget(made);
      await this.#renewRuns();
      throw new EngineFault(
        `The engine stopped in the middle of this run (${words(cause)}). That is a mistake in the engine, not in your ` +
          "values. It has been started afresh: change a value to go on.",
        { cause },
      );
    }
  }

  /** Runs what is still held once more, in a fresh instance: a run is a function of its spec. */
  async #renewRuns() {
    const runs = [...this.#runs].flatMap(([reference, spec]) => {
      const source = reference.deref();
      return source === undefined ? [] : [{ source, spec }];
    });
    for (const { source } of runs) source.handle = null;
    try {
      const instance = await this.#current();
      for (const { source, spec } of runs) source.handle = await instance.run(spec);
    } catch {
      // What was asked of them is known, and the next call says what is wrong.
      this.#instance = null;
    }
  }

  #current() {
    this.#instance ??= this.#instantiate(this.#made++);
    return this.#instance;
  }

  /** @param {Promise<Instance>} made */
  #forget(made) {
    if (this.#instance === made) this.#instance = null;
  }
}

/** @type {Engine | undefined} */
let shared;

/** The engine of this page, loaded when it is first asked something. */
export function sharedEngine() {
  shared ??= new Engine(load);
  return shared;
}

/**
 * Asks for the glue and the module at once; neither waits for the other. A page may have preloaded both, by the addresses
 * and in the way that the first instance is loaded here.
 *
 * The glue keeps its instance in a variable of its module, so a fresh instance needs a fresh module. A module is known
 * by its whole address, and the part after `#` asks for the same file.
 * @param {number} number
 * @returns {Promise<Instance>}
 */
async function load(number) {
  const glue = new URL("../pkg/except_star.js", import.meta.url);
  const binary = new URL("../pkg/except_star_bg.wasm", import.meta.url);
  if (number > 0) glue.hash = String(number);
  /** @type {[Module, Response]} */
  const [module, response] = await Promise.all([
    import(/* @vite-ignore */ glue.href),
    fetch(binary),
  ]);
  // Compiles while the rest arrives, where the server names the module's type.
  await module.default({ module_or_path: response });
  return module;
}

/** @param {unknown} thrown */
function words(thrown) {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
