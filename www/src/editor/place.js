// Owns finding a place of the engine's in a text: it counts characters, JavaScript counts UTF-16 units.
// Invariant: whatever the place says, the range is within the text, for the reader may have changed it since.

/** @import { Place } from "../../pkg/except_star.js" */
/**
 * A text in lines, as CodeMirror has it.
 * @typedef {{ lines: number, length: number, line: (number: number) => { from: number, text: string } }} Lines
 */

/**
 * What the place marks: a character at least, if there is one, as the caret of CPython does; the line, where nothing but that is known.
 * @param {Lines} text
 * @param {Place} place
 */
export function range(text, { line, column, end_line, end_column }) {
  const from = offset(text, line, column);
  if (column === 0) return { from, to: offset(text, line, Infinity) };
  const to = offset(text, end_line, end_column);
  return { from, to: to > from ? to : offset(text, line, column + 1) };
}

/** @param {Lines} text @param {number} line @param {number} column */
function offset(text, line, column) {
  if (line > text.lines) return text.length;
  const { from, text: characters } = text.line(Math.max(line, 1));
  return (
    from +
    Array.from(characters)
      .slice(0, Math.max(column - 1, 0))
      .join("").length
  );
}
