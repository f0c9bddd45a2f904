// Owns a run in the format of Chrome's trace viewer, which Perfetto opens, too: a thread a task, a slice a bar, an arrow a link.
// Invariant: the times are the loop's, in microseconds; what takes no time there has no length here.

import { nameOf } from "../events.js";

/** @import { Run } from "../run.js" */

/** @param {Pick<Run, "events" | "tasks" | "timeline">} run @param {string} title */
export function chromeTrace({ events, tasks, timeline }, title) {
  const { lane, bar, bar_from, bar_to, bar_state, bar_awaited, states, awaited } = timeline;
  const { mark, mark_lane, mark_kind, marks } = timeline;
  const { link_from, link_to, link_from_lane, link_to_lane, link_kind, links } = timeline;
  const lives = new Map(tasks.map((life) => [life.id, life]));
  const pid = 1;
  const at = (/** @type {number} */ seq) => Math.round(events.time[seq] * 1e9) / 1e3;
  const thread = (/** @type {number} */ index) => (index === -1 ? 0 : lane[index]);
  const about = (/** @type {number} */ seq) => ({
    event: seq + 1,
    detail: events.texts[events.detail[seq]] ?? "",
  });
  /** @type {object[]} */
  const out = [{ ph: "M", pid, name: "process_name", args: { name: title } }];
  const threads = /** @type {[number, string][]} */ ([
    [0, "loop"],
    ...[...lane].map((id) => [id, nameOf(lives.get(id) ?? { id, name: `#${id}`, coroutine: "" })]),
  ]);
  for (const [index, [tid, name]] of threads.entries()) {
    out.push({ ph: "M", pid, tid, name: "thread_name", args: { name } });
    out.push({ ph: "M", pid, tid, name: "thread_sort_index", args: { sort_index: index } });
  }
  for (const [index, of] of bar.entries()) {
    const state = states[bar_state[index]];
    const what = awaited[bar_awaited[index]];
    const [from, to] = [bar_from[index], bar_to[index]];
    const name = what === undefined ? state : state === "waiting" ? what : `${state}: ${what}`;
    const ts = at(from);
    const dur = Math.round((at(to) - ts) * 1e3) / 1e3;
    out.push({ ph: "X", pid, tid: thread(of), name, cat: state, ts, dur, args: about(from) });
  }
  for (const [index, seq] of mark.entries()) {
    const tid = thread(mark_lane[index]);
    const name = marks[mark_kind[index]];
    out.push({ ph: "i", s: "t", pid, tid, name, cat: "mark", ts: at(seq), args: about(seq) });
  }
  for (const [id, to] of link_to.entries()) {
    const flow = { pid, name: links[link_kind[id]], cat: "link", id };
    out.push({ ph: "s", ...flow, tid: thread(link_from_lane[id]), ts: at(link_from[id]) });
    out.push({ ph: "f", bp: "e", ...flow, tid: thread(link_to_lane[id]), ts: at(to) });
  }
  const lines = out.map((event) => JSON.stringify(event)).join(",\n");
  return `{"displayTimeUnit":"ms","traceEvents":[\n${lines}\n]}\n`;
}
