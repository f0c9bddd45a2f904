// Owns the tests of the programs from which a reader may start, as the build makes them.
// Invariant: what they print is tested where Python is (tests/python/programs.rs); here, that all of them are offered.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createServer } from "vite";

const folder = new URL("../src/programs/", import.meta.url);
/** @type {Awaited<ReturnType<typeof createServer>>} */
let server;
before(async () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const none = { ws: /** @type {const} */ (false), watch: null, middlewareMode: true };
  server = await createServer({ root, configFile: false, appType: "custom", server: none });
});
after(() => server.close());

/** @returns {Promise<import("../src/programs/index.js").StartingProgram[]>} */
async function offered() {
  return (await server.ssrLoadModule("/src/programs/index.js")).programs;
}

test("every program of the folder is offered, with its text", async () => {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".py"));
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, folder), "utf8")));
  const of = Object.fromEntries(files.map((file, index) => [file, texts[index]]));
  const programs = (await offered()).map(({ id, text }) => [`${id.replaceAll("-", "_")}.py`, text]);
  assert.deepEqual(Object.fromEntries(programs), of);
  assert.equal(programs.length, files.length);
});

test("the point of a program is the comment at its beginning, on one line", async () => {
  const [{ point, text }] = await offered();
  assert.equal(
    point,
    "Four pages are fetched at once, within one second and within three: look at what becomes of the pages that are still on " +
      "their way when the time is over, and at what the caller catches.",
  );
  for (const of of await offered()) {
    assert.match(of.point, /: look at [^#]*\.$/, of.id);
    assert.ok(of.text.split("\n").length <= 61, of.id);
  }
  assert.ok(text.startsWith("# Four pages"));
});
