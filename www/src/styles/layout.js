// Owns where things stand: notices, header, form and panels, by the element's own width.
// Invariant: nothing looks at the window's width; the element may stand in a narrow column of a wide page.

import { css } from "lit";

export const layout = css`
  .root {
    color: var(--_ink);
    font: 400 1rem / 1.55 var(--_font-text);
    overflow-wrap: break-word;
    text-align: start;
  }
  :host(:not([layout="page"])) .root {
    padding: 1.25rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_paper);
  }
  :host(:not([layout="page"])) [data-size="narrow"].root {
    padding: 1rem;
  }
  .loading {
    padding: 2rem 0;
    color: var(--_muted);
  }

  .page-grid {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.5rem;
  }
  [data-size="wide"] .page-grid {
    grid-template-columns: clamp(12.5rem, 17%, 16rem) minmax(0, 1fr);
    gap: 0 clamp(2rem, 3%, 3.5rem);
  }
  [data-size="wide"] except-star-list {
    position: sticky;
    inset-block-start: 0;
    align-self: start;
    /* As much as is in view even below a masthead, at the top of the page. */
    max-block-size: calc(100vh - 5rem);
    overflow-y: auto;
    margin-inline-start: -0.75rem;
    padding-block: 0 2rem;
  }

  .notices {
    display: grid;
    gap: 0.5rem;
    margin-block-end: 1.5rem;
  }
  .notice {
    display: flex;
    gap: 0.75rem;
    padding: 0.75rem 1rem;
    border: 1px solid var(--_danger);
    border-radius: var(--_radius-small);
    background: var(--_danger-soft);
  }
  .notice > .icon {
    margin-block-start: 0.25rem;
    color: var(--_danger);
  }
  .notice > div {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .notice li {
    margin-block-start: 0.25rem;
  }
  .notice .quiet {
    margin-block-start: 0.5rem;
  }

  header {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    margin-block-end: 2rem;
  }
  :host(:not([layout="page"])) header {
    margin-block-end: 1.25rem;
  }
  :is(.summary, .corrects, .look) {
    margin-block-start: 0.75rem;
  }
  [data-size="wide"] header {
    grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
    gap: 0 3rem;
  }
  [data-size="wide"] header > :first-child {
    grid-column: 1 / -1;
  }
  .section {
    color: var(--_muted);
    font-size: 0.875rem;
  }
  /* No higher than the line beside it, so the title stands where it is recorded. */
  .share {
    float: inline-end;
    margin-inline-start: 1rem;
    color: var(--_muted);
    font-size: 0.875rem;
  }
  .share > .link {
    margin-inline-start: 0.75rem;
  }
  .share:has(p) {
    float: none;
    margin: 0;
  }
  .files {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 0.35rem;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: 0 6px 24px var(--_shade);
    color: var(--_ink);
  }
  .files button {
    display: block;
    inline-size: 100%;
    padding: 0.35rem 0.75rem;
    border: 0;
    border-radius: var(--_radius-small);
    background: none;
    font-size: 0.9375rem;
    text-align: start;
    cursor: pointer;
  }
  .files button:is(:hover, :focus-visible) {
    background: var(--_accent-soft);
    color: var(--_accent);
  }
  h2 {
    margin-block: 0.15rem 0;
    font: 600 1.5rem / 1.2 var(--_font-title);
    letter-spacing: -0.01em;
    text-wrap: balance;
  }
  :host([layout="page"]) h2 {
    font-size: clamp(1.625rem, 1.2rem + 1.6vw, 2.25rem);
  }
  .summary {
    max-inline-size: 40em;
    text-wrap: pretty;
  }
  :host([layout="page"]) .summary {
    font-size: 1.0625rem;
  }
  .look {
    max-inline-size: 40em;
    font-size: 0.9375rem;
  }
  .look h3 {
    font: inherit;
    font-weight: 600;
  }
  .look li {
    position: relative;
    padding-inline-start: 1.1rem;
    color: var(--_muted);
  }
  .look li::before {
    content: "";
    position: absolute;
    inset-inline-start: 0.1rem;
    inset-block-start: 0.62em;
    inline-size: 0.35rem;
    block-size: 0.35rem;
    border: 1.5px solid var(--_accent);
    border-radius: 50%;
  }
  .corrects {
    margin-block: 1rem 0;
    padding: 0.1rem 0 0.1rem 1rem;
    border-inline-start: 3px solid var(--_accent);
  }
  .corrects b {
    display: block;
    color: var(--_accent);
    font-size: 0.875rem;
  }
  .corrects p {
    max-inline-size: 40em;
    text-wrap: pretty;
  }
  .corrects .said {
    font: italic 400 1.125rem / 1.4 var(--_font-title);
  }
  .corrects .truth {
    margin-block-start: 0.2rem;
  }
  .corrects .truth::first-letter {
    text-transform: uppercase;
  }
  .truth + .said {
    margin-block-start: 0.6rem;
  }

  .work {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.75rem;
    align-items: start;
  }
  [data-size="narrow"] .tabs {
    gap: 0 0.2rem;
  }
  [data-size="narrow"] .tabs button {
    padding-inline: 0.3rem;
    font-size: 0.875rem;
  }
  [data-size="narrow"] .ending {
    flex-basis: 9rem;
  }
  [data-size="medium"] .work {
    grid-template-columns: minmax(13rem, 15rem) minmax(0, 1fr);
    gap: 2rem;
  }
  [data-size="wide"] .work {
    grid-template-columns: clamp(13.5rem, 22%, 17rem) minmax(0, 1fr);
    gap: clamp(1.75rem, 3%, 3rem);
  }
  .panels {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25rem;
  }
  [data-size="wide"] .cards {
    display: flex;
    flex-wrap: wrap;
    gap: 1.25rem;
  }
  .cards > * {
    flex: 1 1 100%;
  }
  .cards > [data-panel="results"] {
    flex: 1 1 20rem;
  }
  .cards > [data-panel="console"] {
    flex: 1 1 20rem;
  }
  /* Behind a text the table of all tasks stands alone, and has four columns. */
  .cards > [data-panel="console"] + [data-panel="results"] {
    flex-basis: 24rem;
  }
  /* Many columns take of the console's room, unless it has a group's box. */
  .cards:has([data-panel="results"] th:nth-child(5)):not(:has([data-drawn])) > [data-panel="results"] {
    flex: 3 1 24rem;
  }
  .cards:has([data-panel="results"] th:nth-child(5)):not(:has([data-drawn])) > [data-panel="console"] {
    flex: 2 1 18rem;
  }
`;
