// Owns the text of an intervention as the page reads and writes it: `0.15:cancel:TASK`, `1:raise:TASK:KeyError`, `2:signal:SIGINT`.
// Invariant: what is read and written again means the same; whether it can run is for the engine to say.

/** @typedef {"cancel" | "raise" | "signal"} Verb */
/**
 * @typedef {object} Intervention
 * @property {number} at in seconds of loop time
 * @property {Verb} verb
 * @property {string} task its name; of a signal none
 * @property {string} exception the class of what is raised; of the others none
 * @property {string | null} message of the cancel or the exception
 * @property {string} signal its name; of the others none
 */

/** The latest time that the engine takes, in seconds. */
export const LATEST = 1e6;

export const SIGNALS = ["SIGINT", "SIGTERM"];

/** The usual exceptions to fail with; the engine knows more. */
export const EXCEPTIONS = [
  "ValueError",
  "TypeError",
  "KeyError",
  "IndexError",
  "RuntimeError",
  "OSError",
  "ConnectionError",
  "TimeoutError",
  "CancelledError",
  "KeyboardInterrupt",
];

/** What a text means; null where it means nothing. @param {string} text @returns {Intervention | null} */
export function parsed(text) {
  const [, when, verb, rest] = /^\s*([^:]*):(cancel|raise|signal):(.*)$/s.exec(text) ?? [];
  const at = when === undefined || when.trim() === "" ? Number.NaN : Number(when);
  if (!Number.isFinite(at) || at < 0) return null;
  const [task, more] = split(rest.trim());
  if (verb === "signal")
    return { at, verb, task: "", exception: "", message: null, signal: rest.trim() };
  if (verb === "cancel") return { at, verb, task, exception: "", message: more, signal: "" };
  const [exception, message] = split(more ?? "");
  return { at, verb: "raise", task, exception, message, signal: "" };
}

/** @param {Intervention} of */
export function written({ at, verb, task, exception, message, signal }) {
  const more = message === null || message === "" ? "" : `:${message}`;
  if (verb === "signal") return `${plain(at)}:signal:${signal}`;
  if (verb === "cancel") return `${plain(at)}:cancel:${task}${more}`;
  return `${plain(at)}:raise:${task}:${exception}${more}`;
}

/** Whether the text of an intervention can name this task. @param {string} task */
export function nameable(task) {
  return task !== "" && !task.includes(":") && task.trim() === task;
}

/** The text up to a colon, and what is behind it if there is one. @param {string} text @returns {[string, string | null]} */
function split(text) {
  const colon = text.indexOf(":");
  return colon === -1 ? [text, null] : [text.slice(0, colon), text.slice(colon + 1)];
}

/** A number without an exponent, to the nanosecond. @param {number} value */
export function plain(value) {
  return value.toFixed(9).replace(/\.?0+$/, "");
}
