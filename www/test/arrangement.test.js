// Owns the tests of which panels a text names.
// Invariant: nothing is drawn, so no browser is needed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { groupsOf } from "../src/views/arrangement.js";

/** @param {string | null} text @param {string[][]} expected */
function groups(text, expected) {
  assert.deepEqual(
    groupsOf(text).map((group) => group.map(({ id }) => id)),
    expected,
  );
}

test("without a text there are the usual panels, each by itself", () => {
  groups(null, [["timeline"], ["results"], ["console"], ["log"], ["code"]]);
});

test("panels stand in the order in which they are named, those that a + joins together", () => {
  groups("code log", [["code"], ["log"]]);
  groups("console+results  code", [["console", "results"], ["code"]]);
});

test("the panels that look closer are there where they are named", () => {
  groups("timeline findings+exceptions narrative", [
    ["timeline"],
    ["findings", "exceptions"],
    ["narrative"],
  ]);
});

test("what is no panel, or was named before, is left out", () => {
  groups("", []);
  groups("+ log logs", [["log"]]);
  groups("log console+log log+log", [["log"], ["console"]]);
});
