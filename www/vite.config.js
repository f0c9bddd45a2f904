// Owns how the pages are built and served.
// Invariant: the built pages work under any path and under a policy that allows no inline script or style.

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { lesson } from "./build/lesson.js";
import { playground } from "./build/playground.js";
import { alone, linked, preload, start } from "./build/preload.js";
import { python } from "./build/python-page.js";

const loader = fileURLToPath(new URL("src/loader.js", import.meta.url));

export default defineConfig({
  base: "./",
  plugins: [lesson(), playground(), python(), preload(), alone(loader)],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: true,
    rolldownOptions: {
      input: ["index.html", "lesson.html", "python.html", loader, linked, start],
      output: {
        // Other pages name the loader, so its name stays the same.
        entryFileNames: ({ facadeModuleId }) =>
          facadeModuleId === loader ? "except-star.js" : "assets/[name]-[hash].js",
      },
    },
  },
});
