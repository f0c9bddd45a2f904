// Owns the text form of parameters, in the `params` attribute and in links.
// Invariant: a text that is not wholly understood yields no values at all, and a sentence that says why.
//
// The form: `name=value` pairs joined by `&`, for example `tasks=4&failing=2,3`. Names and values are
// percent-encoded where they must be (`%`, `&`, `=`, `#`, `+`, space, control characters); commas stay. A plus is a
// plus, not a space. An empty value (`limit=`) means "none". A link is the same text after the `#`, with two names
// more that no parameter can have, `scenario` and `seed`:
//
//     #scenario=gather&seed=7&tasks=4&failing=2,3
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
    return refuse(`The text is ${text.length} characters long; at most ${MAX_LENGTH} are allowed.`);
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
  return Object.entries(values)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join("&");
}

/**
 * Takes a link's fragment apart into the three texts that the element has attributes for. It judges nothing: what is
 * wrong with a part is said by who reads that part.
 * @param {string} fragment with or without its `#`
 * @returns {{ scenario: string | null, params: string | null, seed: string | null }}
 */
export function splitLink(fragment) {
  const text = fragment.replace(/^#/, "");
  /** @type {{ scenario: string | null, seed: string | null }} */
  const own = { scenario: null, seed: null };
  if (text.length > MAX_LENGTH) return { ...own, params: text };
  const rest = text.split("&").filter((pair) => {
    const [, name, value] = /^(scenario|seed)=(.*)$/s.exec(pair) ?? [];
    if ((name !== "scenario" && name !== "seed") || own[name] !== null) return pair !== "";
    own[name] = decode(value) ?? value;
    return false;
  });
  return { ...own, params: rest.length > 0 ? rest.join("&") : null };
}

/**
 * The fragment that restores a spec.
 * @param {Spec} spec
 */
export function formatLink(spec) {
  const { scenario, seed, params } = spec;
  return `#${formatParams({ scenario, seed: String(seed), ...params })}`;
}

/** @param {string} problem @returns {Parsed} */
function refuse(problem) {
  return { values: {}, problem };
}

/** @param {string} text */
function encode(text) {
  return encodeURIComponent(text).replaceAll("%2C", ",");
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
