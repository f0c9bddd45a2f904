// Owns what the markers of interventions on a timeline say: of which task each is, and what became of it in the run.
// Invariant: a text that means nothing has no marker; what the engine says of it stands in the form.

import { nameOf } from "../events.js";
import { parsed, plain } from "../interventions.js";

/** @import { SpecError } from "../../pkg/except_star.js" */
/** @import { Intervention } from "../interventions.js" */
/** @import { Run } from "../run.js" */
/**
 * @typedef {object} Marker
 * @property {number} index of its text
 * @property {Intervention} of
 * @property {number} lane of its task; -1 where it has none
 * @property {string} task as the task is called where people read; empty of a signal
 * @property {string} wrong what the engine or the run has against it; empty where nothing
 */
/** @typedef {Pick<Run, "spec" | "tasks" | "events" | "timeline" | "event_count">} Marked */

/**
 * @param {Marked} run
 * @param {string[]} texts
 * @param {SpecError[]} errors
 * @returns {Marker[]}
 */
export function markersOf(run, texts, errors) {
  const lanes = new Map([...run.timeline.lane].map((id, lane) => [id, lane]));
  const known = texts.flatMap((text, index) => {
    const of = parsed(text);
    return of === null ? [] : [{ index, of }];
  });
  const said = refusals(run);
  // The drawn run may be an earlier one.
  const current = run.spec.interventions?.length === known.length && errors.length === 0;
  const order = known
    .map((_, at) => at)
    .sort((one, other) => known[one].of.at - known[other].of.at);
  return known.map(({ index, of }, at) => {
    const life = run.tasks.find(({ name }) => name === of.task);
    const error = errors.find((error) => error.index === index)?.message;
    return {
      index,
      of,
      lane: life === undefined ? -1 : (lanes.get(life.id) ?? -1),
      task: life === undefined ? of.task : nameOf(life),
      wrong: error ?? (current ? (said[order.indexOf(at)] ?? "The run ends before it.") : ""),
    };
  });
}

/** What the loop has against each intervention that it made, in their order; empty where nothing. @param {Marked} run */
function refusals({ events: { kind, kinds, detail, texts }, event_count }) {
  const [made, refused] = ["intervention", "refusal"].map((name) => kinds.indexOf(name));
  /** @type {string[]} */
  const said = [];
  for (let seq = 0; seq < event_count; seq++) {
    if (kind[seq] === made) said.push("");
    else if (kind[seq] === refused && said.length > 0)
      said[said.length - 1] ||= `${capital(texts[detail[seq]])}.`;
  }
  return said;
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What an intervention does, in words. @param {Pick<Marker, "of" | "task">} marker */
export function deed({ of: { verb, exception, signal }, task }) {
  if (verb === "signal") return `Send ${signal}`;
  return verb === "cancel" ? `Cancel ${task}` : `Fail what ${task} awaits with ${exception}`;
}

/** The same with its time. @param {Marker} marker */
export function sentence(marker) {
  return `${deed(marker)} at ${plain(marker.of.at)} s`;
}
