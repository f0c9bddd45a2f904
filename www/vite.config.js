// Owns how the pages are built and served.
// Invariant: the built pages work under any path and under a policy that allows no inline script or style.

import { defineConfig } from "vite";
import { lesson } from "./build/lesson.js";

export default defineConfig({
  base: "./",
  plugins: [lesson()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: true,
    rolldownOptions: { input: ["index.html", "lesson.html"] },
  },
});
