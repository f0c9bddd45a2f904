// Owns what the timeline looks like.
// Invariant: what is told by a colour is told by a shape or a text as well, so it can be read in forced colours.

import { css } from "lit";
import { hues } from "./hues.js";
import { marks } from "./marks.js";

export const timelineStyles = [
  ...hues,
  marks,
  css`
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      background: var(--_surface);
    }
    .controls {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.25rem 0.6rem;
      padding: 0.4rem 0.75rem;
    }
    .tools {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
    }
    .tool {
      display: inline-grid;
      place-items: center;
      inline-size: 1.9rem;
      block-size: 1.9rem;
      padding: 0;
      border: 0;
      border-radius: var(--_radius-small);
      background: none;
      color: var(--_ink);
      cursor: pointer;
    }
    .tool:hover:not(:disabled) {
      background: var(--_accent-soft);
      color: var(--_accent);
    }
    .tool:disabled {
      color: var(--_muted);
      opacity: 0.55;
      cursor: default;
    }
    .cursor-range {
      flex: 1 1 8rem;
      min-inline-size: 5rem;
      accent-color: var(--_accent);
      cursor: pointer;
    }
    .when {
      display: flex;
      flex-wrap: wrap;
      gap: 0 0.5rem;
      font-size: 0.875rem;
      font-variant-numeric: tabular-nums;
    }
    .when b {
      font-weight: 600;
    }
    .when span {
      color: var(--_muted);
    }
    .speed select {
      inline-size: auto;
      min-block-size: 1.75rem;
      padding: 0.05rem 1.5rem 0.05rem 0.45rem;
      font-size: 0.8125rem;
      background-position: right 13px center, right 8px center;
    }
    .here {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 0.75rem;
      padding: 0 1rem 0.4rem;
    }
    .offer {
      flex: none;
      min-block-size: 1.5rem;
      font-size: 0.875rem;
    }
    .now {
      flex: 1 1 9rem;
      min-inline-size: 0;
      overflow: hidden;
      color: var(--_ink);
      font-size: 0.875rem;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .now b {
      color: var(--_hue, var(--_ink));
      font-weight: 600;
    }
    .now code,
    .now .at {
      color: var(--_muted);
    }
    .help {
      display: grid;
      gap: 0.5rem;
      padding: 0.5rem 1rem 0.75rem;
      border-block-start: 1px solid var(--_line);
      font-size: 0.875rem;
    }
    .help dl {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr));
      gap: 0.25rem 1rem;
    }
    .help dl div {
      display: flex;
      gap: 0.5rem;
    }
    .signs {
      display: flex;
      flex-wrap: wrap;
      gap: 0.25rem 1rem;
    }
    .signs svg {
      vertical-align: -0.3em;
    }
    .help dd,
    .help p {
      color: var(--_muted);
    }
    kbd {
      padding: 0 0.3rem;
      border: 1px solid var(--_line);
      border-radius: 0.25rem;
      font: 0.8125rem var(--_font-text);
      white-space: nowrap;
    }
    .frame {
      position: relative;
      border-block-start: 1px solid var(--_line);
    }
    .view {
      position: relative;
      max-block-size: var(--_picture, 29rem);
      min-block-size: 6rem;
      overflow: auto;
      overscroll-behavior-x: contain;
      touch-action: pan-y pinch-zoom;
      cursor: crosshair;
      user-select: none;
    }
    .view:focus-visible {
      outline-offset: -2px;
    }
    .space {
      position: relative;
    }
    .picture {
      position: sticky;
      inset: 0 auto auto 0;
      display: block;
      font: 11px var(--_font-text);
    }
    text {
      fill: var(--_ink);
    }
    .axis,
    .tick,
    .gap {
      fill: none;
      stroke: var(--_line);
    }
    .axis {
      stroke: var(--_edge);
    }
    .gap {
      stroke: var(--_muted);
      stroke-width: 1.25;
    }
    .moment {
      fill: var(--_sunk);
    }
    .time {
      fill: var(--_muted);
      font-variant-numeric: tabular-nums;
    }
    .unbegun {
      fill: none;
      stroke: var(--_edge);
      stroke-dasharray: 2 3;
    }
    .bar .body {
      fill: color-mix(in oklab, var(--_hue) 17%, var(--_surface));
      stroke: color-mix(in oklab, var(--_hue) 55%, var(--_surface));
    }
    .bar[data-state="running"] .body {
      fill: var(--_hue);
      stroke: none;
    }
    .bar[data-state="cancelling"] .body {
      fill: var(--_danger-soft);
      stroke: var(--_danger);
    }
    .bar[data-state="cleaning up"] .body {
      stroke: var(--_hue);
      stroke-dasharray: 4 2.5;
      stroke-width: 1.5;
    }
    .hatch {
      stroke: var(--_danger);
      stroke-width: 1.5;
      opacity: 0.4;
    }
    .dots {
      fill: var(--_muted);
      opacity: 0.5;
    }
    .skyline {
      fill: color-mix(in oklab, var(--_hue) 30%, var(--_surface));
      stroke: var(--_hue);
    }
    .group rect {
      fill: var(--_accent);
      fill-opacity: 0.06;
    }
    .group path {
      fill: none;
      stroke: var(--_accent);
      stroke-opacity: 0.55;
    }
    .bracket path {
      fill: none;
      stroke: var(--_accent);
      stroke-width: 1.5;
    }
    .bracket .red {
      stroke: var(--_danger);
      stroke-width: 2;
    }
    .bracket text {
      fill: var(--_accent);
      font-weight: 600;
    }
    .bracket[data-cancelled] text {
      fill: var(--_danger);
    }
    .link {
      fill: none;
      stroke: var(--_edge);
      stroke-width: 1;
    }
    .link[data-link="cancel"],
    .link[data-link="exception"] {
      stroke: var(--_danger);
      stroke-width: 1.5;
    }
    .link[data-link="cancel"] path:first-child {
      stroke-dasharray: 5 3;
    }
    .link[data-near] {
      stroke-width: 2;
    }
    .link[data-link="spawn"][data-near] {
      stroke: var(--_ink);
      stroke-width: 1.5;
    }
    .head {
      fill: var(--_danger);
      stroke: none;
    }
    .name .back {
      fill: var(--_surface);
    }
    .name .swatch {
      fill: var(--_hue);
    }
    .who {
      font-size: 13px;
      font-weight: 600;
    }
    .how,
    .value,
    .who {
      paint-order: stroke;
      stroke: var(--_surface);
      stroke-width: 3px;
      stroke-linejoin: round;
    }
    .how,
    .value {
      fill: var(--_muted);
    }
    .value {
      font-family: var(--_font-mono);
      font-size: 10.5px;
    }
    :is(.how, .value)[data-outcome="failed"] {
      fill: var(--_danger);
    }
    .how[data-outcome="failed"] {
      font-weight: 600;
    }
    .cursor {
      pointer-events: none;
    }
    .cursor path {
      fill: none;
      stroke: var(--_accent);
      stroke-width: 1.5;
    }
    .cursor .knob {
      fill: var(--_accent);
      stroke: none;
    }
    .veil {
      fill: var(--_surface);
      opacity: 0.9;
    }
    .fold {
      position: absolute;
      inset-inline-start: 0.375rem;
      display: flex;
      align-items: center;
      gap: 0.5rem;
      min-block-size: 1.75rem;
      margin-block-start: 0.2rem;
      padding: 0 0.5rem;
      border: 1px solid var(--_edge);
      border-inline-start: 4px solid var(--_hue);
      border-radius: var(--_radius-small);
      background: var(--_surface);
      font-size: 0.8125rem;
      white-space: nowrap;
      cursor: pointer;
    }
    .fold span {
      color: var(--_muted);
    }
    .fold[data-open] {
      inset-inline-start: 0;
      min-block-size: 1.5rem;
      margin-block-start: 0.5rem;
      padding: 0 0.2rem;
      border-width: 0;
      background: none;
    }
    @media (forced-colors: active) {
      .bar .body {
        fill: Canvas;
        stroke: CanvasText;
      }
      .bar[data-state="running"] .body {
        fill: CanvasText;
      }
      .name .swatch {
        fill: CanvasText;
      }
      .cursor path,
      .cursor .knob {
        stroke: Highlight;
        fill: Highlight;
      }
      text {
        fill: CanvasText;
      }
    }
  `,
];
