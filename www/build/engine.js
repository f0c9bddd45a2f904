// Owns the engine that the build runs in Node.
// Invariant: what it gives comes from the very module that the page loads.

import { readFile, stat } from "node:fs/promises";
import { Engine } from "../src/engine.js";

const glue = new URL("../pkg/except_star.js", import.meta.url);
const binary = new URL("../pkg/except_star_bg.wasm", import.meta.url);

/** An engine as in the page. The module is known by its time, so that one built since is loaded. */
export function engineInNode() {
  return new Engine(async (number) => {
    const { mtimeMs } = await stat(binary);
    const module = await import(/* @vite-ignore */ `${glue}?${mtimeMs}-${number}`);
    module.initSync({ module: await readFile(binary) });
    return module;
  });
}
