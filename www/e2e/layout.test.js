// Owns the end-to-end tests of what stands where, at which width, and of what axe has to say on it.
// Invariant: nothing is looked at that a reader could not see: boxes are measured as they are drawn.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { excess, harness, violations, widen } from "./browser.js";

const { start, stop, visit, check } = harness();
before(start);
after(stop);
afterEach(check);

const failing =
  "#scenario=gather&mode=plain&at=0.25:raise:plain-3:KeyError:there%20is%20no%20such%20key";

const widths = [320, 360, 800, 1100, 1440, 1600];
test(`the page never scrolls sideways at ${widths.join(", ")} pixels`, async () => {
  const page = await visit("#scenario=gather&tasks=9");
  for (const width of widths) {
    await widen(page, width);
    const tabs = page.getByRole("tablist", { name: "Panels" }).getByRole("tab");
    for (let tab = 0; tab < Math.max(await tabs.count(), 1); tab++) {
      if ((await tabs.count()) > 0) await tabs.nth(tab).click();
      const wide = await excess(page);
      assert.ok(wide <= 0, `${wide} pixels too wide at ${width}, panel ${tab}`);
    }
  }
});

test("a long value in a link is reported at a length that fits the narrowest page", async () => {
  const page = await visit("", { viewport: { width: 360, height: 800 } });
  for (const link of [
    `#scenario=gather&failing=${"1,".repeat(300)}1`,
    `#scenario=gather&${"x".repeat(600)}=1`,
    `#scenario=${"x".repeat(600)}`,
    `#scenario=gather&at=${"x".repeat(600)}`,
  ]) {
    await page.evaluate(async (hash) => {
      location.hash = hash;
      await new Promise((followed) => addEventListener("hashchange", followed, { once: true }));
      await /** @type {any} */ (document.querySelector("except-star")).updateComplete;
    }, link);
    assert.ok((await excess(page)) <= 0, link.slice(0, 30));
    for (const box of await page.locator(".notice, .error").all()) {
      assert.ok(await box.evaluate((of) => of.scrollWidth <= of.clientWidth), "nothing hangs out");
    }
    const notice = await page.getByRole("alert").innerText();
    assert.ok(notice.includes("…") && notice.length < 500, notice);
  }
});

test("tables fit at 320 and 360 pixels, and break no word of a repr from 360 on", async () => {
  const page = await visit(failing);
  const results = page.locator(".scroll.results");
  for (const width of [320, 360, 820, 1440]) {
    await widen(page, width);
    for (const table of await results.locator(".table").all()) {
      const wide = await table.evaluate((of) => of.scrollWidth - of.clientWidth);
      assert.ok(wide <= 0, `${wide} pixels too wide at ${width}`);
    }
    if (width < 360) continue;
    const broken = await results.evaluate((of) =>
      [...of.querySelectorAll(".value, td")].flatMap((cell) => {
        const range = document.createRange();
        const text = /** @type {Text[]} */ (
          [...cell.childNodes].filter(({ nodeType }) => nodeType === 3)
        );
        return text.flatMap((node) =>
          [...node.data.matchAll(/\S+/g)]
            .filter(({ index, 0: word }) => {
              range.setStart(node, index);
              range.setEnd(node, index + word.length);
              return range.getClientRects().length > 1;
            })
            .map(([word]) => word),
        );
      }),
    );
    assert.deepEqual(broken, [], `at ${width}`);
  }
});

test("each column of the log is in view at 320 pixels, and the keys still lead through it", async () => {
  const page = await visit(failing, { viewport: { width: 320, height: 800 } });
  await page.getByRole("tab", { name: "Event log" }).click();
  const grid = page.locator("except-star-log").getByRole("grid");
  const first = grid.locator(".body .row").first();
  await first.waitFor();
  for (const row of [first, grid.locator(".head .row")]) {
    for (const cell of await row.locator("span").all()) {
      const box = await cell.boundingBox();
      assert.ok(
        box && box.width > 5 && box.x >= 0 && box.x + box.width <= 320,
        JSON.stringify(box),
      );
    }
  }
  await grid.press("End");
  const last = grid.locator('.row[aria-selected="true"]');
  assert.equal(await last.getAttribute("aria-rowindex"), await grid.getAttribute("aria-rowcount"));
  const [row, box] = [await last.boundingBox(), await grid.boundingBox()];
  assert.ok(row && box && row.y + row.height <= box.y + box.height + 1, "the row is in view");
});

test("while a value is refused, the slider stays where the run has it", async () => {
  const page = await visit("#scenario=gather&tasks=4");
  const slider = page.locator('[data-field="tasks"] input[type=range]');
  for (const text of ["99", "0", "x", ""]) {
    await page.locator("#field-tasks").fill(text);
    await page.locator("#error-tasks span").waitFor();
    assert.equal(await slider.inputValue(), "4", `“${text}”`);
    assert.equal(await slider.getAttribute("aria-valuetext"), "4");
  }
  await page.locator("#field-tasks").fill("6");
  await page.locator(".stale").waitFor({ state: "detached" });
  assert.equal(await slider.inputValue(), "6");
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`axe finds nothing, ${colorScheme}`, async () => {
    for (const width of [360, 1440]) {
      const page = await visit(
        "#scenario=gather&tasks=nonsense&bogus=1&debug=1&at=0.1:cancel:plain-1&at=x",
        {
          colorScheme,
          viewport: { width, height: 900 },
        },
      );
      const tabs = page.getByRole("tablist", { name: "Panels" }).getByRole("tab");
      for (let tab = 0; tab < Math.max(await tabs.count(), 1); tab++) {
        if ((await tabs.count()) > 0) await tabs.nth(tab).click();
        assert.deepEqual(await violations(page), [], `${width} pixels, panel ${tab}`);
      }
    }
  });
}

test("letters twice as large: nothing is cut off, and the page does not scroll sideways", async () => {
  for (const width of [320, 390, 1440]) {
    const page = await visit("#scenario=task-group-failure&language=python&at=0.3:cancel:task-1", {
      viewport: { width, height: 900 },
    });
    const before = await page.locator("except-star-timeline .who").first().boundingBox();
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    await widen(page, width - 1);
    await widen(page, width);
    assert.ok((await excess(page)) <= 0, `${await excess(page)} pixels too wide at ${width}`);
    const timeline = page.locator("except-star-timeline");
    for (const tool of await timeline.getByRole("button").all()) {
      const box = await tool.boundingBox();
      if (box === null || (await tool.evaluate((of) => of.matches(".pin, .fold")))) continue;
      assert.ok(
        box.x >= 0 && box.x + box.width <= width,
        `${await tool.getAttribute("aria-label")} at ${width}`,
      );
    }
    const name = await timeline.locator(".who").first().boundingBox();
    assert.ok(
      before && name && name.height > 1.8 * before.height,
      "the picture's letters grow, too",
    );
    const log = page.getByRole("tab", { name: "Event log" });
    await log.click();
    const row = page.locator("except-star-log .body .row").first();
    await row.waitFor();
    const cut = await row.evaluate((of) => of.scrollHeight - of.clientHeight);
    assert.ok(cut <= 0, `a row of the log is cut by ${cut} pixels at ${width}`);
  }
});

test("with larger letters the pointer still finds what it points at", async () => {
  const page = await visit("#scenario=task-group-failure&language=python&stagger=0.3", {
    viewport: { width: 1440, height: 1400 },
  });
  await page.evaluate(() => document.documentElement.style.setProperty("font-size", "150%"));
  await widen(page, 1439);
  await widen(page, 1440);
  const mark = page.locator('except-star-timeline .mark[data-mark="failed"]').first();
  await mark.scrollIntoViewIfNeeded();
  const box = await mark.boundingBox();
  assert.ok(box);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.locator(".now", { hasText: "task-2 finish failed with ValueError" }).waitFor();
  const slept = page.locator("except-star-timeline .bar", { hasText: "sleep 1.1" }).first();
  const bar = await slept.boundingBox();
  assert.ok(bar);
  await page.mouse.click(bar.x + bar.width / 2, bar.y + bar.height / 2, { button: "right" });
  const card = page.locator("except-star-markers .card");
  await card.getByRole("button", { name: "Cancel task-3" }).click();
  const pin = page.locator("except-star-markers .pin");
  await pin.waitFor();
  const at = await pin.boundingBox();
  assert.ok(at && Math.abs(at.y + at.height / 2 - bar.y) < 30, "it stands on the lane");
});

test("without motion, playing is steps, and nothing moves by itself", async () => {
  const page = await visit("#scenario=task-group-failure&language=python&stagger=0.3", {
    reducedMotion: "reduce",
  });
  const slider = page.getByRole("slider", { name: "Cursor" });
  await page.locator(".speed select").selectOption("10×");
  await slider.focus();
  await page.keyboard.press("Home");
  const places = await page.evaluate(async () => {
    const timeline = document
      .querySelector("except-star")
      ?.shadowRoot?.querySelector("except-star-timeline");
    const root = /** @type {ShadowRoot} */ (timeline?.shadowRoot);
    const cursor = /** @type {Element} */ (root.querySelector(".cursor"));
    /** @type {Set<string | null>} */
    const seen = new Set();
    new MutationObserver(() => seen.add(cursor.getAttribute("transform"))).observe(cursor, {
      attributes: true,
    });
    /** @type {HTMLElement} */ (root.querySelector('[aria-label="Play"]')).click();
    while (root.querySelector('[aria-label="Pause"]') === null)
      await new Promise(requestAnimationFrame);
    while (root.querySelector('[aria-label="Pause"]') !== null)
      await new Promise(requestAnimationFrame);
    return seen.size;
  });
  assert.equal(await slider.inputValue(), "51");
  // One for each place at which something stands; with motion there is one a frame between them as well.
  assert.ok(places <= 52, `${places} places`);
});

test("? shows the keys wherever in the element the reader is, and is a character where text is typed", async () => {
  const page = await visit("#scenario=gather");
  const help = page.locator("except-star-timeline .help");
  await page.getByRole("button", { name: "Reset to defaults" }).focus();
  await page.keyboard.press("?");
  await help.waitFor();
  assert.match(await help.innerText(), /cancel the task of the cursor’s lane/);
  await page.keyboard.press("?");
  await help.waitFor({ state: "detached" });
  await page.locator("#field-failing").focus();
  await page.keyboard.press("?");
  assert.match(await page.locator("#field-failing").inputValue(), /\?/);
  assert.equal(await help.count(), 0);
});
