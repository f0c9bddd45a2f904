// Owns what the panels look like that follow the cursor: findings, exceptions, awaits, cancellations, the narrative.
// Invariant: what stands at the cursor has a bar at its side, and not a colour alone; so has what became of something its sign.

import { css } from "lit";
import { hues } from "./hues.js";

/** How far what stands below something is set in, in steps of a rem. */
const depths = [1, 2, 3, 4, 5, 6, 7, 8].map(
  (depth) => css`
    .tree [data-depth="${depth}"] {
      padding-inline-start: ${depth}rem;
    }
    .awaits [data-depth="${depth}"] > .icon {
      margin-inline-start: ${depth}rem;
    }
  `,
);

export const inspectStyles = [
  ...hues,
  ...depths,
  css`
    :host {
      font-size: 0.9375rem;
      line-height: 1.5;
    }
    .scroll {
      max-block-size: var(--_inspect, 24rem);
      overflow: auto;
      padding-block: 0.35rem;
      overflow-wrap: anywhere;
    }
    .scroll:focus-visible {
      outline-offset: -2px;
    }
    .entry {
      display: grid;
      gap: 0.3rem;
      padding: 0.6rem 1rem 0.7rem calc(1rem - 3px);
      border-inline-start: 3px solid transparent;
    }
    .entry + .entry {
      border-block-start: 1px solid var(--_line);
    }
    .entry:is([data-here], [data-entry-here]) {
      border-inline-start-color: var(--_accent);
    }
    .entry[data-here] {
      background: var(--_accent-soft);
    }
    .head {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 0.1rem 0.6rem;
    }
    .head > .icon {
      align-self: center;
      color: var(--_danger);
      font-size: 1.05em;
    }
    .head > .of {
      color: var(--_muted);
      font-size: 0.875rem;
    }
    .who {
      color: var(--_hue);
      font-weight: 600;
    }
    .foot {
      display: flex;
      flex-wrap: wrap;
      gap: 0.15rem 1.25rem;
      color: var(--_muted);
      font-size: 0.875rem;
    }
    a {
      color: var(--_accent);
      text-underline-offset: 0.2em;
      text-decoration-thickness: 1px;
    }
    .at {
      padding: 0.1rem 0.3rem;
      margin-inline-start: 0.15rem;
      min-block-size: 1.5rem;
      border: 0;
      border-radius: var(--_radius-small);
      background: none;
      color: var(--_accent);
      font-variant-numeric: tabular-nums;
      text-decoration: underline;
      text-decoration-thickness: 1px;
      text-underline-offset: 0.2em;
      white-space: nowrap;
      cursor: pointer;
    }
    .at[aria-current="true"] {
      background: var(--_accent);
      color: var(--_on-accent);
      text-decoration: none;
    }
    .chip {
      display: inline-flex;
      align-items: center;
      gap: 0.35rem;
      color: var(--_muted);
      font-size: 0.875rem;
      white-space: nowrap;
    }
    .chip:is([data-end="handled"], [data-end="withdrawn"]) {
      color: var(--_good);
    }
    .chip:is([data-end="lost"], [data-end="reported"], [data-end="swallowed"], [data-end="replaced"]) {
      color: var(--_danger);
    }
    .exception {
      font-weight: 600;
    }
    .steps {
      display: grid;
    }
    .steps li {
      position: relative;
      padding-inline-start: 0.9rem;
      color: var(--_muted);
    }
    .steps li[data-past] {
      color: var(--_ink);
    }
    /* A line from step to step. */
    .steps li::before {
      content: "";
      position: absolute;
      inset: 0 auto 0 0.2rem;
      border-inline-start: 1px solid var(--_edge);
    }
    .steps li:first-child::before {
      inset-block-start: 0.85rem;
    }
    .steps li:last-child::before {
      inset-block-end: calc(100% - 0.85rem);
    }
    .steps li::after {
      content: "";
      position: absolute;
      inset: 0.6rem auto auto calc(0.2rem - 3.5px);
      inline-size: 8px;
      block-size: 8px;
      border: 1px solid var(--_edge);
      border-radius: 50%;
      background: var(--_surface);
    }
    .steps li[data-past]::after {
      border-color: var(--_accent);
      background: var(--_accent);
    }
    .step {
      display: flex;
      gap: 0.75rem;
      inline-size: 100%;
      padding: 0.15rem 0.4rem;
      border: 0;
      border-radius: var(--_radius-small);
      background: none;
      text-align: start;
      cursor: pointer;
    }
    .step:hover {
      background: var(--_sunk);
    }
    [data-here] > .step {
      background: var(--_accent-soft);
      font-weight: 600;
    }
    .time {
      flex: none;
      min-inline-size: 4.2em;
      font-variant-numeric: tabular-nums;
    }
    .tree {
      display: grid;
      gap: 0.1rem;
      padding: 0.35rem 0.6rem;
      border-radius: var(--_radius-small);
      background: var(--_sunk);
    }
    .taken {
      color: var(--_muted);
      font-size: 0.875rem;
    }
    .taken::before {
      content: "→ " / "";
    }
    .link-to,
    .remark {
      color: var(--_muted);
      font-size: 0.875rem;
    }
    .remark .icon {
      color: var(--_danger);
    }
    summary {
      inline-size: fit-content;
      color: var(--_muted);
      font-size: 0.875rem;
      cursor: pointer;
    }
    .more {
      border-block-start: 1px solid var(--_line);
    }
    .more:first-child {
      border: 0;
    }
    .more > summary {
      padding: 0.6rem 1rem;
    }
    pre {
      overflow-x: auto;
      padding: 0.5rem 0.6rem;
      margin-block-start: 0.3rem;
      border-radius: var(--_radius-small);
      background: var(--_sunk);
      font-size: 0.8125rem;
    }
    .lead {
      padding: 0.35rem 1rem 0.5rem;
      color: var(--_muted);
    }
    .lead b {
      color: var(--_ink);
      font-variant-numeric: tabular-nums;
    }
    .awaits li {
      display: flex;
      flex-wrap: wrap;
      gap: 0 0.5rem;
      align-items: baseline;
      padding: 0.2rem 1rem 0.2rem calc(1rem - 3px);
      border-inline-start: 3px solid transparent;
    }
    .awaits li[data-here] {
      border-inline-start-color: var(--_accent);
      background: var(--_accent-soft);
    }
    .awaits .icon {
      color: var(--_muted);
    }
    .awaits [data-state="running"] .icon {
      color: var(--_accent);
    }
    .what {
      flex: 1 1 12rem;
      min-inline-size: 0;
    }
    .within,
    .since {
      color: var(--_muted);
      font-size: 0.875rem;
    }
    .since {
      white-space: nowrap;
    }
    .moments > li {
      display: grid;
      grid-template-columns: 5.2rem minmax(0, 1fr);
      gap: 0 0.5rem;
      align-items: baseline;
      padding: 0.35rem 1rem 0.35rem 0.6rem;
    }
    .moments .at {
      justify-self: end;
    }
    .moments p {
      max-inline-size: 44rem;
      text-wrap: pretty;
    }
    .sentence {
      border-radius: 2px;
      cursor: pointer;
    }
    .sentence[data-here] {
      background: var(--_accent-soft);
      box-shadow: 0 2px 0 var(--_accent);
      -webkit-box-decoration-break: clone;
      box-decoration-break: clone;
    }
    .cut {
      padding: 0.6rem 1rem;
      border-block-start: 1px solid var(--_line);
      color: var(--_muted);
      font-size: 0.875rem;
    }
    @media (forced-colors: active) {
      .entry:is([data-here], [data-entry-here]),
      .awaits li[data-here] {
        border-inline-start-color: Highlight;
      }
      .steps li[data-past]::after {
        background: Highlight;
        forced-color-adjust: none;
      }
    }
    @media print {
      .scroll {
        max-block-size: none;
      }
    }
  `,
];
