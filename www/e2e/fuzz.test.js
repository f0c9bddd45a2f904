// Owns the test that no Python text makes the module trap: those of the file that FUZZ_TEXTS names, which `cargo test --test fuzz
// write` writes (see tests/fuzz), run in the browser, whose stack is smaller than that of a native thread.
// Invariant: each run ends, or is stopped after some turns; what does not compile says why.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { harness } from "./browser.js";

const { address, start, stop, open } = harness();
before(start);
after(stop);

const file = process.env.FUZZ_TEXTS;
/** After so many turns a run is stopped: the limits of a page are far. */
const TURNS = 20;
/** How many texts are handed to the browser at once. */
const BATCH = 100;

test("no text makes the module trap", {
  skip: file ? false : "FUZZ_TEXTS names no file",
}, async () => {
  const page = await open();
  for (const [name, contentType] of [
    ["except_star.js", "text/javascript"],
    ["except_star_bg.wasm", "application/wasm"],
  ]) {
    const path = fileURLToPath(new URL(`../pkg/${name}`, import.meta.url));
    await page.route(`**/fuzz/${name}`, (route) => route.fulfill({ path, contentType }));
  }
  await page.goto(address());
  const lines = (await readFile(file ?? "", "utf8")).trim().split("\n");
  /** @type {{ seed: number, message: string }[]} */
  const failures = [];
  /** @type {Record<string, number>} */
  const ends = {};
  for (let from = 0; from < lines.length; from += BATCH) {
    const texts = lines.slice(from, from + BATCH).map((line) => JSON.parse(line));
    const found = await page.evaluate(runAll, {
      texts,
      turns: TURNS,
      script: "./fuzz/except_star.js",
    });
    failures.push(...found.failures);
    for (const [end, count] of Object.entries(found.ends)) ends[end] = (ends[end] ?? 0) + count;
  }
  console.log(ends);
  assert.deepEqual(failures, []);
});

/**
 * Runs texts, in the page.
 * @param {{ texts: { seed: number, text: string }[], turns: number, script: string }} given
 */
async function runAll({ texts, turns, script }) {
  /** @type {typeof import("../pkg/except_star.js")} */
  const module = await import(new URL(script, location.href).href);
  await module.default();
  module.ready();
  /** @type {{ seed: number, message: string }[]} */
  const failures = [];
  /** @type {Record<string, number>} */
  const ends = {};
  for (const { seed, text } of texts) {
    try {
      const request = /** @type {import("../pkg/except_star.js").Request} */ (
        /** @type {unknown} */ ({ python: text })
      );
      const answer = module.ask(request, false);
      let end = "refused";
      if (answer.spec && answer.errors.length === 0) {
        const running = module.start(answer.spec);
        let run = running.resume();
        for (let turn = 1; run === undefined; turn++) {
          if (turn === turns) running.stop();
          run = running.resume();
        }
        end = run.outcome().status;
        run.free();
        running.free();
      }
      ends[end] = (ends[end] ?? 0) + 1;
    } catch (error) {
      failures.push({ seed, message: String(error) });
      module.renew();
    }
  }
  return { failures, ends };
}
