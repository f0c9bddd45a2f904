// Owns what a reader does in an element, and what they have chosen to see of it.
// Invariant: what changes the spec goes through the session, and its end is reported; what does not is nobody else's concern.

import { prefer, preferred } from "./language.js";
import { allOwn, blank } from "./own.js";
import { formats } from "./views/share.js";

/** @import { Draft, Language } from "../pkg/except_star.js" */
/** @import { Around } from "./export/index.js" */
/** @import { Program } from "./own.js" */
/** @import { Run } from "./run.js" */
/** @import { End, Session } from "./session.js" */
/** @import { Format } from "./views/share.js" */
/**
 * The element in which it happens.
 * @typedef {object} Host
 * @property {() => void} changed draws it again
 * @property {() => Promise<unknown>} rendered resolves when it is drawn
 * @property {(work: Promise<End>) => void} act reports the end of what the reader has set going
 * @property {() => Promise<void>} focusEditor leads into the editor
 * @property {(id: string) => Promise<void>} focusTab leads to a tab
 */

export class Reading {
  /** The tab that the reader has chosen; the first before that. */
  tab = "";
  /** Whether the reader has asked for the editor. */
  editing = false;
  /** The event that is chosen. @type {number | null} */
  chosen = null;
  /** Whether the run is played live: what comes behind the cursor is not known yet. */
  live = false;
  /** What became of the last copy of a link, or of the last file. */
  said = "";
  /** What may be begun with; until it is asked for, only what is brought along. */
  own = [blank];
  #session;
  #host;

  /** @param {Session} session @param {Host} host */
  constructor(session, host) {
    this.#session = session;
    this.#host = host;
  }

  /** @param {string} tab */
  select(tab) {
    this.tab = tab;
    this.#host.changed();
  }

  /** Leads to the findings, which are behind a tab further below. */
  openFindings() {
    this.select("findings");
    void this.#host.focusTab("findings");
  }

  /** Moves all panels to an event, or to none. @param {number | null} seq */
  go(seq) {
    this.chosen = seq;
    this.#host.changed();
  }

  /** @param {boolean} live */
  play(live) {
    this.live = live;
    this.#host.changed();
  }

  /** @param {string} id of a scenario, or of a program to begin with */
  choose(id) {
    const { draft } = this.#session.state;
    const program = this.own.find((of) => of.id === id);
    this.editing = false;
    this.chosen = null;
    const language = draft?.scenario ? draft.language : preferred();
    const session = this.#session;
    this.#host.act(program ? session.open(program.text) : session.choose(id, language));
  }

  /** Fetches the programs to begin with. */
  async loadOwn() {
    if (this.own.length > 1) return;
    // Without them the reader writes; the next time they are asked for again.
    this.own = await allOwn().catch(() => this.own);
    this.#host.changed();
  }

  /** Sets one parameter, or the seed, as typed. @param {string} field @param {string} text */
  edit(field, text) {
    this.#host.act(this.#session.edit(field, text));
  }

  /** Sets something else. @param {Partial<Draft>} part @param {string} [what] names it, for what belongs together */
  change(part, what) {
    this.#host.act(this.#session.change(part, what));
  }

  get canUndo() {
    return this.#session.canUndo;
  }

  get canRedo() {
    return this.#session.canRedo;
  }

  undo() {
    if (this.canUndo) this.#host.act(this.#session.undo());
  }

  redo() {
    if (this.canRedo) this.#host.act(this.#session.redo());
  }

  addIntervention() {
    this.#session.addIntervention();
  }

  /** Runs the scenario's other program. @param {Language} language */
  speak(language) {
    prefer(language);
    this.change({ language });
  }

  /** Shows the editor. */
  async beginEditing() {
    this.editing = true;
    this.#host.changed();
    await this.#host.focusEditor();
  }

  /** @param {string} text of the program */
  write(text) {
    this.#host.act(this.#session.write(text));
  }

  /** Takes back what was edited of the text. */
  restore() {
    this.editing = false;
    this.#host.act(this.#session.restore());
  }

  /** Goes back to the program as it was when it was chosen. */
  reset() {
    this.editing = false;
    this.#host.act(this.#session.reset());
  }

  /** @param {string} link */
  async copy(link) {
    try {
      await navigator.clipboard.writeText(new URL(link, location.href).href);
      this.said = "Copied";
    } catch {
      this.said = "The browser refused; copy the page’s address instead";
    }
    this.#host.changed();
  }

  /** @param {Format} format @param {Run} run @param {Around} around */
  async save(format, run, around) {
    try {
      const { fileOf } = await import("./export/index.js");
      const { name } = formats.find(({ id }) => id === format) ?? formats[0];
      save(await fileOf(format, run, around), `${run.spec.scenario ?? "own"}-${name}`);
      this.said = `Saved ${run.spec.scenario ?? "own"}-${name}`;
    } catch (thrown) {
      this.said = `Not saved: ${thrown instanceof Error ? thrown.message : thrown}`;
    }
    this.#host.changed();
  }

  /** Resolves when what was done is drawn. */
  rendered() {
    return this.#host.rendered();
  }
}

/** Leaves a file with the browser. @param {Blob} file @param {string} name */
function save(file, name) {
  const address = URL.createObjectURL(file);
  const anchor = Object.assign(document.createElement("a"), { href: address, download: name });
  anchor.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
