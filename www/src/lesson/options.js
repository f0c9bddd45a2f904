// Owns what an option of a question claims about a run, and whether that holds.
// Invariant: the build and the page check options by these functions alone, from the run; no list has the true option.
//
// An option makes one claim or several, as data attributes; it is true where all of them hold:
//   data-line="TEXT"      a line of the console is TEXT
//   data-at="0.3"         … at that loop time, in seconds
//   data-never="TEXT"     no line of the console contains TEXT
//   data-status="raised"  the run ends so
//   data-end="1.1"        the run ends at that loop time

import { ending, endings, seconds } from "../format.js";

/** @import { Run } from "../run.js" */
/** What an option claims, by the names of its data attributes. @typedef {{ line?: string, at?: string, never?: string, status?: string, end?: string }} Claim */
/**
 * @typedef {object} OptionCheck
 * @property {boolean} holds
 * @property {string[]} because what the run has to say to each claim, in sentences
 * @property {number[]} lines of the console that decide it, by their index
 */

const names = ["line", "at", "never", "status", "end"];

/** What is wrong with a claim, whatever the run; in words. @param {Record<string, string>} claim */
export function problemsOf(claim) {
  const problems = Object.keys(claim)
    .filter((name) => !names.includes(name))
    .map((name) => `has data-${name}; it may have data-${names.join(", data-")}`);
  const { line, at, never, status, end } = claim;
  if (Object.keys(claim).length === 0) problems.push("claims nothing of the run");
  if (line === "" || never === "") problems.push("claims something of an empty line");
  if (at !== undefined && line === undefined) problems.push("has data-at without data-line");
  for (const [name, time] of Object.entries({ at, end })) {
    if (time !== undefined && !/^\d+(\.\d+)?$/.test(time)) {
      problems.push(`has data-${name}="${time}", which is no time in seconds`);
    }
  }
  if (status !== undefined && !Object.hasOwn(endings, status)) {
    problems.push(`has data-status="${status}"; a run ends as ${Object.keys(endings).join(", ")}`);
  }
  return problems;
}

/**
 * Checks one option by the run.
 * @param {Run} run
 * @param {Claim} claim
 * @returns {OptionCheck}
 */
export function checkOption(run, claim) {
  const parts = [
    ...(claim.line === undefined ? [] : [printed(run, claim.line, claim.at)]),
    ...(claim.never === undefined ? [] : [absent(run, claim.never)]),
    ...(claim.status === undefined ? [] : [ended(run, claim.status)]),
    ...(claim.end === undefined ? [] : [endedAt(run, claim.end)]),
  ];
  return {
    holds: parts.length > 0 && parts.every(({ holds }) => holds),
    because: parts.flatMap(({ because }) => because),
    lines: [...new Set(parts.flatMap(({ lines }) => lines))].sort((a, b) => a - b),
  };
}

/** @param {Run} run @param {string} line @param {string | undefined} at @returns {OptionCheck} */
function printed(run, line, at) {
  const lines = linesWhere(run, (text) => text === line);
  if (lines.length === 0) return { holds: false, because: [`“${line}” is not printed.`], lines };
  const times = [...new Set(lines.map((index) => timeOf(run, index)))];
  const when = `“${line}” is printed at ${times.join(" and ")} s`;
  if (at === undefined) return { holds: true, because: [`${when}.`], lines };
  const wanted = seconds(Number(at));
  if (!times.includes(wanted)) {
    return { holds: false, because: [`${when}, not at ${wanted} s.`], lines };
  }
  const then = lines.filter((index) => timeOf(run, index) === wanted);
  return { holds: true, because: [`${when}.`], lines: then };
}

/** @param {Run} run @param {string} part @returns {OptionCheck} */
function absent(run, part) {
  const lines = linesWhere(run, (text) => text.includes(part));
  if (lines.length === 0) {
    return { holds: true, because: [`No line of the console has “${part}”.`], lines };
  }
  const { text } = run.console[lines[0]];
  const because = [`“${text}” is printed at ${timeOf(run, lines[0])} s.`];
  return { holds: false, because, lines };
}

/** @param {Run} run @param {string} status @returns {OptionCheck} */
function ended(run, status) {
  return { holds: run.outcome.status === status, because: [`${ending(run)}.`], lines: [] };
}

/** @param {Run} run @param {string} end @returns {OptionCheck} */
function endedAt(run, end) {
  const time = seconds(run.end_time);
  return {
    holds: time === seconds(Number(end)),
    because: [`The run ends at ${time} s.`],
    lines: [],
  };
}

/** @param {Run} run @param {(text: string) => boolean} matches */
function linesWhere(run, matches) {
  return run.console.flatMap(({ text }, index) => (matches(text) ? [index] : []));
}

/** @param {Run} run @param {number} index */
function timeOf(run, index) {
  return seconds(run.console[index].time);
}
