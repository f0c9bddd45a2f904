// Owns naming the two files of the engine, and the script that loads them, in each built page that needs them at once.
// Invariant: the browser knows everything that such a page needs from its HTML alone, so nothing waits for a script to ask
// for it. A page whose elements are all lazy names none of them: its reader may never come near to one.

import { fileURLToPath } from "node:url";

/** The script that loads the engine, which does not wait for the page's other ones. */
export const start = fileURLToPath(new URL("../src/start.js", import.meta.url));

/** The script that hides the recorded run where the address asks for another one. */
export const linked = fileURLToPath(new URL("../src/linked.js", import.meta.url));

/** The glue and the module, by their paths in www/, and the links that ask for them as the engine will (src/engine.js). */
const engine = {
  "pkg/except_star.js": { rel: "modulepreload" },
  "pkg/except_star_bg.wasm": {
    rel: "preload",
    as: "fetch",
    type: "application/wasm",
    // Without this the browser takes what it has preloaded for another request than `fetch` makes, and loads it twice.
    crossorigin: "",
  },
};

/** An element that runs as soon as the page is there. */
const EAGER = /<except-star(?=[\s>])(?![^>]*\sloading="lazy")/;

/**
 * Takes Vite's wrapper off the imports of a script that is to run before any other is loaded: the wrapper is a script of its own.
 * @param {string} source its path
 * @returns {import("vite").Plugin}
 */
export function alone(source) {
  return {
    name: "except-star-alone",
    apply: "build",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== "chunk" || chunk.facadeModuleId !== source) continue;
          const wrapper = /import\{\w+ as (\w+)\}from"[^"]*";/.exec(chunk.code);
          if (wrapper === null) continue;
          const [all, name] = wrapper;
          const wrapped = `\\b${name}\\(\\(\\)=>(.*?),(?:__vite__mapDeps\\(.*?\\)|\\[\\]),import\\.meta\\.url\\)`;
          chunk.code = chunk.code
            .replace(/^const __vite__mapDeps=.*\n/, "")
            .replace(all, "")
            .replace(new RegExp(wrapped, "g"), "$1");
          if (/__vite|\bimport[{"]/.test(chunk.code))
            throw new Error(`${source} imports another script.`);
        }
      },
    },
  };
}

/** @returns {import("vite").Plugin} */
export function preload() {
  /** @type {string} */
  let base;
  return {
    name: "except-star-preload",
    apply: "build",
    configResolved(config) {
      base = config.base;
    },
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle = {} }) {
        if (!EAGER.test(html)) return [];
        const files = Object.values(bundle);
        const script = (/** @type {string} */ source) => {
          const built = files.find((of) => of.type === "chunk" && of.facadeModuleId === source);
          if (built === undefined) throw new Error(`${source} is not built.`);
          const attrs = { type: "module", async: true, src: base + built.fileName };
          return { tag: "script", attrs };
        };
        const links = Object.entries(engine).map(([path, attributes]) => {
          const file = files.find(
            (of) => of.type === "asset" && of.originalFileNames.includes(path),
          );
          if (file === undefined) throw new Error(`No script of the page loads www/${path}.`);
          return { tag: "link", attrs: { ...attributes, href: base + file.fileName } };
        });
        const scripts = [script(start)];
        if (html.includes('class="recorded"')) {
          const first = script(linked);
          scripts.unshift({ ...first, attrs: { ...first.attrs, blocking: "render" } });
        }
        return [...scripts, ...links].map((of) => ({ ...of, injectTo: "head" }));
      },
    },
  };
}
