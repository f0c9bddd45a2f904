// Owns what of the element is printed.
// Invariant: on paper nothing can be pressed, so nothing that is there to be pressed is printed, and no panel is hidden
// behind another but those that are computed when they are opened.

import { css } from "lit";

export const print = css`
  .values {
    display: none;
  }
  @media print {
    .values {
      display: block;
      margin-block-end: 0.75rem;
    }
    :host {
      color-scheme: light;
    }
    .form,
    button,
    .tabs,
    except-star-list,
    [data-panel="log"],
    [data-panel="code"] {
      display: none !important;
    }
    .root .work,
    .page-grid {
      display: block;
    }
    .tabbed {
      display: grid;
      gap: 1rem;
    }
    [data-size] .stage {
      grid-template: auto / minmax(0, 1fr);
    }
    .tabbed .panel:is([hidden], :has([data-panel="log"], [data-panel="code"])):not(
      :has([data-panel="results"], [data-panel="console"])
    ) {
      display: none !important;
    }
    .tabbed .panel:has([data-panel="results"], [data-panel="console"]) {
      display: block !important;
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
    }
    :is(.scroll, .table) {
      max-block-size: none !important;
      overflow: visible;
      background: none;
    }
    tr {
      break-inside: avoid;
    }
  }
`;
