// Owns what the plain field of the editor looks like, until CodeMirror is there and where it never comes.
// Invariant: it has the editor's measures, so nothing moves when that takes its place.

import { css } from "lit";

export const editorStyles = css`
  :host {
    background: var(--_sunk);
  }
  textarea {
    display: block;
    inline-size: 100%;
    min-block-size: 12rem;
    max-block-size: 34rem;
    field-sizing: content;
    padding: 0.5rem 1rem 0.5rem 3.75rem;
    border: 0;
    overflow: auto;
    resize: none;
    background: none;
    color: var(--_ink);
    font-family: var(--_font-mono);
    font-size: 0.84375rem;
    line-height: 1.55;
    tab-size: 4;
    white-space: pre;
  }
  textarea:focus-visible {
    outline-offset: -2px;
  }
`;
