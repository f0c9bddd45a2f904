// Owns the first screen of a page: the controls, and picture and code beside each other.
// Invariant: where there is room for one column only, the picture stays in view while a value changes.

import { css } from "lit";

export const stage = css`
  .root .work[data-stage] {
    display: flex;
    flex-direction: column;
    align-items: stretch;
    gap: 1rem;
  }
  .staging {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1rem;
  }
  .stage {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1rem;
    align-items: start;
    --_code: 22rem;
  }
  [data-size="wide"] .stage {
    grid-template: auto 1fr / minmax(0, 8fr) minmax(0, 5fr);
    --_code: 30rem;
  }
  [data-size="wide"] .stage > [data-panel="code"] {
    grid-area: 1 / 2 / 3 / 3;
  }
  :host([layout="page"]) header:not(:has(.look)) {
    gap: 0 3rem;
    margin-block-end: 1rem;
  }
  :host([layout="page"]) header:not(:has(.look)) h2 {
    font-size: 1.5rem;
  }
  header:not(:has(.look)) .summary {
    margin-block-start: 0.35rem;
    max-inline-size: none;
    font-size: 0.9375rem;
  }
  [data-size="wide"] header:not(:has(.look)) {
    grid-template-columns: minmax(0, 1fr);
  }
  .notes {
    display: grid;
    gap: 1rem 3rem;
    grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr));
  }
  .notes > * {
    margin-block: 0;
  }

  [data-stage] > * {
    min-inline-size: 0;
  }
  [data-stage] > .form {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 1.25rem;
    align-items: start;
  }
  [data-stage] > .form > .field {
    flex: 1 1 9.5rem;
    max-inline-size: 15rem;
  }
  [data-stage] > .form > .fold:not([open]) > summary {
    white-space: nowrap;
  }
  [data-stage] > .form > .field:has(.segments) {
    flex-basis: 12rem;
    max-inline-size: 17rem;
  }
  [data-stage] > .form > .field:has([data-stacked]) {
    flex-basis: 19rem;
    max-inline-size: 24rem;
  }
  [data-stage] > .form .segments[data-stacked] {
    display: flex;
  }
  [data-stage] > .form .caption {
    flex-wrap: nowrap;
  }
  [data-stage] > .form .caption .allowed {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  [data-stage] > .form .caption label {
    white-space: nowrap;
  }
  [data-stage] > .form :is(.field > label, .field > legend, .caption > label, .toggle > span) {
    font-size: 0.875rem;
  }
  [data-stage] > .form .caption,
  [data-stage] > .form .field > :is(label, legend) {
    margin-block-end: 0.1rem;
  }
  [data-stage] > .form .box {
    inline-size: 4.75rem;
  }
  [data-stage] > .form .box:has(.clear) {
    inline-size: 6.5rem;
  }
  [data-stage] > .form .box[data-wide] {
    inline-size: 100%;
  }
  [data-stage] > .form > .help,
  [data-stage] > .form > .fold[open] {
    flex: 1 1 100%;
  }
  [data-stage] > .form > .fold {
    flex: 1 1 auto;
    align-self: center;
    padding-block: 0;
    border: 0;
  }
  [data-stage] > .form > .form-end {
    margin-inline-start: auto;
  }
  [data-stage] > .form .fold > div {
    grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr));
  }
  [data-stage] > .form .field {
    position: relative;
  }
  [data-stage] > .form .segments span {
    padding-block: 0.05rem;
  }
  /* What a field is for is said when a reader comes to it, and moves nothing. */
  [data-stage] > .form .what {
    position: absolute;
    inset: auto 0 100%;
    z-index: 3;
    padding: 0.4rem 0.6rem;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    box-shadow: 0 2px 8px var(--_shade);
    pointer-events: none;
  }
  [data-stage] > .form .field:not(:focus-within) > .help + .error + .allowed {
    display: none;
  }
  [data-stage] > .form .field:not(:focus-within) .what {
    inline-size: 1px;
    block-size: 1px;
    padding: 0;
    border: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  [data-stage] > .form .help:not(:has(.hint)):has(.what) {
    margin: 0;
  }

  [data-size="narrow"] [data-stage] > .form .entry {
    flex-wrap: wrap;
    row-gap: 0;
  }
  [data-size="narrow"] [data-stage] > .form > .fold > summary {
    white-space: normal;
  }
  [data-size="narrow"] :is(.staging, .stage) {
    display: contents;
    --_picture: min(24rem, 46vh);
    --_code: 15rem;
  }
  [data-size="narrow"] [data-stage]:has(> .form:focus-within) [data-panel="timeline"] {
    position: sticky;
    inset-block-start: 0;
    z-index: 2;
    box-shadow: 0 4px 12px var(--_shade);
  }
`;
