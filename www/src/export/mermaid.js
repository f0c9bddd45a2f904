// Owns a run as a sequence diagram of Mermaid: a participant a task, an arrow for what leads from one to another, a note a mark.
// Invariant: arrows and notes stand in the order of their events, and no text of the program ends a line of the diagram.

import { nameOf } from "../events.js";
import { plain } from "../interventions.js";

/** @import { Run } from "../run.js" */

/** What the loop is called in the diagram's own text, where `loop` means something else. */
const LOOP = "t0";

/** How an arrow of each kind is drawn, and what it does. */
const arrows = /** @type {Record<string, readonly [string, string]>} */ ({
  spawn: ["->>", "creates"],
  cancel: ["-x", "cancels"],
  exception: ["-->>", "exception"],
});

/** @param {Pick<Run, "events" | "tasks" | "timeline">} run */
export function sequenceDiagram({ events, tasks, timeline }) {
  const { lane, mark, mark_lane, mark_kind, marks } = timeline;
  const { link_from_lane, link_to_lane, link_to, link_kind, links } = timeline;
  const lives = new Map(tasks.map((life) => [life.id, life]));
  const who = (/** @type {number} */ index) => (index === -1 ? LOOP : `t${lane[index]}`);
  const words = (/** @type {number} */ seq) => escaped(events.texts[events.detail[seq]] ?? "");
  const when = (/** @type {number} */ seq) => `${plain(events.time[seq])} s`;
  const named = [...lane].map((id) => {
    const life = lives.get(id) ?? { id, name: `#${id}`, coroutine: "" };
    return `participant t${id} as ${escaped(nameOf(life))}`;
  });
  const outside = link_from_lane.includes(-1) || mark_lane.includes(-1);
  /** @type {{ seq: number, line: string }[]} */
  const steps = [];
  for (const [index, seq] of link_to.entries()) {
    const [arrow, does] = arrows[links[link_kind[index]]] ?? ["->>", links[link_kind[index]]];
    const ends = `${who(link_from_lane[index])}${arrow}${who(link_to_lane[index])}`;
    steps.push({ seq, line: `${ends}: ${when(seq)}, ${does}` });
  }
  for (const [index, seq] of mark.entries()) {
    const kind = marks[mark_kind[index]];
    const detail = words(seq);
    const text = detail.startsWith(kind) ? detail : [kind, detail].filter(Boolean).join(": ");
    steps.push({ seq, line: `Note over ${who(mark_lane[index])}: ${when(seq)}, ${text}` });
  }
  // Of one event, the arrow leads to what the note says.
  steps.sort((one, other) => one.seq - other.seq);
  const lines = [
    ...(outside ? [`participant ${LOOP} as the loop`] : []),
    ...named,
    ...steps.map(({ line }) => line),
  ];
  return ["sequenceDiagram", ...lines.map((line) => `  ${line}`), ""].join("\n");
}

/** A text in which nothing means something to Mermaid. @param {string} text */
function escaped(text) {
  return (
    text
      .replace(/\s+/g, " ")
      .replace(/[#;<>%]/g, entity)
      // The word alone ends a block.
      .replace(/\b[Ee](?=nd\b)/g, entity)
      .trim()
  );
}

/** @param {string} character */
function entity(character) {
  return `#${character.charCodeAt(0)};`;
}
