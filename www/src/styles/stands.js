// Owns what the names of the tasks at a line look like, in the code and in the editor.
// Invariant: they are drawn by their attributes, so they are no part of any text that is selected or edited.

import { css } from "lit";

export const stands = css`
  .stands {
    display: inline-block;
  }
  .stands > ::after {
    content: attr(data-name) / "";
    margin-inline-start: 0.75rem;
    padding: 0.05rem 0.4rem;
    border: 1px solid var(--_hue, var(--_edge));
    border-inline-start-width: 4px;
    border-radius: var(--_radius-small);
    background: color-mix(in oklab, var(--_hue, var(--_edge)) 12%, var(--_surface));
    color: var(--_ink);
    font: 600 0.75rem / 1.3 var(--_font-text);
    white-space: nowrap;
  }
  .stands > * + ::after {
    margin-inline-start: 0.3rem;
  }
`;
