// Owns the tests of what a host may set on the element.
// Invariant: each nonsense is checked to be reported in words, and to be asked for as if it had not been set.

import assert from "node:assert/strict";
import { test } from "node:test";
import { partsOf, requestOf, wordsOf } from "../src/request.js";

const nothing = {
  scenario: null,
  language: null,
  python: null,
  params: null,
  seed: null,
  debug: null,
  interventions: null,
};

/** @param {Parameters<typeof requestOf>[0]} given @param {Partial<typeof nothing> | Record<string, unknown>} expected */
function asks(given, expected) {
  assert.deepEqual(requestOf(given), { request: { ...nothing, ...expected }, problems: [] });
}

/**
 * @param {Parameters<typeof requestOf>[0]} given
 * @param {string} field
 * @param {RegExp} words
 * @param {Record<string, unknown>} rest what is asked for all the same
 */
function refuses(given, field, words, rest = {}) {
  const { request, problems } = requestOf(given);
  assert.deepEqual(request, { ...nothing, ...rest });
  assert.deepEqual(
    problems.map((problem) => problem.field),
    [field],
  );
  assert.match(problems[0].message, words);
}

test("nothing asks for nothing", () => {
  asks({}, {});
  asks(
    { scenario: undefined, params: null, seed: undefined, debug: null, interventions: null },
    {},
  );
});

test("texts are taken as they are", () => {
  const texts = {
    scenario: "gather",
    params: "tasks=4&failing=2,3",
    seed: "7",
    interventions: "1:cancel:B",
  };
  asks({ ...texts, debug: "" }, { ...texts, debug: "true" });
});

test("a number is a seed, and what is no whole number is left to who reads it", () => {
  asks({ seed: 7 }, { seed: "7" });
  asks({ seed: 7n }, { seed: "7" });
  asks({ seed: Number.NaN }, { seed: "NaN" });
  asks({ scenario: 5 }, { scenario: "5" });
});

test("parameters are an object of natural values", () => {
  const params = { tasks: 3, step: 0.5, loud: true, failing: [2, 3], limit: null, left: undefined };
  asks({ params }, { params: "tasks=3&step=0.5&loud=true&failing=2,3&limit=" });
  asks({ params: {} }, { params: "" });
  asks({ params: { mode: "a&b=50%" } }, { params: "mode=a%26b%3D50%25" });
});

test("debug mode is a boolean or a text, and an attribute without a value is true", () => {
  for (const on of [true, "", "true"]) asks({ debug: on }, { debug: "true" });
  asks({ debug: false }, { debug: "false" });
  asks({ debug: 1 }, { debug: "1" });
  asks({ debug: "perhaps" }, { debug: "perhaps" });
  for (const none of [null, undefined]) asks({ debug: none }, {});
});

test("interventions are a list, or a text with one a line", () => {
  asks(
    { interventions: ["1:cancel:B", "2:signal:SIGINT"] },
    { interventions: "1:cancel:B\n2:signal:SIGINT" },
  );
  asks(
    { interventions: " 1:cancel:B\r\n\n  2:signal:SIGINT " },
    { interventions: "1:cancel:B\n2:signal:SIGINT" },
  );
  asks({ interventions: "" }, {});
  asks({ interventions: [] }, {});
});

test("nonsense is reported, and nothing of it is used", () => {
  refuses({ scenario: {} }, "scenario", /the id of a scenario, not this object/);
  refuses({ seed: [7] }, "seed", /a whole number, not this list/);
  refuses({ seed: Symbol("seven") }, "seed", /not a symbol/);
  refuses({ params: [1] }, "params", /an object, or a text .* not this list/);
  refuses({ params: () => 1 }, "params", /not a function/);
  refuses({ params: new Map([["tasks", 3]]) }, "params", /not this object/);
  refuses({ params: { n: 1, tasks: {} } }, "tasks", /a number, a text, .* not this object/, {
    params: "n=1",
  });
  refuses({ interventions: [{}] }, "interventions", /texts, a list of them .* not this list/);
  refuses({ debug: {} }, "debug", /not this object/);
});

test("an object that cannot be read is refused like any other", () => {
  const trap = {
    get tasks() {
      throw new Error("no");
    },
  };
  refuses({ params: trap }, "params", /not this object/);
});

test("a spec may leave parts out", () => {
  const { parts, problems } = partsOf({ scenario: "gather", interventions: ["1:cancel:B"] });
  assert.deepEqual(problems, []);
  asks(parts, { scenario: "gather", interventions: "1:cancel:B" });
  assert.deepEqual(partsOf(null).problems, []);
  asks(partsOf(null).parts, {});
});

test("what is no spec is reported, and so is what no spec has", () => {
  for (const wrong of [5, "gather", ["gather"], () => 1]) {
    const { parts, problems } = partsOf(wrong);
    asks(parts, {});
    assert.match(problems[0].message, /an object with any of scenario, language, params, seed/);
  }
  const { parts, problems } = partsOf({ scenario: "gather", sead: 7 });
  asks(parts, { scenario: "gather" });
  assert.deepEqual(problems, [
    {
      field: "spec",
      message:
        "has no “sead”; it has scenario, language, params, seed, debug, interventions, python",
    },
  ]);
});

test("settings are known words; one that is not known is reported", () => {
  const known = ["log", "code"];
  const several = (/** @type {unknown} */ value) =>
    wordsOf("panels", value, known, { several: true });
  assert.deepEqual(several(null), { text: null, problems: [] });
  assert.deepEqual(several("log code"), { text: "log code", problems: [] });
  assert.deepEqual(several(["log", "code"]), { text: "log code", problems: [] });
  assert.deepEqual(several(5), {
    text: "5",
    problems: [{ field: "panels", message: "There is no “5”; there are log, code." }],
  });
  assert.deepEqual(several("log+code"), { text: "log+code", problems: [] });
  assert.equal(several("log+logs").problems[0].message, "There is no “logs”; there are log, code.");
  assert.equal(several({}).text, null);
  assert.match(several({}).problems[0].message, /names among log, code, not this object/);
  const one = wordsOf("theme", "log code", known, { several: false });
  assert.match(one.problems[0].message, /There is no “log code”/);
});
