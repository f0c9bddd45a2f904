// Owns the end-to-end tests of the page on Python texts.
// Invariant: what it lists is what the interpreter has; the record of that is held by a test in Rust (tests/python/facts.rs).

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, test } from "node:test";
import { excess, harness, violations, widen } from "./browser.js";

const { start, stop, visit, check } = harness();
before(start);
after(stop);
afterEach(check);

const facts = JSON.parse(await readFile(new URL("../python/facts.json", import.meta.url), "utf8"));

test("the page lists the modules with the names that are here and those that are not", async () => {
  const page = await visit("python.html");
  const listed = await page.locator(".modules details").evaluateAll((all) =>
    all.map((of) => {
      const names = (/** @type {string} */ list) =>
        [...of.querySelectorAll(`${list} li`)].map(({ textContent }) => textContent);
      const name = of.querySelector("code")?.textContent;
      return { name, names: names("summary + ul"), missing: names("p + ul") };
    }),
  );
  assert.deepEqual(listed, facts.modules);
  assert.ok(listed.some(({ name, names }) => name === "asyncio" && names.includes("TaskGroup")));
});

test("the page gives the interpreter's advice", async () => {
  const page = await visit("python.html");
  const row = page.getByRole("row", { name: "aiohttp" });
  const advice = "let await asyncio.sleep(0.1) stand for the request, and a return for its answer";
  assert.equal(await row.getByRole("cell").innerText(), advice);
});

test("the pages lead to each other", async () => {
  const page = await visit("");
  for (const name of ["Your own Python", "Lesson", "Your own Python", "Playground"]) {
    await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name }).click();
    const current = page.locator(".masthead [aria-current]");
    assert.equal(await current.innerText(), name);
  }
  await page.locator(".outcome").waitFor();
});

test("the page can be read by everybody, and on a phone", async () => {
  const page = await visit("python.html");
  assert.deepEqual(await violations(page), []);
  await page
    .locator("summary")
    .evaluateAll((all) => all.map((of) => /** @type {HTMLElement} */ (of).click()));
  await widen(page, 320);
  assert.equal(await excess(page), 0);
});
