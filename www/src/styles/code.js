// Owns what the program looks like.
// Invariant: long lines scroll inside their box, never the page.

import { css } from "lit";

export const codeStyles = css`
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.4rem 0.75rem;
    padding: 0.5rem 1rem;
    font-size: 0.9375rem;
  }
  .bar p {
    flex: 1 1 8rem;
    min-inline-size: 0;
  }
  .bar p,
  .said {
    color: var(--_muted);
    font-size: 0.875rem;
  }
  .quiet:disabled {
    border-color: var(--_line);
    color: var(--_muted);
    cursor: default;
  }
  pre {
    max-block-size: var(--_code, 34rem);
    overflow: auto;
    padding: 0.75rem 1rem 1rem;
    background: var(--_sunk);
    font-size: 0.84375rem;
    line-height: 1.55;
    tab-size: 4;
  }
  pre code {
    font-size: inherit;
  }
  pre:focus-visible {
    outline-offset: -2px;
  }
  [data-numbered] {
    padding-inline: 0;
  }
  [data-numbered] code {
    display: grid;
    inline-size: max-content;
    min-inline-size: 100%;
    counter-reset: line;
  }
  .line {
    padding-inline: 0 1rem;
    border-inline-start: 3px solid transparent;
  }
  .line::before {
    counter-increment: line;
    content: counter(line) / "";
    display: inline-block;
    inline-size: 2.75rem;
    padding-inline-end: 1rem;
    color: var(--_muted);
    text-align: end;
  }
  .line[data-marked] {
    border-inline-start-color: var(--_accent);
    background: var(--_accent-soft);
  }
  .line[data-marked]::before {
    color: var(--_accent);
    font-weight: 600;
  }
  .line[data-below] {
    position: relative;
    padding-block-end: 1.5em;
  }
  /* Whatever is beside it, it is in view. */
  .line > .stands {
    position: sticky;
    inset-inline-end: 0.5rem;
  }
  .line[data-below] > .stands {
    position: absolute;
    inset: auto auto 0 2rem;
  }
  .problems:not(:empty) {
    padding: 0.75rem 1rem;
    border-block-start: 1px solid var(--_danger);
    background: var(--_danger-soft);
    font-size: 0.9375rem;
  }
  .problems li {
    margin-block-start: 0.4rem;
    overflow-wrap: anywhere;
  }
  .problems .place {
    color: var(--_danger);
    font-weight: 600;
  }
  .problems .advice {
    margin-block-start: 0.15rem;
    white-space: pre-wrap;
  }
  .problems .advice::first-letter {
    text-transform: uppercase;
  }
  @media (forced-colors: active) {
    .line[data-marked] {
      border-inline-start-color: Highlight;
    }
  }
`;
