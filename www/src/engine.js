// Owns the WebAssembly module that all elements of a page share.
// Invariant: after a trap its instance is never used again. The next call is made in a fresh one, and a question to a run of
// the old one is answered by a run of the same spec: a run is a function of its spec.
//
// Every call is synchronous, a run's too, which is resumed turn by turn: so each trap is thrown to `#call`, whoever caused it.
// What cannot be survived is a step of a program that never ends: the page hangs with it.

import { runOf } from "./run.js";

/** @import { Answer, Draft, Hint, Request, RequirementResult, Run as Handle, Running, RunSpec, ScenarioTitle } from "../pkg/except_star.js" */
/** @import { Run } from "./run.js" */
/** @typedef {Pick<typeof import("../pkg/except_star.js"), "catalogue" | "ask" | "check" | "start" | "check_exercise" | "renew" | "ready">} Module */
/** A spec in which nothing is left out, as the engine gives it back. @typedef {Required<RunSpec>} Spec */
/**
 * A run with the spec that was asked for.
 * @typedef {{ spec: Spec, run: Run }} Shown
 */

/**
 * A run that lasts: for how many seconds so far, how many events it has, and what lets it end as it is by now.
 * @typedef {{ seconds: number, events: number, stop: () => void }} Lasting
 */

/** A run lasts when it takes longer than this, in milliseconds; how it stands is said so often. */
const LASTS = 500;

/** The engine did not do what it was asked for, and it is not the caller's fault. The message is for people. */
export class EngineFault extends Error {}

export class Engine {
  /** @type {(number: number) => Promise<Module>} */
  #fetch;
  #tries = 0;
  /** @type {Promise<Module> | null} */
  #module = null;
  /** How often the module's instance was given up: a handle is used only in the instance that gave it. */
  #age = 0;
  /** @type {Promise<unknown>} */
  #lastRun = Promise.resolve();

  /** @param {(number: number) => Promise<Module>} fetch gets the module, at the n-th try */
  constructor(fetch) {
    this.#fetch = fetch;
  }

  /** Begins to load it, for those that ask it something soon. If that fails, whoever asks gets the error. */
  load() {
    this.#loaded().catch(() => {});
  }

  /** @returns {Promise<ScenarioTitle[]>} */
  async catalogue() {
    const module = await this.#loaded();
    return this.#call(module, () => module.catalogue());
  }

  /**
   * What becomes of what attributes or a link ask for.
   * @param {Partial<Request>} request what is left out is not asked for
   * @param {boolean} fallback whether the first scenario is taken where no known one is named
   * @returns {Promise<Answer>}
   */
  async ask(request, fallback = false) {
    const module = await this.#loaded();
    return this.#call(module, () => module.ask(/** @type {Request} */ (request), fallback));
  }

  /**
   * What becomes of what the fields of a form hold.
   * @param {Draft} draft
   * @returns {Promise<Answer>}
   */
  async check(draft) {
    const module = await this.#loaded();
    return this.#call(module, () => module.check(draft));
  }

  /**
   * Runs a spec that an answer has. Runs are made one after the other, with turns for the page; one that is not `wanted`
   * any more is left out or stopped, and null is returned.
   * @param {RunSpec} asked
   * @param {() => boolean} wanted
   * @param {(lasting: Lasting) => void} lasts is called now and then while the run lasts
   * @returns {Promise<Shown | null>}
   */
  run(asked, wanted = () => true, lasts = () => {}) {
    const spec = /** @type {Spec} */ (asked);
    return this.#inTurn(async (module) => {
      const begin = () => {
        const running = this.#call(module, () => module.start(spec));
        return { running, age: this.#age };
      };
      let begun = begin();
      const from = performance.now();
      let said = from;
      for (;;) {
        const { running, age } = begun;
        const handle = this.#call(module, () => running.resume());
        if (handle !== undefined) return { spec, run: this.#held(module, spec, handle) };
        await new Promise((resolve) => setTimeout(resolve));
        const lost = age !== this.#age;
        if (!wanted()) {
          if (!lost) this.#call(module, () => running.free());
          return null;
        }
        // In its turn the page asked for something that trapped.
        if (lost) begun = begin();
        const now = performance.now();
        if (now - said < LASTS) continue;
        said = now;
        const { running: current, age: of } = begun;
        lasts({
          seconds: (now - from) / 1000,
          events: this.#call(module, () => current.event_count()),
          stop: () => {
            if (of === this.#age) this.#call(module, () => current.stop());
          },
        });
      }
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
    return this.#inTurn((module) => this.#call(module, () => module.check_exercise(spec)), wanted);
  }

  /**
   * @template T
   * @param {(module: Module) => T | Promise<T>} work
   * @param {() => boolean} wanted
   * @returns {Promise<T | null>}
   */
  #inTurn(work, wanted) {
    const turn = this.#lastRun.then(async () => (wanted() ? work(await this.#loaded()) : null));
    this.#lastRun = turn.catch(() => {});
    return turn;
  }

  /** What a page may ask of a run. @param {Module} module @param {Spec} spec @param {Handle} handle @returns {Run} */
  #held(module, spec, handle) {
    let age = this.#age;
    return runOf((question, ...about) =>
      this.#call(module, () => {
        if (age !== this.#age) {
          handle = atOnce(module.start(spec));
          age = this.#age;
        }
        return /** @type {(...about: number[]) => unknown} */ (handle[question]).apply(
          handle,
          about,
        );
      }),
    );
  }

  async #loaded() {
    this.#module ??= this.#fetch(this.#tries++).then((module) => {
      module.ready();
      return module;
    });
    const fetched = this.#module;
    try {
      return await fetched;
    } catch (cause) {
      if (this.#module === fetched) this.#module = null;
      throw new EngineFault(`The engine could not be loaded: ${words(cause)}`, { cause });
    }
  }

  /**
   * @template T
   * @param {Module} module
   * @param {() => T} call
   */
  #call(module, call) {
    try {
      return call();
    } catch (cause) {
      this.#age++;
      renew(module);
      throw new EngineFault(
        `The engine stopped in the middle of this run (${words(cause)}). That is a mistake in the engine, not in your ` +
          "values, which are kept. It has been started afresh: change a value to run again. Whoever reports the mistake " +
          "should name the scenario and all its values: the same ones lead to it everywhere.",
        { cause },
      );
    }
  }
}

/**
 * Makes a fresh instance of the compiled module, at once: what is freed meanwhile would be freed in the old one. Where there is
 * no room for it yet, the next call tries again.
 * @param {Module} module
 */
function renew(module) {
  module.renew();
  try {
    module.ready();
  } catch {
    module.renew();
  }
}

/** Runs to the end without a turn for the page. @param {Running} running */
function atOnce(running) {
  for (;;) {
    const handle = running.resume();
    if (handle !== undefined) return handle;
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
 * and in the way that they are asked for here at first.
 *
 * A browser may remember that it could not load a script. It knows one by its whole address, and the part after `#` asks for
 * the same file.
 * @param {number} number
 * @returns {Promise<Module>}
 */
async function load(number) {
  const glue = new URL("../pkg/except_star.js", import.meta.url);
  const binary = new URL("../pkg/except_star_bg.wasm", import.meta.url);
  if (number > 0) glue.hash = String(number);
  /** @type {[typeof import("../pkg/except_star.js"), Response]} */
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
