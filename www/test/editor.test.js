// Owns the tests of what the editor and the panels of code make of a text, without a browser.
// Invariant: places are as the engine gives them: lines and characters from 1.

import assert from "node:assert/strict";
import { test } from "node:test";
import { pieces } from "../src/editor/highlight.js";
import { range } from "../src/editor/place.js";

/** @param {string} text */
function lines(text) {
  const all = text.split("\n");
  const from = (/** @type {number} */ number) =>
    all.slice(0, number - 1).reduce((sum, line) => sum + line.length + 1, 0);
  return {
    lines: all.length,
    length: text.length,
    line: (/** @type {number} */ number) => ({ from: from(number), text: all[number - 1] }),
  };
}

/** What the place marks. @param {string} text @param {number[]} place */
function marked(text, [line, column, end_line, end_column]) {
  const { from, to } = range(lines(text), { line, column, end_line, end_column });
  return text.slice(from, to);
}

test("a place marks its characters", () => {
  const text = "import aiohttp\nprint(1)\n";
  assert.equal(marked(text, [1, 8, 1, 15]), "aiohttp");
  assert.equal(marked(text, [1, 8, 2, 6]), "aiohttp\nprint");
});

test("a character beyond the first 65,536 counts as one", () => {
  assert.equal(marked("print('🐍', x)", [1, 12, 1, 13]), "x");
});

test("an empty place marks a character, and a line without a column all of it", () => {
  assert.equal(marked("print('x'", [1, 6, 1, 6]), "(");
  assert.equal(marked("print(", [1, 7, 1, 7]), "");
  assert.equal(marked("a = 1\n  b = 2\n", [2, 0, 2, 0]), "  b = 2");
});

test("a place that is no longer in the text marks what is left of it", () => {
  assert.equal(marked("pass", [1, 3, 1, 9]), "ss");
  assert.equal(marked("pass", [4, 1, 4, 3]), "");
  assert.equal(marked("pass", [1, 9, 1, 12]), "");
});

/** The coloured pieces, as `kind:text`. @param {string} text @param {"python" | "rust"} language */
function coloured(text, language) {
  const all = pieces(text, language);
  assert.equal(all.map((piece) => piece.text).join(""), text);
  return all.flatMap((piece) => (piece.kind ? [`${piece.kind}:${piece.text}`] : []));
}

test("Python is coloured", () => {
  const text = `@cached
async def main(n=1_000):  # "starts" here
    await asyncio.sleep(0.5)
    print(f"{n} isn't", None, '''a
b''')
    match n:
        case 2: x
`;
  assert.deepEqual(coloured(text, "python"), [
    "keyword:@",
    "keyword:async",
    "keyword:def",
    "name:main",
    "literal:1_000",
    'comment:# "starts" here',
    "keyword:await",
    "literal:0.5",
    `string:f"{n} isn't"`,
    "literal:None",
    "string:'''a\nb'''",
    "keyword:match",
    "keyword:case",
    "literal:2",
  ]);
});

test("Rust is coloured", () => {
  const text = `#[derive(Clone)]
struct Job<'a>(&'a str); // a "job"
fn main() { let x = b'\\n'; println!("it's {}", r#"a "raw" one"#); }
`;
  assert.deepEqual(coloured(text, "rust"), [
    "keyword:#[derive(Clone)]",
    "keyword:struct",
    "name:Job",
    'comment:// a "job"',
    "keyword:fn",
    "name:main",
    "keyword:let",
    "string:b'\\n'",
    `string:"it's {}"`,
    'string:r#"a "raw" one"#',
  ]);
});
