// Owns turning values into words and figures for people.
// Invariant: Rust says what a parameter may be; nothing here does.

/** @import { ScenarioInfo, Table } from "../pkg/except_star.js" */
/** @import { Run } from "./run.js" */
/** @import { Spec } from "./engine.js" */

/** Loop time in seconds: milliseconds always, finer digits where there are any. @param {number} time */
export function seconds(time) {
  const digits = time.toFixed(9);
  return digits.replace(/(\.\d{3}\d*?)0*$/, "$1");
}

/** Longer runs of characters without a space, and longer texts, are echoed with their middle left out. */
const LONGEST_WORD = 60;
const LONGEST_TEXT = 600;

/** A text that echoes what a reader or a host gave, at a length that can be read. @param {string} text */
export function brief(text) {
  const words = text.replace(/\S+/gu, (word) => middleOut(word, LONGEST_WORD));
  return middleOut(words, LONGEST_TEXT);
}

/** @param {string} text @param {number} longest */
function middleOut(text, longest) {
  const characters = [...text];
  if (characters.length <= longest) return text;
  const kept = Math.floor(longest / 3);
  return `${characters.slice(0, 2 * kept).join("")}…${characters.slice(-kept).join("")}`;
}

/**
 * A whole number with a comma before each three digits. The browser's own formatter would say the same, but loads its
 * tables of languages first, which delays a page's first picture by tens of milliseconds.
 * @param {number} n
 */
export function grouped(n) {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** @param {number} n @param {string} noun */
export function count(n, noun) {
  return `${grouped(n)} ${noun}${n === 1 ? "" : "s"}`;
}

/** Short words on how a run ended, by its status. @type {Record<string, string>} */
export const endings = {
  ok: "Ended without an exception",
  raised: "Ended with an exception",
  limit: "Stopped at a limit",
  deadlock: "Deadlock",
  killed: "Killed",
  stopped: "Stopped",
};

/** How a run ended, in one sentence. @param {Run} run */
export function ending({ outcome }) {
  const more = outcome.exception ?? outcome.message;
  return more ? `${endings[outcome.status]}: ${more}` : endings[outcome.status];
}

/** Which columns of a table hold numbers, and here and there nothing. @param {Pick<Table, "columns" | "rows">} table */
export function numericColumns({ columns, rows }) {
  return columns.map((_, column) => {
    const values = rows.map((row) => row[column] ?? null).filter((value) => value !== null);
    return values.length > 0 && values.every((value) => typeof value === "number");
  });
}

/** The lines of a group's box, which must not be broken or they are no box any more. */
export const DRAWN = /^\s*[+|]/;

/**
 * The values of a spec, each with the label that its field has. Debug mode is among them if it is on, or off against the
 * scenario's default.
 * @param {ScenarioInfo} scenario
 * @param {Spec} spec
 */
export function valuesOf(scenario, spec) {
  return [
    ...(spec.params ? scenario.params : []).map(({ name, label }) => ({
      label,
      value: spec.params?.[name] || "none",
    })),
    { label: "Seed", value: String(spec.seed) },
    ...(spec.debug || scenario.debug
      ? [{ label: "Debug mode", value: spec.debug ? "on" : "off" }]
      : []),
    ...spec.interventions.map((value) => ({ label: "Intervention", value })),
  ];
}
