// Owns the way from a request to a run: fills in defaults, checks, runs, and keeps the state.
// Invariant: the latest request wins; an earlier one that is still under way changes nothing any more.

import { EngineFault } from "./engine.js";
import { History } from "./history.js";
import { asked } from "./run.js";
import { drawn, earlier, initial, isText, programOf, reduce } from "./state.js";

/** @import { Answer, Draft, Language, Request } from "../pkg/except_star.js" */
/** @import { Engine } from "./engine.js" */
/** @import { Action, State, Wrong } from "./state.js" */

/** So long a text is left alone after a key before it is run, in milliseconds. */
const PAUSE = 400;

/** @typedef {"ran" | "refused" | "faulted" | "superseded"} End */

export class Session {
  /** @type {State} */
  state = initial;
  #engine;
  #changed;
  #pause;
  #now;
  #latest = 0;
  /** What may be taken back of the program that is asked for. */
  #history = new History();

  /**
   * @param {Pick<Engine, "catalogue" | "ask" | "check" | "run" | "hints">} engine
   * @param {() => void} changed is called after each change of `state`
   * @param {(milliseconds: number) => Promise<unknown>} pause
   * @param {() => number} now in milliseconds: which changes belong together
   */
  constructor(
    engine,
    changed,
    pause = (time) => new Promise((resolve) => setTimeout(resolve, time)),
    now = () => performance.now(),
  ) {
    this.#engine = engine;
    this.#changed = changed;
    this.#pause = pause;
    this.#now = now;
  }

  get canUndo() {
    return this.#history.canUndo;
  }

  get canRedo() {
    return this.#history.canRedo;
  }

  /**
   * Follows attributes or a link. What is wrong with them is said in `notices`; what can be used of them is used.
   * @param {Partial<Request>} request
   * @param {{ fallback: boolean, problems?: Wrong[], undoable?: boolean }} options fallback: without a known scenario, take the
   *   catalogue's first; problems: what was wrong with the request before it became one; undoable: it can be taken back
   * @returns {Promise<End>}
   */
  ask(request, { fallback, problems = [], undoable = false }) {
    return this.#latestOnly(async (wanted) => {
      const { catalogue } = this.state;
      const list = fallback && catalogue === null ? this.#engine.catalogue() : catalogue;
      const [answer, listed] = await Promise.all([this.#engine.ask(request, fallback), list]);
      if (!wanted()) return "superseded";
      if (listed !== null) this.#dispatch({ type: "catalogued", catalogue: listed });
      const notices = [...problems, ...answer.notices];
      const { draft, info, spec: right } = answer;
      if (draft === null) {
        this.#history.forget();
        this.#dispatch({ type: "lost", notices });
        return "refused";
      }
      if (!undoable) this.#history.forget();
      else if (this.state.draft !== null) this.#history.record(this.state.draft, "", this.#now());
      this.#dispatch({ type: "asked", draft, info, right, notices });
      // Nobody typed the wrong values into their fields, so they are said above as well; what is wrong with a text stands at it.
      const refused = [...notices, ...answer.errors.filter(({ place }) => place === undefined)];
      return this.#run(answer, { refused, ran: notices }, wanted);
    });
  }

  /** Takes another scenario, at its defaults and without interventions. @param {string} scenario @param {Language} [language] */
  choose(scenario, language) {
    return this.ask({ scenario, language }, { fallback: false });
  }

  /** Takes a text. @param {string} python */
  open(python) {
    return this.ask({ python }, { fallback: false });
  }

  /** Edits the program's text. It runs when nothing more was typed for a moment. @param {string} python */
  write(python) {
    return this.#take({ python }, PAUSE);
  }

  /** Takes back what was edited of the program's text. */
  restore() {
    return this.#take({ python: this.state.origin ?? undefined });
  }

  /** Sets one parameter, or the seed, as typed. @param {string} field @param {string} text */
  edit(field, text) {
    const params = { ...this.state.draft?.params, [field]: text };
    return this.change(field === "seed" ? { seed: text } : { params }, field);
  }

  /**
   * Sets parts of the draft, which can be taken back.
   * @param {Partial<Draft>} part
   * @param {string} what names it: changes of one thing in quick succession are one step back
   */
  change(part, what = Object.keys(part).join()) {
    const { draft } = this.state;
    if (draft !== null) this.#history.record(draft, what, this.#now());
    return this.#take(part);
  }

  /** Takes back the last change. @returns {Promise<End>} */
  undo() {
    return this.#turn((draft) => this.#history.undo(draft));
  }

  /** Makes the change again that was taken back last. @returns {Promise<End>} */
  redo() {
    return this.#turn((draft) => this.#history.redo(draft));
  }

  /** @param {(draft: Draft) => Partial<Draft> | null} to @returns {Promise<End>} */
  async #turn(to) {
    const { draft } = this.state;
    const step = draft === null ? null : to(draft);
    return step === null ? "superseded" : this.#take(step);
  }

  /** Sets parts of the draft, and runs it after a pause. @param {Partial<Draft>} part @param {number} [pause] in milliseconds */
  #take(part, pause = 0) {
    return this.#latestOnly(async (wanted) => {
      const { draft, notices } = this.state;
      if (draft === null) return "superseded";
      const changed = { ...draft, ...part };
      this.#dispatch({ type: "typed", draft: changed });
      if (pause > 0) await this.#pause(pause);
      if (!wanted()) return "superseded";
      const answer = await this.#engine.check(changed);
      if (!wanted()) return "superseded";
      this.#dispatch({ type: "checked", right: answer.spec });
      return this.#run(answer, { refused: notices, ran: [] }, wanted);
    });
  }

  /** Makes room for one more intervention. */
  addIntervention() {
    const { draft } = this.state;
    if (draft === null) return;
    const interventions = [...draft.interventions, ""];
    this.#dispatch({ type: "begun", draft: { ...draft, interventions } });
  }

  /** Goes back to the program as it was when it was chosen. */
  reset() {
    const { draft, origin } = this.state;
    if (origin !== null) return this.open(origin);
    const { scenario = "", language } = draft ?? {};
    return this.ask({ scenario, language }, { fallback: false, undoable: !isText(draft) });
  }

  /**
   * Finds the hints on the last good run. Others are run for them, so whoever draws the run asks when it is drawn.
   * @returns {Promise<End>}
   */
  hint() {
    const { shown } = this.state;
    const wanted = () => this.state.shown === shown;
    return this.#guarded(async () => {
      if (shown === null || earlier(this.state) !== null) return "superseded";
      const hints = await this.#engine.hints(shown.run, wanted);
      if (hints === null || !wanted()) return "superseded";
      if (hints.length > 0) this.#dispatch({ type: "hinted", hints });
      return "ran";
    }, wanted);
  }

  /**
   * Runs what was asked for; where it is refused and no run of its scenario is there, what can run of it.
   * @param {Answer} answer
   * @param {{ refused: Wrong[], ran: Wrong[] }} notices what is said above in either case
   * @param {() => boolean} wanted
   * @returns {Promise<End>}
   */
  async #run({ spec, errors }, notices, wanted) {
    const refused = errors.length > 0;
    if (refused) this.#dispatch({ type: "refused", errors, notices: notices.refused });
    if (spec === null || (refused && drawn(this.state) !== null)) return "refused";
    const made = await this.#engine.run(spec, wanted, (lasting) => {
      if (wanted()) this.#dispatch({ type: "lasting", lasting });
    });
    if (made === null || !wanted()) return refused ? "refused" : "superseded";
    const shown = { ...made, of: programOf(this.state) ?? "" };
    // What is drawn of every run; an engine that fails at that has no run to show.
    asked(shown.run, "link", "unlinked", "outcome", "end_time", "event_count", "digest");
    if (refused) this.#dispatch({ type: "stood-in", shown });
    else this.#dispatch({ type: "ran", shown, notices: notices.ran });
    return refused ? "refused" : "ran";
  }

  /** @param {(wanted: () => boolean) => Promise<End>} work */
  #latestOnly(work) {
    const number = ++this.#latest;
    const wanted = () => number === this.#latest;
    return this.#guarded(() => work(wanted), wanted);
  }

  /** Keeps a fault of the engine, if it is of what is still wanted. @param {() => Promise<End>} work @param {() => boolean} wanted @returns {Promise<End>} */
  async #guarded(work, wanted) {
    try {
      return await work();
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
