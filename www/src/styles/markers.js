// Owns what the markers of interventions look like, and the card in which they are made and changed.
// Invariant: a marker is as large as a finger needs it, and its card is never wider than the window.

import { css } from "lit";

export const markerStyles = css`
  :host {
    position: absolute;
    inset: 0;
    overflow: hidden;
    pointer-events: none;
  }
  .pin {
    position: absolute;
    display: grid;
    place-items: center;
    inline-size: max(26px, 1.625rem);
    block-size: max(26px, 1.625rem);
    translate: -50% -50%;
    padding: 0;
    border: 2px solid var(--_accent);
    border-radius: 50% 50% 50% 3px;
    rotate: -45deg;
    background: var(--_surface);
    color: var(--_accent);
    cursor: ew-resize;
    pointer-events: auto;
    touch-action: none;
    user-select: none;
  }
  .pin > svg {
    inline-size: 68%;
    block-size: 68%;
    rotate: 45deg;
  }
  .pin:is(:hover, [aria-expanded="true"], [data-moves]) {
    background: var(--_accent-soft);
  }
  .pin[data-wrong] {
    border-style: dashed;
    border-color: var(--_danger);
  }
  .when {
    position: absolute;
    inline-size: max-content;
    translate: -50% 0;
    padding: 0 0.35rem;
    border-radius: var(--_radius-small);
    background: var(--_accent);
    color: var(--_on-accent);
    font: 600 0.75rem / 1.5 var(--_font-text);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .when[data-wrong] {
    max-inline-size: min(15rem, 100%);
    border: 1px solid var(--_danger);
    background: var(--_danger-soft);
    color: var(--_danger);
    line-height: 1.3;
    white-space: normal;
  }
  [data-beyond] {
    opacity: 0;
    pointer-events: none;
  }
  .card {
    position: fixed;
    inset: auto;
    box-sizing: border-box;
    inline-size: min(19rem, calc(100vw - 1rem));
    max-block-size: calc(100vh - 1rem);
    overflow: auto;
    margin: 0;
    padding: 0.75rem;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: 0 6px 24px var(--_shade);
    color: var(--_ink);
    font: 400 0.9375rem / 1.5 var(--_font-text);
    pointer-events: auto;
  }
  .card:popover-open {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
  }
  .title {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .aside {
    color: var(--_muted);
    font-size: 0.8125rem;
    line-height: 1.4;
  }
  .choices {
    display: grid;
    gap: 0.35rem;
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    padding: 0.35rem 0.6rem;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius-small);
    background: none;
    text-align: start;
    cursor: pointer;
  }
  .choice:hover {
    border-color: var(--_accent);
    color: var(--_accent);
  }
  .choice kbd {
    margin-inline-start: auto;
    padding: 0 0.3rem;
    border: 1px solid var(--_line);
    border-radius: 0.25rem;
    color: var(--_muted);
    font: 0.8125rem var(--_font-text);
  }
  .fields {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: 0.35rem 0.6rem;
  }
  .fields label {
    color: var(--_muted);
    font-size: 0.875rem;
  }
  .fields :is(input, select) {
    min-block-size: 2rem;
  }
  .wrong {
    color: var(--_danger);
    font-size: 0.875rem;
    line-height: 1.4;
    overflow-wrap: anywhere;
  }
  .wrong .icon {
    margin-inline-end: 0.3rem;
  }
  .ends {
    display: flex;
    justify-content: space-between;
    gap: 0.5rem;
  }
  @media (forced-colors: active) {
    .pin {
      border-color: ButtonText;
    }
    .when {
      border: 1px solid CanvasText;
    }
  }
`;
