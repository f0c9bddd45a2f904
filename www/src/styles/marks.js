// Owns what the marks of a timeline look like, wherever they stand.
// Invariant: what is told by a colour is told by an outline as well, so it can be read in forced colours.

import { css } from "lit";

export const marks = css`
  .mark {
    color: var(--_muted);
    fill: none;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  [data-tone="bad"] {
    color: var(--_danger);
  }
  [data-tone="good"] {
    color: var(--_good);
  }
  [data-tone="outside"] {
    color: var(--_accent);
  }
  .mark .ground {
    fill: var(--_surface);
  }
  .mark .under {
    fill: var(--_surface);
  }
  .mark .line {
    stroke: currentColor;
    stroke-width: 1.8;
  }
  .mark .solid,
  .mark .filled {
    fill: currentColor;
  }
  .mark .solid {
    stroke: var(--_surface);
    stroke-width: 1;
  }
  .mark .cut {
    stroke: var(--_surface);
    stroke-width: 2;
  }
  @media (forced-colors: active) {
    .mark .ground,
    .mark .under {
      fill: Canvas;
    }
    .mark {
      color: CanvasText;
    }
  }
`;
