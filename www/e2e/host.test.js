// Owns the end-to-end tests of what a host page does with the element: sets properties, listens, takes it out and in.
// Invariant: a host may set anything; no test ends with an uncaught error.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { harness } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

const { start, stop, visit, check } = harness();
before(start);
after(stop);
afterEach(check);

/**
 * Puts a widget onto the page and listens to it: what it says is in `globalThis.heard`.
 * @param {Page} page
 * @param {Record<string, string>} attributes
 */
async function widget(page, attributes) {
  await page.evaluate((attributes) => {
    const element = document.createElement("except-star");
    const heard = Object.assign(globalThis, {
      element,
      heard: /** @type {unknown[]} */ ([]),
    }).heard;
    for (const name of ["ready", "change", "run", "error"]) {
      element.addEventListener(`except-star-${name}`, (event) => {
        const { detail } = /** @type {CustomEvent} */ (event);
        const drawn = /** @type {any} */ (element).result !== null;
        heard.push(
          name === "error"
            ? [name, ...detail.errors.map((/** @type {any} */ of) => of.field)]
            : [name, drawn],
        );
      });
    }
    element.id = "widget";
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    document.body.append(element);
  }, attributes);
  await settled(page);
  return page.locator("#widget");
}

/** Waits for the widget to have drawn what it was asked for. @param {Page} page */
function settled(page) {
  return page.evaluate(() => /** @type {any} */ (globalThis).element.updateComplete);
}

/** What the widget has said since the last time. @param {Page} page @returns {Promise<unknown[]>} */
function heard(page) {
  return page.evaluate(() => /** @type {any} */ (globalThis).heard.splice(0));
}

/** Sets a property, and waits. @param {Page} page @param {string} name @param {unknown} value */
async function set(page, name, value) {
  await page.evaluate(
    ([name, value]) => {
      /** @type {any} */ (globalThis).element[/** @type {string} */ (name)] = value;
    },
    [name, value],
  );
  await settled(page);
}

/** @param {Page} page */
function spec(page) {
  return page.evaluate(() => /** @type {any} */ (globalThis).element.spec);
}

test("properties take what is natural in JavaScript", async () => {
  const page = await visit();
  const element = await widget(page, { scenario: "gather" });
  await set(page, "seed", 7);
  await set(page, "params", { tasks: 3, failing: [1, 3] });
  await set(page, "debug", true);
  await set(page, "interventions", ["0.15:cancel:plain-2"]);
  const { scenario, seed, params, debug, interventions } = await spec(page);
  assert.deepEqual([scenario, seed, debug], ["gather", 7, true]);
  assert.deepEqual([params.tasks, params.failing], ["3", "1,3"]);
  assert.deepEqual(interventions, ["0.15:cancel:plain-2"]);
  const attributes = await Promise.all(
    ["seed", "params", "debug", "interventions"].map((name) => element.getAttribute(name)),
  );
  assert.deepEqual(attributes, ["7", "tasks=3&failing=1,3", "", "0.15:cancel:plain-2"]);

  await set(page, "panels", ["log", "console"]);
  const titles = element.locator(".panel > h3");
  assert.deepEqual(await titles.allInnerTexts(), ["Event log", "Console"]);
  await set(page, "debug", false);
  assert.equal((await spec(page)).debug, false);
  assert.equal(await element.getAttribute("debug"), "false");
  assert.deepEqual(await heard(page), [["ready", true]]);
});

test("a part of a spec is a spec", async () => {
  const page = await visit();
  await widget(page, { scenario: "await-raises", seed: "7", params: "n=2" });
  await set(page, "spec", { scenario: "gather" });
  const { scenario, seed, interventions } = await spec(page);
  assert.deepEqual([scenario, seed, interventions], ["gather", 42, []]);
  await set(page, "spec", {
    ...(await spec(page)),
    seed: 9,
    interventions: ["0.1:cancel:plain-1"],
  });
  assert.deepEqual((await spec(page)).interventions, ["0.1:cancel:plain-1"]);
  assert.deepEqual(await heard(page), [["ready", true]]);
});

test("nonsense is reported in words, and as an event", async () => {
  const page = await visit();
  const element = await widget(page, { scenario: "gather" });
  assert.deepEqual(await heard(page), [["ready", true]]);
  const notice = element.locator(".notices");
  for (const [name, value, good, words] of /** @type {const} */ ([
    ["scenario", 5, "gather", /no scenario '5'/],
    ["seed", 1.5, 1, /must be a whole number from 0/],
    ["seed", {}, 1, /must be a whole number, not this object/],
    ["params", 5, null, /“5” is not of the form name=value/],
    ["params", { tasks: { of: 3 } }, null, /must be a number, a text/],
    ["panels", 5, null, /There is no “5”; there are timeline, results, console, log, code/],
    ["layout", {}, null, /not this object/],
    ["theme", "blue", null, /There is no “blue”; there are auto, light, dark/],
    ["debug", "perhaps", null, /must be true or false/],
    ["interventions", "soon", null, /must be WHEN:cancel:TASK/],
    ["spec", 5, { scenario: "gather" }, /must be an object with any of scenario/],
    ["spec", { scenario: "gather", sead: 1 }, { scenario: "gather" }, /has no “sead”/],
  ])) {
    await set(page, name, value);
    const text = await notice.innerText();
    assert.match(text, words);
    assert.doesNotMatch(text, /deserialize|JsValue|invalid type/);
    const [event, ...more] = await heard(page);
    assert.deepEqual(
      [/** @type {unknown[]} */ (event)[0], more],
      ["error", []],
      `${name} = ${value}`,
    );
    await set(page, name, good);
    assert.equal(await notice.count(), 0, `${name} is good again`);
    assert.deepEqual(await heard(page), []);
  }
});

test("ready is said once, when the first run is drawn", async () => {
  const page = await visit();
  await widget(page, { scenario: "nowhere" });
  assert.deepEqual(await heard(page), [["error", "scenario"]]);
  await set(page, "scenario", "gather");
  assert.deepEqual(await heard(page), [["ready", true]]);
  await set(page, "scenario", "task-group");
  assert.deepEqual(await heard(page), []);
});

test("ready is not said while the element is in no document, but when it comes back", async () => {
  const page = await visit();
  await page.evaluate(async () => {
    const element = /** @type {any} */ (document.createElement("except-star"));
    const heard = Object.assign(globalThis, {
      element,
      heard: /** @type {unknown[]} */ ([]),
    }).heard;
    element.addEventListener("except-star-ready", () => heard.push("ready"));
    element.scenario = "gather";
    document.body.append(element);
    element.remove();
    await element.updateComplete;
  });
  assert.deepEqual(await heard(page), []);
  assert.ok(await page.evaluate(() => /** @type {any} */ (globalThis).element.result));
  await page.evaluate(() => document.body.append(/** @type {any} */ (globalThis).element));
  await settled(page);
  assert.deepEqual(await heard(page), ["ready"]);
});

test("what is set again is asked again, whatever was typed since", async () => {
  const page = await visit();
  const element = await widget(page, { scenario: "gather", params: "tasks=4" });
  await element.locator("#field-tasks").fill("99");
  await element.locator(".stale").waitFor();
  await set(page, "params", "tasks=4");
  assert.equal(await element.locator("#field-tasks").inputValue(), "4");
  assert.equal(await element.locator(".stale").count(), 0);
});
