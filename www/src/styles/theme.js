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

import { css } from "lit";

export const theme = css`
  :host {
    color-scheme: light dark;
    --_accent: var(--except-star-accent, light-dark(#0b626d, #6fcbd3));
    --_accent-soft: var(--except-star-accent-soft, light-dark(#e3eff0, #17343a));
    --_on-accent: light-dark(#ffffff, #0d1a1c);
    --_ink: var(--except-star-ink, light-dark(#20242b, #e6e8eb));
    --_muted: var(--except-star-muted, light-dark(#5a616b, #a4acb7));
    --_paper: var(--except-star-paper, light-dark(#fbfaf7, #14171b));
    --_surface: var(--except-star-surface, light-dark(#ffffff, #1a1e23));
    --_sunk: var(--except-star-sunk, light-dark(#f5f3ee, #15181d));
    --_line: var(--except-star-line, light-dark(#e5e1d9, #2c323a));
    --_edge: var(--except-star-edge, light-dark(#888c92, #717a86));
    --_danger: var(--except-star-danger, light-dark(#a3321f, #f2978a));
    --_danger-soft: light-dark(#fbeeeb, #33201f);
    --_good: light-dark(#2e6b35, #86cf90);
    --_hue-0: light-dark(#4a5568, #a9b4c4);
    --_hue-1: light-dark(#1f5fb8, #82b4ff);
    --_hue-2: light-dark(#8a5300, #e2b062);
    --_hue-3: light-dark(#7a3fb0, #c6a0f2);
    --_hue-4: light-dark(#0b726d, #62cbc2);
    --_hue-5: light-dark(#a8326c, #f192c0);
    --_hue-6: light-dark(#48751c, #a4cd7c);
    --_hue-7: light-dark(#4a4ec2, #adb1ff);
    --_shade: light-dark(#20242b3d, #000000b3);
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
