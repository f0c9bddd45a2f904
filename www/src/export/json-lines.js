// Owns the trace of a run as JSON Lines: an event a line.
// Invariant: the keys, and the numbers from 0, are those of `except-star run --format json`.

/** @import { Run } from "../run.js" */

/** @param {Pick<Run, "events" | "tasks" | "event_count">} run */
export function jsonLines({ events, tasks, event_count }) {
  const names = new Map(tasks.map(({ id, name }) => [id, name]));
  const lines = [];
  for (let seq = 0; seq < event_count; seq++) {
    const line = events.line[seq];
    lines.push(
      JSON.stringify({
        seq,
        time: events.time[seq],
        // The loop has no name, and an event of a program in Rust no line.
        task: names.get(events.task[seq]),
        kind: events.kinds[events.kind[seq]],
        cause: events.cause[seq],
        line: line === 0 ? undefined : line,
        detail: events.texts[events.detail[seq]],
      }),
    );
  }
  return lines.map((line) => `${line}\n`).join("");
}
