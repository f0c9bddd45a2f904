// Owns the end-to-end tests of the timeline and of the one cursor: real clicks, drags, touches and keys.
// Invariant: what is expected of a run is what the scenario promises; events are counted, never read off the picture alone.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { excess, harness, violations } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

const { start, stop, visit, check } = harness();
before(start);
after(stop);
afterEach(check);

/** Three tasks of a group: the first finishes, the second fails, the third is cancelled. */
const RUN = "#scenario=task-group-failure&language=python&stagger=0.3";

/** @param {Page} page */
function slider(page) {
  return page.getByRole("slider", { name: "Cursor" });
}

/** The number of the event at the cursor, from 1. @param {Page} page */
async function at(page) {
  return Number(await slider(page).inputValue()) + 1;
}

/** @param {Page} page */
function marked(page) {
  return page.locator("except-star-code .line[data-marked]");
}

/** Waits for frames, in which what was moved is drawn. @param {Page} page */
function frames(page) {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  });
}

test("the picture opens at what decides the run, and the code marks where every task stands", async () => {
  const page = await visit(RUN);
  assert.equal(await slider(page).getAttribute("aria-valuetext"), "0.800 s, event 25 of 52");
  assert.match(await marked(page).innerText(), /raise RAISES/);
  const here = page.locator("except-star-code .stands");
  const labels = await here.evaluateAll((all) => all.map((of) => of.getAttribute("aria-label")));
  assert.deepEqual(labels, ["task-3 here", "task-2 here", "main here"]);
  const story = await page.locator("#story li").allInnerTexts();
  assert.deepEqual(story, [
    "main at 0.000 s: finished at 0.800 s",
    "task-1, created by main at 0.000 s: finished with 10 at 0.500 s",
    "task-2, created by main at 0.000 s: failed with ValueError('task 2 failed') at 0.800 s",
    "task-3, created by main at 0.000 s: cancelled with CancelledError() at 0.800 s",
  ]);
});

test("the keys move the cursor through all panels, but only while the timeline has the focus", async () => {
  const page = await visit(RUN);
  await slider(page).focus();
  for (const [key, event] of /** @type {const} */ ([
    ["Home", 1],
    ["ArrowRight", 2],
    ["ArrowRight", 3],
    ["ArrowLeft", 2],
    ["PageUp", 7],
    ["End", 52],
    ["PageDown", 47],
    ["Home", 1],
  ])) {
    await page.keyboard.press(key);
    await frames(page);
    assert.equal(await at(page), event, key);
  }
  const log = page.locator("except-star-log");
  await log.locator(".row").first().waitFor();
  /** @type {string[]} */
  const kinds = [];
  for (let mark = 0; mark < 5; mark++) {
    await page.keyboard.press("Shift+ArrowRight");
    await frames(page);
    kinds.push(await page.locator(".now code").innerText());
    assert.equal(
      await log.locator('.row[aria-selected="true"] > :nth-child(1)').innerText(),
      String(await at(page)),
      "the log counts as the cursor does",
    );
  }
  assert.deepEqual(kinds, ["finish", "raise", "finish", "group", "cancel"]);
  await page.keyboard.press("Shift+ArrowLeft");
  await frames(page);
  assert.equal(await page.locator(".now code").innerText(), "group");
  const before = await at(page);
  await page.keyboard.press("?");
  await page.locator("except-star-timeline .help").waitFor();
  await page.locator("#field-tasks").focus();
  for (const key of ["Home", "ArrowRight", "Shift+ArrowRight", "Space"])
    await page.keyboard.press(key);
  await frames(page);
  assert.equal(await at(page), before);
});

test("it plays to the end, pauses, and plays again from the begin", async () => {
  const page = await visit(RUN);
  await page.locator(".speed select").selectOption("10×");
  await slider(page).focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Pause" }).waitFor();
  await page.waitForFunction(() => {
    const timeline = document
      .querySelector("except-star")
      ?.shadowRoot?.querySelector("except-star-timeline");
    return timeline?.shadowRoot?.querySelector("input")?.value === "51";
  });
  await page.locator(".speed select").selectOption("0.1×");
  await page.getByRole("button", { name: "Play" }).click();
  await page.getByRole("button", { name: "Pause" }).waitFor();
  await slider(page).focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Play" }).waitFor();
  const paused = await at(page);
  assert.ok(paused < 52, `event ${paused}`);
  await frames(page);
  assert.equal(await at(page), paused);
});

test("a step by a button, back and on, ends at the ends", async () => {
  const page = await visit(RUN);
  await page.getByRole("button", { name: "One event back" }).click();
  assert.equal(await at(page), 24);
  await page.getByRole("button", { name: "One event on" }).click();
  assert.equal(await at(page), 25);
  await slider(page).fill("0");
  await frames(page);
  assert.equal(await page.getByRole("button", { name: "One event back" }).isDisabled(), true);
  assert.equal(await page.getByRole("button", { name: "The mark before" }).isDisabled(), true);
});

test("a press on a mark takes it, and dragging scrubs back and forth", async () => {
  const page = await visit(RUN);
  const failed = page.locator('except-star-timeline .mark[data-mark="failed"]').first();
  const box = await failed.boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await frames(page);
  assert.match(await page.locator(".now").innerText(), /task-2 finish failed with ValueError/);
  const view = await page.locator("except-star-timeline .view").boundingBox();
  assert.ok(view);
  const seen = [];
  for (const part of [0.9, 0.6, 0.4, 0.25, 0.5]) {
    await page.mouse.move(view.x + view.width * part, box.y + 10, { steps: 3 });
    await frames(page);
    seen.push(await at(page));
  }
  assert.ok(
    seen[0] > seen[1] && seen[1] > seen[2] && seen[2] > seen[3] && seen[3] < seen[4],
    `${seen}`,
  );
  await page.mouse.up();
  await page.mouse.move(view.x + view.width * 0.9, box.y);
  await frames(page);
  assert.equal(await at(page), seen[4], "a pointer that is not pressed moves nothing");
});

test("a finger scrubs, too, and the first screen of a phone has picture and code", async () => {
  const page = await visit(RUN, { viewport: { width: 390, height: 844 }, hasTouch: true });
  const view = await page.locator("except-star-timeline .view").boundingBox();
  assert.ok(view);
  await page.touchscreen.tap(view.x + 30, view.y + 120);
  await frames(page);
  const begin = await at(page);
  await page.touchscreen.tap(view.x + view.width - 40, view.y + 120);
  await frames(page);
  assert.ok(begin < 20 && (await at(page)) > 20, `${begin}, ${await at(page)}`);
  const tops = await Promise.all(
    ["[data-panel=timeline]", "[data-panel=code]", ".form"].map(
      async (of) => (await page.locator(of).first().boundingBox())?.y ?? 0,
    ),
  );
  assert.ok(tops[0] < tops[1] && tops[1] < tops[2], `${tops}`);
  assert.ok(tops[1] < 844, "the code begins on the first screen");
  assert.ok((await excess(page)) <= 0);
});

test("on a phone the picture stays in view while a value changes", async () => {
  const page = await visit(RUN, { viewport: { width: 390, height: 844 } });
  const field = page.locator("#field-stagger");
  await field.scrollIntoViewIfNeeded();
  await field.fill("0.4");
  await page.waitForFunction(() => location.hash.includes("stagger=0.4"));
  const picture = await page.locator("[data-panel=timeline]").boundingBox();
  const value = await field.boundingBox();
  assert.ok(picture && value);
  assert.ok(picture.y >= -1 && picture.y + picture.height <= 844, JSON.stringify(picture));
  assert.ok(
    value.y > picture.y + picture.height && value.y + value.height <= 844,
    JSON.stringify(value),
  );
});

test("on a wide screen picture, code and controls are on the first screen, beside each other", async () => {
  const page = await visit(RUN);
  const [picture, code, form] = await Promise.all(
    ["except-star-timeline .view", "except-star-code pre", ".form"].map((of) =>
      page.locator(of).first().boundingBox(),
    ),
  );
  assert.ok(picture && code && form);
  assert.ok(picture.x + picture.width <= code.x, "beside each other");
  assert.ok(form.y + form.height <= picture.y && picture.y + picture.height <= 900);
  const line = await marked(page).boundingBox();
  assert.ok(line && line.y + line.height <= 900, "the marked line is in view");
});

test("a thousand tasks are folded, and only what is in view is drawn", async () => {
  const page = await visit(RUN);
  await page.evaluate(async () => {
    const element = /** @type {any} */ (document.querySelector("except-star"));
    element.python = `import asyncio

async def nap(k):
    await asyncio.sleep(k % 7 / 10)
    if k == 500:
        raise ValueError(k)

async def main():
    tasks = [asyncio.create_task(nap(k)) for k in range(1000)]
    await asyncio.gather(*tasks, return_exceptions=True)

asyncio.run(main())
`;
    await element.updateComplete;
  });
  const timeline = page.locator("except-star-timeline");
  const fold = timeline.getByRole("button", { name: "Unfold 1,000 tasks of nap" });
  assert.match(await fold.innerText(), /nap ×1,000\s+999 finished, 1 failed/);
  const shapes = () => timeline.locator("svg.picture *").count();
  assert.ok((await shapes()) < 300, `${await shapes()} shapes`);
  await fold.click();
  await frames(page);
  assert.ok((await shapes()) < 1500, `${await shapes()} shapes`);
  // The time of the page's thread, so that whatever else the machine does is not counted.
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const spent = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0);
  };
  const before = await spent();
  const steps = 12;
  await timeline.evaluate(async (of, steps) => {
    const element = /** @type {any} */ (of);
    const view = /** @type {HTMLElement} */ (element.renderRoot.querySelector(".view"));
    for (let step = 0; step < steps; step++) {
      view.scrollTop += 900;
      element.y = view.scrollTop;
      await element.updateComplete;
    }
  }, steps);
  const took = (await spent()) - before;
  console.log(`a thousand tasks, scrolled by a screen: ${(took / steps).toFixed(1)} ms`);
  assert.ok(took / steps < 50, `${took / steps} ms`);
});

for (const [how, options] of /** @type {const} */ ([
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["forced colours", { forcedColors: "active" }],
])) {
  test(`axe finds nothing in the timeline, ${how}`, async () => {
    for (const width of [390, 1440]) {
      const page = await visit(RUN, { ...options, viewport: { width, height: 900 } });
      await page.getByRole("button", { name: "Keys and signs" }).click();
      assert.deepEqual(await violations(page), [], `${width} pixels`);
    }
  });
}

test("live, loop time passes as time does; what is done meanwhile is done then, and stop leads back", async () => {
  const page = await visit(RUN);
  const timeline = page.locator("except-star-timeline");
  await slider(page).focus();
  await page.keyboard.press("Home");
  await timeline.getByLabel("Speed").selectOption("0.5×");
  const began = Date.now();
  await timeline.getByRole("button", { name: "Live" }).click();
  await timeline.locator(".veil").waitFor({ state: "attached" });
  const time = async () => Number.parseFloat(await timeline.locator(".when b").innerText());
  await page.waitForFunction(() => {
    const timeline = document
      .querySelector("except-star")
      ?.shadowRoot?.querySelector("except-star-timeline");
    return (
      Number.parseFloat(timeline?.shadowRoot?.querySelector(".when b")?.textContent ?? "") > 0.1
    );
  });
  const passed = await time();
  assert.ok(
    passed <= (0.5 * (Date.now() - began)) / 1000 + 0.01,
    `${passed} s have not passed yet`,
  );
  await timeline.locator(".view").focus();
  await page.keyboard.press("Space");
  await timeline.getByRole("button", { name: "Play" }).waitFor();
  const held = await time();
  assert.ok(held > 0.1 && held < 0.5, `${held}`);
  assert.equal(await at(page), 14, "nothing happens before 0.5 s");
  await page
    .locator("[data-panel=console]")
    .getByText("This run has printed nothing so far.")
    .waitFor();
  const outcomes = await timeline.locator(".name .how").allTextContents();
  assert.deepEqual(
    outcomes,
    ["pending", "pending", "pending", "pending"],
    "nobody knows how they end",
  );
  await page.keyboard.press("c");
  await page.waitForFunction(() => location.hash.includes("at="));
  const [, when] = /at=([\d.]+):cancel:/.exec(page.url()) ?? [];
  assert.equal(Number(when), held, "it is done at the time of the loop");
  assert.equal(await time(), held, "the new run goes on where the old one was");
  await timeline.getByRole("button", { name: "Play" }).click();
  await timeline.getByRole("button", { name: "Pause" }).waitFor();
  await timeline.getByRole("button", { name: "Stop" }).click();
  await timeline.locator(".veil").waitFor({ state: "detached" });
  assert.equal(await at(page), 1);
  assert.equal(await timeline.locator(".name .how", { hasText: "pending" }).count(), 0);
});

test("a live run ends by itself, with the last event", async () => {
  const page = await visit(RUN);
  const timeline = page.locator("except-star-timeline");
  await timeline.getByLabel("Speed").selectOption("10×");
  await slider(page).focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("l");
  await timeline.getByRole("button", { name: "Live" }).waitFor();
  await page.waitForFunction(() => {
    const timeline = document
      .querySelector("except-star")
      ?.shadowRoot?.querySelector("except-star-timeline");
    return timeline?.shadowRoot?.querySelector("input")?.value === "51";
  });
});

test("a chosen event keeps its meaning when a value makes another run", async () => {
  const page = await visit(RUN);
  await slider(page).focus();
  for (const key of ["End", "Shift+ArrowLeft", "Shift+ArrowLeft"]) await page.keyboard.press(key);
  await frames(page);
  const words = await page.locator(".now").innerText();
  const before = await at(page);
  await page.locator("#field-tasks").fill("6");
  await page.waitForFunction(() => location.hash.includes("tasks=6"));
  await frames(page);
  assert.equal(await page.locator(".now").innerText(), words);
  assert.ok((await at(page)) > before, "it has another number");
  const selected = page.locator('except-star-log .row[aria-selected="true"] > :first-child');
  await selected.waitFor();
  assert.equal(await selected.innerText(), String(await at(page)));
});

test("the names of the tasks cover nothing of the code, at any event", async () => {
  for (const width of [390, 1440]) {
    const page = await visit(RUN, { viewport: { width, height: 900 } });
    await slider(page).focus();
    await page.keyboard.press("Home");
    for (let event = 1; event < 52; event += 3) {
      for (let step = 0; step < 3; step++) await page.keyboard.press("ArrowRight");
      await frames(page);
      const covered = await page
        .locator("except-star-code .line:has(.stands)")
        .evaluateAll((lines) =>
          lines.flatMap((line) => {
            const who = /** @type {Element} */ (line.querySelector(".stands"));
            const range = document.createRange();
            range.setStart(line, 0);
            range.setEndBefore(who);
            const box = who.getBoundingClientRect();
            const over = [...range.getClientRects()].some(
              ({ right, bottom, top }) =>
                right > box.left && bottom > box.top + 2 && top < box.bottom - 2,
            );
            return over ? [line.textContent] : [];
          }),
        );
      assert.deepEqual(covered, [], `event ${event} at ${width} pixels`);
    }
  }
});

test("in the editor, too, every task stands at its line", async () => {
  const page = await visit(RUN);
  await page.getByRole("button", { name: "Edit the Python code" }).click();
  const here = page.locator("except-star-editor .cm-line .stands");
  await here.first().waitFor();
  const labels = () => here.evaluateAll((all) => all.map((of) => of.getAttribute("aria-label")));
  assert.deepEqual(await labels(), ["task-3 here", "task-2 here", "main here"]);
  await slider(page).focus();
  await page.keyboard.press("End");
  await frames(page);
  assert.deepEqual(await labels(), [], "all have ended");
  await slider(page).fill("24");
  await here.first().waitFor();
  const content = page.locator("except-star-editor .cm-content");
  await content.press("Control+End");
  await page.keyboard.type("# more");
  await here.first().waitFor({ state: "detached" });
  await page.waitForFunction(() => location.hash.startsWith("#python="));
  await here.first().waitFor();
});
