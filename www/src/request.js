// Owns turning what a host sets on the element, whatever its type, into the texts that the element works with.
// Invariant: nothing that is set makes it throw; of what it does not understand nothing is used, and a sentence says so.
//
// What is natural in JavaScript is taken: numbers, lists and null among the parameters, a number as seed, true and false,
// lists of names. What is no value at all, but a text or a number, is passed on: who reads it says what is allowed.

/** @import { Request, SpecError } from "../pkg/except_star.js" */
/** The parts of a request that an element has properties for.
 * @typedef {{ [Name in Exclude<keyof Request, "link">]: string | null }} Texts */
/** @typedef {(field: string, allowed: string, value: unknown) => null} Refuse */

/** What may be asked for, by the names of the attributes. @type {Exclude<keyof Texts, "python">[]} */
export const attributeNames = ["scenario", "language", "params", "seed", "debug", "interventions"];

/** The same with the program's text, which is a property alone. @type {(keyof Texts)[]} */
export const requestNames = [...attributeNames, "python"];

/**
 * What the properties of these names ask for.
 * @param {Partial<Record<keyof Texts, unknown>>} given
 * @returns {{ request: Texts, problems: SpecError[] }}
 */
export function requestOf(given) {
  const { problems, refuse } = complaints();
  const request = {
    scenario: single("scenario", "the id of a scenario", given.scenario, refuse),
    language: single("language", "rust or python", given.language, refuse),
    python: single("python", "the text of a program", given.python, refuse),
    params: paramsOf(given.params, refuse),
    seed: single("seed", "a whole number", given.seed, refuse),
    debug: debugOf(given.debug, refuse),
    interventions: lines(given.interventions, refuse),
  };
  return { request, problems };
}

/**
 * The properties that a spec stands for, possibly with parts left out. Null, and what is no spec, ask for nothing.
 * @param {unknown} spec
 * @returns {{ parts: Record<keyof Texts, unknown>, problems: SpecError[] }}
 */
export function partsOf(spec) {
  const { problems, refuse } = complaints();
  const entries = isNothing(spec) ? [] : entriesOf(spec);
  const known = requestNames.join(", ");
  if (entries === null) refuse("spec", `an object with any of ${known}`, spec);
  for (const [name] of entries ?? []) {
    // A spec that the engine gives names the file of a text, which is always the same.
    if (/** @type {string[]} */ ([...requestNames, "file"]).includes(name)) continue;
    problems.push({ field: "spec", message: `has no “${name}”; it has ${known}` });
  }
  const given = Object.fromEntries(entries ?? []);
  const parts = Object.fromEntries(requestNames.map((name) => [name, given[name]]));
  return { parts: /** @type {Record<keyof Texts, unknown>} */ (parts), problems };
}

/**
 * One of these words, or several, which a + may join; null where nothing is set.
 * @param {string} field
 * @param {unknown} value
 * @param {readonly string[]} known
 * @param {{ several: boolean }} options
 * @returns {{ text: string | null, problems: SpecError[] }}
 */
export function wordsOf(field, value, known, { several }) {
  const { problems, refuse } = complaints();
  const words = isNothing(value) ? null : textsOf(value);
  if (words === null) {
    if (!isNothing(value)) refuse(field, `names among ${known.join(", ")}`, value);
    return { text: null, problems };
  }
  const text = words.join(" ");
  for (const word of several ? split(text.replaceAll("+", " ")) : [text]) {
    if (known.includes(word) || word === "") continue;
    problems.push({ field, message: `There is no “${word}”; there are ${known.join(", ")}.` });
  }
  return { text, problems };
}

/** The different words of a text. @param {string} text */
export function split(text) {
  return [...new Set(text.split(/\s+/).filter(Boolean))];
}

/** @param {string} field @param {string} allowed @param {unknown} value @param {Refuse} refuse */
function single(field, allowed, value, refuse) {
  if (isNothing(value)) return null;
  return textOf(value) ?? refuse(field, allowed, value);
}

/** @param {unknown} value @param {Refuse} refuse */
function paramsOf(value, refuse) {
  if (isNothing(value)) return null;
  const text = textOf(value);
  if (text !== null) return text;
  const entries = entriesOf(value);
  if (entries === null) return refuse("params", "an object, or a text of name=value pairs", value);
  /** @type {[string, string][]} */
  const pairs = [];
  for (const [name, of] of entries) {
    if (of === undefined) continue;
    const texts = of === null ? [""] : textsOf(of);
    if (texts === null)
      refuse(name, "a number, a text, true or false, a list of these, or null", of);
    else pairs.push([name, texts.join(",")]);
  }
  // An attribute is read by people, too, and a comma needs no encoding.
  const encoded = (/** @type {string} */ text) => encodeURIComponent(text).replaceAll("%2C", ",");
  return pairs.map((pair) => pair.map(encoded).join("=")).join("&");
}

/** @param {unknown} value @param {Refuse} refuse */
function debugOf(value, refuse) {
  if (isNothing(value)) return null;
  // As an attribute of HTML has it that is there without a value.
  return value === ""
    ? "true"
    : (textOf(value) ?? refuse("debug", "true or false, or 1 or 0", value));
}

/** @param {unknown} value @param {Refuse} refuse */
function lines(value, refuse) {
  if (isNothing(value)) return null;
  const texts = textsOf(value);
  if (texts === null) return refuse("interventions", "texts, a list of them or one a line", value);
  const all = texts.flatMap((text) => text.split(/[\r\n]+/)).map((text) => text.trim());
  return all.filter(Boolean).join("\n") || null;
}

/** @param {unknown} value */
function isNothing(value) {
  return value === null || value === undefined;
}

/** The text of a plain value; null where it is none. @param {unknown} value */
function textOf(value) {
  if (typeof value === "string") return value;
  return ["number", "bigint", "boolean"].includes(typeof value) ? String(value) : null;
}

/** The texts of a plain value or of a list of them; null where one is none. @param {unknown} value */
function textsOf(value) {
  const texts = (Array.isArray(value) ? value : [value]).map(textOf);
  return texts.every((text) => text !== null) ? texts : null;
}

/** What is in a plain object; null where it is none, or cannot be read. @param {unknown} value */
function entriesOf(value) {
  try {
    const plain = Object.prototype.toString.call(value) === "[object Object]";
    return plain ? Object.entries(/** @type {object} */ (value)) : null;
  } catch {
    return null;
  }
}

/** @returns {{ problems: SpecError[], refuse: Refuse }} */
function complaints() {
  /** @type {SpecError[]} */
  const problems = [];
  return {
    problems,
    refuse(field, allowed, value) {
      problems.push({ field, message: `must be ${allowed}, not ${kindOf(value)}` });
      return null;
    },
  };
}

/** @param {unknown} value */
function kindOf(value) {
  const text = textOf(value);
  if (text !== null) return `“${text}”`;
  if (Array.isArray(value)) return "this list";
  return typeof value === "object" ? "this object" : `a ${typeof value}`;
}
