// Owns the lesson's part in building and serving: which sections it has, and the engine that runs its examples in Node.
// Invariant: the outputs in the page come from the very module that the page loads.

import { readFile, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Engine } from "../src/engine.js";
import { completed, compose } from "./compose.js";

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
const glue = new URL("../pkg/except_star.js", import.meta.url);
const binary = new URL("../pkg/except_star_bg.wasm", import.meta.url);

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

/** An engine as in the page. The module is known by its time, so that one built since is loaded. */
export function engineInNode() {
  return new Engine(async (number) => {
    const { mtimeMs } = await stat(binary);
    const module = await import(/* @vite-ignore */ `${glue}?${mtimeMs}-${number}`);
    module.initSync({ module: await readFile(binary) });
    return module;
  });
}
