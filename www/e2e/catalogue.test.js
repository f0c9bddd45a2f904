// Owns the end-to-end tests that go through every scenario of the catalogue, at its defaults.
// Invariant: the engine says which scenarios there are; a new one is tested without a line here.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { excess, harness, violations } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

const { start, stop, visit, check } = harness();
before(start);
after(stop);
afterEach(check);

/** Shows each scenario in turn, by its link. @param {Page} page @param {(id: string) => Promise<void>} look */
async function each(page, look) {
  const ids = await page.evaluate(() => {
    const { shadowRoot } = /** @type {Element} */ (document.querySelector("except-star"));
    /** @type {any} */
    const list = shadowRoot?.querySelector("except-star-list");
    return list.catalogue.map((/** @type {{ id: string }} */ { id }) => id);
  });
  assert.ok(ids.length > 10);
  for (const id of ids) {
    await page.evaluate((scenario) => {
      location.hash = `#scenario=${scenario}`;
    }, id);
    await page.waitForFunction((scenario) => {
      const element = /** @type {any} */ (document.querySelector("except-star"));
      return element.spec?.scenario === scenario && document.title.startsWith(element.info.title);
    }, id);
    await look(id);
  }
}

/** Looks at a panel, which may be behind a tab. @param {Page} page @param {string} label @param {string} id */
async function panel(page, label, id) {
  const tab = page.getByRole("tab", { name: label, exact: true });
  if (await tab.count()) await tab.click();
  const box = page.locator(`[data-panel=${id}]`);
  await box.waitFor();
  return box;
}

for (const width of [320, 360, 1440]) {
  test(`every scenario is shown with results and console at ${width} pixels, and the page is never wider`, async () => {
    const page = await visit("", { viewport: { width, height: 800 } });
    await each(page, async (id) => {
      assert.equal(await page.locator(".notice, .error span").count(), 0, id);
      const console = await panel(page, "Console", "console");
      assert.ok((await console.locator("tbody tr").count()) > 0, `${id} prints`);
      assert.ok((await excess(page)) <= 0, `the console of ${id}`);
      const results = await panel(page, "Results", "results");
      assert.ok((await results.locator("tbody tr").count()) > 1, `${id} has results`);
      assert.ok((await excess(page)) <= 0, `the results of ${id}`);
      const { hanging, unreachable } = await results.locator(".table").evaluateAll((tables) => {
        const wide = tables.filter((of) => of.scrollWidth > of.clientWidth);
        return {
          hanging: tables.filter((of) => {
            const scrolls = ["auto", "scroll"].includes(getComputedStyle(of).overflowX);
            return of.scrollWidth > of.clientWidth && !scrolls;
          }).length,
          unreachable: wide.filter(
            (of) =>
              /** @type {HTMLElement} */ (of).tabIndex !== 0 ||
              !(of.getAttribute("role") === "group" && of.getAttribute("aria-label")),
          ).length,
        };
      });
      assert.deepEqual([hanging, unreachable], [0, 0], `what is wider in ${id} scrolls by itself`);
    });
  });
}

test("axe finds nothing in any scenario", async () => {
  const page = await visit("", { viewport: { width: 360, height: 800 } });
  await each(page, async (id) => assert.deepEqual(await violations(page), [], id));
});

test("the filter finds every scenario by its id, its title and its section", async () => {
  const page = await visit();
  const nav = page.getByRole("navigation", { name: "Scenarios" });
  const search = nav.getByRole("searchbox");
  await each(page, async (id) => {
    const [title, section] = await page.evaluate(() => {
      const { info } = /** @type {any} */ (document.querySelector("except-star"));
      return [info.title, info.section];
    });
    for (const text of [id, title, section.toUpperCase()]) {
      await search.fill(text);
      assert.equal(await nav.locator(`[data-id="${id}"]`).count(), 1, `“${text}”`);
    }
    await search.fill("");
    // The list scrolls to the entry in the next frame.
    await page.evaluate(async () => {
      for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    });
    const entry = nav.locator(`[data-id="${id}"]`);
    const box = await entry.boundingBox();
    assert.ok(box && box.y >= 0 && box.y + box.height <= 900, `${id} is in view in the list`);
  });
});
