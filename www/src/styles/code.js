// Owns what the two sources look like.
// Invariant: long lines scroll inside their box, never the page.

import { css } from "lit";

export const codeStyles = css`
  .sources {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  :host([beside]) .sources {
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
  }
  :host([beside]) section + section {
    border-inline-start: 1px solid var(--_line);
  }
  section {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
  }
  pre {
    flex: 1;
  }
  .bar {
    display: flex;
    align-items: baseline;
    gap: 0.75rem;
    padding: 0.5rem 1rem;
    font-size: 0.9375rem;
  }
  .bar p {
    flex: 1;
    min-inline-size: 0;
  }
  .bar p span,
  .said {
    color: var(--_muted);
    font-size: 0.875rem;
  }
  pre {
    max-block-size: 34rem;
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
`;
