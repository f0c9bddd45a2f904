// Owns what stands in a page where a live element is going to be: what the run printed and its tables, as HTML.
// Invariant: every word and figure of it comes from the run and the catalogue.

import { DRAWN, ending, numericColumns, seconds, valuesOf } from "../src/format.js";
import { escaped } from "./markup.js";

/** @import { ConsoleLine, ScenarioInfo, Table } from "../pkg/except_star.js" */
/** @import { Run } from "../src/run.js" */
/** @import { Spec } from "../src/engine.js" */
/** A cell without a value, as src/views/panels.js draws it. */
const NONE = '<span aria-hidden="true">–</span><span class="unseen">none</span>';

/**
 * A run, what the catalogue says of its scenario, and what would run if nothing were asked for.
 * @typedef {{ run: Run, spec: Spec, info: ScenarioInfo, defaults: Spec }} Recorded
 */

/**
 * @param {Recorded} recorded
 * @param {{ results: boolean, console: boolean, alone: boolean }} parts what it has of the run; and whether it stands alone,
 *   with its title and a link that opens the run
 */
export function figure({ run, spec, info, defaults }, parts) {
  const values = differing(spec, defaults, info);
  const title = parts.alone ? `<b>${escaped(info.title)}</b>` : "";
  const caption = `${title}${values.map(({ label, value }) => ` <span>${escaped(label)} <code>${escaped(value)}</code></span>`).join("")}`;
  const open = ` <a href="index.html${escaped(run.link ?? "")}">Open this run in the playground</a>`;
  return `<figure class="recorded" data-digest="${escaped(run.digest)}">
${
  caption === ""
    ? ""
    : `<figcaption>${caption}</figcaption>
`
}${parts.console ? consoleOf(run.console) : ""}${parts.results ? run.tables.map(tableOf).join("") : ""}
<p class="ending">${escaped(ending(run))}. Loop time ${seconds(run.end_time)} s.${parts.alone ? open : ""}</p>
</figure>`;
}

/** The values that are not the defaults, for people. @param {Spec} spec @param {Spec} defaults @param {ScenarioInfo} info */
function differing(spec, defaults, info) {
  const usual = valuesOf(info, defaults);
  return valuesOf(info, spec).filter(
    ({ label, value }) => !usual.some((of) => of.label === label && of.value === value),
  );
}

/** @param {ConsoleLine[]} lines */
function consoleOf(lines) {
  if (lines.length === 0) return "<p>This run printed nothing.</p>\n";
  const rows = lines.map(({ time, stream, text }, index) => {
    const again = lines[index - 1]?.time === time;
    return `<tr data-stream="${stream}"${again ? "" : " data-first"}><td class="time"><span${again ? ' class="unseen"' : ""}>${seconds(time)}</span></td><td class="stream">${stream === "stderr" ? "err" : '<span class="unseen">out</span>'}</td><td class="line"${DRAWN.test(text) ? " data-drawn" : ""}>${escaped(text)}</td></tr>`;
  });
  return `${box(
    "Console",
    `<table class="console"><thead class="unseen"><tr><th scope="col">Time</th><th scope="col">Stream</th><th scope="col">Line</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table>`,
  )}`;
}

/** @param {Table} table */
function tableOf({ title, columns, rows }) {
  const numeric = numericColumns({ columns, rows });
  const number = (/** @type {number} */ column) => (numeric[column] ? " data-number" : "");
  const heads = columns.map(
    (text, column) => `<th scope="col"${number(column)}>${escaped(text)}</th>`,
  );
  const body = rows.map(
    (row) =>
      `<tr>${row.map((cell, column) => `<td${number(column)}>${cell === null ? NONE : escaped(cell)}</td>`).join("")}</tr>`,
  );
  return `${box(
    title,
    `<table class="results"><caption>${escaped(title)}</caption><thead><tr>${heads.join("")}</tr></thead>
<tbody>${body.join("\n")}</tbody></table>`,
  )}`;
}

/** What scrolls by itself where it is too wide; so it can have the focus. @param {string} label @param {string} table */
function box(label, table) {
  return `<div class="scroll" role="group" tabindex="0" aria-label="${escaped(label)}">${table}</div>\n`;
}
