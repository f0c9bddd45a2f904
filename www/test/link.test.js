// Owns the tests of the text form of parameters and links.
// Invariant: each refusal is checked to give no values and to name what is wrong.

import assert from "node:assert/strict";
import { test } from "node:test";
import { formatLink, formatParams, MAX_LENGTH, parseParams, splitLink } from "../src/link.js";

/** @param {string} text @param {Record<string, string>} expected */
function reads(text, expected) {
  assert.deepEqual(parseParams(text), { values: expected, problem: null });
}

/** @param {string} text @param {RegExp} words */
function refuses(text, words) {
  const { values, problem } = parseParams(text);
  assert.deepEqual(values, {});
  assert.match(problem ?? "", words);
}

test("pairs are read, and commas stay in their value", () => {
  reads("tasks=4&failing=2,3", { tasks: "4", failing: "2,3" });
});

test("nothing is no parameters", () => {
  reads("", {});
  assert.deepEqual(parseParams(null), { values: {}, problem: null });
});

test("an empty value and an equals sign in a value are kept", () => {
  reads("limit=&message=a=b", { limit: "", message: "a=b" });
});

test("a plus is a plus", () => reads("message=1+1", { message: "1+1" }));

test("names that objects have by themselves are names like others", () => {
  const { values } = parseParams("__proto__=1&constructor=2");
  assert.deepEqual(Object.entries(values), [
    ["__proto__", "1"],
    ["constructor", "2"],
  ]);
});

test("whatever is written is read again", () => {
  const values = { message: "50% & more = “ü”\n#+ ", failing: "2,3", limit: "", "a b": "c" };
  reads(formatParams(values), values);
});

test("a pair without a name or an equals sign is refused", () => {
  refuses("tasks=4&failing", /“failing” is not of the form name=value/);
  refuses("=4", /“=4” is not of the form/);
  refuses("tasks=4&", /“” is not of the form/);
});

test("a broken percent-encoding is refused", () => {
  refuses("message=100%", /“message=100%” has a %/);
  refuses("message=%FF", /“message=%FF” has a %/);
});

test("a name that stands twice is refused", () => refuses("n=1&n=2", /“n” stands there twice/));

test("a text that is too long is refused, one that just fits is not", () => {
  const fits = `m=${"x".repeat(MAX_LENGTH - 2)}`;
  assert.equal(parseParams(fits).problem, null);
  refuses(`${fits}x`, new RegExp(`${MAX_LENGTH + 1} characters.*${MAX_LENGTH} are allowed`));
});

test("a link is taken apart into the texts of the three attributes", () => {
  assert.deepEqual(splitLink("#scenario=gather&seed=7&tasks=4&failing=2,3"), {
    scenario: "gather",
    seed: "7",
    params: "tasks=4&failing=2,3",
  });
  assert.deepEqual(splitLink(""), { scenario: null, seed: null, params: null });
  assert.deepEqual(splitLink("#"), { scenario: null, seed: null, params: null });
});

test("what is broken in a link reaches who can say so", () => {
  assert.deepEqual(splitLink("#scenario=%&seed=x&nonsense"), {
    scenario: "%",
    seed: "x",
    params: "nonsense",
  });
  assert.equal(splitLink("#scenario=a&scenario=b").params, "scenario=b");
  assert.equal(splitLink(`#${"x".repeat(MAX_LENGTH + 1)}`).params?.length, MAX_LENGTH + 1);
});

test("a link restores its spec", () => {
  const spec = {
    scenario: "task-group",
    seed: 9007199254740991,
    params: { delays: "1,2,1.5", message: "a&b" },
  };
  const { scenario, seed, params } = splitLink(formatLink(spec));
  assert.equal(scenario, spec.scenario);
  assert.equal(seed, String(spec.seed));
  assert.deepEqual(parseParams(params).values, spec.params);
});
