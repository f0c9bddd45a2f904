// Owns the list of interventions in the form: a text field each, to be added, changed and removed.
// Invariant: after a change of the list the focus is in it, where the reader continues.

import { html } from "lit";
import { live } from "lit/directives/live.js";
import { errorOf, hintsOn } from "../state.js";
import { errorLine } from "./error-line.js";

/** @import { State } from "../state.js" */
/** @import { Actions } from "./form.js" */

/** @param {State} state @param {Actions} actions */
export function interventions(state, { change, addIntervention, rendered }) {
  const texts = state.draft?.interventions ?? [];
  const focus = async (/** @type {Event} */ event, /** @type {number} */ index) => {
    const list = /** @type {HTMLElement} */ (event.target).closest("fieldset");
    await rendered();
    const field = list?.querySelectorAll("input")[index];
    (field ?? list?.querySelector("button"))?.focus();
  };
  const add = (/** @type {Event} */ event) => {
    addIntervention();
    focus(event, texts.length);
  };
  const remove = (/** @type {Event} */ event, /** @type {number} */ index) => {
    change({ interventions: texts.toSpliced(index, 1) });
    focus(event, Math.min(index, texts.length - 2));
  };
  return html`<fieldset class="field" data-field="interventions" aria-describedby="help-interventions error-interventions">
    <legend>Interventions</legend>
    <ul class="entries">
      ${texts.map((text, index) => {
        const error = errorOf(state, "interventions", index);
        return html`<li ?data-invalid=${error !== null}>
          <span class="box" data-wide>
            <input
              class="wide"
              type="text"
              autocomplete="off"
              autocapitalize="off"
              spellcheck="false"
              placeholder="0.5:cancel:Task-1"
              aria-label="Intervention ${index + 1}"
              .value=${live(text)}
              aria-invalid=${error !== null}
              aria-describedby="help-interventions error-interventions-${index}"
              @input=${(/** @type {Event} */ event) =>
                change({
                  interventions: texts.with(
                    index,
                    /** @type {HTMLInputElement} */ (event.target).value,
                  ),
                })}
            /><button
              type="button"
              class="clear"
              aria-label="Remove intervention ${index + 1}"
              @click=${(/** @type {Event} */ event) => remove(event, index)}
            >×</button>
          </span>
          ${errorLine(`interventions-${index}`, error)}
        </li>`;
      })}
    </ul>
    <button type="button" class="quiet" part="button" @click=${add}>Add an intervention</button>
    <p class="help" id="help-interventions">
      What is done to the program from outside, WHEN in seconds of loop time:
      <code>WHEN:cancel:TASK</code>, <code>WHEN:raise:TASK:ValueError</code>, <code>WHEN:signal:SIGINT</code>. A cancel
      and a raise may end with <code>:MESSAGE</code>. The tasks’ names stand in the table of all tasks; that of main is
      <code>Task-1</code>.
      ${hintsOn(state, "interventions").map((text) => html` <span class="hint">${text}</span>`)}
    </p>
    ${errorLine("interventions", errorOf(state, "interventions"))}
  </fieldset>`;
}
