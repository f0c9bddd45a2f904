// Owns what can be begun with where a program is the reader's own.
// Invariant: each text runs as it stands.

/** @import { Head } from "./views/header.js" */
/** @typedef {{ id: string, title: string, point: string, text: string }} Program */

const VIRTUAL = "It runs as it stands, in virtual time, and prints what CPython 3.14 prints.";

/** What a reader brings along takes its place. @type {Program} */
export const blank = {
  id: "own",
  title: "Write or paste one",
  point: `Write here, or paste a program over this one. ${VIRTUAL}`,
  text: `import asyncio


async def main():
    await asyncio.sleep(1)
    print("one second later")


asyncio.run(main())
`,
};

/** All of them; they are fetched when somebody is about to choose. @returns {Promise<Program[]>} */
export async function allOwn() {
  const { programs } = await import("./programs/index.js");
  // A scenario may have the same name.
  return [blank, ...programs.map((program) => ({ ...program, id: `own-${program.id}` }))];
}

/**
 * The one that this text is, edited or not; the first where it is none.
 * @param {Program[]} own
 * @param {string | null} origin
 */
export function ownOf(own, origin) {
  return own.find(({ text }) => text === origin) ?? own[0];
}

/** What is said above a text. @param {Program} program @param {string | null} origin @returns {Head} */
export function ownHead({ id, title, point, text }, origin) {
  const section = "Your own program";
  const known = id !== blank.id;
  const summary = text === origin ? point : VIRTUAL;
  return { section, title: known ? title : section, summary, look_for: [] };
}

/** The program that stands in an element, as far to the left as it can; null where there is none. @param {Element} element */
export function programIn(element) {
  const source = element.querySelector(
    ':scope > script[type="text/python"], :scope > pre > code.language-python',
  );
  if (source === null) return null;
  const lines = (source.textContent ?? "")
    .replace(/^\s*\n/, "")
    .trimEnd()
    .split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/));
  const common = Math.min(...indents);
  return `${lines.map((line) => line.slice(common)).join("\n")}\n`;
}
