// Owns the colours of a program's text, in the editor and in panels that are only read.
// Invariant: each can be read on the ground of code and on that of a marked line, in light and in dark.

import { css } from "lit";

export const syntax = css`
  .comment {
    color: var(--_muted);
    font-style: italic;
  }
  .keyword {
    color: var(--_accent);
  }
  .string {
    color: light-dark(#7d4a08, #e2b678);
  }
  .literal {
    color: light-dark(#6b3f9e, #c9abf2);
  }
  .name {
    font-weight: 600;
  }
  @media (forced-colors: active) {
    .keyword {
      font-weight: 600;
    }
  }
`;
