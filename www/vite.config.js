// Owns how the page is built and served.
// Invariant: the built page works under any path and under a policy that allows no inline script or style.

import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: true,
  },
});
