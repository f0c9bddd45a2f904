// Owns the lesson's part in building and serving: which sections it has.
// Invariant: the outputs in the page come from the very module that the page loads.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { completed, compose } from "./compose.js";
import { engineInNode } from "./engine.js";

/** The sections in their order; each has a fragment of this name in www/lesson. */
const sections = [
  "awaiting",
  "task-group",
  "exception-group",
  "cancellation",
  "shutting-down",
  "debugging",
  "recovery",
  "together",
];

const folder = fileURLToPath(new URL("../lesson/", import.meta.url));

/** @returns {import("vite").Plugin} */
export function lesson() {
  return {
    name: "except-star-lesson",
    transformIndexHtml: {
      order: "pre",
      async handler(html, { filename }) {
        if (!filename.endsWith("/lesson.html")) return html;
        const fragments = await Promise.all(sections.map(fragment));
        const engine = engineInNode();
        return compose(html, completed(fragments, await engine.catalogue()), engine);
      },
    },
    configureServer(server) {
      server.watcher.add(folder);
      server.watcher.on("change", (file) => {
        if (file.startsWith(folder)) server.ws.send({ type: "full-reload" });
      });
    },
  };
}

/** @param {string} name */
async function fragment(name) {
  try {
    return { name, html: await readFile(`${folder}${name}.html`, "utf8") };
  } catch (cause) {
    throw new Error(`The lesson's section “${name}” is missing: www/lesson/${name}.html.`, {
      cause,
    });
  }
}
