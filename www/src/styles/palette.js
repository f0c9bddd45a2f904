// Owns the colours of the theme, each in light and in dark.
// Invariant: the page and what is exported of it take them from here.

/** @type {Record<string, readonly [light: string, dark: string]>} */
export const palette = {
  accent: ["#0b626d", "#6fcbd3"],
  "accent-soft": ["#e3eff0", "#17343a"],
  "on-accent": ["#ffffff", "#0d1a1c"],
  ink: ["#20242b", "#e6e8eb"],
  muted: ["#5a616b", "#a4acb7"],
  paper: ["#fbfaf7", "#14171b"],
  surface: ["#ffffff", "#1a1e23"],
  sunk: ["#f5f3ee", "#15181d"],
  line: ["#e5e1d9", "#2c323a"],
  edge: ["#888c92", "#717a86"],
  danger: ["#a3321f", "#f2978a"],
  "danger-soft": ["#fbeeeb", "#33201f"],
  good: ["#2e6b35", "#86cf90"],
  "hue-0": ["#4a5568", "#a9b4c4"],
  "hue-1": ["#1f5fb8", "#82b4ff"],
  "hue-2": ["#8a5300", "#e2b062"],
  "hue-3": ["#7a3fb0", "#c6a0f2"],
  "hue-4": ["#0b726d", "#62cbc2"],
  "hue-5": ["#a8326c", "#f192c0"],
  "hue-6": ["#48751c", "#a4cd7c"],
  "hue-7": ["#4a4ec2", "#adb1ff"],
  shade: ["#20242b3d", "#000000b3"],
};
