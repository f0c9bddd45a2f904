// Owns the report on a run in Markdown: what ran, its link, its console and its tables.
// Invariant: whatever a program prints, it breaks neither a block of code nor a table.

import { ending, grouped, numericColumns, seconds } from "../format.js";

/** @import { Run } from "../run.js" */

/** @param {Pick<Run, "spec" | "console" | "tables" | "tasks" | "outcome" | "end_time" | "event_count" | "digest" | "text" | "rust">} run @param {{ title: string, link: string }} of link: the whole address; empty where there is none */
export function markdownReport(run, { title, link }) {
  const { spec, console: lines, tables, tasks } = run;
  const values = [
    ...(spec.scenario === undefined ? [] : [["scenario", spec.scenario]]),
    ...(spec.language === undefined ? [] : [["language", spec.language]]),
    ...Object.entries(spec.params ?? {}),
    ["seed", String(spec.seed)],
    ["debug", spec.debug ? "on" : "off"],
    ...(spec.interventions ?? []).map((text) => ["intervention", text]),
  ];
  const all = {
    title: "All tasks",
    columns: ["Task", "Outcome", "Value or error", "Spawned (s)", "Ended (s)"],
    rows: tasks.map(({ name, outcome, value, spawned, finished }) => [
      name,
      outcome,
      value ?? null,
      spawned,
      finished ?? null,
    ]),
  };
  const printed = lines.map(
    ({ time, stream, text }) => `${seconds(time)}${stream === "stderr" ? " err" : "    "} ${text}`,
  );
  const parts = [
    `# ${inline(title)}`,
    `${inline(ending(/** @type {Run} */ (run)))}. Loop time ${seconds(run.end_time)} s, ${grouped(run.event_count)} events, digest \`${run.digest}\`.`,
    ...(link === "" ? [] : [`[Open this run](<${link}>)`]),
    table({ columns: ["Value", ""], rows: values }),
    "## Console",
    printed.length === 0 ? "This run printed nothing." : block(printed.join("\n"), "text"),
    ...[...tables, all].flatMap((of) => [`## ${inline(of.title)}`, table(of)]),
    ...(spec.scenario === undefined ? ["## Program", block(run.text ?? "", "python")] : []),
  ];
  return `${parts.join("\n\n").trimEnd()}\n`;
}

/** @param {{ columns: string[], rows: (string | number | null)[][] }} of */
function table({ columns, rows }) {
  const numeric = numericColumns({ columns, rows });
  const line = (/** @type {(string | number | null)[]} */ cells) =>
    `| ${cells.map((cell) => inline(String(cell ?? "–"))).join(" | ")} |`;
  const rule = `|${numeric.map((number) => (number ? " --: " : " --- ")).join("|")}|`;
  return [line(columns), rule, ...rows.map(line)].join("\n");
}

/** A text in a line. @param {string} text */
function inline(text) {
  return text.replace(/\s*\n\s*/g, " ").replace(/[\\`*_[\]<>|#]/g, "\\$&");
}

/** A block of code with a longer fence than any in it. @param {string} text @param {string} language */
function block(text, language) {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}
