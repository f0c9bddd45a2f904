// Owns what a question looks like.
// Invariant: right and wrong differ by words and shape, not by colour alone.

import { css } from "lit";

export const questionStyles = css`
  form {
    display: flex;
    flex-direction: column;
    gap: 1rem;
    padding: 1.25rem;
    border: 1px solid var(--_line);
    border-inline-start: 3px solid var(--_accent);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_ink);
    font: 400 1rem / 1.55 var(--_font-text);
    overflow-wrap: break-word;
  }
  .label {
    color: var(--_accent);
    font-size: 0.875rem;
    font-weight: 600;
  }
  .prompt {
    margin-block: 0.25rem 0.75rem;
    font: 600 1.1875rem / 1.4 var(--_font-title);
    text-wrap: pretty;
  }
  .prompt code {
    font-size: 0.85em;
  }
  .options {
    display: grid;
    gap: 0.35rem;
  }
  .options li {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 1rem;
    padding: 0.4rem 0.75rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-small);
  }
  .options li:has(:checked) {
    border-color: var(--_accent);
    background: var(--_accent-soft);
  }
  .options li[data-holds] {
    border-color: var(--_accent);
  }
  .options li[data-wrong] {
    border-color: var(--_danger);
    background: var(--_danger-soft);
  }
  .options label {
    display: flex;
    flex: 1 1 12rem;
    align-items: baseline;
    gap: 0.65rem;
    cursor: pointer;
  }
  .options input {
    flex: none;
    inline-size: 1rem;
    block-size: 1rem;
    accent-color: var(--_accent);
    transform: translateY(0.15em);
    cursor: pointer;
  }
  .options .mark {
    display: inline-flex;
    align-items: baseline;
    gap: 0.4rem;
    color: var(--_accent);
    font-size: 0.875rem;
    font-weight: 600;
  }
  .options .mark .icon {
    align-self: center;
  }
  .options [data-wrong] .mark {
    color: var(--_danger);
  }
  .quiet {
    align-self: start;
  }
  .check {
    padding: 0.4rem 1.25rem;
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }
  .check:hover {
    color: var(--_on-accent);
    filter: brightness(1.1);
  }
  .result {
    display: grid;
    gap: 0.35rem;
    max-inline-size: 42rem;
  }
  /* It stays where it is, for those to whom it is read; only the gap is taken back. */
  .result:empty {
    margin-block-start: -1rem;
  }
  .word {
    display: flex;
    gap: 0.6rem;
  }
  .word .icon {
    margin-block-start: 0.2rem;
    color: var(--_danger);
    font-size: 1.1rem;
  }
  .word[data-holds] .icon {
    color: var(--_accent);
  }
  .panel {
    background: var(--_paper);
  }
  .panel .scroll {
    max-block-size: 20rem;
    background: none;
  }
  /* What is around the element has said these. */
  except-star::part(section),
  except-star::part(summary),
  except-star::part(corrects),
  except-star::part(look) {
    display: none;
  }

  @media (forced-colors: active) {
    .options li:has(:checked) {
      outline: 2px solid Highlight;
    }
    .check {
      border: 2px solid ButtonText;
    }
  }
`;
