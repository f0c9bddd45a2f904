// Owns what buttons, fields, tabs and shapes look like, in every shadow root.
// Invariant: whatever can have the focus shows it by the same ring.

import { css } from "lit";

export const controls = css`
  :host {
    display: block;
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }
  p, h2, h3, h4, ul, ol, dl, dd, pre, fieldset, legend {
    margin: 0;
    padding: 0;
    border: 0;
  }
  ul, ol {
    list-style: none;
  }
  button, input, select {
    font: inherit;
    color: inherit;
    margin: 0;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  code, pre {
    font-family: var(--_font-mono);
    font-size: 0.92em;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .icon {
    flex: none;
    inline-size: 1em;
    block-size: 1em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
    vertical-align: -0.14em;
  }
  .quiet {
    padding: 0.3rem 0.75rem;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius-small);
    background: transparent;
    font-size: 0.875rem;
    cursor: pointer;
  }
  .quiet:hover {
    border-color: var(--_accent);
    color: var(--_accent);
  }
  .link {
    padding: 0;
    border: 0;
    background: none;
    color: var(--_accent);
    text-decoration: underline;
    text-underline-offset: 0.2em;
    text-decoration-thickness: 1px;
    cursor: pointer;
  }
  .link:hover {
    text-decoration-thickness: 2px;
  }
  input[type="text"],
  input[type="search"],
  select {
    inline-size: 100%;
    min-block-size: 2.25rem;
    padding: 0.25rem 0.6rem;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius-small);
    background: var(--_surface);
  }
  input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  select {
    appearance: none;
    padding-inline-end: 1.75rem;
    text-overflow: ellipsis;
    background-image: linear-gradient(45deg, transparent 50%, var(--_muted) 50%),
      linear-gradient(-45deg, transparent 50%, var(--_muted) 50%);
    background-position: right 17px center, right 12px center;
    background-size: 5px 5px;
    background-repeat: no-repeat;
    cursor: pointer;
  }
  .tabs {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.25rem;
    border-block-end: 1px solid var(--_line);
  }
  .tabs button {
    padding: 0.55rem 0.6rem;
    border: 0;
    background: none;
    color: var(--_muted);
    font-size: 0.9375rem;
    white-space: nowrap;
    cursor: pointer;
  }
  .tabs button:hover {
    color: var(--_ink);
  }
  .tabs button[aria-selected="true"] {
    color: var(--_ink);
    font-weight: 600;
    border-block-end: 2px solid var(--_accent);
    padding-block-end: calc(0.55rem - 2px);
  }
  .tabs button:focus-visible {
    outline-offset: -2px;
    border-radius: var(--_radius-small);
  }
  .empty {
    padding: 1rem;
    color: var(--_muted);
  }
  @media (forced-colors: active) {
    select {
      appearance: auto;
      background-image: none;
    }
    .tabs button[aria-selected="true"] {
      border-block-end-color: Highlight;
    }
  }
`;
