// Owns the card of an intervention: what can be done at a place, and what can be changed of what is done.
// Invariant: each choice and each field asks for the whole intervention as it is to be; the card itself keeps nothing.

import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { nameOf } from "../events.js";
import { brief, grouped } from "../format.js";
import { EXCEPTIONS, LATEST, nameable, plain, SIGNALS } from "../interventions.js";
import { deed } from "../timeline/markers.js";
import { icon } from "./icons.js";

/** @import { TaskLife } from "../../pkg/except_star.js" */
/** @import { Intervention, Verb } from "../interventions.js" */
/** @import { Marker } from "../timeline/markers.js" */
/** @import { Place } from "../timeline/where.js" */

const verbs = /** @type {const} */ ([
  ["cancel", "Cancel"],
  ["raise", "Fail what it awaits"],
  ["signal", "Send a signal"],
]);

/** What is done at a place where nothing else is said. @param {Verb} verb @param {Place} place @returns {Intervention} */
export function begun(verb, { at, task }) {
  return {
    at,
    verb,
    task: verb === "signal" ? "" : (task?.name ?? ""),
    exception: verb === "raise" ? EXCEPTIONS[0] : "",
    message: null,
    signal: verb === "signal" ? SIGNALS[0] : "",
  };
}

/** What can be done at a place. @param {Place} place @param {(of: Intervention) => void} make */
export function choices(place, make) {
  const { at, task } = place;
  const name = task === null ? "" : nameOf(task);
  const named = task !== null && nameable(task.name);
  const choice = (/** @type {Verb} */ verb, /** @type {string} */ key) =>
    html`<button type="button" class="choice" @click=${() => make(begun(verb, place))}>
      ${deed({ of: begun(verb, place), task: name })}${key === "" ? nothing : html`<kbd>${key}</kbd>`}
    </button>`;
  return html`<p class="title" id="title">${named ? `${name} at` : "At"} ${plain(at)} s</p>
    <div class="choices">
      ${named ? [choice("cancel", "c"), choice("raise", "")] : nothing} ${choice("signal", "")}
    </div>
    <p class="aside">It comes before the timers of its moment.</p>`;
}

/**
 * What can be changed of an intervention.
 * @param {Marker} marker
 * @param {TaskLife[]} tasks
 * @param {string | null} typed a time that is none
 * @param {{ set: (of: Intervention) => void, mistype: (time: string | null) => void, remove: () => void, done: () => void }} acts
 */
export function fields({ of, wrong }, tasks, typed, { set, mistype, remove, done }) {
  const value = (/** @type {Event} */ event) =>
    /** @type {HTMLInputElement | HTMLSelectElement} */ (event.target).value;
  const names = [...new Set(tasks.map(({ name }) => name).filter(nameable))];
  const first = tasks.find(({ name }) => name === names[0]) ?? null;
  const turn = (/** @type {Verb} */ verb) => {
    const task = tasks.find(({ name }) => name === of.task) ?? first;
    set({ ...begun(verb, { at: of.at, task }), message: verb === "signal" ? null : of.message });
  };
  const when = (/** @type {Event} */ event) => {
    const text = value(event).trim();
    const at = Number(text);
    const right = text !== "" && Number.isFinite(at) && at >= 0 && at <= LATEST;
    mistype(right ? null : text);
    if (right) set({ ...of, at });
  };
  const said =
    typed === null
      ? wrong
      : `A time is a number of seconds from 0 to ${grouped(LATEST)}, not “${brief(typed)}”.`;
  return html`<p class="title" id="title">Intervention</p>
    <div class="fields">
      <label for="at">At (s)</label>
      <input id="at" type="text" inputmode="decimal" autocomplete="off" .value=${plain(of.at)} aria-invalid=${typed !== null} aria-describedby="said" @input=${when} />
      <label for="verb">What</label>
      <select id="verb" @change=${(/** @type {Event} */ event) => turn(/** @type {Verb} */ (value(event)))}>
        ${verbs.map(([verb, words]) => html`<option value=${verb} .selected=${verb === of.verb}>${words}</option>`)}
      </select>
      ${
        of.verb === "signal"
          ? list("signal", "Signal", SIGNALS, of.signal, (signal) => set({ ...of, signal }))
          : list(
              "task",
              "Task",
              names,
              of.task,
              (task) => set({ ...of, task }),
              (name) =>
                nameOf(tasks.find((task) => task.name === name) ?? { id: 0, name, coroutine: "" }),
            )
      }
      ${
        of.verb === "raise"
          ? list("exception", "Exception", EXCEPTIONS, of.exception, (exception) =>
              set({ ...of, exception }),
            )
          : nothing
      }
      ${
        of.verb === "signal"
          ? nothing
          : html`<label for="message">Message</label>
              <input id="message" type="text" autocomplete="off" placeholder="none" .value=${live(of.message ?? "")}
                @input=${(/** @type {Event} */ event) => set({ ...of, message: value(event) })} />`
      }
    </div>
    <p class="wrong" id="said" role="status">${said === "" ? nothing : html`${icon("notice")}${said}`}</p>
    <div class="ends">
      <button type="button" class="quiet" @click=${remove}>Remove</button>
      <button type="button" class="quiet" @click=${done}>Done</button>
    </div>`;
}

/**
 * @param {string} id
 * @param {string} label
 * @param {string[]} known
 * @param {string} chosen which is among them even where it is not known
 * @param {(value: string) => void} set
 * @param {(value: string) => string} called
 */
function list(id, label, known, chosen, set, called = (value) => value) {
  const all = known.includes(chosen) ? known : [chosen, ...known];
  return html`<label for=${id}>${label}</label>
    <select id=${id} @change=${(/** @type {Event} */ event) => set(/** @type {HTMLSelectElement} */ (event.target).value)}>
      ${all.map((value) => html`<option value=${value} .selected=${live(value === chosen)}>${called(value)}</option>`)}
    </select>`;
}
