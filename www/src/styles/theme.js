// Owns colours, type and measures, and the names under which a host page may change them.
// Invariant: the rest of the styles name only the `--_…` properties that are made here, never a colour of their own.
//
// Custom properties that a host may set on <except-star>, all optional:
//   --except-star-accent        links, chosen things, sliders
//   --except-star-accent-soft   the ground of chosen things
//   --except-star-ink           text
//   --except-star-muted         text that stands back
//   --except-star-paper         the ground of everything
//   --except-star-surface       the ground of panels and fields
//   --except-star-sunk          the ground of code and table heads
//   --except-star-line          rules between things
//   --except-star-edge          the outline of fields
//   --except-star-danger        errors, stderr
//   --except-star-font-text, --except-star-font-title, --except-star-font-mono
//   --except-star-radius        of panels; fields have half of it
//
// Parts that a host may style with ::part():
//   root, notices, header, section, title, summary, corrects, look, form, button, error, stale, outcome, tabs, panel, panel-title,
//   table, console, log, log-detail, code, editor, timeline, lasting

import { css, unsafeCSS } from "lit";
import { palette } from "./palette.js";

/** @param {string} name */
function colour(name) {
  return unsafeCSS(`light-dark(${palette[name].join(", ")})`);
}

export const theme = css`
  :host {
    color-scheme: light dark;
    --_accent: var(--except-star-accent, ${colour("accent")});
    --_accent-soft: var(--except-star-accent-soft, ${colour("accent-soft")});
    --_on-accent: ${colour("on-accent")};
    --_ink: var(--except-star-ink, ${colour("ink")});
    --_muted: var(--except-star-muted, ${colour("muted")});
    --_paper: var(--except-star-paper, ${colour("paper")});
    --_surface: var(--except-star-surface, ${colour("surface")});
    --_sunk: var(--except-star-sunk, ${colour("sunk")});
    --_line: var(--except-star-line, ${colour("line")});
    --_edge: var(--except-star-edge, ${colour("edge")});
    --_danger: var(--except-star-danger, ${colour("danger")});
    --_danger-soft: ${colour("danger-soft")};
    --_good: ${colour("good")};
    --_hue-0: ${colour("hue-0")};
    --_hue-1: ${colour("hue-1")};
    --_hue-2: ${colour("hue-2")};
    --_hue-3: ${colour("hue-3")};
    --_hue-4: ${colour("hue-4")};
    --_hue-5: ${colour("hue-5")};
    --_hue-6: ${colour("hue-6")};
    --_hue-7: ${colour("hue-7")};
    --_shade: ${colour("shade")};
    --_font-text: var(--except-star-font-text, system-ui, sans-serif);
    --_font-title: var(--except-star-font-title, "Iowan Old Style", "Palatino Linotype", P052, serif);
    --_font-mono: var(--except-star-font-mono, ui-monospace, Menlo, Consolas, monospace);
    --_radius: var(--except-star-radius, 0.625rem);
    --_radius-small: calc(var(--_radius) / 2);
  }
  :host([theme="light"]) {
    color-scheme: light;
  }
  :host([theme="dark"]) {
    color-scheme: dark;
  }
`;
