// Owns drawing the results and the console of a run.
// Invariant: every number and word in a table's body comes from the run.

import { html, nothing } from "lit";
import { count, DRAWN, endings, grouped, numericColumns, seconds } from "../format.js";
import { icon } from "./icons.js";

/** @import { ConsoleLine, Table, TaskLife } from "../../pkg/except_star.js" */
/** @import { Lasting } from "../engine.js" */
/** @import { Run } from "../run.js" */

/** Longer tables and consoles are cut, and say so: the log has everything. */
const MAX_ROWS = 200;
const MAX_LINES = 1000;

/** A word so long may be broken anywhere, or it would push the other columns out; a shorter one stays whole. */
const UNBROKEN = /\S{19,}/;

/**
 * Where a name may be broken when there is no room for it: before a capital, after an underscore, a full stop or a bracket.
 * The styles forbid it where there is room.
 */
const SEAMS = /(?<=[a-z])(?=[A-Z])|(?<=[a-z]_)(?=[a-z])|(?<=[a-z]\.)(?=[a-z])|(?<=[a-z]\()(?=['[])/;

/** A cell so short stays on one line, hyphens or not; so does a head, where there is room. */
const SHORT = 10;

/** How the run ended, when, and what names it. @param {Run} run */
export function outcome(run) {
  const { status, exception, message } = run.outcome;
  const more = exception ?? message;
  return html`<div class="outcome" part="outcome" data-status=${status}>
    ${icon(status)}
    <p class="ending"><b>${endings[status]}</b>${more ? html` <code>${more}</code>` : nothing}</p>
    <dl>
      <div><dt>Loop time</dt><dd>${seconds(run.end_time)} s</dd></div>
      <div><dt>Events</dt><dd>${grouped(run.event_count)}</dd></div>
      <div title="A hash of the whole run: equal digests, equal runs"><dt>Digest</dt><dd><code>${run.digest}</code></dd></div>
    </dl>
  </div>`;
}

/** How a run stands that takes long, and what ends it. @param {Lasting} run */
export function lasting({ seconds: time, events, stop }) {
  return html`<div class="lasting" part="lasting">
    ${icon("pending")}
    <p role="status"><b>Running</b> for ${Math.round(time)} s, ${count(events, "event")} so far. The limits end it at last.</p>
    <button type="button" class="quiet" part="button" @click=${stop}>Stop</button>
  </div>`;
}

/** @param {Run} run */
export function results(run) {
  return html`<div class="scroll results">${run.tables.map(table)}${tasks(run.tasks)}</div>`;
}

/** @param {Table} of */
function table({ title, columns, rows }) {
  const numeric = numericColumns({ columns, rows });
  return box(
    title,
    html`<tr>${columns.map((column, index) => html`<th scope="col" ?data-number=${numeric[index]} ?data-short=${column.length <= SHORT}>${seamed(column)}</th>`)}</tr>`,
    rows
      .slice(0, MAX_ROWS)
      .map((row) => html`<tr>${row.map((value, index) => cell(value, numeric[index]))}</tr>`),
    cut(rows.length, MAX_ROWS, "row"),
  );
}

/** @param {string | number | null} value @param {boolean} number */
function cell(value, number) {
  if (value === null) return html`<td ?data-number=${number}>${none}</td>`;
  const text = String(value);
  return html`<td
    ?data-number=${number}
    ?data-short=${text.length <= SHORT}
    ?data-unbroken=${UNBROKEN.test(text)}
  >${seamed(text)}</td>`;
}

/** @param {TaskLife[]} all */
function tasks(all) {
  if (all.length === 0) return nothing;
  return box(
    "All tasks",
    html`<tr>
      <th scope="col">Task</th><th scope="col">Outcome</th>
      <th scope="col" data-number>Spawned (s)</th><th scope="col" data-number data-short>Ended (s)</th>
    </tr>`,
    all.slice(0, MAX_ROWS).map(
      (task) => html`<tr>
        <td><span class="name">${task.name}</span> <span class="coroutine">${seamed(task.coroutine)}</span></td>
        <td><span class="status" data-status=${task.outcome}>${icon(task.outcome)}${task.outcome}</span>
          ${task.value ? html`<span class="value" ?data-unbroken=${UNBROKEN.test(task.value)}>${seamed(task.value)}</span>` : nothing}</td>
        <td data-number>${seconds(task.spawned)}</td>
        <td data-number>${typeof task.finished === "number" ? seconds(task.finished) : none}</td>
      </tr>`,
    ),
    cut(all.length, MAX_ROWS, "task"),
  );
}

/** A table that scrolls by itself where it is too wide; so it can have the focus. @param {string} title @param {unknown} head @param {unknown} body @param {unknown} foot */
function box(title, head, body, foot) {
  return html`<div class="table" part="table" tabindex="0" role="group" aria-label=${title}>
    <table>
      <caption>${title}</caption>
      <thead>${head}</thead>
      <tbody>${body}</tbody>
    </table>
    ${foot}
  </div>`;
}

/** A text with places to break it. @param {string} text */
function seamed(text) {
  const [first, ...others] = text.split(SEAMS);
  return html`${first}${others.map((part) => html`<wbr />${part}`)}`;
}

/**
 * @param {Run} run
 * @param {number[]} decisive the lines that are pointed at, by their index
 * @param {number} until what is printed later is not known yet
 */
export function output({ console: all }, decisive = [], until = Number.POSITIVE_INFINITY) {
  const lines = all.filter(({ time }) => time <= until);
  if (all.length > 0 && lines.length === 0)
    return html`<p class="empty">This run has printed nothing so far.</p>`;
  if (lines.length === 0) return html`<p class="empty">This run printed nothing.</p>`;
  return html`<div class="scroll console" part="console" tabindex="0" role="group" aria-label="Console">
    <table>
      <thead class="unseen">
        <tr><th scope="col">Time</th><th scope="col">Stream</th><th scope="col">Line</th></tr>
      </thead>
      <tbody>
        ${lines.slice(0, MAX_LINES).map((line, index) => consoleLine(line, lines[index - 1], decisive.includes(index)))}
      </tbody>
    </table>
    ${cut(lines.length, MAX_LINES, "line")}
  </div>`;
}

/** A time that is the same as on the line above is drawn once, and stdout is what needs no mark. @param {ConsoleLine} line @param {ConsoleLine | undefined} above @param {boolean} decisive */
function consoleLine({ time, stream, text }, above, decisive) {
  const sameTime = above?.time === time;
  return html`<tr data-stream=${stream} ?data-first=${!sameTime}>
    <td class="time"><span class=${sameTime ? "unseen" : ""}>${seconds(time)}</span></td>
    <td class="stream">${stream === "stderr" ? "err" : html`<span class="unseen">out</span>`}</td>
    <td class="line" ?data-drawn=${DRAWN.test(text)}>${decisive ? html`<span class="unseen">This decides it: </span><mark>${text}</mark>` : DRAWN.test(text) ? text : html`<span class="text">${text}</span>`}</td>
  </tr>`;
}

const none = html`<span aria-hidden="true">–</span><span class="unseen">none</span>`;

/** @param {number} length @param {number} limit @param {string} noun */
function cut(length, limit, noun) {
  if (length <= limit) return nothing;
  return html`<p class="cut">The first ${limit} of ${count(length, noun)}. The event log has them all.</p>`;
}
