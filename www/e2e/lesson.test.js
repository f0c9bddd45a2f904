// Owns the end-to-end tests of the lesson's page: what a reader sees of it, with and without scripts, and on paper.
// Invariant: they hold for whatever stands in the fragments; nothing here knows their words.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { excess, harness, violations, widen } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

const { start, stop, visit, check } = harness();
before(start);
after(stop);
afterEach(check);

const lesson = "lesson.html";
const withoutScripts = { javaScriptEnabled: false };

/** The live elements of the prose. @param {Page} page */
const examples = (page) => page.locator("main > section > except-star").all();

/** The questions. @param {Page} page */
const questions = (page) => page.locator("except-star-question").all();

/** Brings every element of the page into view once, and waits for its run. @param {Page} page */
async function wake(page) {
  for (const element of await examples(page)) {
    await element.scrollIntoViewIfNeeded();
    await element.locator(".outcome").waitFor();
  }
  for (const exercise of await page.locator("except-star-exercise").all()) {
    await exercise.scrollIntoViewIfNeeded();
    await exercise.locator(".sum", { hasText: "hold" }).waitFor();
  }
  await page.evaluate(() => scrollTo(0, 0));
}

/** Takes an option and has it checked. @param {import("playwright-core").Locator} question @param {number} option */
async function answer(question, option) {
  await question.getByRole("radio").nth(option).check();
  await question.getByRole("button", { name: "Check" }).click();
  await question.locator(".word").waitFor();
}

test("the pages lead to each other", async () => {
  const page = await visit();
  await page.getByRole("link", { name: "Lesson", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Error handling" }).waitFor();
  await page.getByRole("link", { name: "Playground", exact: true }).click();
  await page.locator("except-star[layout=page] .outcome").waitFor();
  assert.match(page.url(), /\/some\/where\/index\.html/);
});

test("without scripts the page is read: outputs, questions, and answers that are put away", async () => {
  const page = await visit(lesson, { ...withoutScripts, viewport: { width: 360, height: 800 } });
  const figures = await page.locator("except-star > .recorded").all();
  assert.ok(figures.length > 0 && figures.length === (await examples(page)).length);
  for (const figure of figures) {
    assert.ok(await figure.isVisible());
    assert.match(await figure.innerText(), /\d\.\d{3}/);
    assert.match(await figure.innerText(), /Loop time/);
  }
  for (const question of await questions(page)) {
    assert.ok((await question.locator("li").count()) > 1);
    assert.equal(await question.locator(".why").isVisible(), false);
    await question.locator("summary").click();
    assert.ok(await question.locator(".why").isVisible());
    assert.ok(await question.locator(".answer").isVisible());
  }
  assert.ok((await excess(page)) <= 0);
  assert.match(await page.locator("main").innerText(), /Without JavaScript/);
});

test("a recorded output opens its run in the playground", async () => {
  const page = await visit(lesson, withoutScripts);
  const figure = page.locator(".recorded").first();
  const digest = await figure.getAttribute("data-digest");
  const link = await figure.getByRole("link").getAttribute("href");
  const playground = await visit(link ?? "");
  assert.match(await playground.locator(".outcome").innerText(), new RegExp(`Digest\\s+${digest}`));
});

test("every live element makes the run that is recorded in it", async () => {
  const page = await visit(lesson);
  await wake(page);
  for (const element of await examples(page)) {
    const digest = await element.locator(".recorded").getAttribute("data-digest");
    assert.match(await element.locator(".outcome").innerText(), new RegExp(`Digest\\s+${digest}`));
    assert.equal(await element.locator(".recorded").isVisible(), false);
    assert.equal(await element.locator(".notices").count(), 0);
  }
});

test("an element that is far away does not run before the reader comes near", async () => {
  const page = await visit(lesson, { viewport: { width: 1440, height: 300 } });
  const last = page.locator("main > section > except-star").last();
  const result = await last.evaluate(async (/** @type {any} */ element) => {
    await element.updateComplete;
    return element.result;
  });
  assert.equal(result, null);
  assert.ok(await last.locator(".recorded").isVisible());
  await last.scrollIntoViewIfNeeded();
  await last.locator(".outcome").waitFor();
});

test("every question has, of its options, one that happens", async () => {
  const page = await visit(lesson);
  for (const question of await questions(page)) {
    const { words, marks } = await question.evaluate(async (of) => {
      const inside = /** @type {ShadowRoot} */ (of.shadowRoot);
      const words = [];
      const marks = [];
      for (const radio of inside.querySelectorAll("input")) {
        radio.click();
        await /** @type {any} */ (of).updateComplete;
        inside.querySelector("form")?.requestSubmit();
        while (inside.querySelector(".word b") === null) await new Promise(requestAnimationFrame);
        words.push(inside.querySelector(".word b")?.textContent);
        marks.push(
          [...inside.querySelectorAll(".mark")].filter((mark) =>
            mark.textContent?.includes("What happens"),
          ).length,
        );
      }
      return { words, marks };
    });
    const options = words.length;
    assert.ok(options > 1 && marks.every((count) => count === 1), `${marks}`);
    assert.deepEqual(words.filter((word) => word === "Right.").length, 1);
    assert.deepEqual(words.filter((word) => word === "Not so.").length, options - 1);
  }
});

test("a question is answered by keyboard alone, shows the result, and can be answered again", async () => {
  const page = await visit(lesson);
  const question = page.locator("except-star-question").first();
  const status = question.getByRole("status");
  await question.getByRole("radio").first().focus();
  const check = async () => {
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
  };
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await status.getByText("Choose one of the answers first.").waitFor();

  await question.getByRole("radio").first().focus();
  await page.keyboard.press("Space");
  await check();
  const first = await status.locator("b").innerText();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("ArrowDown");
  await status.locator("b").waitFor({ state: "detached" });
  await check();
  await status.locator("b").waitFor();
  assert.ok(["Right.", "Not so."].includes(first));
  assert.match(await status.innerText(), /^(Right|Not so)\. .+\n+.+/);

  const open = question.getByRole("button", { name: "Open this run" });
  await open.focus();
  await page.keyboard.press("Enter");
  const digest = await question.locator(".recorded").getAttribute("data-digest");
  const outcome = question.locator("except-star .outcome");
  await outcome.waitFor();
  assert.match(await outcome.innerText(), new RegExp(`Digest\\s+${digest}`));
});

test("a question names itself and its options", async () => {
  const page = await visit(lesson);
  const group = page.getByRole("group", { name: /^Question 1 .+\?$/ });
  await group.waitFor();
  for (const radio of await group.getByRole("radio").all()) {
    assert.notEqual(await radio.evaluate((of) => of.closest("label")?.innerText.trim()), "");
  }
});

test("a link to a section leads to it, and it stays where it is while elements take over", async () => {
  const page = await visit(lesson, { viewport: { width: 1100, height: 800 } });
  const [, second] = await page.locator(".contents a").all();
  const id = (await second.getAttribute("href")) ?? "";
  const there = await visit(lesson + id, { viewport: { width: 1100, height: 800 } });
  const top = () => there.locator(id).evaluate((of) => of.getBoundingClientRect().top);
  const before = await top();
  assert.ok(before >= 0 && before < 60, `${before}`);
  await there.locator(`${id} except-star .outcome`).first().waitFor();
  // A browser that holds the place scrolls by whole device pixels.
  assert.ok(Math.abs((await top()) - before) < 1, `${before} became ${await top()}`);
  assert.equal(await there.locator(".contents [aria-current]").getAttribute("href"), id);
});

test("nothing jumps while a reader scrolls through the page, down and up", async () => {
  const page = await visit(lesson, { viewport: { width: 1100, height: 800 } });
  await page.evaluate(() => {
    Object.assign(globalThis, { shifts: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        /** @type {any} */ (globalThis).shifts += /** @type {any} */ (entry).value;
      }
    }).observe({ type: "layout-shift" });
  });
  await page.mouse.move(600, 400);
  for (const step of [100, -100]) {
    for (let way = 0; way < 8000; way += 100) {
      await page.mouse.wheel(0, step);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(null))));
    }
  }
  const shifts = await page.evaluate(() => /** @type {any} */ (globalThis).shifts);
  assert.ok(shifts < 0.1, `${shifts}`);
});

test("the page never scrolls sideways", async () => {
  const page = await visit(lesson, { viewport: { width: 320, height: 800 } });
  await wake(page);
  const [question] = await questions(page);
  await answer(question, 0);
  await question.getByRole("button", { name: "Open this run" }).click();
  await question.locator("except-star .outcome").waitFor();
  for (const width of [320, 360, 800, 1100, 1440]) {
    await widen(page, width);
    const wide = await excess(page);
    assert.ok(wide <= 0, `${wide} pixels too wide at ${width}`);
  }
});

test("on paper there are console and results, and nothing to be pressed", async () => {
  const page = await visit(lesson);
  await wake(page);
  await answer(page.locator("except-star-question").first(), 0);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  for (const element of await examples(page)) {
    assert.ok(await element.locator("[data-panel=console]").isVisible());
    assert.ok(await element.locator("[data-panel=results]").isVisible());
    assert.equal(await element.locator("[data-panel=log]").isVisible(), false);
    assert.match(await element.locator(".values").innerText(), /, Seed.\d+/);
  }
  const pressed = await page
    .locator("button, form.form, nav")
    .evaluateAll((all) => all.filter((of) => of.checkVisibility()).length);
  assert.equal(pressed, 0);
  for (const question of await questions(page)) {
    assert.ok(await question.getByRole("radio").first().isVisible());
  }
  const ink = await page
    .locator("main p")
    .first()
    .evaluate((of) => getComputedStyle(of).color);
  assert.equal(ink, "rgb(32, 36, 43)");
});

test("the exercise says what breaks it, shows that run, and is solved by the reader", async () => {
  const page = await visit(lesson);
  const exercise = page.locator("except-star-exercise");
  await exercise.scrollIntoViewIfNeeded();
  const requirements = exercise.locator(".requirements li");
  const sum = exercise.locator(".sum");
  await exercise.locator(".sum", { hasText: "hold" }).waitFor();
  assert.match(await sum.innerText(), /^[0-4] of 5 requirements hold for every seed\.$/);
  assert.equal(await requirements.count(), 5);

  const broken = requirements.filter({ hasText: "Broken" }).first();
  assert.match(await broken.innerText(), /holds for \d+ of 20 seeds\.\s+Seed \d+: .+/);
  const button = broken.getByRole("button", { name: /^Show the run of seed \d+$/ });
  const [seed] = (await button.innerText()).match(/\d+/) ?? [];
  await button.press("Enter");
  const run = exercise.locator("except-star");
  await run.locator(".outcome").waitFor();
  assert.equal(await run.locator("#field-seed").inputValue(), seed);
  assert.equal(await run.locator("#field-other_error").inputValue(), "0.2");
  assert.equal(await run.locator(".notices").count(), 0);
  assert.ok(await exercise.getByText(`Seed ${seed} breaks the requirement`).isVisible());

  const form = exercise.locator(".sides form");
  const fields = await form
    .locator("[data-field]")
    .evaluateAll((all) => all.map((field) => /** @type {HTMLElement} */ (field).dataset.field));
  assert.deepEqual(fields.toSorted(), ["count_cancelled", "handlers", "strategy"]);
  await form.locator("#field-handlers").fill("ApiError,Nonsense");
  await form.locator(".error span").waitFor();
  await exercise.locator(".stale").waitFor();
  await form.getByRole("radio", { name: "collect-all" }).check();
  await form.locator("#field-handlers").fill("ApiError,RequestTimeout,Exception");
  await sum.getByText("Solved.").waitFor();
  assert.match(await sum.innerText(), /All 5 requirements hold for every seed from 1 to 20/);
  assert.equal(await requirements.getByText("Holds for 20 of 20 seeds.").count(), 5);
  assert.equal(await run.count(), 0, "a run of other values breaks nothing now");

  await form.locator("#field-count_cancelled").uncheck();
  await sum.getByText("4 of 5 requirements hold for every seed.").waitFor();
  await form.getByRole("button", { name: "Start again" }).click();
  await requirements.getByText("Broken: holds for 0 of 20 seeds.").first().waitFor();
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`axe finds nothing in the lesson, ${colorScheme}`, async () => {
    const page = await visit(lesson, { colorScheme, viewport: { width: 360, height: 900 } });
    await wake(page);
    const all = await questions(page);
    for (const [index, question] of all.slice(0, 2).entries()) await answer(question, index);
    for (const width of [360, 1440]) {
      await widen(page, width);
      assert.deepEqual(await violations(page), [], `${width} pixels`);
    }
    const still = await visit(lesson, { ...withoutScripts, colorScheme });
    assert.ok(await still.locator(".recorded").first().isVisible());
  });
}
