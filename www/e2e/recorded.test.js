// Owns the end-to-end tests of the run that is recorded in the playground's page.
// Invariant: what stands there before a script has run is what the script then shows.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { harness, violations } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

const { start, stop, visit, open, address, check } = harness();
before(start);
after(stop);
afterEach(check);

/** Lets no engine come. @param {Page} page */
async function hold(page) {
  await page.route(/\.wasm$/, () => {});
}

/** The cells of the tables that are in view. @param {Page} page */
function cells(page) {
  return page.locator("td:visible").allInnerTexts();
}

test("without scripts the run of the defaults is recorded, and says that it is", async () => {
  const page = await open({ javaScriptEnabled: false });
  await page.goto(address());
  assert.match(
    await page.locator(".recorded").innerText(),
    /caught ValueError: there is no item 2/,
  );
  assert.match(await page.locator("main").innerText(), /This run is recorded/);
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`axe finds nothing in the recorded run, ${colorScheme}`, async () => {
    const page = await open({ colorScheme });
    await hold(page);
    await page.goto(address());
    assert.deepEqual(await violations(page), []);
  });
}

test("the recorded run is there before the engine, and is the one that takes over", async () => {
  const still = await open();
  await hold(still);
  await still.goto(address());
  const figure = still.locator(".recorded");
  await figure.waitFor();
  const recorded = await cells(still);
  const digest = await figure.getAttribute("data-digest");
  const page = await visit();
  assert.equal(await page.locator(".recorded").isVisible(), false);
  assert.match(await page.locator(".outcome").innerText(), new RegExp(`${digest}`));
  const live = await cells(page);
  assert.deepEqual(
    recorded.filter((cell) => !live.includes(cell)),
    [],
  );
});

test("the recorded run stands where the live one is drawn", async () => {
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    const still = await open({ viewport });
    await hold(still);
    await still.goto(address());
    const live = await visit("", { viewport });
    const title = (/** @type {Page} */ page) =>
      page.getByRole("heading", { name: "An exception comes out at the await" }).boundingBox();
    const [is, was] = [await title(live), await title(still)];
    assert.equal(is?.x, was?.x);
    assert.equal(is?.width, was?.width);
  }
});

test("a link to another run never shows the recorded one", async () => {
  const page = await open();
  await hold(page);
  await page.goto(`${address()}#scenario=gather`);
  await page.locator(".masthead").waitFor();
  assert.equal(await page.locator(".recorded").isVisible(), false);
});

test("the recorded run stays where the engine does not come", async () => {
  const page = await open();
  await page.route(/\.wasm$/, (route) =>
    route.fulfill({ contentType: "application/wasm", body: "no module" }),
  );
  await page.goto(address());
  await page.getByRole("alert").waitFor();
  assert.match(await page.locator(".recorded").innerText(), /caught ValueError/);
});
