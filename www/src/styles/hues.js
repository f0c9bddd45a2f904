// Owns which colour stands for which task, wherever tasks are named.
// Invariant: a colour is never alone; the name stands beside it.

import { css, unsafeCSS } from "lit";

export const hues = [0, 1, 2, 3, 4, 5, 6, 7].map((hue) => {
  const of = unsafeCSS(String(hue));
  return css`
    [data-hue="${of}"] {
      --_hue: var(--_hue-${of});
    }
  `;
});
