// Owns turning a template into the text that a browser would make of it, where there is no browser's document to put it into.
// Invariant: values are only ever text or attributes; no value opens or closes an element.

/** @typedef {{ strings: readonly string[], values: readonly unknown[] }} Template */

/** @param {unknown} value @returns {string} */
export function markup(value) {
  if (Array.isArray(value)) return value.map(markup).join("");
  if (isTemplate(value)) return ofTemplate(value);
  return value === null || value === undefined || typeof value === "symbol"
    ? ""
    : escaped(String(value));
}

/** @param {unknown} value @returns {value is Template} */
function isTemplate(value) {
  return typeof value === "object" && value !== null && "strings" in value && "values" in value;
}

/** @param {Template} template */
function ofTemplate({ strings, values }) {
  let out = "";
  /** Where the text ends: among children, in a tag, or in the quotes of an attribute. */
  let place = { tag: false, quoted: false };
  for (const [index, text] of strings.entries()) {
    out += text;
    place = after(place, text);
    if (index === values.length) break;
    const value = values[index];
    if (place.quoted) out += escaped(String(value));
    else if (!place.tag) out += markup(value);
    else out = attribute(out, value);
  }
  return out;
}

/** @param {{ tag: boolean, quoted: boolean }} place @param {string} text */
function after({ tag, quoted }, text) {
  for (const character of text) {
    if (tag && character === '"') quoted = !quoted;
    else if (!quoted && character === "<") tag = true;
    else if (!quoted && character === ">") tag = false;
  }
  return { tag, quoted };
}

/** Behind `name=` or `?name=`. @param {string} out @param {unknown} value */
function attribute(out, value) {
  const [whole, kind, name] = /\s([?.@]?)([\w:-]+)=$/.exec(out) ?? ["", "", ""];
  const before = out.slice(0, out.length - whole.length);
  if (kind === "?") return value ? `${before} ${name}=""` : before;
  if (kind !== "" || typeof value === "symbol") return before;
  return `${before} ${name}="${escaped(String(value))}"`;
}

/** @param {string} text */
function escaped(text) {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
