// Owns the browser's part of `cargo xtask bench`: every work by every system. `node works.mjs ROUNDS BUILT`, where BUILT is
// the folder with the two modules of the primitives.
// Invariant: a sample is the time of as many repetitions as take 50 ms, and each of them has done the whole work.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { serve } from "../../www/e2e/server.js";
import { alternate, launch, print } from "./chromium.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const [rounds, built] = [Number(process.argv[2]), process.argv[3]];

/** The systems, ours first: the module with its works, what that is given, and how many tasks a repetition has. */
const systems = [
  { name: "except-star", module: "/systems/except-star.js", given: "/built/speed", tasks: 20_000 },
  { name: "as shipped", module: "/systems/except-star.js", given: "/built/shipped", tasks: 20_000 },
  { name: "Python text", module: "/systems/text.js", given: "/pkg", tasks: 5_000 },
  { name: "promises", module: "/systems/promises.js", tasks: 20_000 },
  { name: "Effect", module: "/built/effect.js", tasks: 20_000 },
  { name: "Pyodide", module: "/systems/pyodide.js", tasks: 5_000 },
];

const works = {
  group: "spawn and join in a group, a task",
  yields: "yield, one",
  gather: "gather, a task",
  fail: "all fail and are collected, a task",
  cancel: "cancel all and collect, a sleeping task",
};

await build({
  entryPoints: [join(here, "systems/effect.js")],
  bundle: true,
  minify: true,
  format: "esm",
  outfile: join(built, "effect.js"),
});

// A page that is isolated has a clock of 5 microseconds, not of 100.
const isolated = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};
const pkg = fileURLToPath(new URL("../../www/pkg/", import.meta.url));
const server = await serve({ "/built/": built, "/pkg/": pkg, "/": here }, isolated);
const browser = await launch();
const context = await browser.newContext();
for (const system of systems) {
  system.page = await context.newPage();
  await system.page.goto(server.address);
  await system.page.evaluate(
    async ({ module, given }) => {
      const { default: works } = await import(module);
      globalThis.works = await works(given);
    },
    { module: system.module, given: system.given },
  );
}

/** Nanoseconds for each task, measured in the page. */
function sample({ page, name, tasks }, work) {
  return page.evaluate(
    async ({ work, name, tasks }) => {
      const run = globalThis.works[work];
      const begin = performance.now();
      let [repetitions, passed] = [0, 0];
      while (passed < 50) {
        const done = await run(tasks);
        if (done !== tasks) throw new Error(`${name} did ${done} of ${tasks} in ${work}`);
        repetitions++;
        passed = performance.now() - begin;
      }
      return (passed * 1e6) / (repetitions * tasks);
    },
    { work, name, tasks },
  );
}

for (const [work, title] of Object.entries(works)) {
  const samples = await alternate(rounds, systems, (system) => sample(system, work));
  for (const [index, { name }] of systems.entries()) print(title, "ns", name, samples[index]);
}
await browser.close();
await server.close();
