// Owns the end-to-end tests of how a page and a page with an embedded element load: what they ask for, and when.
// Invariant: no test measures time. A script is held back until what may not wait for it has been asked for.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, afterEach, before, test } from "node:test";
import { harness } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

const { address, start, stop, open, check } = harness();
const engine = ["assets/except_star.js", "assets/except_star_bg.wasm"];
/** Another site, whose pages are given below. */
const site = createServer((request, response) => {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
  response.end(pages[request.url ?? ""]?.() ?? "");
});
before(start);
before(() => new Promise((resolve) => site.listen(0, "127.0.0.1", () => resolve(null))));
after(stop);
after(() => site.close());
afterEach(check);

/** @type {Record<string, () => string>} */
const pages = {
  "/eager": () => hostPage('<except-star scenario="gather"></except-star>'),
  "/lazy": () => hostPage('<except-star scenario="gather" loading="lazy"></except-star>'),
};

/** @param {string} element below the first 5000 pixels */
function hostPage(element) {
  return `<!doctype html><html lang="en"><title>Elsewhere</title><link rel="icon" href="data:,">
    <script type="module" src="${address()}except-star.js"></script>
    <svg width="9" height="5000"></svg>${element}</html>`;
}

/** @param {string} path */
function elsewhere(path) {
  const { port } = /** @type {import("node:net").AddressInfo} */ (site.address());
  return `http://127.0.0.1:${port}${path}`;
}

/** What a page asks the site of the elements for, in order, by names without hashes. @param {Page} page */
function requestsOf(page) {
  /** @type {string[]} */
  const names = [];
  page.on("request", (request) => {
    const name = nameOf(request.url());
    if (name !== null) names.push(name);
  });
  return names;
}

/** @param {string} url */
function nameOf(url) {
  if (!url.startsWith(address())) return null;
  const [name] = url.slice(address().length).split("#");
  return name.replace(/-[\w-]{8}(?=\.\w+$)/, "");
}

/**
 * Holds back each script but these until the engine has been asked for: a page that asks later never shows anything.
 * @param {Page} page
 * @param {string[]} [except]
 */
async function holdScripts(page, except = []) {
  const wanted = new Set(engine);
  const asked = new Promise((resolve) => {
    page.on("request", (request) => {
      wanted.delete(nameOf(request.url()) ?? "");
      if (wanted.size === 0) resolve(null);
    });
  });
  await page.route(/\.js$/, async (route) => {
    if (!except.includes(nameOf(route.request().url()) ?? "")) await asked;
    await route.continue();
  });
}

/** @param {string[]} names */
function twice(names) {
  return names.filter((name, index) => names.indexOf(name) !== index);
}

test("the playground asks for the engine before any of its scripts has run, and once", async () => {
  const page = await open();
  const requests = requestsOf(page);
  await holdScripts(page);
  await page.goto(address());
  await page.locator(".outcome").waitFor();
  assert.deepEqual(twice(requests), []);
});

test("a page elsewhere asks for the engine and the element at once, and once", async () => {
  const page = await open();
  const requests = requestsOf(page);
  await holdScripts(page, ["except-star.js"]);
  await page.goto(elsewhere("/eager"));
  await page.locator(".outcome").waitFor();
  assert.deepEqual(twice(requests), []);
});

for (const [where, path] of [
  ["the playground", () => address()],
  ["a page elsewhere", () => elsewhere("/eager")],
]) {
  test(`${where} has the engine compiled while the element is on its way`, async () => {
    const page = await open();
    await page.addInitScript(() => {
      const original = WebAssembly.instantiateStreaming;
      WebAssembly.instantiateStreaming = async (...given) => {
        const made = await original(...given);
        console.debug("compiled");
        return made;
      };
    });
    const compiled = page.waitForEvent("console", (message) => message.text() === "compiled");
    await page.route(/\/assets\/except-star-[^/]*\.js$/, async (route) => {
      await compiled;
      await route.continue();
    });
    await page.goto(path());
    await page.locator(".outcome").waitFor();
  });
}

test("a page elsewhere whose element is lazy asks for the engine when the reader comes near", async () => {
  const page = await open();
  const requests = requestsOf(page);
  await page.goto(elsewhere("/lazy"));
  await page.locator("except-star .loading").waitFor();
  assert.deepEqual(
    requests.filter((name) => engine.includes(name)),
    [],
  );
  await page.locator("except-star").scrollIntoViewIfNeeded();
  await page.locator(".outcome").waitFor();
  assert.deepEqual(twice(requests), []);
});

test("what is not on the first screen is drawn after the first picture", async () => {
  const page = await open();
  await page.addInitScript(() => {
    addEventListener("except-star-ready", ({ target }) => {
      const root = /** @type {Element} */ (target).shadowRoot;
      const panels = [...(root?.querySelectorAll("[data-panel]") ?? [])];
      const drawn = panels.filter((of) =>
        of.querySelector(".scroll, except-star-log, except-star-code, except-star-timeline"),
      );
      const fields = [...(root?.querySelectorAll(".form [data-field]") ?? [])];
      const names = [...drawn, ...fields].map(
        (of) => of.getAttribute("data-panel") ?? of.getAttribute("data-field"),
      );
      Object.assign(globalThis, { first: names });
    });
  });
  await page.goto(`${address()}#scenario=gather`);
  await page.locator("except-star-log [role=row]").first().waitFor();
  await page.locator("except-star-code pre").first().waitFor();
  await page.locator("[data-field=seed]").waitFor({ state: "attached" });
  const first = await page.evaluate(() => /** @type {any} */ (globalThis).first);
  assert.deepEqual(first, [
    "timeline",
    "console",
    "code",
    "results",
    ...["tasks", "failing", "step", "mode", "linger"],
  ]);
});

test("hints are found after the first picture", async () => {
  const page = await open();
  await page.addInitScript(() => {
    addEventListener("except-star-ready", ({ target }) => {
      const root = /** @type {Element} */ (target).shadowRoot;
      const shown = [".console tr", ".form .hint"].map((of) => root?.querySelector(of) !== null);
      Object.assign(globalThis, { first: shown });
    });
  });
  await page.goto(`${address()}#scenario=gather&mode=collect&linger=3`);
  await page.locator(".form .hint").first().waitFor();
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (globalThis).first), [true, false]);
});

test("an engine that stops while it finds hints says so, and the run stays", async () => {
  const page = await open();
  await page.route(/\/except_star-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    const trap =
      "Run.prototype.hints = () => { throw new WebAssembly.RuntimeError('unreachable'); };";
    await route.fulfill({ response, body: `${await response.text()}\n${trap}` });
  });
  await page.addInitScript(() => {
    addEventListener("except-star-error", (event) => {
      Object.assign(globalThis, { message: /** @type {CustomEvent} */ (event).detail.message });
    });
  });
  await page.goto(address());
  await page.locator(".notices", { hasText: "unreachable" }).waitFor();
  assert.match(await page.evaluate(() => /** @type {any} */ (globalThis).message), /unreachable/);
  assert.equal(await page.locator("[data-panel=console] tr").first().isVisible(), true);
  assert.equal(await page.locator(".stale").count(), 0);
});
