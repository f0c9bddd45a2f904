// Owns the tests of what the build puts into the page on Python texts.
// Invariant: the facts here are made up; the real ones are held by a test in Rust.

import assert from "node:assert/strict";
import { test } from "node:test";
import { composed } from "../build/python-page.js";

const facts = {
  modules: [
    { name: "a", names: ["f", "g"], missing: ["h"] },
    { name: "b", names: [], missing: [] },
  ],
  stand_ins: [{ modules: ["aiohttp", "httpx"], advice: "let `await sleep(0.1)` stand for <it>" }],
  refused: [],
  seen: [],
  limits: { steps: 50_000_000 },
  commands: /** @type {[string, string][]} */ ([["check a.py", "a < b\n"]]),
};
const versions = { newer: { a: "B is new" }, different: { b: "`c` differs", d: "`c` differs" } };

/** @param {string} html */
const built = (html) => composed(html, facts, versions);

test("advice has its code between backticks", () => {
  assert.equal(
    built("<!-- python:stand-ins -->"),
    '<tr><th scope="row"><code>aiohttp</code>, <code>httpx</code></th>' +
      "<td>let <code>await sleep(0.1)</code> stand for &lt;it&gt;</td></tr>",
  );
});

test("a module has its names, and what is missing", () => {
  const list = (/** @type {string} */ names) => `<ul class="names">${names}</ul>`;
  assert.equal(
    built("<!-- python:modules -->"),
    '<details id="module-a"><summary><code>a</code> <span>2</span></summary>' +
      `${list("<li><code>f</code></li> <li><code>g</code></li>")}<p>Not here:</p>${list("<li><code>h</code></li>")}</details>\n` +
      `<details id="module-b"><summary><code>b</code> <span>0</span></summary>${list("")}</details>`,
  );
});

test("a difference between versions is listed once", () => {
  assert.equal(
    built("<!-- python:versions -->"),
    "<li>B is new</li>\n<li><code>c</code> differs</li>",
  );
});

test("a limit is grouped, a command has its output", () => {
  assert.equal(built("<!-- python:limit steps -->"), "50,000,000");
  assert.match(
    built("<!-- python:command check a.py -->"),
    /\$ except-star check a.py<\/b>\na &lt; b\n/,
  );
});

test("what there is not ends the build", () => {
  assert.throws(
    () => built("<!-- python:limit pages -->"),
    /there is not: <!-- python:limit pages -->/,
  );
  assert.throws(() => built("<!-- python:other -->"), /there is not/);
});
