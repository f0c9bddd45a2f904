// Owns the end-to-end tests of debug mode and interventions: in links, in the form, in the run.
// Invariant: expected values follow from the scenario's promise: task k of a gather waits k steps of 0.1 s.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { harness } from "./browser.js";

const { start, stop, visit, check } = harness();
before(start);
after(stop);
afterEach(check);

test("a link carries debug mode and interventions, and they are run", async () => {
  const page = await visit(
    "#scenario=gather&language=python&mode=plain&debug=1&at=0.15:cancel:plain-3&at=0.05:signal:SIGINT",
  );
  assert.equal(await page.locator("#field-debug").isChecked(), true);
  const fields = page.locator('[data-field="interventions"] input');
  assert.equal(await fields.count(), 2);
  assert.equal(await fields.nth(0).inputValue(), "0.15:cancel:plain-3");
  assert.match(await page.locator(".outcome").innerText(), /KeyboardInterrupt[\s\S]*0\.050 s/);
  assert.match(await page.locator("except-star-code #panel-python code").innerText(), /debug=True/);
});

test("debug mode is switched in the form, and the link follows", async () => {
  const page = await visit("#scenario=gather&language=python");
  const python = page.locator("except-star-code #panel-python");
  assert.doesNotMatch(await python.innerText(), /debug=True/);
  await page.locator(".fold summary").click();
  await page.getByRole("switch", { name: "Debug mode" }).click();
  await page.waitForFunction(() => location.hash.includes("debug=1"));
  assert.match(await python.innerText(), /debug=True/);
  await page.getByRole("switch", { name: "Debug mode" }).click();
  await page.waitForFunction(() => location.hash.includes("debug=0"));
});

test("an intervention is added, corrected and removed, by keyboard", async () => {
  const page = await visit("#scenario=gather&mode=plain");
  const list = page.locator('[data-field="interventions"]');
  const before = page.url();
  await page.locator(".fold summary").press("Enter");
  await list.getByRole("button", { name: "Add an intervention" }).press("Enter");
  assert.equal(page.url(), before, "a blank one is not asked for");
  assert.equal(await page.locator(".stale").count(), 0);

  const field = list.getByRole("textbox", { name: "Intervention 1" });
  await field.waitFor();
  await page.keyboard.type("0.15:cancel:plain-3:stop!");
  await page.waitForFunction(() => location.hash.endsWith("&at=0.15:cancel:plain-3:stop!"));
  await page.locator(".outcome", { hasText: "CancelledError('stop!')" }).waitFor();
  assert.match(await page.locator(".outcome").innerText(), /0\.150 s/);

  await list.getByRole("button", { name: "Add an intervention" }).press("Enter");
  await list.getByRole("textbox", { name: "Intervention 2" }).waitFor();
  await page.keyboard.type("0.1:raise:plain-2:NoSuchError");
  const error = page.locator("#error-interventions-1 span");
  await error.waitFor();
  assert.match(await error.innerText(), /exception class.*NoSuchError/);
  assert.equal(await page.locator("#error-interventions-0 span").count(), 0);
  assert.match(await page.locator(".stale").innerText(), /Interventions/);

  await list.getByRole("button", { name: "Remove intervention 2" }).press("Enter");
  await page.locator(".stale").waitFor({ state: "detached" });
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => !location.hash.includes("at="));
  assert.equal(await list.getByRole("textbox").count(), 0);
  await page.keyboard.press("Enter");
  await list.getByRole("textbox", { name: "Intervention 1" }).waitFor();
});

test("a bad intervention in a link is reported above and at its field", async () => {
  const page = await visit("#scenario=gather&at=0.15:cancel:plain-2&at=soon");
  assert.match(await page.getByRole("alert").innerText(), /interventions: must be WHEN:cancel/);
  assert.equal(await page.locator("#error-interventions-0 span").count(), 0);
  assert.match(await page.locator("#error-interventions-1").innerText(), /must be WHEN:cancel/i);
});

test("a signal without a handler kills the program, and the log shows it", async () => {
  const page = await visit("#scenario=gather&at=0.15:signal:SIGTERM");
  assert.match(
    await page.locator(".outcome").innerText(),
    /^Killed\na signal that nobody handles ended the program\n[\s\S]*0\.150 s/,
  );
  const log = page.locator("except-star-log");
  for (const kind of ["intervention", "signal"]) {
    await log.locator('[data-filter="kind"]').selectOption({ label: kind });
    const row = log.locator(".body .row");
    assert.equal(await row.count(), 1);
    assert.match(await row.innerText(), /0\.150[\s\S]*SIGTERM/);
    const cell = row.locator("span").nth(3);
    assert.ok(await cell.evaluate((of) => of.scrollWidth <= of.clientWidth), `${kind} is cut`);
  }
});

test("an intervention that reaches no task is reported, with the tasks that there are", async () => {
  const page = await visit("#scenario=task-group&at=0.5:cancel:b");
  const said = page.locator("except-star-markers .when");
  assert.equal(await said.innerText(), "Refused for b: no such task is running.");
  const hint = page.locator('[data-field="interventions"] .hint');
  await page.locator(".fold summary").click();
  assert.match(await hint.innerText(), /no task is called b; there are: Task-1, A, B, C\.$/);
});

test("another scenario and a reset leave debug mode and interventions behind", async () => {
  const page = await visit("#scenario=gather&debug=1&at=0.15:cancel:plain-2");
  await page.getByRole("button", { name: "Reset to defaults" }).click();
  await page.waitForFunction(() => !/debug=1|at=/.test(location.hash));
  assert.equal(await page.locator("#field-debug").isChecked(), false);
  assert.equal(await page.locator('[data-field="interventions"] input').count(), 0);
});
