// Owns the end-to-end tests of the panels that follow the cursor: findings, exceptions, awaits, cancellations, the narrative.
// Invariant: what is expected of a run is what the scenario promises; the cursor is moved by real presses and keys.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { excess, harness, violations } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

const { start, stop, visit, address, check } = harness();
before(start);
after(stop);
afterEach(check);

/** Three tasks of a group, of which the second fails in the instant in which the others end. */
const INSTANT = "#scenario=task-group-failure&language=python";
/** A task that is requested to cancel, and returns nevertheless. */
const SWALLOWED = "#scenario=cancel&language=python&reraise=false";
/** A handler for each class but one. */
const HANDLERS =
  "#scenario=exception-group&language=python&outcomes=ValueError,TypeError,KeyError,ok&handlers=ValueError,TypeError";

const panels = ["Findings", "Exceptions", "Awaits", "Cancellations", "Narrative"];

/** Opens a panel behind its tab. @param {Page} page @param {string} name */
async function open(page, name) {
  await page.getByRole("tab", { name }).click();
  const panel = page.locator(`except-star-${name.toLowerCase()}`);
  await panel.locator(".scroll, .empty").first().waitFor();
  return panel;
}

/** The number of the event at the cursor, from 1. @param {Page} page */
async function at(page) {
  return Number(await page.getByRole("slider", { name: "Cursor" }).inputValue()) + 1;
}

/** Waits for frames, in which what was moved is drawn. @param {Page} page */
function frames(page) {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  });
}

test("findings are counted at their tab, lead the cursor to what they are about, and to the lesson", async () => {
  const page = await visit(INSTANT);
  const tab = page.getByRole("tab", { name: "Findings 1", exact: true });
  await tab.waitFor();
  const panel = await open(page, "Findings");
  const entry = panel.locator(".entry");
  assert.equal(await entry.count(), 1);
  assert.match(
    await entry.innerText(),
    /Decided within one instant[\s\S]*At 0\.5 s the group of main cancels its tasks, and in the same instant task-1 and task-3 end: they are not cancelled only because their ends come first\./,
  );
  assert.equal(await entry.getAttribute("data-here"), null);
  await entry.getByRole("button", { name: "group 0.500 s" }).click();
  await frames(page);
  assert.match(await page.locator(".now").innerText(), /group 1 cancels its tasks/);
  assert.equal(await entry.getAttribute("data-here"), "");
  await entry.getByRole("button", { name: "finish 0.500 s" }).last().click();
  await frames(page);
  assert.match(await page.locator(".now").innerText(), /task-3 finish finished with 30/);
  await entry.getByRole("link", { name: "Lesson: TaskGroup" }).click();
  await page.getByRole("heading", { level: 2, name: "TaskGroup", exact: true }).waitFor();
  assert.equal(page.url(), `${address()}lesson.html#task-group`);
});

test("a run without anything to remark says so, and has no number", async () => {
  const page = await visit("#scenario=task-group&language=python");
  await page.getByRole("tab", { name: "Findings", exact: true }).waitFor();
  const panel = await open(page, "Findings");
  assert.match(await panel.locator(".empty").innerText(), /^Nothing to remark/);
});

test("an exception’s path is walked by keys, and what a group holds shows who took it", async () => {
  const page = await visit(HANDLERS);
  const panel = await open(page, "Exceptions");
  const tree = panel.locator(".tree").first().locator("li");
  assert.deepEqual(await tree.allInnerTexts(), [
    "ExceptionGroup: unhandled errors in a TaskGroup",
    "ValueError('task 1 failed') taken by except* ValueError at 0.500 s",
    "TypeError('task 2 failed') taken by except* TypeError at 0.500 s",
    "KeyError('task 3 failed')",
  ]);
  assert.equal((await panel.locator(".chip").first().innerText()).trim(), "left unhandled in part");
  const path = panel.locator(".entry", { hasText: /^\s*ValueError/ });
  assert.match(await path.locator(".chip").innerText(), /handled/);
  const steps = path.getByRole("button", { name: /^0\.500 s/ });
  assert.deepEqual(
    (await steps.allInnerTexts()).map((text) => text.replace(/\s+/g, " ")),
    [
      "0.500 s raised in task-1",
      "0.500 s stored in task-1, which ends with it",
      "0.500 s wrapped in ExceptionGroup, which main raises",
      "0.500 s handled in main by except* ValueError",
    ],
  );
  assert.equal(await steps.nth(0).getAttribute("aria-current"), "step", "the run opens at it");
  await steps.nth(2).focus();
  await page.keyboard.press("Enter");
  await frames(page);
  assert.match(await page.locator(".now").innerText(), /^main raise ExceptionGroup/);
  assert.equal(await steps.nth(2).getAttribute("aria-current"), "step");
  assert.equal(await path.locator("[data-past]").count(), 3);
  await panel.getByText("1 CancelledError").click();
  const cancelled = panel.locator(".more .entry");
  assert.match(await cancelled.innerText(), /received by main at its await/);
  await path.locator("summary").click();
  assert.match(await path.locator("pre").innerText(), /^Traceback \(most recent call last\):/);
});

test("awaits are those at the cursor, wherever that is moved", async () => {
  const page = await visit("#scenario=gather&language=python&mode=plain");
  const panel = await open(page, "Awaits");
  const lines = async () => {
    const texts = await panel.locator(".awaits li").allInnerTexts();
    return texts.map((text) => text.replace(/\s+/g, " ").trim());
  };
  assert.deepEqual(await lines(), [
    "main waits in gather for plain-2 and plain-3, 2 of 3 left in plain() since 0.000 s",
    "plain-2 runs since 0.200 s",
    "plain-3 sleeps until 0.3 s since 0.000 s",
  ]);
  await page.getByRole("slider", { name: "Cursor" }).focus();
  await page.keyboard.press("End");
  await frames(page);
  assert.deepEqual(await lines(), []);
  assert.match(
    await panel.locator(".lead").innerText(),
    /At 0\.700 s, event \d+: every task has ended\./,
  );
  await page.keyboard.press("Home");
  await frames(page);
  assert.deepEqual(await lines(), ["main has not begun since 0.000 s"]);
  for (let step = 0; step < 20; step++) await page.keyboard.press("ArrowRight");
  await frames(page);
  await panel.getByRole("button", { name: "0.000 s" }).first().click();
  await frames(page);
  assert.match(await page.locator(".now").innerText(), /^main suspend waits for gather/);
});

test("the ledger tells who asked, what became of it, and leads to each step", async () => {
  const page = await visit(SWALLOWED);
  const panel = await open(page, "Cancellations");
  const entry = panel.locator(".entry");
  assert.equal(await entry.count(), 1);
  assert.match(await entry.innerText(), /worker is requested to cancel\s+by main/);
  assert.match(await entry.locator(".chip").innerText(), /swallowed/);
  const steps = entry.locator(".step");
  assert.deepEqual(
    (await steps.allInnerTexts()).map((text) => text.replace(/\s+/g, " ")),
    [
      "1.000 s requested while it awaits sleep until 10.0 s; cancelling() is 1",
      "1.000 s CancelledError arrives in worker",
      "1.100 s swallowed: the task returns, 0.100 s after it arrived",
    ],
  );
  await steps.last().click();
  await frames(page);
  assert.match(await page.locator(".now").innerText(), /^worker finish finished with 'work'/);
});

test("the narrative marks the sentence of the cursor, and a press on another one goes there", async () => {
  const page = await visit(SWALLOWED);
  const panel = await open(page, "Narrative");
  const here = panel.locator(".sentence[data-here]");
  assert.equal(await panel.locator(".moments > li").count(), 3);
  assert.match(await here.innerText(), /^main requests the cancellation of worker, prints/);
  await panel.locator(".sentence", { hasText: "worker gets CancelledError()" }).click();
  await frames(page);
  assert.match(await page.locator(".now").innerText(), /CancelledError\(\) arrives at the await/);
  assert.match(await here.innerText(), /^worker gets CancelledError\(\) at its await/);
  await panel.getByRole("button", { name: "0.000 s" }).focus();
  await page.keyboard.press("Enter");
  await frames(page);
  assert.equal(await at(page), 1);
  assert.equal(await here.innerText(), "The loop creates main.");
});

test("what is at the cursor is scrolled into view, and the page stays where it is", async () => {
  const page = await visit("#scenario=graceful-shutdown&language=python");
  const panel = await open(page, "Narrative");
  await page.getByRole("slider", { name: "Cursor" }).focus();
  const before = await page.evaluate(() => scrollY);
  await page.keyboard.press("End");
  await frames(page);
  const [box, here] = await Promise.all([
    panel.locator(".scroll").boundingBox(),
    panel.locator("[data-here]").boundingBox(),
  ]);
  assert.ok(box && here && here.y >= box.y - 1 && here.y + here.height <= box.y + box.height + 1);
  assert.equal(await page.evaluate(() => scrollY), before);
});

test("nothing of the panels is fetched before one is opened", async () => {
  const page = await visit(INSTANT);
  /** @type {string[]} */
  const fetched = [];
  page.on("request", (request) => fetched.push(request.url()));
  await page.getByRole("tab", { name: "Findings 1", exact: true }).waitFor();
  assert.equal(await page.locator("except-star-exceptions").count(), 0);
  assert.deepEqual(fetched, []);
  await open(page, "Exceptions");
  assert.equal(fetched.length, 1);
  assert.match(fetched[0], /inspect-views/);
});

test("on a phone a line below the picture leads to the findings", async () => {
  const page = await visit(SWALLOWED, { viewport: { width: 390, height: 844 } });
  const line = page.getByRole("button", { name: /^2 findings: A cancellation swallowed/ });
  await line.waitFor();
  const [picture, below] = await Promise.all([
    page.locator("[data-panel=timeline]").boundingBox(),
    line.boundingBox(),
  ]);
  assert.ok(picture && below && below.y >= picture.y + picture.height && below.y < 844);
  await line.click();
  const panel = page.locator("except-star-findings");
  await panel.locator(".entry").first().waitFor();
  assert.equal(await panel.locator(".entry").count(), 2);
  const tab = page.getByRole("tab", { name: "Findings 2", exact: true });
  assert.equal(await tab.evaluate((of) => of.matches(":focus")), true);
  assert.ok(((await tab.boundingBox())?.y ?? -1) < 844);
  await page.keyboard.press("ArrowRight");
  await page.locator("except-star-exceptions .entry").first().waitFor();
  const silent = await visit("#scenario=task-group&language=python", {
    viewport: { width: 390, height: 844 },
  });
  await silent.getByRole("tab", { name: "Findings", exact: true }).waitFor();
  assert.equal(await silent.locator(".remarks").count(), 0);
});

test("a page may ask for these panels by name", async () => {
  const page = await visit(SWALLOWED);
  await page.locator("except-star").evaluate((of) => {
    /** @type {any} */ (of).panels = "timeline findings narrative";
  });
  await page.locator("except-star-findings .entry").first().waitFor();
  const named = page.locator("[data-panel]");
  assert.deepEqual(
    await named.evaluateAll((all) => all.map((of) => of.getAttribute("data-panel"))),
    ["timeline", "findings", "narrative"],
  );
});

for (const [width, height] of [
  [1440, 900],
  [390, 844],
  [320, 700],
]) {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    test(`axe finds nothing in the panels, and none is too wide: ${width} pixels, ${colorScheme}`, async () => {
      const page = await visit(HANDLERS, { viewport: { width, height }, colorScheme });
      for (const name of panels) {
        await open(page, name);
        assert.ok((await excess(page)) <= 0, name);
        assert.deepEqual(await violations(page), [], name);
      }
    });
  }
}
