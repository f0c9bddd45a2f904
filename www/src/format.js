// Owns turning values into words and figures for people.
// Invariant: what a parameter may be is told by Rust, not here.

/** @import { Run } from "../pkg/except_star.js" */

/** Loop time in seconds: milliseconds always, finer digits where there are any. @param {number} time */
export function seconds(time) {
  const digits = time.toFixed(9);
  return digits.replace(/(\.\d{3}\d*?)0*$/, "$1");
}

/** @param {number} n @param {string} noun */
export function count(n, noun) {
  return `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
}

/** Short words on how a run ended, by its status. @type {Record<string, string>} */
export const endings = {
  ok: "Ended without an exception",
  raised: "Ended with an exception",
  limit: "Stopped at a limit",
  deadlock: "Deadlock: nothing is ready and no timer is left",
  killed: "Killed by a signal",
};

/** How a run ended, in one sentence. @param {Run} run */
export function ending({ outcome }) {
  const more = outcome.exception ?? outcome.message;
  return more ? `${endings[outcome.status]}: ${more}` : endings[outcome.status];
}
