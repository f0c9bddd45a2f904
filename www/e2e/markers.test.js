// Owns the end-to-end tests of interventions on the picture: real clicks, drags, touches and keys make, move, change and remove them.
// Invariant: what is done is read off the link, which is what runs; what came of it, off the tables and the outcome.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { excess, harness, violations } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

const { start, stop, visit, check } = harness();
before(start);
after(stop);
afterEach(check);

/** Three tasks of a group: the first finishes at 0.5 s, the second fails at 0.8 s, the third is cancelled. */
const RUN = "#scenario=task-group-failure&language=python&stagger=0.3";

/** The interventions in the link. @param {Page} page */
function asked(page) {
  return new URLSearchParams(new URL(page.url()).hash.slice(1)).getAll("at");
}

/** Waits until the link has these interventions. @param {Page} page @param {string[]} texts */
async function asks(page, ...texts) {
  await page
    .waitForFunction(
      (wanted) => new URLSearchParams(location.hash.slice(1)).getAll("at").join() === wanted.join(),
      texts,
      { timeout: 5000 },
    )
    .catch(() => assert.deepEqual(asked(page), texts));
}

/** @param {Page} page */
function slider(page) {
  return page.getByRole("slider", { name: "Cursor" });
}

/** @param {Page} page */
function pins(page) {
  return page.locator("except-star-markers .pin");
}

/** @param {Page} page */
function card(page) {
  return page.locator("except-star-markers .card");
}

/** What has the focus. @param {Page} page */
function focused(page) {
  return page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at?.getAttribute("aria-label") ?? at?.id ?? "";
  });
}

/** The middle of a box. @param {import("playwright-core").Locator} of */
async function middle(of) {
  const box = await of.boundingBox();
  assert.ok(box);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** A point in the bar of a task that has this word. @param {Page} page @param {string} word */
function bar(page, word) {
  return middle(page.locator("except-star-timeline .bar", { hasText: word }).last());
}

test("c cancels at the cursor the task of its lane, and the run is made anew", async () => {
  const page = await visit(RUN);
  await slider(page).focus();
  await page.keyboard.press("c");
  await asks(page, "0.8:cancel:task-2");
  assert.equal(await pins(page).getAttribute("aria-label"), "Cancel task-2 at 0.8 s");
  await page
    .locator("#story li", { hasText: "task-2, created by main at 0.000 s: cancelled" })
    .waitFor();
  assert.equal(await page.locator(".fold[open]").count(), 0, "the picture stays where it is");
});

test("a right click offers what can be done to a task at a place, and a choice is run and can be changed", async () => {
  const page = await visit(RUN);
  const { x, y } = await bar(page, "sleep 1.1");
  await page.mouse.click(x - 60, y, { button: "right" });
  await card(page)
    .getByText(/^task-3 at 0\.\d+ s$/)
    .waitFor();
  await card(page).getByRole("button", { name: "Fail what task-3 awaits with ValueError" }).click();
  await card(page).getByLabel("Exception").selectOption("KeyError");
  await card(page).getByLabel("At (s)").fill("0.25");
  await asks(page, "0.25:raise:task-3:KeyError");
  await card(page).getByLabel("Message").fill("gone");
  await asks(page, "0.25:raise:task-3:KeyError:gone");
  await page
    .locator("#story li", {
      hasText: "task-3, created by main at 0.000 s: failed with KeyError('gone') at 0.250 s",
    })
    .waitFor();
  await card(page).getByLabel("Task").selectOption({ label: "task-1" });
  await asks(page, "0.25:raise:task-1:KeyError:gone");
  await card(page).getByLabel("What").selectOption({ label: "Send a signal" });
  await card(page).getByLabel("Signal").selectOption("SIGTERM");
  await asks(page, "0.25:signal:SIGTERM");
  await card(page).getByRole("button", { name: "Done" }).click();
  await card(page).waitFor({ state: "hidden" });
  assert.equal(await focused(page), "Send SIGTERM at 0.25 s");
});

test("a marker is dragged to another time, and the run is made anew while it moves", async () => {
  const page = await visit(`${RUN}&at=0.25:cancel:task-3`);
  const { x, y } = await middle(pins(page));
  await page.mouse.move(x, y);
  await page.mouse.down();
  const seen = new Set();
  for (let step = 1; step <= 8; step++) {
    await page.mouse.move(x + 8 * step, y);
    await page.evaluate(async () => {
      for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
    });
    const pin = await middle(pins(page));
    assert.ok(Math.abs(pin.x - (x + 8 * step)) < 1.5, "it is where the pointer is");
    seen.add(asked(page)[0]);
  }
  assert.ok(seen.size >= 4, `${[...seen]}`);
  const times = [...seen].map((text) => Number(text.split(":")[0]));
  assert.deepEqual(times, times.toSorted(), "to the right is later");
  await page.mouse.up();
  await page.evaluate(() => new Promise(requestAnimationFrame));
  assert.equal(await card(page).isVisible(), false, "a drag is no press");
  await page.keyboard.press("Control+z");
  await asks(page, "0.25:cancel:task-3");
});

test("the keys move a marker, open it and remove it, and the focus stays with what is there", async () => {
  const page = await visit(`${RUN}&at=0.25:cancel:task-3&at=0.4:signal:SIGINT`);
  await pins(page).first().focus();
  await page.keyboard.press("ArrowRight");
  await asks(page, "0.252:cancel:task-3", "0.4:signal:SIGINT");
  await page.keyboard.press("Shift+ArrowLeft");
  await asks(page, "0.232:cancel:task-3", "0.4:signal:SIGINT");
  assert.equal(await focused(page), "Cancel task-3 at 0.232 s");
  await page.keyboard.press("Enter");
  await card(page).waitFor();
  assert.equal(await focused(page), "at");
  await page.keyboard.press("Escape");
  await card(page).waitFor({ state: "hidden" });
  assert.equal(await focused(page), "Cancel task-3 at 0.232 s");
  await page.keyboard.press("Delete");
  await asks(page, "0.4:signal:SIGINT");
  assert.equal(await focused(page), "Send SIGINT at 0.4 s");
  await page.keyboard.press("Backspace");
  await asks(page);
  assert.equal(await focused(page), "Timeline");
});

test("i opens the menu at the cursor, and the keys lead through it", async () => {
  const page = await visit(RUN);
  await slider(page).focus();
  await page.keyboard.press("i");
  await card(page).getByText("task-2 at 0.8 s").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await asks(page, "0.8:signal:SIGINT");
  assert.equal(await card(page).getByLabel("What").inputValue(), "signal");
  await page.keyboard.press("Escape");
  assert.equal(await focused(page), "Send SIGINT at 0.8 s");
});

test("undo and redo, by keys and by buttons, go through parameters, interventions and seed", async () => {
  const page = await visit(RUN);
  const undo = page.getByRole("button", { name: "Undo" });
  const redo = page.getByRole("button", { name: "Redo" });
  assert.deepEqual([await undo.isDisabled(), await redo.isDisabled()], [true, true]);
  await page.locator("#field-stagger").fill("0.4");
  await page.waitForFunction(() => location.hash.includes("stagger=0.4"));
  await slider(page).focus();
  await page.keyboard.press("c");
  await page.waitForFunction(() => location.hash.includes("at="));
  await page.locator(".fold summary").click();
  await page.locator("#field-seed").fill("7");
  await page.waitForFunction(() => location.hash.includes("seed=7"));
  await undo.click();
  await page.waitForFunction(() => location.hash.includes("seed=42"));
  await slider(page).focus();
  await page.keyboard.press("Control+z");
  await asks(page);
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => location.hash.includes("stagger=0.3"));
  assert.equal(await page.locator("#field-stagger").inputValue(), "0.3");
  assert.equal(await undo.isDisabled(), true);
  await page.keyboard.press("Control+Shift+z");
  await page.waitForFunction(() => location.hash.includes("stagger=0.4"));
  await redo.click();
  await page.waitForFunction(() => location.hash.includes("at="));
  await redo.click();
  await page.waitForFunction(() => location.hash.includes("seed=7"));
  assert.equal(await redo.isDisabled(), true);
});

test("what the loop or the engine has against an intervention is said at its marker, and the last good run stays", async () => {
  const page = await visit(`${RUN}&at=0.6:cancel:task-1`);
  const words = "Refused for task-1: no such task is running.";
  assert.equal(await pins(page).getAttribute("aria-label"), `Cancel task-1 at 0.6 s. ${words}`);
  await page.locator("except-star-markers").getByText(words).first().waitFor();
  const field = page.locator('[data-field="interventions"] input');
  await page.locator(".fold summary").click();
  const digest = await page.locator(".outcome dl").innerText();
  await field.fill("0.6:raise:task-1:Nonsense");
  await page.locator(".stale").waitFor();
  assert.match(
    (await pins(page).getAttribute("aria-label")) ?? "",
    /awaits with Nonsense at 0\.6 s\. CLASS must be/,
  );
  assert.equal(await page.locator(".outcome dl").innerText(), digest);
  await pins(page).click();
  await card(page).getByLabel("Exception").selectOption("OSError");
  await page.locator(".stale").waitFor({ state: "detached" });
  await field.fill("99:cancel:task-1");
  await page.waitForFunction(() => location.hash.includes("at=99:"));
  assert.equal(
    await pins(page).getAttribute("aria-label"),
    "Cancel task-1 at 99 s. The run ends before it.",
  );
});

test("a time that is none is said in the card, and the last good one stays", async () => {
  const page = await visit(`${RUN}&at=0.25:cancel:task-3`);
  await pins(page).click();
  await card(page).getByLabel("At (s)").fill("soon");
  await card(page)
    .getByText("A time is a number of seconds from 0 to 1,000,000, not “soon”.")
    .waitFor();
  assert.deepEqual(asked(page), ["0.25:cancel:task-3"]);
  await card(page).getByLabel("At (s)").fill("0.3");
  await asks(page, "0.3:cancel:task-3");
  assert.equal(await card(page).locator(".wrong").innerText(), "");
});

test("where lanes are folded, and on the axis, no task is meant", async () => {
  const page = await visit("#scenario=gather&tasks=3");
  await page.evaluate(async () => {
    const element = /** @type {any} */ (document.querySelector("except-star"));
    element.python = `import asyncio

async def nap(k):
    await asyncio.sleep(k)

async def main():
    await asyncio.gather(*(nap(k) for k in range(40)))

asyncio.run(main())
`;
    await element.updateComplete;
  });
  const view = await page.locator("except-star-timeline .view").boundingBox();
  const skyline = await page.locator("except-star-timeline .skyline").boundingBox();
  assert.ok(view && skyline);
  for (const y of [view.y + 12, skyline.y + skyline.height - 4]) {
    await page.mouse.click(view.x + view.width / 2, y, { button: "right" });
    await card(page)
      .getByText(/^At [\d.]+ s$/)
      .waitFor();
    assert.deepEqual(await card(page).getByRole("button").allInnerTexts(), ["Send SIGINT"]);
    await page.keyboard.press("Escape");
    await card(page).waitFor({ state: "hidden" });
  }
});

test("a marker that has the focus is in sight, however the picture is scrolled", async () => {
  const page = await visit(`${RUN}&at=0.1:cancel:task-3&at=0.7:cancel:task-1`, {
    viewport: { width: 390, height: 844 },
  });
  const timeline = page.locator("except-star-timeline");
  for (let zoom = 0; zoom < 4; zoom++)
    await timeline.getByRole("button", { name: "Larger" }).click();
  const view = await timeline.locator(".view").boundingBox();
  assert.ok(view);
  for (const index of [0, 1, 0]) {
    await pins(page).nth(index).focus();
    await page.evaluate(async () => {
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    });
    const { x } = await middle(pins(page).nth(index));
    assert.ok(x > view.x && x < view.x + view.width, `${x}`);
  }
});

test("a live run waits while somebody chooses what to do", async () => {
  const page = await visit(RUN);
  const timeline = page.locator("except-star-timeline");
  await timeline.getByLabel("Speed").selectOption("0.1×");
  await slider(page).focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("l");
  await timeline.getByRole("button", { name: "Pause" }).waitFor();
  await page.keyboard.press("i");
  await card(page).waitFor();
  const time = Number.parseFloat(await timeline.locator(".when b").innerText());
  await card(page)
    .getByText(new RegExp(` at ${time} s$`))
    .waitFor();
  await timeline.getByRole("button", { name: "Play" }).waitFor();
});

test("a finger that rests offers what can be done, and drags a marker", async () => {
  const page = await visit(RUN, { viewport: { width: 390, height: 844 }, hasTouch: true });
  const session = await page.context().newCDPSession(page);
  /** @param {"touchStart" | "touchMove" | "touchEnd"} type @param {{ x: number, y: number }[]} touchPoints */
  const touch = (type, ...touchPoints) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints });
  const at = await bar(page, "sleep 0.8");
  await touch("touchStart", { x: at.x, y: at.y });
  await card(page).waitFor();
  await touch("touchEnd");
  await card(page).getByRole("button", { name: "Cancel task-2" }).tap();
  await pins(page).waitFor();
  const first = Number(asked(page)[0]?.split(":")[0]);
  const box = await card(page).boundingBox();
  assert.equal(box, null, "the card is closed");
  const pin = await middle(pins(page));
  await touch("touchStart", pin);
  for (let step = 1; step <= 4; step++)
    await touch("touchMove", { x: pin.x - 10 * step, y: pin.y });
  await touch("touchEnd");
  await page.waitForFunction(
    (first) => Number(/at=([\d.]+):cancel:task-2/.exec(location.hash)?.[1]) < first,
    first,
  );
  assert.ok((await excess(page)) <= 0);
});

test("a card is within the window at 320 pixels, and leaves its marker in sight", async () => {
  const page = await visit(`${RUN}&at=0.25:cancel:task-3`, {
    viewport: { width: 320, height: 700 },
  });
  await pins(page).click();
  const box = await card(page).boundingBox();
  const pin = await pins(page).boundingBox();
  assert.ok(box && pin && (box.y + box.height <= pin.y || box.y >= pin.y + pin.height));
  assert.ok(box && box.x >= 0 && box.x + box.width <= 320, JSON.stringify(box));
  assert.ok(box.y >= 0 && box.y + box.height <= 700, JSON.stringify(box));
  assert.ok((await excess(page)) <= 0);
});

for (const [how, options] of /** @type {const} */ ([
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["forced colours", { forcedColors: "active" }],
])) {
  test(`axe finds nothing in markers and their card, ${how}`, async () => {
    for (const width of [390, 1440]) {
      const page = await visit(`${RUN}&at=0.6:cancel:task-1&at=0.2:raise:task-2:OSError`, {
        ...options,
        viewport: { width, height: 900 },
      });
      assert.deepEqual(await violations(page), [], `${width} pixels`);
      await pins(page).last().click();
      await card(page).waitFor();
      assert.deepEqual(await violations(page), [], `${width} pixels, with a card`);
    }
  });
}
