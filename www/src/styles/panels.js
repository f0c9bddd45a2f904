// Owns what the outcome, the results and the console look like.
// Invariant: figures are tabular and stand to the right; the program's lines keep their white space.

import { css } from "lit";

export const panelStyles = css`
  .stale {
    display: flex;
    gap: 0.6rem;
    padding: 0.6rem 0.9rem;
    border: 1px dashed var(--_edge);
    border-radius: var(--_radius-small);
    font-size: 0.9375rem;
  }
  .stale span {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .stale .icon {
    margin-block-start: 0.25rem;
  }
  [data-stale] .outcome,
  [data-stale] .panel {
    border-style: dashed;
    border-color: var(--_edge);
  }

  .outcome {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.25rem 0.75rem;
    padding: 0.75rem 1rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .outcome > .icon {
    align-self: start;
    margin-block-start: 0.15rem;
    font-size: 1.2rem;
    color: var(--_accent);
  }
  .outcome:not([data-status="ok"]) > .icon {
    color: var(--_danger);
  }
  .ending {
    flex: 1 1 16rem;
    min-inline-size: 0;
  }
  .ending b {
    font-weight: 600;
  }
  .ending code {
    display: block;
    overflow-wrap: anywhere;
  }
  .outcome dl {
    display: flex;
    flex-wrap: wrap;
    gap: 0.1rem 1.25rem;
    min-inline-size: 0;
    color: var(--_muted);
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
  }
  .outcome dl div {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem;
  }
  .outcome dd {
    min-inline-size: 0;
    overflow-wrap: anywhere;
    color: var(--_ink);
  }

  .lasting {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.25rem 0.75rem;
    padding: 0.6rem 0.9rem;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius-small);
  }
  .lasting p {
    flex: 1 1 14rem;
    font-variant-numeric: tabular-nums;
  }

  .panel {
    min-inline-size: 0;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    overflow: clip;
  }
  .panel > h3 {
    padding: 0.6rem 1rem;
    border-block-end: 1px solid var(--_line);
    font-size: 0.9375rem;
    font-weight: 600;
  }
  .tabbed .panel {
    border-block-start: 0;
    border-start-start-radius: 0;
    border-start-end-radius: 0;
  }
  .tabbed [data-panel] + [data-panel] {
    border-block-start: 1px solid var(--_line);
  }
  .tabbed .tabs {
    padding-inline: 0.25rem;
    border: 1px solid var(--_line);
    border-start-start-radius: var(--_radius);
    border-start-end-radius: var(--_radius);
    background: var(--_surface);
  }
  [data-stale] .tabs {
    border-style: dashed dashed solid;
    border-color: var(--_edge) var(--_edge) var(--_line);
  }

  .scroll {
    max-block-size: 34rem;
    overflow: auto;
    /* A shade at the edge behind which there is more: the covers scroll with the content, the shades do not. */
    background:
      linear-gradient(var(--_surface) 40%, transparent) top / 100% 2.5rem local,
      linear-gradient(transparent, var(--_surface) 60%) bottom / 100% 2.5rem local,
      radial-gradient(farthest-side at 50% 0, var(--_shade), transparent) top / 100% 0.75rem scroll,
      radial-gradient(farthest-side at 50% 100%, var(--_shade), transparent) bottom / 100% 0.75rem scroll,
      var(--_surface);
    background-repeat: no-repeat;
  }
  .tabbed [data-panel]:not(:only-child) > .scroll {
    max-block-size: 22rem;
  }
  :is(.scroll, .table):focus-visible {
    outline-offset: -2px;
  }
  .results {
    container-type: inline-size;
  }
  /* Positioned, or what is unseen in a cell would stand outside, and widen the page. */
  .scroll,
  .table {
    position: relative;
  }
  /* As above, at the sides. */
  .table {
    overflow-x: auto;
    background:
      linear-gradient(to right, var(--_surface) 40%, transparent) left / 2.5rem 100% local,
      linear-gradient(to right, transparent, var(--_surface) 60%) right / 2.5rem 100% local,
      radial-gradient(farthest-side at 0 50%, var(--_shade), transparent) left / 0.75rem 100% scroll,
      radial-gradient(farthest-side at 100% 50%, var(--_shade), transparent) right / 0.75rem 100% scroll;
    background-repeat: no-repeat;
  }
  .table + .table {
    border-block-start: 1px solid var(--_line);
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.9375rem;
    font-variant-numeric: tabular-nums;
  }
  caption {
    padding: 0.75rem 1rem 0.35rem;
    text-align: start;
    font: 600 1.0625rem / 1.3 var(--_font-title);
  }
  th,
  td {
    padding: 0.3rem 0.5rem;
    text-align: start;
    vertical-align: baseline;
  }
  .table :is(th, td):first-child {
    padding-inline-start: 1rem;
  }
  .table :is(th, td):last-child {
    padding-inline-end: 1rem;
  }
  .table td:last-child:not([data-number]) {
    min-inline-size: 6rem;
  }
  [data-unbroken] {
    overflow-wrap: anywhere;
  }
  [data-short] {
    white-space: nowrap;
  }
  wbr {
    display: none;
  }
  :is(.coroutine, .value, [data-unbroken]) wbr {
    display: inline;
  }
  .table th {
    color: var(--_muted);
    font-size: 0.8125rem;
    font-weight: 500;
    line-height: 1.3;
    vertical-align: bottom;
  }
  .table tbody tr {
    border-block-start: 1px solid var(--_line);
  }
  .table tbody tr:last-child td {
    padding-block-end: 0.7rem;
  }
  [data-number] {
    inline-size: 1%;
    text-align: end;
  }
  td[data-number] {
    white-space: nowrap;
  }
  .table [data-number] + :not([data-number]) {
    padding-inline-start: 0.7rem;
  }
  .coroutine,
  .value {
    color: var(--_muted);
    font: 0.84375rem / 1.45 var(--_font-mono);
  }
  .value {
    display: block;
  }
  .name,
  .status {
    white-space: nowrap;
  }
  .status .icon {
    margin-inline-end: 0.4rem;
    color: var(--_muted);
  }
  .status[data-status="finished"] .icon {
    color: var(--_accent);
  }
  .status[data-status="failed"] .icon {
    color: var(--_danger);
  }
  /* Many columns make room before they make the table scroll. */
  @container (24rem <= width < 40rem) {
    table:has(th:nth-child(5)) {
      wbr {
        display: inline;
      }
      th[data-short] {
        white-space: normal;
      }
      :is(th, td) {
        padding-inline: 0.35rem;
      }
      [data-number] + :not([data-number]) {
        padding-inline-start: 0.45rem;
      }
      td:last-child:not([data-number]) {
        min-inline-size: 0;
      }
    }
  }
  @container (width < 27rem) {
    table:has(th:nth-child(5)) {
      font-size: 0.875rem;
      :is(th, td) {
        padding-inline: 0.25rem;
      }
    }
  }
  @container (width < 24rem) {
    [data-number] {
      inline-size: auto;
    }
    table {
      font-size: 0.875rem;
    }
    .table :is(th, td) {
      padding-inline: 0.25rem;
    }
    wbr {
      display: inline;
    }
    th[data-short] {
      white-space: normal;
    }
    .table :is(th, td):last-child {
      padding-inline-end: 0.5rem;
    }
    .table [data-number] + :not([data-number]) {
      padding-inline-start: 0.5rem;
    }
    .table td:last-child:not([data-number]) {
      min-inline-size: 0;
    }
    .coroutine {
      display: block;
    }
    .coroutine,
    .value {
      font-size: 0.8125rem;
    }
  }
  .cut {
    padding: 0.6rem 1rem;
    border-block-start: 1px solid var(--_line);
    color: var(--_muted);
    font-size: 0.875rem;
  }

  .console {
    container-type: inline-size;
    padding-block: 0.5rem;
  }
  .console table {
    font: 400 0.8125rem / 1.5 var(--_font-mono);
  }
  .console td {
    padding: 0.05rem 0.4rem;
  }
  .console [data-first]:not(:first-child) td {
    padding-block-start: 0.45rem;
  }
  .console .time {
    inline-size: 1%;
    padding-inline-start: 1rem;
    color: var(--_muted);
    text-align: end;
    white-space: nowrap;
  }
  .console .stream {
    inline-size: 1%;
    color: var(--_muted);
  }
  .console .line {
    padding-inline-end: 1rem;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .console [data-stream="stderr"] :is(.stream, .line) {
    color: var(--_danger);
  }
  .console [data-drawn] {
    white-space: pre;
  }
  /* Beside a box that must not be broken the other lines still end where the panel does. */
  .console tbody:has([data-drawn]) .text {
    display: block;
    max-inline-size: calc(100cqi - 9rem);
  }
  .console .line {
    padding-inline-start: calc(0.6rem + 2px);
  }
  .console [data-stream="stderr"] .line {
    border-inline-start: 2px solid var(--_danger);
    padding-inline-start: 0.6rem;
  }
  @container (width < 24rem) {
    .console td {
      padding-inline: 0.25rem;
    }
    .console .time {
      padding-inline-start: 0.75rem;
    }
    .console .stream {
      padding-inline: 0;
    }
    .console .line {
      padding-inline-end: 0.75rem;
    }
  }
  .console mark {
    padding: 0.1rem 0.35rem;
    margin-inline-start: -0.35rem;
    border-block-end: 2px solid var(--_accent);
    background: var(--_accent-soft);
    color: inherit;
    font-weight: 600;
  }
  .console mark::after {
    content: " ◂" / "";
    color: var(--_accent);
  }
`;
