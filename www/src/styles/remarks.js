// Owns what announces findings outside of their panel, and how high the panels below the picture are.
// Invariant: the number of findings has a frame and a sign, and not a colour alone.

import { css } from "lit";

export const remarkStyles = css`
  .badge {
    display: inline-block;
    min-inline-size: 1.25rem;
    padding-inline: 0.3rem;
    border-radius: 1rem;
    background: var(--_danger-soft);
    color: var(--_danger);
    font-size: 0.8125rem;
    font-weight: 600;
    line-height: 1.25rem;
    text-align: center;
    box-shadow: inset 0 0 0 1px;
  }
  .remarks {
    display: flex;
    gap: 0.5rem;
    align-items: baseline;
    inline-size: 100%;
    padding: 0.5rem 0.9rem;
    border: 1px solid var(--_danger);
    border-radius: var(--_radius-small);
    background: var(--_danger-soft);
    font-size: 0.9375rem;
    text-align: start;
    cursor: pointer;
  }
  .remarks .icon {
    color: var(--_danger);
  }
  .stage > .tabbed .scroll {
    max-block-size: 16rem;
  }
  .stage > .tabbed {
    --_inspect: 22rem;
  }
`;
