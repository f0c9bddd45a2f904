// Owns what the form looks like.
// Invariant: an invalid field differs by its edge, its mark and its words, not by colour alone.

import { css } from "lit";

export const formStyles = css`
  .form {
    display: grid;
    gap: 1.25rem;
  }
  .field {
    min-inline-size: 0;
  }
  .field > label,
  .field > legend,
  .caption > label,
  .toggle > span {
    font-size: 0.9375rem;
    font-weight: 600;
  }
  .field > label,
  .field > legend,
  .caption {
    display: block;
    margin-block-end: 0.3rem;
  }
  .caption {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 0.75rem;
  }
  .entry {
    display: flex;
    align-items: center;
    gap: 0.75rem;
  }
  .entry input[type="range"] {
    flex: 1 1 4rem;
    min-inline-size: 4rem;
  }
  .box {
    position: relative;
    display: flex;
    align-items: center;
    flex: 0 0 auto;
    inline-size: 5.5rem;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius-small);
    background: var(--_surface);
  }
  .box[data-wide] {
    flex: 1;
    inline-size: 100%;
  }
  .box:focus-within {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }
  .box input[type="text"] {
    min-inline-size: 0;
    border: 0;
    outline: 0;
    background: none;
    font-variant-numeric: tabular-nums;
  }
  .box textarea {
    flex: 1;
    min-inline-size: 0;
    field-sizing: content;
    resize: none;
    margin: 0;
    padding: 0.3rem 0.6rem;
    border: 0;
    outline: 0;
    background: none;
    color: inherit;
    font: inherit;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  .box .number {
    text-align: end;
  }
  .box[data-wide] .number {
    text-align: start;
  }
  .unit {
    padding-inline-end: 0.6rem;
    margin-inline-start: -0.3rem;
    color: var(--_muted);
  }
  .clear {
    flex: none;
    inline-size: 1.75rem;
    block-size: 2.125rem;
    padding: 0;
    border: 0;
    background: none;
    color: var(--_muted);
    cursor: pointer;
  }
  .clear:hover {
    color: var(--_ink);
  }
  .entries {
    display: grid;
    gap: 0.4rem;
    margin-block-end: 0.4rem;
  }
  .entries:not(:has(li)) {
    display: none;
  }
  .help code {
    overflow-wrap: anywhere;
  }
  .help {
    margin-block-start: 0.35rem;
    color: var(--_muted);
    font-size: 0.8125rem;
    line-height: 1.4;
  }
  .hint {
    color: var(--_ink);
  }
  .allowed {
    color: var(--_muted);
    font-size: 0.8125rem;
    line-height: 1.4;
    font-variant-numeric: tabular-nums;
  }
  .help + .error + .allowed {
    margin-block-start: 0.2rem;
  }
  .error {
    display: flex;
    gap: 0.4rem;
    color: var(--_danger);
    font-size: 0.875rem;
    line-height: 1.4;
  }
  .error span::first-letter {
    text-transform: uppercase;
  }
  .error span {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .error .icon {
    margin-block-start: 0.2rem;
  }
  .error:has(.icon) {
    margin-block-start: 0.4rem;
  }
  [data-invalid] .box,
  [data-invalid] > select {
    border-color: var(--_danger);
    box-shadow: inset 0 0 0 1px var(--_danger);
  }

  input[type="range"] {
    block-size: 1.5rem;
    margin: 0;
    accent-color: var(--_accent);
    cursor: pointer;
  }
  input[type="range"][data-empty] {
    opacity: 0.45;
  }
  input[type="range"]:focus-visible {
    border-radius: var(--_radius-small);
  }

  .field > .toggle {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 1rem;
    min-block-size: 2rem;
    cursor: pointer;
  }
  .fold {
    padding-block: 0.75rem;
    border-block: 1px solid var(--_line);
  }
  .fold > div {
    display: grid;
    gap: 1.25rem;
    padding-block-start: 1rem;
  }
  .fold summary {
    color: var(--_muted);
    font-size: 0.875rem;
    cursor: pointer;
  }
  .fold summary:hover {
    color: var(--_ink);
  }

  .toggle input {
    appearance: none;
    position: relative;
    flex: none;
    inline-size: 2.5rem;
    block-size: 1.5rem;
    border: 1px solid var(--_edge);
    border-radius: 1rem;
    background: var(--_surface);
    cursor: pointer;
  }
  .toggle input::before {
    content: "";
    position: absolute;
    inset-block-start: 50%;
    inset-inline-start: 0.25rem;
    inline-size: 0.9rem;
    block-size: 0.9rem;
    border-radius: 50%;
    background: var(--_edge);
    transform: translateY(-50%);
    transition: inset-inline-start 0.12s ease-out;
  }
  .toggle input:checked {
    border-color: var(--_accent);
    background: var(--_accent);
  }
  .toggle input:checked::before {
    inset-inline-start: 1.25rem;
    background: var(--_on-accent);
  }

  .segments {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
    padding: 0.2rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-small);
    background: var(--_sunk);
  }
  .segments[data-stacked] {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  .segments[data-stacked]:has(:nth-child(4)) {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }
  .segments label {
    position: relative;
    flex: 1 1 auto;
    text-align: center;
    cursor: pointer;
  }
  .segments input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    opacity: 0;
    cursor: pointer;
  }
  .segments span {
    display: block;
    padding: 0.2rem 0.6rem;
    border: 1px solid transparent;
    border-radius: calc(var(--_radius-small) - 0.1rem);
    color: var(--_muted);
    font-size: 0.9375rem;
  }
  .segments label:hover span {
    color: var(--_ink);
  }
  .segments input:checked + span {
    border-color: var(--_accent);
    background: var(--_surface);
    color: var(--_ink);
    font-weight: 600;
  }
  .segments input:focus-visible + span {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .form-end {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.35rem;
  }
  .turn {
    padding-inline: 0.5rem;
  }
  .turn:disabled {
    border-color: var(--_line);
    color: var(--_muted);
    cursor: default;
  }

  @media (prefers-reduced-motion: reduce) {
    .toggle input::before {
      transition: none;
    }
  }
  @media (forced-colors: active) {
    .toggle input {
      appearance: auto;
    }
    .toggle input::before {
      display: none;
    }
    .segments input:checked + span {
      border: 2px solid Highlight;
    }
    .segments input:focus-visible + span {
      outline-color: CanvasText;
    }
  }
`;
