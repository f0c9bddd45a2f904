// Owns the test of what the playground weighs: www/sizes.txt has it to the byte.
// Invariant: what counts is what a browser has fetched on a first visit, compressed as well as can be. The scripts that come later,
// such as the editor, stand below it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { harness } from "./browser.js";

const { start, stop, visit, check } = harness();
before(start);
after(stop);
afterEach(check);

const file = new URL("../sizes.txt", import.meta.url);
const assets = new URL("../dist/assets/", import.meta.url);

/** What a compiler or compressor of another version makes differs a little: by this part of a size at most. */
const TOLERANCE = 0.03;

/** @typedef {[name: string, sizes: number[]]} Row */

/** @param {Buffer} body @returns {number[]} */
function sizes(body) {
  const brotli = {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  };
  return [
    body.length,
    gzipSync(body, { level: 9 }).length,
    brotliCompressSync(body, brotli).length,
  ];
}

/** What else decides of the sizes; the other tools are of the versions in the lock files. */
function tools() {
  const rustc = execFileSync("rustc", ["--version"], { encoding: "utf8" }).trim();
  return `${rustc}, zlib ${process.versions.zlib}, brotli ${process.versions.brotli}`;
}

/** The name of a file without the hash of the content that the build puts into it. @param {string} file */
function unhashed(file) {
  return file.replace(/-[\w-]{8}\./, ".");
}

/** The text of the file for these rows. @param {Row[]} rows @param {Row[]} later what is fetched later, if at all */
function written(rows, later) {
  const all = rows.reduce((sum, [, of]) => sum.map((one, index) => one + of[index]), [0, 0, 0]);
  const line = (/** @type {[string, unknown[]]} */ [name, of]) =>
    name.padEnd(24) + of.map((one) => String(one).padStart(10)).join("");
  return [
    "# Bytes that a first visit of the playground fetches. `cargo xtask bless --sizes` renews this file.",
    `# Exact with ${tools()};`,
    `# with others, which make other code of the same sources, within ${TOLERANCE * 100} %.`,
    line(["", ["raw", "gzip", "Brotli"]]),
    ...[...rows, /** @type {Row} */ (["all", all])].map(line),
    "# Scripts that are fetched later, or by other pages:",
    ...later.map(line),
    "",
  ].join("\n");
}

/** The rows of the file's text. @param {string} text */
function read(text) {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return lines.slice(1).map((line) => line.trim().split(/\s+/));
}

test("the playground weighs what www/sizes.txt says", async () => {
  const page = await visit();
  const addresses = await page.evaluate(() =>
    ["navigation", "resource"].flatMap((type) =>
      performance.getEntriesByType(type).map(({ name }) => name),
    ),
  );
  /** @type {Row[]} */
  const rows = [];
  for (const address of addresses.filter((address) => address.startsWith("http"))) {
    const body = Buffer.from(await (await fetch(address)).arrayBuffer());
    const name = unhashed(basename(new URL(address).pathname));
    rows.push([name.includes(".") ? name : "index.html", sizes(body)]);
  }
  /** @type {Row[]} */
  const later = [];
  for (const script of (await readdir(assets)).filter((name) => name.endsWith(".js"))) {
    if (addresses.some((address) => address.endsWith(`/${script}`))) continue;
    later.push([unhashed(script), sizes(await readFile(new URL(script, assets)))]);
  }
  for (const of of [rows, later]) of.sort(([one], [other]) => (one < other ? -1 : 1));
  const measured = written(rows, later);
  if (process.env.EXCEPT_STAR_BLESS) await writeFile(file, measured);
  const recorded = await readFile(file, "utf8");
  const hint = `${fileURLToPath(file)} differs; if the change is meant, renew it by \`cargo xtask bless --sizes\``;
  if (recorded.includes(`with ${tools()};`)) {
    assert.equal(measured, recorded, `${hint}:\n\n${measured}`);
    return;
  }
  const [is, was] = [read(measured), read(recorded)];
  assert.deepEqual(
    is.map(([name]) => name),
    was.map(([name]) => name),
    hint,
  );
  for (const [row, [name, ...of]] of is.entries()) {
    for (const [column, size] of of.entries()) {
      const before = Number(was[row][column + 1]);
      assert.ok(
        Math.abs(Number(size) - before) <= before * TOLERANCE,
        `${name}: ${before} → ${size}. ${hint}`,
      );
    }
  }
});
