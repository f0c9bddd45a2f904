// Owns reading and writing the little HTML that the build has to do with: our own elements, their attributes, text.
// Invariant: whatever goes into a page as text is escaped here.
//
// The fragments are our own and well-formed, so this is no parser of HTML: it finds elements of given names, and refuses
// what it does not understand.

/** @typedef {{ name: string, attributes: Record<string, string>, inner: string, start: number, end: number }} Element */

/** @type {Record<string, string>} */
const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const characters = new Map(Object.entries(entities).map(([character, name]) => [name, character]));

/** @param {unknown} text */
export function escaped(text) {
  return String(text).replace(/[&<>"]/g, (character) => entities[character]);
}

/** @param {string} text */
export function unescaped(text) {
  return text.replace(/&(?:amp|lt|gt|quot);|&#(\d+);/g, (entity, code) =>
    code === undefined ? (characters.get(entity) ?? entity) : String.fromCodePoint(Number(code)),
  );
}

/** The text without its comments, each line where it was. @param {string} html */
export function withoutComments(html) {
  return html.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ""));
}

/**
 * The elements of these names, none within another, in order; and where one begins that is not understood.
 * @param {string} html
 * @param {string[]} names
 * @returns {{ elements: Element[], broken: number[] }}
 */
export function elementsOf(html, names) {
  const name = `(?:${names.join("|")})`;
  const whole = new RegExp(
    `<(${name})((?:\\s+[\\w-]+(?:="[^"]*")?)*)\\s*>([\\s\\S]*?)</\\1\\s*>`,
    "g",
  );
  const elements = [...html.matchAll(whole)].map(
    ({ index, 0: all, 1: of, 2: attributes, 3: inner }) => ({
      name: of,
      attributes: attributesOf(attributes),
      inner,
      start: index,
      end: index + all.length,
    }),
  );
  const starts = new Set(elements.map(({ start }) => start));
  const broken = [...html.matchAll(new RegExp(`<${name}(?![\\w-])`, "g"))]
    .map(({ index }) => index)
    .filter((index) => !starts.has(index));
  return { elements, broken };
}

/** @param {string} text @returns {Record<string, string>} */
function attributesOf(text) {
  return Object.fromEntries(
    [...text.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name, value = ""]) => [
      name,
      unescaped(value),
    ]),
  );
}

/** An opening tag. @param {string} name @param {Record<string, string>} attributes */
export function tag(name, attributes) {
  const pairs = Object.entries(attributes).map(
    ([of, value]) => ` ${of}${value === "" ? "" : `="${escaped(value)}"`}`,
  );
  return `<${name}${pairs.join("")}>`;
}

/** The line at which an index stands, from 1. @param {string} text @param {number} index */
export function lineAt(text, index) {
  return text.slice(0, index).split("\n").length;
}
