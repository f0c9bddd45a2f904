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

test("a link is taken apart into the texts of the attributes", () => {
  const link =
    "#scenario=gather&at=1:cancel:B&seed=7&debug=1&tasks=4&failing=2,3&at=2:raise:C:KeyError:a%26b";
  assert.deepEqual(splitLink(link), {
    scenario: "gather",
    seed: "7",
    debug: "1",
    params: "tasks=4&failing=2,3",
    interventions: "1:cancel:B\n2:raise:C:KeyError:a&b",
  });
  const nothing = { scenario: null, seed: null, debug: null, params: null, interventions: null };
  assert.deepEqual(splitLink(""), nothing);
  assert.deepEqual(splitLink("#"), nothing);
});

test("what is broken in a link reaches who can say so", () => {
  assert.deepEqual(splitLink("#scenario=%&seed=x&nonsense"), {
    scenario: "%",
    seed: "x",
    debug: null,
    params: "nonsense",
    interventions: null,
  });
  assert.equal(splitLink("#scenario=a&scenario=b").params, "scenario=b");
  assert.equal(splitLink("#at=1:cancel:%").params, "at=1:cancel:%");
  assert.equal(splitLink(`#${"x".repeat(MAX_LENGTH + 1)}`).params?.length, MAX_LENGTH + 1);
});

test("of a link that is too long, only what stands for itself is taken", () => {
  const start = "scenario=gather&seed=7&at=1:cancel:B&n=";
  const { params, ...taken } = splitLink(`#${start.padEnd(MAX_LENGTH + 1, "1")}`);
  assert.deepEqual(taken, { scenario: "gather", seed: "7", debug: null, interventions: null });
  refuses(params ?? "", /characters long.*parameters and interventions are left out/);
});

test("of a link that is too long, what the limit cuts through is left out", () => {
  const cut = (/** @type {number} */ length, /** @type {string} */ rest) =>
    splitLink(`${"n=".padEnd(length, "1")}&scenario=gather${rest}`).scenario;
  const fits = MAX_LENGTH - "&scenario=gather".length;
  assert.equal(cut(fits, "&more=1"), "gather");
  assert.equal(cut(fits, "ing"), null);
  assert.equal(cut(fits + 1, "&more=1"), null);
});

test("a link restores its spec", () => {
  const spec = {
    scenario: "task-group",
    seed: 9007199254740991,
    params: { delays: "1,2,1.5", message: "a&b" },
    debug: true,
    interventions: ["1.5:cancel:B:a & b", "2:signal:SIGINT"],
  };
  const link = formatLink(spec);
  assert.match(link, /&debug=1&.*&at=1\.5:cancel:B:.*&at=2:signal:SIGINT$/);
  const without = formatLink({ ...spec, debug: false, interventions: [] });
  assert.match(without, /&debug=0&/);
  assert.doesNotMatch(without, /at=/);
  const { scenario, seed, params, debug, interventions } = splitLink(link);
  assert.equal(debug, "1");
  assert.deepEqual(interventions?.split("\n"), spec.interventions);
  assert.equal(scenario, spec.scenario);
  assert.equal(seed, String(spec.seed));
  assert.deepEqual(parseParams(params).values, spec.params);
});
