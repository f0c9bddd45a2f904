// Owns colouring a program's text that is only read, in Python and in Rust, without the editor's parser.
// Invariant: the pieces together are the text, unchanged; a piece that is taken for something else costs a colour, no more.

import { html } from "lit";

/** A string of one line, between these quotes. @param {string} quote */
const line = (quote) => `${quote}(?:\\\\[^]|[^${quote}\\\\\\n])*${quote}`;
/** @param {string} words */
const words = (words) => `\\b(?:${words.replaceAll(" ", "|")})\\b`;
const number = "\\b\\d[\\w.]*";

/** What has a colour, by its class in src/styles/syntax.js; what comes first is taken. */
const grammars = {
  python: grammar({
    comment: "#.*",
    string: `(?:\\b[bfrtuBFRTU]{1,2})?(?:"""[^]*?"""|'''[^]*?'''|${line('"')}|${line("'")})`,
    name: "(?<=\\b(?:class|def) )\\w+",
    literal: `${words("False None True")}|${number}`,
    keyword: `(?<=^ *)@|${words("and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield")}|(?<=^ *)${words("case match")}(?= (?!=).*:)`,
  }),
  rust: grammar({
    comment: "//.*|/\\*[^]*?\\*/",
    string: `\\bb?r(?<hashes>#*)"[^]*?"\\k<hashes>|b?"(?:\\\\[^]|[^"\\\\])*"|b?'(?:\\\\[^']+|[^'\\\\])'`,
    name: "(?<=\\b(?:enum|fn|mod|struct|trait|type) )\\w+",
    literal: `${words("false true")}|${number}`,
    keyword: `#!?\\[[^\\]]*\\]|${words("as async await break const continue crate dyn else enum extern fn for if impl in let loop match mod move mut pub ref return self Self static struct super trait type unsafe use where while")}`,
  }),
};

/** @param {Record<string, string>} kinds */
function grammar(kinds) {
  const each = Object.entries(kinds).map(([kind, of]) => `(?<${kind}>${of})`);
  return new RegExp(each.join("|"), "gm");
}

/**
 * The text in pieces, each with its kind where it has a colour.
 * @param {string} text
 * @param {keyof typeof grammars} language
 * @returns {{ text: string, kind?: string }[]}
 */
export function pieces(text, language) {
  const all = [];
  let at = 0;
  for (const { 0: piece, index, groups } of text.matchAll(grammars[language])) {
    const [kind] = Object.entries(groups ?? {}).find(([, of]) => of === piece) ?? [];
    if (index > at) all.push({ text: text.slice(at, index) });
    all.push({ text: piece, kind });
    at = index + piece.length;
  }
  return at < text.length ? [...all, { text: text.slice(at) }] : all;
}

/** The text, coloured by the classes in src/styles/syntax.js. @param {string} text @param {keyof typeof grammars} language */
export function highlighted(text, language) {
  return pieces(text, language).map(({ text: piece, kind }) =>
    kind === undefined ? piece : html`<span class=${kind}>${piece}</span>`,
  );
}
