// Owns the tests of checking the options of a question by a run.
// Invariant: each claim is seen to hold of one run and to fail of another, or with another time.

import assert from "node:assert/strict";
import { test } from "node:test";
import { checkOption, problemsOf } from "../src/lesson/options.js";
import { runOf } from "./fake-engine.js";

/** @import { Claim } from "../src/lesson/options.js" */

/** @param {number} time @param {string} text */
const line = (time, text) => ({ time, text, stream: /** @type {const} */ ("stdout") });
const run = runOf(
  { scenario: "one" },
  {
    console: [line(0, "begin"), line(0.1, "a fails"), line(0.1 + 0.2, "b fails"), line(1, "begin")],
    outcome: { status: "raised", exception: "ValueError('a')" },
    end_time: 1.1,
  },
);

/** @param {Claim} claim @param {boolean} holds @param {string[]} because @param {number[]} lines */
function checks(claim, holds, because, lines = []) {
  assert.deepEqual(checkOption(run, claim), { holds, because, lines });
}

test("a line is printed or it is not, as a whole", () => {
  checks({ line: "a fails" }, true, ["“a fails” is printed at 0.100 s."], [1]);
  checks({ line: "begin" }, true, ["“begin” is printed at 0.000 and 1.000 s."], [0, 3]);
  checks({ line: "fails" }, false, ["“fails” is not printed."]);
});

test("a line is printed at a time, whatever the digits of the time", () => {
  checks({ line: "b fails", at: "0.3" }, true, ["“b fails” is printed at 0.300 s."], [2]);
  const because = ["“b fails” is printed at 0.300 s, not at 0.200 s."];
  checks({ line: "b fails", at: "0.2" }, false, because, [2]);
  checks({ line: "begin", at: "1" }, true, ["“begin” is printed at 0.000 and 1.000 s."], [3]);
});

test("what never stands in a line is a part of it", () => {
  checks({ never: "cancelled" }, true, ["No line of the console has “cancelled”."]);
  checks({ never: "fails" }, false, ["“a fails” is printed at 0.100 s."], [1, 2]);
});

test("the run ends in a way, and at a time", () => {
  const because = ["Ended with an exception: ValueError('a')."];
  checks({ status: "raised" }, true, because);
  checks({ status: "ok" }, false, because);
  checks({ end: "1.10" }, true, ["The run ends at 1.100 s."]);
  checks({ end: "1" }, false, ["The run ends at 1.100 s."]);
});

test("all claims of an option have to hold", () => {
  const because = ["“a fails” is printed at 0.100 s.", "The run ends at 1.100 s."];
  checks({ line: "a fails", end: "1.1" }, true, because, [1]);
  checks({ line: "a fails", end: "2" }, false, because, [1]);
  checks({}, false, []);
});

test("a claim that cannot be understood is reported", () => {
  for (const [claim, words] of /** @type {[Record<string, string>, RegExp][]} */ ([
    [{}, /claims nothing/],
    [{ line: "" }, /empty line/],
    [{ text: "a" }, /has data-text; it may have data-line, data-at/],
    [{ at: "1" }, /data-at without data-line/],
    [{ line: "a", at: "1 s" }, /data-at="1 s", which is no time/],
    [{ end: "soon" }, /data-end="soon", which is no time/],
    [{ status: "failed" }, /data-status="failed"; a run ends as ok, raised, limit/],
  ])) {
    assert.match(problemsOf(claim).join("\n"), words);
  }
  assert.deepEqual(problemsOf({ line: "a", at: "0.5", never: "b", status: "ok", end: "1" }), []);
});
