// Owns what the event log looks like, and the height of its rows.
// Invariant: every row is exactly ROW_HEIGHT pixels tall, ROW_HEIGHT_NARROW where it has two lines, and more by as much as letters
// are larger than usual; the windowing counts on it.

import { css, unsafeCSS } from "lit";

export const ROW_HEIGHT = 28;
export const ROW_HEIGHT_NARROW = 48;

const height = tall(ROW_HEIGHT);
const narrowHeight = tall(ROW_HEIGHT_NARROW);

/** @param {number} pixels */
function tall(pixels) {
  return unsafeCSS(`max(${pixels}px, ${pixels / 16}rem)`);
}

export const logStyles = css`
  .filters {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.5rem 0.75rem;
    padding: 0.6rem 1rem;
    font-size: 0.875rem;
  }
  .filters label {
    display: flex;
    align-items: center;
    gap: 0.4rem;
    min-inline-size: 0;
    color: var(--_muted);
  }
  .filters :is(select, input) {
    min-block-size: 2rem;
    padding-block: 0.1rem;
    color: var(--_ink);
  }
  .filters select {
    max-inline-size: 9rem;
  }
  .filters .text {
    flex: 1 1 9rem;
    max-inline-size: 20rem;
  }
  .count {
    margin-inline-start: auto;
    align-self: center;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .grid {
    max-block-size: ${tall(ROW_HEIGHT * 15.5)};
    overflow: auto;
    border-block: 1px solid var(--_line);
    font-size: 0.84375rem;
    font-variant-numeric: tabular-nums;
  }
  .grid:focus-visible {
    outline-offset: -2px;
  }
  .head {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    background: var(--_sunk);
    color: var(--_muted);
  }
  .row {
    display: grid;
    grid-template-columns: calc(var(--_seq-digits) * 1ch) calc(var(--_time-digits) * 1ch) minmax(4rem, 9rem) 6rem minmax(
        8rem,
        1fr
      );
    align-items: center;
    gap: 0 0.9rem;
    block-size: ${height};
    padding-inline: 1rem;
    overflow: hidden;
    white-space: nowrap;
  }
  .row > * {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .row > :nth-child(-n + 2) {
    text-align: end;
  }
  .body .row {
    cursor: default;
  }
  .body .row > :first-child {
    color: var(--_muted);
  }
  .body .row > :nth-child(n + 4) {
    font-family: var(--_font-mono);
    font-size: 0.8125rem;
  }
  .body .row:hover {
    background: var(--_sunk);
  }
  .body .row[aria-selected="true"] {
    background: var(--_accent-soft);
    box-shadow: inset 3px 0 var(--_accent);
  }
  .row:is([data-kind="raise"], [data-kind="lost"], [data-kind="cancel"], [data-kind="deliver"]) > :nth-child(4) {
    color: var(--_danger);
    font-weight: 600;
  }
  .row:is([data-kind="intervention"], [data-kind="signal"]) > :nth-child(4) {
    color: var(--_accent);
    font-weight: 600;
  }
  :host([narrow]) .row {
    grid-template-columns: calc(var(--_seq-digits) * 1ch) calc(var(--_time-digits) * 1ch) minmax(0, 1fr) auto;
    align-content: center;
    gap: 0 0.75rem;
    block-size: ${narrowHeight};
  }
  :host([narrow]) .body .row {
    border-block-end: 1px solid var(--_line);
  }
  :host([narrow]) .row > :nth-child(5) {
    grid-column: 2 / -1;
  }
  .hint,
  .detail {
    padding: 0.65rem 1rem 0.75rem;
    font-size: 0.9375rem;
  }
  .hint,
  .causes {
    color: var(--_muted);
  }
  .causes {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.5rem;
    margin-block-start: 0.15rem;
  }
  .causes ol {
    display: contents;
  }
  .causes li:not(:last-child)::after {
    content: " ←";
    color: var(--_muted);
  }
  @media (forced-colors: active) {
    .body .row[aria-selected="true"] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
