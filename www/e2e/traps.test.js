// Owns the end-to-end tests of what becomes of a page when the engine traps: with a build of it that does so when it is asked
// to (tests/traps). The page and its scripts are the built ones; the module and its glue are put in their place.
// Invariant: the element that asked for a trap says so and keeps its values, and no element notices another one's trap.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { harness } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

const { address, start, stop, open, visit, check } = harness();
before(start);
after(stop);
afterEach(check);

const files = /** @type {const} */ ([
  [/\/except_star-[^/]*\.js$/, "except_star.js", "text/javascript"],
  [/\/except_star_bg-[^/]*\.wasm$/, "except_star_bg.wasm", "application/wasm"],
]);

/** A page on which three elements have run: one that can trap, and two others. What is fetched of the engine is listed. */
async function three() {
  const page = await open();
  /** @type {string[]} */
  const fetched = [];
  for (const [pattern, name, contentType] of files) {
    const path = fileURLToPath(new URL(`../pkg/traps/${name}`, import.meta.url));
    await page.route(pattern, (route) => {
      fetched.push(name);
      return route.fulfill({ path, contentType });
    });
  }
  await page.addInitScript(() => {
    Object.assign(globalThis, { fresh: 0 });
    WebAssembly.Instance = class extends WebAssembly.Instance {
      /** @param {[WebAssembly.Module, WebAssembly.Imports]} given */
      constructor(...given) {
        super(...given);
        /** @type {any} */ (globalThis).fresh++;
      }
    };
  });
  await page.goto(address());
  await page.locator("[layout=page] .outcome").waitFor();
  await page.evaluate(() => {
    const messages = Object.assign(globalThis, { messages: /** @type {string[]} */ ([]) }).messages;
    addEventListener("except-star-error", (event) => {
      messages.push(/** @type {CustomEvent} */ (event).detail.message);
    });
    document.querySelector("main")?.replaceChildren(
      ...["trap", "gather", "task-group"].map((scenario) =>
        Object.assign(document.createElement("except-star"), {
          scenario,
          // It is the Rust that traps.
          language: "rust",
          id: scenario,
          // The others' tables and logs are not drawn yet, and so not asked for.
          panels: "console",
        }),
      ),
    );
  });
  await settled(page);
  return { page, fetched, trap: page.locator("#trap") };
}

/** Waits until nothing that an element was asked for is pending. @param {Page} page */
async function settled(page) {
  await page.evaluate(() =>
    Promise.all(
      [...document.querySelectorAll("except-star")].map(
        (of) => /** @type {any} */ (of).updateComplete,
      ),
    ),
  );
}

/** Sets properties of elements in one go, and waits for all of them. @param {Page} page @param {Record<string, object>} all */
async function set(page, all) {
  await page.evaluate((all) => {
    for (const [id, properties] of Object.entries(all)) {
      Object.assign(/** @type {Element} */ (document.getElementById(id)), properties);
    }
  }, all);
  await settled(page);
}

/** What the element's run printed last. @param {Page} page @param {string} id @returns {Promise<string>} */
function lastLine(page, id) {
  return page.evaluate(
    (id) => /** @type {any} */ (document.getElementById(id)).result.console.at(-1).text,
    id,
  );
}

/** How many instances were made after the first one. @param {Page} page @returns {Promise<number>} */
function fresh(page) {
  return page.evaluate(() => /** @type {any} */ (globalThis).fresh);
}

/** How the element's drawn run ended, and of which spec it is. @param {Page} page @param {string} id */
function drawn(page, id) {
  return page.evaluate((id) => {
    const { result, spec } = /** @type {any} */ (document.getElementById(id));
    return [result.outcome.status, spec.params];
  }, id);
}

for (const [way, words] of /** @type {const} */ ([
  ["first", /panicked at .*trap\.rs:\d+:\d+:\sa trap before the first await/],
  ["later", /panicked at .*trap\.rs:\d+:\d+:\sa trap after an await/],
  ["task", /panicked at .*trap\.rs:\d+:\d+:\sa trap in a task/],
  ["end", /panicked at .*trap\.rs:\d+:\d+:\sa trap at the end/],
  ["drop", /panicked at .*trap\.rs:\d+:\d+:\sa trap when main is dropped/],
  ["overflow", /Maximum call stack size exceeded/],
  ["memory", /unreachable/],
  ["pending", /it waits for something that never comes/],
])) {
  test(`a trap is survived: ${way}`, async () => {
    const { page, fetched, trap } = await three();
    await trap.locator("#field-n").fill("5");
    await page.waitForFunction(() => {
      const { spec } = /** @type {any} */ (document.getElementById("trap"));
      return spec.params.n === "5";
    });
    await trap.locator("#field-trap").selectOption(way);
    const notice = trap.locator(".notices");
    await notice.waitFor();

    const said = new RegExp(
      `^The engine stopped in the middle of this run \\(${words.source}\\)\\. That is a mistake in the engine, not in your values`,
    );
    assert.match(await notice.innerText(), said);
    const [message] = await page.evaluate(() => /** @type {any} */ (globalThis).messages);
    assert.match(message, said);
    assert.equal(await trap.locator("#field-n").inputValue(), "5");
    assert.equal(await trap.locator("#field-trap").inputValue(), way);
    assert.deepEqual(await drawn(page, "trap"), ["ok", { n: "5", trap: "never", turns: "0" }]);
    assert.match(await trap.locator(".stale").innerText(), /never/);

    // The next runs, and what nobody had asked yet of a run from before.
    await page.locator("#gather #field-tasks").fill("2");
    await page.locator("#gather .outcome").waitFor();
    await set(page, { "task-group": { panels: "results log code" } });
    assert.equal(await page.locator("#task-group .empty").count(), 0);
    assert.ok((await page.locator("#task-group [data-panel=results] td").count()) > 0);
    await page.waitForFunction(() => {
      const { spec } = /** @type {any} */ (document.getElementById("gather"));
      return spec.params.tasks === "2";
    });

    // The same once more, among runs that wait for it, and then another value.
    await set(page, {
      trap: { params: { trap: way, n: 6 } },
      gather: { params: { tasks: 4 } },
      "task-group": { params: { delays: "1" } },
    });
    assert.match(await notice.innerText(), said);
    assert.equal((await drawn(page, "gather"))[1].tasks, "4");
    assert.equal((await drawn(page, "task-group"))[1].delays, "1");
    await trap.locator("#field-trap").selectOption("never");
    await notice.waitFor({ state: "detached" });
    assert.equal(await lastLine(page, "trap"), "n = 6");
    assert.equal(await fresh(page), 2, "one for each trap");
    assert.deepEqual(fetched, [...new Set(fetched)], "a fresh instance is made of what is there");
  });
}

test("a trap while hints are found leaves the run as it is", async () => {
  const { page, trap } = await three();
  await set(page, { trap: { params: { trap: "hint", n: 5 } } });
  await trap.locator(".notices", { hasText: "a run that is made for a hint on n" }).waitFor();
  assert.equal(await lastLine(page, "trap"), "n = 5");
  assert.equal(await trap.locator(".stale").count(), 0);
  await set(page, { gather: { params: { tasks: 4 } } });
  assert.equal((await drawn(page, "gather"))[1].tasks, "4");
});

test("a trap at a question is said in its panel, and a run that is under way then begins again", async () => {
  const { page, trap } = await three();
  await set(page, {
    gather: { spec: { scenario: "trap", language: "rust", params: { trap: "table" } } },
  });
  assert.equal(await lastLine(page, "gather"), "n = 1");
  // So long a run gives the page several turns, and in one of them the tables of the other are asked for.
  const under = await page.evaluate(async () => {
    const [trap, other] = ["trap", "gather"].map(
      (id) => /** @type {any} */ (document.getElementById(id)),
    );
    trap.params = { n: 7, turns: 300_000 };
    await new Promise((resolve) => setTimeout(resolve, 20));
    const before = trap.result;
    other.panels = "results console";
    await other.updateComplete;
    return before === trap.result;
  });
  assert.ok(under, "the long run has not ended when the question is asked");
  await settled(page);
  const panel = page.locator("#gather [data-panel=results]");
  assert.match(
    await panel.innerText(),
    /The engine stopped in the middle of this run .* a trap in a table/,
  );
  assert.equal(await lastLine(page, "gather"), "n = 1");
  assert.equal(await lastLine(page, "trap"), "n = 7");
  assert.equal(await trap.locator(".notices").count(), 0);
  assert.equal(await fresh(page), 1);
});

test("a run that is replaced while it is under way is stopped, without a trap", async () => {
  const { page } = await three();
  const before = await page.evaluate(async () => {
    const trap = /** @type {any} */ (document.getElementById("trap"));
    trap.params = { n: 7, turns: 300_000 };
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { n } = trap.spec.params;
    trap.params = { n: 8 };
    await trap.updateComplete;
    return n;
  });
  assert.equal(before, "1", "the long run has not ended when it is replaced");
  assert.equal(await lastLine(page, "trap"), "n = 8");
  assert.equal(await fresh(page), 0);
});

test("the module that is shipped has no such scenario", async () => {
  const page = await visit("#scenario=trap");
  assert.match(await page.locator(".notices").innerText(), /no scenario 'trap'/);
});
