// Owns the tests of the files in which a run leaves the page.
// Invariant: each expects the whole text of the file, or the whole of what one part of it says.

import assert from "node:assert/strict";
import { test } from "node:test";
import { html, svg } from "lit";
import { chromeTrace } from "../src/export/chrome-trace.js";
import { jsonLines } from "../src/export/json-lines.js";
import { markdownReport } from "../src/export/markdown.js";
import { markup } from "../src/export/markup.js";
import { sequenceDiagram } from "../src/export/mermaid.js";
import { svgOf } from "../src/export/svg.js";
import { runOf } from "./fake-engine.js";

/** Main creates a task, which waits for a second and fails; main gets its error. A signal comes before. */
function run() {
  const made = runOf({
    scenario: "one",
    language: "python",
    params: { n: "3" },
    seed: 42,
    debug: false,
    interventions: ["0.5:signal:SIGINT"],
  });
  return {
    ...made,
    event_count: 5,
    end_time: 1,
    digest: "00ff",
    outcome: /** @type {const} */ ({ status: "raised", exception: "ValueError('a|b')" }),
    console: [
      { time: 0, stream: /** @type {const} */ ("stdout"), text: "begins" },
      { time: 1, stream: /** @type {const} */ ("stderr"), text: "``` | #" },
    ],
    tables: [
      {
        title: "A table",
        columns: ["Task", "After (s)"],
        rows: [
          ["a|b", 1.5],
          [null, 2],
        ],
      },
    ],
    tasks: [
      {
        id: 1,
        name: "Task-1",
        coroutine: "main",
        outcome: /** @type {const} */ ("failed"),
        spawned: 0,
        finished: 1,
        value: "ValueError()",
      },
      {
        id: 2,
        name: "w;1",
        coroutine: "work",
        outcome: /** @type {const} */ ("failed"),
        spawned: 0,
        finished: 1,
      },
    ],
    events: {
      time: Float64Array.of(0, 0, 0.5, 1, 1),
      task: Uint32Array.of(1, 2, 0, 2, 1),
      kind: Uint8Array.of(0, 1, 2, 1, 0),
      cause: Uint32Array.of(0, 0, 2, 1, 3),
      line: Uint32Array.of(4, 9, 0, 10, 5),
      detail: Uint32Array.of(0, 1, 0, 2, 0),
      kinds: ["create", "step", "signal"],
      texts: ["", "sleeps", "raises #1;\nx"],
    },
    timeline: {
      ...made.timeline,
      at: Float32Array.of(0, 1, 3, 5, 6),
      width: 6,
      moment: Float64Array.of(0, 0.5, 1),
      moment_first: Uint32Array.of(0, 2, 3),
      moment_cut: Uint8Array.of(0, 0, 0),
      lane: Uint32Array.of(1, 2),
      lane_parent: Int32Array.of(-1, 0),
      lane_depth: Uint32Array.of(0, 1),
      lane_group: Int32Array.of(-1, -1),
      lane_from: Uint32Array.of(0, 1),
      lane_to: Uint32Array.of(4, 3),
      lane_outcome: Uint8Array.of(0, 0),
      lane_tracks: Uint32Array.of(0, 0),
      bar: Uint32Array.of(0, 1),
      bar_from: Uint32Array.of(0, 1),
      bar_to: Uint32Array.of(4, 3),
      bar_state: Uint8Array.of(0, 1),
      bar_awaited: Int32Array.of(-1, 0),
      mark: Uint32Array.of(2, 3),
      mark_lane: Int32Array.of(-1, 1),
      mark_kind: Uint8Array.of(0, 1),
      link_from: Uint32Array.of(0, 3),
      link_to: Uint32Array.of(1, 4),
      link_from_lane: Int32Array.of(0, 1),
      link_to_lane: Uint32Array.of(1, 0),
      link_kind: Uint8Array.of(0, 1),
      awaited: ["sleep 1"],
      states: ["running", "waiting"],
      marks: ["signal", "failed"],
      outcomes: ["failed"],
      links: ["spawn", "exception"],
    },
  };
}

test("JSON Lines have an event a line, with the keys of the command", () => {
  assert.equal(
    jsonLines(run()),
    String.raw`{"seq":0,"time":0,"task":"Task-1","kind":"create","cause":0,"line":4,"detail":""}
{"seq":1,"time":0,"task":"w;1","kind":"step","cause":0,"line":9,"detail":"sleeps"}
{"seq":2,"time":0.5,"kind":"signal","cause":2,"detail":""}
{"seq":3,"time":1,"task":"w;1","kind":"step","cause":1,"line":10,"detail":"raises #1;\nx"}
{"seq":4,"time":1,"task":"Task-1","kind":"create","cause":3,"line":5,"detail":""}
`,
  );
});

test("a trace for Chrome has a thread a task, a slice a bar, and arrows", () => {
  assert.equal(
    chromeTrace(run(), "One"),
    String.raw`{"displayTimeUnit":"ms","traceEvents":[
{"ph":"M","pid":1,"name":"process_name","args":{"name":"One"}},
{"ph":"M","pid":1,"tid":0,"name":"thread_name","args":{"name":"loop"}},
{"ph":"M","pid":1,"tid":0,"name":"thread_sort_index","args":{"sort_index":0}},
{"ph":"M","pid":1,"tid":1,"name":"thread_name","args":{"name":"main"}},
{"ph":"M","pid":1,"tid":1,"name":"thread_sort_index","args":{"sort_index":1}},
{"ph":"M","pid":1,"tid":2,"name":"thread_name","args":{"name":"w;1"}},
{"ph":"M","pid":1,"tid":2,"name":"thread_sort_index","args":{"sort_index":2}},
{"ph":"X","pid":1,"tid":1,"name":"running","cat":"running","ts":0,"dur":1000000,"args":{"event":1,"detail":""}},
{"ph":"X","pid":1,"tid":2,"name":"sleep 1","cat":"waiting","ts":0,"dur":1000000,"args":{"event":2,"detail":"sleeps"}},
{"ph":"i","s":"t","pid":1,"tid":0,"name":"signal","cat":"mark","ts":500000,"args":{"event":3,"detail":""}},
{"ph":"i","s":"t","pid":1,"tid":2,"name":"failed","cat":"mark","ts":1000000,"args":{"event":4,"detail":"raises #1;\nx"}},
{"ph":"s","pid":1,"name":"spawn","cat":"link","id":0,"tid":1,"ts":0},
{"ph":"f","bp":"e","pid":1,"name":"spawn","cat":"link","id":0,"tid":2,"ts":0},
{"ph":"s","pid":1,"name":"exception","cat":"link","id":1,"tid":2,"ts":1000000},
{"ph":"f","bp":"e","pid":1,"name":"exception","cat":"link","id":1,"tid":1,"ts":1000000}
]}
`,
  );
  JSON.parse(chromeTrace(run(), "One"));
});

test("a sequence diagram has what leads from task to task, and escapes what means something there", () => {
  assert.equal(
    sequenceDiagram(run()),
    `sequenceDiagram
  participant t0 as the loop
  participant t1 as main
  participant t2 as w#59;1
  t1->>t2: 0 s, creates
  Note over t0: 0.5 s, signal
  Note over t2: 1 s, failed: raises #35;1#59; x
  t2-->>t1: 1 s, exception
`,
  );
});

test("a report has values, console and tables, and nothing in them breaks it", () => {
  assert.equal(
    markdownReport(run(), { title: "One *star*", link: "https://example.org/#x" }),
    String.raw`# One \*star\*

Ended with an exception: ValueError('a\|b'). Loop time 1.000 s, 5 events, digest ${"`00ff`"}.

[Open this run](<https://example.org/#x>)

| Value |  |
| --- | --- |
| scenario | one |
| language | python |
| n | 3 |
| seed | 42 |
| debug | off |
| intervention | 0.5:signal:SIGINT |

## Console

${"````"}text
0.000     begins
1.000 err ${"```"} | #
${"````"}

## A table

| Task | After (s) |
| --- | --: |
| a\|b | 1.5 |
| – | 2 |

## All tasks

| Task | Outcome | Value or error | Spawned (s) | Ended (s) |
| --- | --- | --- | --: | --: |
| Task-1 | failed | ValueError() | 0 | 1 |
| w;1 | failed | – | 0 | 1 |
`,
  );
});

test("the report of a text has the text, and no link where there is none", () => {
  const own = {
    ...run(),
    spec: { python: "x", file: "program.py", seed: 1, debug: true, interventions: [] },
    text: "print(1)\n",
    console: [],
    tables: [],
  };
  const report = markdownReport(own, { title: "Own", link: "" });
  assert.doesNotMatch(report, /Open this run/);
  assert.match(report, /## Console\n\nThis run printed nothing\.\n/);
  assert.ok(report.endsWith("## Program\n\n```python\nprint(1)\n```\n"), report);
});

test("a template becomes the text that a browser would make of it", () => {
  const inner = [svg`<b>${"<&>"}</b>`, null, undefined, ["a", 1]];
  const press = () => {};
  const template = html`<p class="x" id=${'"q"'} ?data-on=${true} ?data-off=${false} .value=${1} @click=${press} d="M${1} ${2}"/>${inner}</p>`;
  assert.equal(
    markup(template),
    '<p class="x" id="&quot;q&quot;" data-on="" d="M1 2"/><b>&lt;&amp;&gt;</b>a1</p>',
  );
});

test("a picture stands alone: every lane, bar, mark and link, in colours", () => {
  for (const dark of [false, true]) {
    const picture = svgOf(run(), { title: "One & two", dark });
    assert.match(
      picture,
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="367" height="130" viewBox="0 0 367 130" role="img">\n<title>One &amp; two<\/title>\n<style>/,
    );
    assert.doesNotMatch(picture, /var\(|color-mix|light-dark|undefined|NaN|\[object/);
    assert.ok(picture.includes(dark ? "text{fill:#e6e8eb" : "text{fill:#20242b"));
    const names = [...picture.matchAll(/<text class="who"[^>]*><title>[^<]*<\/title>([^<]*)</g)];
    assert.deepEqual(
      names.map(([, name]) => name),
      ["main", "w;1"],
    );
    const count = (/** @type {string} */ part) => picture.split(part).length - 1;
    assert.deepEqual(
      ['class="bar"', 'class="mark"', 'class="link"', 'class="tick"'].map(count),
      [2, 4, 2, 2],
    );
    for (const [tag] of picture.matchAll(/<\w+[^>]*>/g))
      assert.match(tag, /^<\w+(\s[\w:-]+="[^"]*")*\s*\/?>$/);
  }
});
