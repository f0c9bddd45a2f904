// Owns what the editor looks like, but for the colours of the text (src/styles/syntax.js).
// Invariant: it takes its colours from the theme, so light, dark and a host's own colours reach it.

import { EditorView } from "@codemirror/view";

const dot = {
  content: '"●"',
  color: "var(--_danger)",
  fontSize: "0.75rem",
  lineHeight: "inherit",
};

export const codeTheme = EditorView.theme({
  "&": { color: "var(--_ink)", fontSize: "0.84375rem" },
  "&.cm-focused": { outline: "none" },
  "&.cm-focused:has(.cm-content:focus-visible)": {
    outline: "2px solid var(--_accent)",
    outlineOffset: "-2px",
  },
  ".cm-scroller": {
    minHeight: "12rem",
    maxHeight: "34rem",
    fontFamily: "var(--_font-mono)",
    lineHeight: "1.55",
  },
  ".cm-content": { padding: "0.5rem 0", caretColor: "var(--_ink)" },
  ".cm-content:focus-visible": { outline: "none" },
  ".cm-line": { padding: "0 1rem 0 0.5rem" },
  ".cm-cursor": { borderLeftColor: "var(--_ink)" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground":
    { background: "color-mix(in srgb, var(--_accent) 25%, transparent)" },
  ".cm-gutters": { border: "0", background: "var(--_sunk)", color: "var(--_muted)" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "2.25rem", padding: "0 0.25rem 0 0.5rem" },
  ".cm-activeLine, .cm-activeLineGutter": { background: "none" },
  "&.cm-focused .cm-activeLine": { background: "color-mix(in srgb, var(--_ink) 4%, transparent)" },
  "&.cm-focused .cm-activeLineGutter": { color: "var(--_ink)" },
  "& .cm-line.cm-marked": {
    background: "var(--_accent-soft)",
    // With forced colours this is all that is seen of it.
    outline: "1px solid transparent",
    outlineOffset: "-1px",
    boxShadow: "inset 3px 0 var(--_accent)",
  },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    background: "none",
    outline: "1px solid var(--_edge)",
  },
  "&.cm-focused .cm-nonmatchingBracket": { background: "none" },
  ".cm-gutter-lint": { width: "1rem" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0 0.125rem" },
  ".cm-lint-marker": { width: "auto", height: "auto" },
  ".cm-lint-marker-error": { content: "normal" },
  ".cm-lint-marker-error::before": dot,
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--_danger)",
    textUnderlineOffset: "0.2em",
    textDecorationSkipInk: "none",
  },
  ".cm-lintRange-active": { background: "var(--_danger-soft)" },
  ".cm-lintPoint-error::after": { borderBottomColor: "var(--_danger)" },
  ".cm-tooltip": {
    maxWidth: "min(34rem, 100vw - 4rem)",
    border: "1px solid var(--_edge)",
    borderRadius: "var(--_radius-small)",
    background: "var(--_surface)",
    color: "var(--_ink)",
    fontFamily: "var(--_font-text)",
    fontSize: "0.875rem",
    lineHeight: "1.45",
    boxShadow: "0 4px 16px var(--_shade)",
  },
  ".cm-diagnostic": { padding: "0.5rem 0.75rem" },
  ".cm-diagnostic-error": { borderLeft: "3px solid var(--_danger)" },
  ".cm-diagnostic .advice": { marginTop: "0.25rem", color: "var(--_muted)" },
});
