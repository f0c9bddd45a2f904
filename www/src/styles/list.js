// Owns what the list of scenarios looks like.
// Invariant: the chosen entry differs by weight and mark, not by colour alone.

import { css } from "lit";

export const listStyles = css`
  :host {
    font-size: 0.9375rem;
    line-height: 1.4;
  }
  .filter {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    display: block;
    padding: 0.25rem 0.75rem 0.5rem;
    background: var(--_paper);
  }
  h2 {
    display: flex;
    gap: 0.5rem;
    padding: 1rem 0.75rem 0.3rem;
    color: var(--_muted);
    font-size: 0.8125rem;
    font-weight: 500;
  }
  li button {
    display: block;
    inline-size: 100%;
    padding: 0.3rem 0.75rem;
    line-height: 1.3;
    border: 0;
    background: none;
    text-align: start;
    cursor: pointer;
  }
  li button:hover {
    color: var(--_accent);
  }
  li button[aria-current] {
    border-inline-start: 3px solid var(--_accent);
    padding-inline-start: calc(0.75rem - 3px);
    background: var(--_accent-soft);
    font-weight: 600;
  }
  li button:focus-visible {
    outline-offset: -2px;
  }
  .pick {
    display: grid;
    gap: 0.3rem;
  }
  .pick > span {
    font-size: 0.875rem;
    color: var(--_muted);
  }
  .pick select {
    min-block-size: 2.75rem;
  }
`;
