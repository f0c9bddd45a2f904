// Owns what an exercise looks like.
// Invariant: a requirement that holds differs from a broken one by words and shape, not by colour alone.

import { css } from "lit";

export const exerciseStyles = css`
  .exercise {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25rem;
    padding: 1.25rem;
    border: 1px solid var(--_line);
    border-inline-start: 3px solid var(--_accent);
    border-radius: var(--_radius);
    background: var(--_paper);
    color: var(--_ink);
    font: 400 1rem / 1.55 var(--_font-text);
    overflow-wrap: break-word;
    container-type: inline-size;
  }
  .label {
    color: var(--_accent);
    font-size: 0.875rem;
    font-weight: 600;
  }
  .task {
    max-inline-size: 42rem;
    margin-block-start: -1rem;
    text-wrap: pretty;
  }
  .problem {
    display: flex;
    gap: 0.6rem;
    color: var(--_danger);
  }
  .sides {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.75rem;
    align-items: start;
  }
  @container (width >= 40rem) {
    .sides {
      grid-template-columns: minmax(13rem, 15rem) minmax(0, 1fr);
      gap: 2rem;
    }
  }
  .checks {
    display: grid;
    gap: 0.75rem;
  }
  .sum {
    min-block-size: 1.55em;
  }
  .sum .icon {
    margin-inline-end: 0.4rem;
    color: var(--_accent);
  }
  .requirements {
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .requirements li {
    display: flex;
    gap: 0.75rem;
    padding: 0.75rem 1rem;
  }
  .requirements li + li {
    border-block-start: 1px solid var(--_line);
  }
  .requirements li > .icon {
    margin-block-start: 0.2rem;
    color: var(--_danger);
    font-size: 1.1rem;
  }
  .requirements li[data-holds] > .icon {
    color: var(--_accent);
  }
  .requirements .text {
    font-weight: 600;
  }
  .requirements :is(.held, .why) {
    color: var(--_muted);
    font-size: 0.9375rem;
    overflow-wrap: anywhere;
  }
  .requirements .quiet {
    margin-block-start: 0.5rem;
  }
  [data-stale] .requirements {
    border-style: dashed;
    border-color: var(--_edge);
  }
  .opened {
    display: grid;
    gap: 0.75rem;
  }
  /* What is around the element has said these. */
  except-star::part(section),
  except-star::part(summary),
  except-star::part(corrects),
  except-star::part(look) {
    display: none;
  }
  #opened {
    font-weight: 600;
    scroll-margin-block-start: 1rem;
  }
`;
