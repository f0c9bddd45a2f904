// Owns the end-to-end tests of the built page with the engine as it is.
// Invariant: expected values are those that the catalogue promises, never read from the page under test; and no test
// ends with a complaint in the browser's console.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { harness } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

const { start, stop, visit, check } = harness();
before(start);
after(stop);
afterEach(check);

/** The text of a panel's rows. @param {Page} page @param {string} panel */
function rows(page, panel) {
  return page.locator(`[data-panel=${panel}] tbody tr`).allInnerTexts();
}

/** Waits until the text of a panel matches. @param {Page} page @param {string} panel @param {RegExp} pattern */
async function shows(page, panel, pattern) {
  const box = page.locator(`[data-panel=${panel}]`).filter({ hasText: pattern });
  await box.waitFor({ timeout: 5000 }).catch(async () => {
    assert.match(await page.locator(`[data-panel=${panel}]`).innerText(), pattern);
  });
}

test("the page loads, and runs the first scenario at its defaults", async () => {
  const page = await visit();
  await page.locator("except-star[layout=page]").waitFor();
  assert.equal(await page.locator("#field-fail_for").inputValue(), "2");
  await shows(page, "console", /0\.500[\s\S]*ValueError/);
  assert.match(await page.locator(".outcome").innerText(), /without an exception/);
});

test("a scenario is found by the filter and chosen", async () => {
  const page = await visit();
  const nav = page.getByRole("navigation", { name: "Scenarios" });
  const all = await nav.getByRole("button").count();
  await nav.getByRole("searchbox").fill("task-group");
  assert.ok((await nav.getByRole("button").count()) < all, "the filter leaves some out");
  await nav.locator('[data-id="task-group"]').click();
  await page.locator("#field-delays").waitFor();
  await shows(page, "results", /2/);
  assert.match(await page.locator(".outcome").innerText(), /2\.000 s/, "all are done at 2.0");
  assert.match(page.url(), /#scenario=task-group&language=python&seed=42&debug=0&delays=/);
  assert.match(await page.title(), /· except-star$/);
});

test("Ctrl K leads to the filter from anywhere, and Enter takes the first that is found", async () => {
  const page = await visit("#scenario=gather");
  await page.locator("#field-tasks").focus();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("shutting task that asks");
  const nav = page.getByRole("navigation", { name: "Scenarios" });
  assert.equal(await nav.getByRole("button").count(), 0, "every word is looked for");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("task-group-fail");
  assert.equal(await nav.getByRole("searchbox").inputValue(), "task-group-fail", "it replaces");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.hash.includes("scenario=task-group-failure&"));
});

test("a list is all in view, has a space after each comma, and is left as it is typed", async () => {
  const page = await visit("#scenario=exception-group-iterate");
  const field = page.locator("#field-outcomes");
  assert.equal(await field.inputValue(), "ValueError, TypeError, RuntimeError, ok");
  const hidden = () => field.evaluate((of) => of.scrollHeight - of.clientHeight);
  assert.ok((await hidden()) <= 0);
  await field.fill("ok,ok,KeyError,ConnectionError,ok,TimeoutError,ok");
  await page.waitForFunction(() => location.hash.includes("outcomes=ok,ok,KeyError,"));
  assert.equal(await field.inputValue(), "ok,ok,KeyError,ConnectionError,ok,TimeoutError,ok");
  assert.ok((await hidden()) <= 0);
  await field.press("Enter");
  assert.doesNotMatch(await field.inputValue(), /\n/);
  await field.fill("ok, nonsense");
  await page.locator("#error-outcomes span").waitFor();
  await page.locator("#field-nesting").fill("3");
  assert.match(await page.locator(".stale").innerText(), /Outcomes/);
  await field.fill("ok, ok, KeyError, ConnectionError, ok, TimeoutError, ok");
  await page.locator("#field-nesting").fill("x");
  await page.locator("#error-nesting span").waitFor();
  assert.doesNotMatch(await page.locator(".stale").innerText(), /Outcomes/);
});

test("what is often said stands apart from what is true", async () => {
  const page = await visit("#scenario=common-mistakes");
  const claims = page.locator(".corrects .said");
  assert.equal(await claims.count(), await page.locator(".corrects .truth").count());
  assert.equal(await claims.count(), 2);
  assert.match(await claims.first().innerText(), /^“except TimeoutError .*”$/);
});

test("a changed parameter changes table, console and log at once", async () => {
  const page = await visit("#scenario=task-group");
  const before = await rows(page, "results");
  const log = page.locator("except-star-log .count");
  const events = await log.innerText();
  await page.locator("#field-delays").fill("1,2,1.5,4");
  await page.locator(".outcome", { hasText: "4.000 s" }).waitFor();
  assert.notDeepEqual(await rows(page, "results"), before);
  await shows(page, "console", /4\.000/);
  assert.notEqual(await log.innerText(), events);
  assert.match(page.url(), /delays=1,2,1\.5,4/);
});

test("a slider moves the run while it moves", async () => {
  const page = await visit("#scenario=gather&mode=plain&failing=1");
  const slider = page.locator('[data-field="tasks"] input[type=range]');
  await slider.focus();
  const from = Number(await slider.inputValue());
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.locator("#field-tasks").inputValue(), String(from + 1));
  await page.waitForFunction((tasks) => location.hash.includes(`tasks=${tasks}`), from + 1);
});

test("a bad value keeps the last run, says what is allowed, and leaves the link alone", async () => {
  const page = await visit("#scenario=gather&tasks=4&failing=2");
  const before = await rows(page, "results");
  const link = page.url();
  const field = page.locator("#field-tasks");
  await field.fill("-1");
  const error = page.locator("#error-tasks");
  await error.locator("span").waitFor();
  const [min, max] = (await page.locator("#bounds-tasks").innerText()).match(/\d+/g) ?? [];
  assert.ok(min && max, "the form shows the bounds");
  const message = await error.innerText();
  assert.ok(message.includes(min) && message.includes(max), `“${message}” names ${min} and ${max}`);
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  assert.ok((await field.getAttribute("aria-describedby"))?.includes("error-tasks"));
  assert.match(await page.locator(".stale").innerText(), /Not run\.[\s\S]*4/);
  assert.deepEqual(await rows(page, "results"), before);
  assert.equal(page.url(), link);

  await field.fill("5");
  await page.locator(".stale").waitFor({ state: "detached" });
  assert.equal(await error.innerText(), "");
});

test("a link finds the same run again, and a reload too", async () => {
  const page = await visit("#scenario=await-raises");
  await page.locator("#field-fail_for").fill("3");
  await page.locator(".fold summary").click();
  await page.locator("#field-seed").fill("7");
  await page.waitForFunction(() => location.hash.includes("seed=7"));
  const run = {
    console: await rows(page, "console"),
    outcome: await page.locator(".outcome").innerText(),
  };
  const again = await visit(new URL(page.url()).hash);
  await page.reload();
  await page.locator(".outcome").waitFor();
  for (const of of [again, page]) {
    assert.deepEqual(await rows(of, "console"), run.console);
    assert.equal(await of.locator(".outcome").innerText(), run.outcome, "the digest is the same");
    assert.equal(await of.locator("#field-fail_for").inputValue(), "3");
    assert.equal(await of.locator("#field-seed").inputValue(), "7");
  }
});

test("a hash that a reader changes is followed", async () => {
  const page = await visit("#scenario=await-raises");
  await page.evaluate(() => {
    location.hash = "#scenario=task-group&delays=3";
  });
  await page.locator(".outcome", { hasText: "3.000 s" }).waitFor();
  assert.equal(await page.locator("#field-delays").inputValue(), "3");
});

test("an unhandled error ends the run, and its traceback is on the console", async () => {
  const page = await visit("#scenario=await-raises&raises=ValueError&catches=TypeError");
  assert.match(
    await page.locator(".outcome").innerText(),
    /Ended with an exception[\s\S]*ValueError/,
  );
  await page.locator('[data-panel=console] tr[data-stream="stderr"]').first().waitFor();
  await shows(page, "console", /Traceback \(most recent call last\):/);
});

test("gather: the error comes at 0.2, and the siblings finish", async () => {
  const page = await visit("#scenario=gather&mode=plain");
  await shows(page, "console", /0\.200/);
  await shows(page, "results", /0\.3/);
});

test("a broken link is reported in words, and nothing is lost", async () => {
  const link = "#scenario=gather&tasks=99999&nonsense=1";
  const page = await visit(link);
  const notice = await page.getByRole("alert").innerText();
  assert.match(notice, /tasks/);
  assert.match(notice, /nonsense/);
  assert.match(notice, /failing/, "the parameters that there are are named");
  assert.equal(await page.locator("#field-tasks").inputValue(), "99999");
  assert.equal(new URL(page.url()).hash, link);

  const unknown = await visit("#scenario=nowhere");
  assert.match(await unknown.getByRole("alert").innerText(), /nowhere[\s\S]*gather/);
  await unknown.locator('except-star-list [data-id="gather"]').click();
  await unknown.getByRole("alert").waitFor({ state: "detached" });

  const malformed = await visit("#scenario=gather&tasks");
  assert.match(
    await malformed.getByRole("alert").innerText(),
    /“tasks” is not of the form name=value/,
  );
});

test("the log filters, and leads from an event to its cause", async () => {
  const page = await visit("#scenario=await-raises");
  const log = page.locator("except-star-log");
  const grid = log.getByRole("grid");
  const all = Number(await grid.getAttribute("aria-rowcount"));
  await log.locator('[data-filter="kind"]').selectOption({ label: "raise" });
  const raised = Number(await grid.getAttribute("aria-rowcount"));
  assert.ok(raised > 1 && raised < all, `${raised} of ${all}`);
  await log.locator(".body .row").first().click();
  await log.getByRole("button").first().click();
  assert.equal(
    Number(await grid.getAttribute("aria-rowcount")),
    all,
    "the cause is shown, whatever the filter",
  );
  assert.equal(await log.locator('.row[aria-selected="true"]').count(), 1);
});

test("the log has the steps of each timeout", async () => {
  const page = await visit("#scenario=timeout&outer_limit=0.5");
  const log = page.locator("except-star-log");
  await log.locator('[data-filter="kind"]').selectOption({ label: "timeout" });
  const rows = (await log.locator(".body .row").allInnerTexts()).slice(0, 5);
  const steps = ["1 is entered", "2 is entered", "1 is over", "2 is left", "1 is left"];
  assert.equal(rows.length, steps.length);
  for (const [index, words] of steps.entries()) assert.ok(rows[index].includes(`timeout ${words}`));
});

test("everything is reached by keyboard alone", async () => {
  const page = await visit();
  const press = (/** @type {string[]} */ ...keys) =>
    keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
  const focused = () =>
    page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return {
        id: at?.id,
        role: at?.getAttribute("role"),
        label: at?.textContent?.trim(),
        data: at?.getAttribute("data-id"),
      };
    });
  const tabTo = async (
    /** @type {(at: Awaited<ReturnType<typeof focused>>) => boolean} */ there,
  ) => {
    for (let stops = 0; stops < 60; stops++) {
      const at = await focused();
      if (there(at)) return at;
      await press("Tab");
    }
    assert.fail("not reached in 60 stops");
  };
  // The first two stops are the links to the pages.
  await press("Tab", "Tab", "Tab", "Tab", "ArrowDown", "End");
  const last = await focused();
  assert.ok(last.data, "the arrow keys lead from the filter into the list");
  await press("Home", "ArrowDown", "Enter");
  const second = (await focused()).data;
  await page.waitForFunction((id) => location.hash.includes(`scenario=${id}&`), second);

  await tabTo(({ label }) => label?.startsWith("Seed ") ?? false);
  await press("Enter");
  await tabTo(({ id }) => id === "field-seed");
  await press("ControlOrMeta+a", "9");
  await page.waitForFunction(() => location.hash.includes("seed=9"));

  await tabTo(({ role }) => role === "grid");
  await press("ArrowDown", "ArrowDown", "End", "ArrowUp");
  const active = await page
    .locator("except-star-log .row[aria-selected=true]")
    .getAttribute("aria-rowindex");
  const count = await page.locator("except-star-log [role=grid]").getAttribute("aria-rowcount");
  assert.equal(Number(active), Number(count) - 1);
  await tabTo(({ label }) => label === "Copy");
});

test("a second element shares the engine, follows its host in silence, and reports its reader", async () => {
  const page = await visit();
  /** @type {string[]} */
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  const heard = () => page.evaluate(() => /** @type {any} */ (globalThis).heard);
  await page.evaluate(() => {
    const heard = Object.assign(globalThis, { heard: /** @type {string[]} */ ([]) }).heard;
    for (const name of ["ready", "change", "run", "error"]) {
      addEventListener(`except-star-${name}`, () => heard.push(name));
    }
    const element = document.createElement("except-star");
    element.id = "second";
    element.setAttribute("scenario", "task-group");
    element.setAttribute("params", "delays=3");
    document.body.append(element);
  });
  const second = page.locator("#second");
  await second.locator(".outcome", { hasText: "3.000 s" }).waitFor();
  assert.deepEqual(await heard(), ["ready"]);

  const address = page.url();
  await second.evaluate((element) => element.setAttribute("params", "delays=5"));
  await second.locator(".outcome", { hasText: "5.000 s" }).waitFor();
  assert.deepEqual(await heard(), ["ready"]);

  await second.locator("#field-delays").fill("6");
  await second.locator(".outcome", { hasText: "6.000 s" }).waitFor();
  assert.equal(await second.getAttribute("params"), "delays=6");
  await second.locator("#field-delays").fill("nonsense");
  await second.locator(".stale").waitFor();
  assert.deepEqual(await heard(), ["ready", "change", "run", "error"]);
  assert.deepEqual(requests, [], "nothing was loaded a second time");
  assert.equal(page.url(), address, "a widget leaves the address alone");
});

test("tabs are one stop, and the arrow keys choose", async () => {
  const page = await visit("#scenario=gather", { viewport: { width: 800, height: 900 } });
  const panels = page.getByRole("tablist", { name: "Panels" });
  await panels.getByRole("tab").first().focus();
  for (const [key, name] of [
    ["ArrowRight", "Console"],
    ["End", "Event log"],
    ["ArrowRight", "Results"],
  ]) {
    await page.keyboard.press(key);
    const tab = panels.getByRole("tab", { name, exact: true });
    assert.equal(await tab.getAttribute("aria-selected"), "true");
    assert.equal(await page.getByRole("tabpanel", { name, exact: true }).isVisible(), true);
  }
});

test("the code is shown with the values in it, and is copied as it stands", async () => {
  const page = await visit("#scenario=await-raises&language=python&fail_for=7");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const python = page.locator("except-star-code #panel-python");
  assert.match(await python.locator("code").innerText(), /FAIL_FOR = 7/);
  await python.getByRole("button", { name: "Copy" }).click();
  await python.getByText("Copied").waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, await python.locator("code").textContent());
});

test("another scenario is a place to come back to, another value is not, and the title goes along", async () => {
  const page = await visit("#scenario=gather");
  await page.waitForFunction(() => /^gather: .* · except-star$/.test(document.title));
  await page.locator("#field-tasks").fill("5");
  await page.waitForFunction(() => location.hash.includes("tasks=5"));
  await page.locator('except-star-list [data-id="task-group"]').click();
  await page.waitForFunction(() => /^TaskGroup: /.test(document.title));
  await page.locator("#field-delays").fill("3");
  await page.waitForFunction(() => location.hash.includes("delays=3"));

  await page.goBack();
  await page.waitForFunction(() => /^gather: /.test(document.title));
  assert.equal(await page.locator("#field-tasks").inputValue(), "5");
  await page.goForward();
  await page.waitForFunction(() => /^TaskGroup: /.test(document.title));
  assert.equal(await page.locator("#field-delays").inputValue(), "3");
});

test("a link to the values that are there already takes a bad text out of its field", async () => {
  const page = await visit("#scenario=gather&tasks=4");
  await page.locator("#field-tasks").fill("99");
  await page.locator(".stale").waitFor();
  await page.evaluate(() => {
    location.hash = "#tasks=4&scenario=gather";
  });
  await page.locator(".stale").waitFor({ state: "detached" });
  assert.equal(await page.locator("#field-tasks").inputValue(), "4");
});

test("a link that is too long shows its scenario, and reports that the rest is left out", async () => {
  const page = await visit(`#scenario=task-group&delays=${"1,".repeat(5000)}1`);
  assert.equal(await page.locator("#field-delays").count(), 1);
  const notice = await page.getByRole("alert").innerText();
  assert.match(notice, /10\d\d\d characters.*8192 are allowed.*left out/);
});
