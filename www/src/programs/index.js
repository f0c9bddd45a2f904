// Owns the programs from which a reader may start: what each is called, in the order in which they are offered.
// Invariant: the text is that of the file, which a test runs; what to look at is its first comment. It is imported when somebody
// is about to choose, for the texts are no part of a first visit.

import abandonedGenerator from "./abandoned_generator.py?raw";
import failingTest from "./failing_test.py?raw";
import fetchPages from "./fetch_pages.py?raw";
import gatherRunsOn from "./gather_runs_on.py?raw";
import rateLimit from "./rate_limit.py?raw";
import retry from "./retry.py?raw";
import shieldedCleanup from "./shielded_cleanup.py?raw";
import workerPool from "./worker_pool.py?raw";

/** @typedef {{ id: string, title: string, point: string, text: string }} StartingProgram */

/** @type {[id: string, title: string, text: string][]} */
const files = [
  ["fetch-pages", "Fetch pages in time", fetchPages],
  ["gather-runs-on", "A gather whose others run on", gatherRunsOn],
  ["retry", "Retry with growing pauses", retry],
  ["worker-pool", "Workers that stop on a signal", workerPool],
  ["rate-limit", "Limit the rate of requests", rateLimit],
  ["shielded-cleanup", "Cleanup that is cancelled", shieldedCleanup],
  ["abandoned-generator", "An abandoned generator", abandonedGenerator],
  ["failing-test", "A failing test", failingTest],
];

/** @type {StartingProgram[]} */
export const programs = files.map(([id, title, text]) => ({
  id,
  title,
  point: pointOf(text),
  text,
}));

/** What the comment at the beginning says, on one line. @param {string} text */
function pointOf(text) {
  const [comment] = /^(?:# .*\n)+/.exec(text) ?? [""];
  return comment.replace(/^# /gm, "").trim().replaceAll("\n", " ");
}
