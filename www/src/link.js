// Owns the text form of parameters, in the `params` attribute and in links.
// Invariant: a text that is not wholly understood yields no values at all, and a sentence that says why.
//
// The form: `name=value` pairs joined by `&`, for example `tasks=4&failing=2,3`. Names and values are
// percent-encoded where they must be (`%`, `&`, `=`, `#`, `+`, space, control characters); commas and colons stay. A plus is a
// plus, not a space. An empty value (`limit=`) means "none". A link is the same text after the `#`, with names more
// that no parameter can have: `scenario`, `seed`, `debug` (1 or 0) for debug mode, and `at` once for each intervention:
//
//     #scenario=gather&seed=7&debug=1&tasks=4&failing=2,3&at=0.15:cancel:plain-2&at=1:signal:SIGINT
//
// Links carry every parameter, not only those that differ from the default, so that a link keeps its meaning
// when a default changes one day.

/** @import { Spec } from "./engine.js" */

/** Longer texts are refused: no scenario needs them, and a link is what anybody may send. */
export const MAX_LENGTH = 8192;

/** @typedef {{ values: Record<string, string>, problem: string | null }} Parsed */

/**
 * Reads `name=value` pairs.
 * @param {string | null | undefined} text
 * @returns {Parsed}
 */
export function parseParams(text) {
  if (!text) return { values: {}, problem: null };
  if (text.length > MAX_LENGTH) {
    return refuse(
      `The text is ${text.length} characters long; at most ${MAX_LENGTH} are allowed. ` +
        "Its parameters and interventions are left out.",
    );
  }
  /** @type {Map<string, string>} */
  const values = new Map();
  for (const pair of text.split("&")) {
    const equals = pair.indexOf("=");
    if (equals < 1) return refuse(`“${pair}” is not of the form name=value.`);
    const name = decode(pair.slice(0, equals));
    const value = decode(pair.slice(equals + 1));
    if (name === null || value === null) {
      return refuse(`“${pair}” has a % that no two hexadecimal digits of UTF-8 follow.`);
    }
    if (values.has(name)) return refuse(`“${name}” stands there twice.`);
    values.set(name, value);
  }
  return { values: Object.fromEntries(values), problem: null };
}

/**
 * Writes `name=value` pairs, in the order of the object.
 * @param {Record<string, string>} values
 */
export function formatParams(values) {
  return formatPairs(Object.entries(values));
}

/** @typedef {{ scenario: string | null, seed: string | null, debug: string | null }} Single */

/**
 * Takes a link's fragment apart into the texts that the element has attributes for. It judges nothing: what is wrong
 * with a part is said by who reads that part. A fragment that is too long is all given as parameters, to be refused as
 * that; what each stands for itself is still taken from it, so that the reader is at least in the right scenario.
 * @param {string} fragment with or without its `#`
 * @returns {Single & { params: string | null, interventions: string | null }}
 */
export function splitLink(fragment) {
  const text = fragment.replace(/^#/, "");
  const tooLong = text.length > MAX_LENGTH;
  // The last pair before the limit may be cut through.
  const pairs = tooLong
    ? text
        .slice(0, MAX_LENGTH + 1)
        .split("&")
        .slice(0, -1)
    : text.split("&");
  /** @type {Single} */
  const own = { scenario: null, seed: null, debug: null };
  /** @type {string[]} */
  const interventions = [];
  const rest = pairs.filter((pair) => {
    const [, name, value] = /^(scenario|seed|debug|at)=(.*)$/s.exec(pair) ?? [];
    const decoded = decode(value ?? "");
    if (name === "at" && decoded !== null) interventions.push(decoded);
    else if ((name === "scenario" || name === "seed" || name === "debug") && own[name] === null) {
      own[name] = decoded ?? value;
    } else return pair !== "";
    return false;
  });
  if (tooLong) return { ...own, params: text, interventions: null };
  return {
    ...own,
    params: rest.length > 0 ? rest.join("&") : null,
    interventions: interventions.length > 0 ? interventions.join("\n") : null,
  };
}

/**
 * The fragment that restores a spec.
 * @param {Spec} spec
 */
export function formatLink(spec) {
  const { scenario, seed, debug, params, interventions } = spec;
  return `#${formatPairs([
    ["scenario", scenario],
    ["seed", String(seed)],
    ["debug", debug ? "1" : "0"],
    ...Object.entries(params),
    ...interventions.map((text) => ["at", text]),
  ])}`;
}

/** @param {string[][]} pairs */
function formatPairs(pairs) {
  return pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
}

/** @param {string} problem @returns {Parsed} */
function refuse(problem) {
  return { values: {}, problem };
}

/** @param {string} text */
function encode(text) {
  return encodeURIComponent(text).replaceAll("%2C", ",").replaceAll("%3A", ":");
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
