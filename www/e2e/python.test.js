// Owns the end-to-end tests of Python: the language that runs, the editor, the reader's own programs.
// Invariant: what a test edits is typed, and what it expects is what CPython prints.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { harness, violations } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

const { start, stop, visit, open, address, check } = harness();
before(start);
after(stop);
afterEach(check);

/** A page with the reader's own program. @param {string} text */
async function own(text) {
  const page = await visit();
  await page.locator('except-star-list [data-id="own"]').click();
  await editor(page).waitFor();
  await write(page, text);
  return page;
}

/** What takes the keys. @param {Page} page */
function editor(page) {
  return page.locator("except-star-editor .cm-content");
}

/** Puts a text in place of all that is in the editor. @param {Page} page @param {string} text */
async function write(page, text) {
  await editor(page).focus();
  await page.keyboard.press("ControlOrMeta+a");
  // Not typed key by key: the editor would indent by itself.
  await page.keyboard.insertText(text);
}

/** The lines that the run has printed. @param {Page} page */
function printed(page) {
  return page.locator("[data-panel=console] td.line").allInnerTexts();
}

/** Waits until the console has this line. @param {Page} page @param {string} line */
async function prints(page, line) {
  await page.locator("[data-panel=console] td.line", { hasText: line }).first().waitFor();
}

/** @param {Page} page */
function language(page) {
  return page.locator("except-star-code [role=tab][aria-selected=true]").innerText();
}

test("Python runs first, the other language is another run, and the choice is remembered", async () => {
  const page = await visit();
  assert.equal(await language(page), "Python");
  assert.match(await page.locator("except-star-code .bar").innerText(), /This text runs here/);
  const [digest, lines] = [await page.locator(".outcome").innerText(), await printed(page)];
  await page.getByRole("tab", { name: "Rust" }).click();
  await page.waitForFunction(() => location.hash.includes("scenario=await-raises&seed"));
  assert.equal(await language(page), "Rust");
  assert.match(await page.locator("except-star-code pre").innerText(), /^async fn/);
  assert.deepEqual(await printed(page), lines, "both print the same");
  assert.notEqual(await page.locator(".outcome").innerText(), digest);

  await page.goto(address());
  await page.locator("[layout=page] .outcome").waitFor();
  assert.equal(await language(page), "Rust", "it is remembered");
  await page.goto(`${address()}#scenario=gather&language=python`);
  await page.waitForFunction(() => /^gather/.test(document.title));
  assert.equal(await language(page), "Python", "a link wins");
  await page.locator('except-star-list [data-id="task-group"]').click();
  await page.waitForFunction(() => location.hash.includes("scenario=task-group&language=python"));
});

test("a link without a language means what it meant before: Rust", async () => {
  const page = await visit("#scenario=gather&mode=plain");
  assert.equal(await language(page), "Rust");
});

test("the line of the chosen event is marked, and scrolled to", async () => {
  const page = await visit("#scenario=gather&language=python");
  const log = page.locator("except-star-log");
  await log.locator('[data-filter="kind"]').selectOption({ label: "print" });
  await log.locator(".body .row").last().click();
  const marked = page.locator("except-star-code .line[data-marked]");
  await marked.waitFor();
  assert.match(await marked.innerText(), /print\(/);
  assert.equal(await marked.getAttribute("aria-current"), "true");
  const hidden = await marked.evaluate((line) => {
    const [at, box] = [line, line.closest("pre")].map((of) => of?.getBoundingClientRect());
    return at === undefined || box === undefined || at.top < box.top || at.bottom > box.bottom;
  });
  assert.equal(hidden, false);
  const number = await marked.evaluate(
    (line) => [...(line.parentNode?.children ?? [])].indexOf(line) + 1,
  );
  assert.match(await log.locator(".detail").innerText(), new RegExp(`line ${number}:`));
});

test("a scenario is edited, broken, mended and shared", async () => {
  const page = await visit("#scenario=task-group&language=python");
  await page.getByRole("button", { name: "Edit the Python code" }).click();
  await editor(page).waitFor();
  assert.match(await editor(page).innerText(), /DELAYS = \[1\.0, 2\.0, 1\.5\]/);
  const before = page.url();
  await write(
    page,
    "import asyncio\n\nasync def main():\n    print('mine')\n\nasyncio.run(main())\n",
  );
  await prints(page, "mine");
  assert.match(page.url(), /#python=/);
  assert.equal(await page.locator("#field-delays").count(), 0, "its values are in the text now");

  await write(
    page,
    "import asyncio\n\nasync def main():\n    print('mine'\n\nasyncio.run(main())\n",
  );
  const problems = page.locator("except-star-code .problems");
  await problems.getByText("SyntaxError: '(' was never closed").waitFor();
  assert.match(await problems.innerText(), /Line 4, column 10/);
  await page.locator("except-star-editor .cm-lintRange-error").first().waitFor();
  assert.match(await page.locator(".stale").innerText(), /^Not run\. The run below belongs to/);
  assert.deepEqual(await printed(page), ["mine"], "the last run stays");

  await write(
    page,
    "import asyncio\n\nasync def main():\n    print('mended')\n\nasyncio.run(main())\n",
  );
  await prints(page, "mended");
  assert.equal(await page.locator(".stale").count(), 0);
  assert.equal(await problems.innerText(), "");

  const again = await visit(new URL(page.url()).hash);
  await prints(again, "mended");
  assert.equal(
    await again.locator(".outcome dl").innerText(),
    await page.locator(".outcome dl").innerText(),
  );
  assert.match(await editor(again).innerText(), /print\('mended'\)/);

  await page.getByRole("button", { name: "Reset the text" }).click();
  await page.waitForFunction(
    (url) => location.href === url,
    before.replace(/#.*/, "#scenario=task-group&language=python&seed=42&debug=0&delays=1,2,1.5"),
  );
  assert.equal(await page.locator("#field-delays").inputValue(), "1, 2, 1.5");
  await page.goBack();
  await prints(page, "mended");
});

test("what is not there is refused with its place and what to do instead", async () => {
  const page = await own(
    "import asyncio\nimport aiohttp\n\nasync def main():\n    pass\n\nasyncio.run(main())\n",
  );
  const problems = page.locator("except-star-code .problems");
  await problems.getByText("aiohttp").first().waitFor();
  assert.match(await problems.innerText(), /Line 2, column 8/);
  assert.match(await problems.innerText(), /asyncio\.sleep/);
  assert.match(await page.locator(".stale").innerText(), /^Not run\./);
});

for (const [where, text] of /** @type {const} */ ([
  [
    "that awaits",
    "import asyncio\n\nasync def main():\n    print('begins')\n    while True:\n        sum(range(1000))\n        await asyncio.sleep(0)\n\nasyncio.run(main())\n",
  ],
  [
    "that awaits nothing",
    "import asyncio\n\nasync def main():\n    print('begins')\n    while True:\n        pass\n\nasyncio.run(main())\n",
  ],
  ["of the module", "print('begins')\nwhile True:\n    pass\n"],
])) {
  test(`an endless loop ${where} is stopped, and what it printed is there`, async () => {
    const page = await own(text);
    const lasting = page.locator(".lasting");
    await lasting.waitFor();
    assert.match(await lasting.innerText(), /^Running for \d+ s, [\d,]+ events? so far/);
    await lasting.getByRole("button", { name: "Stop" }).click();
    await page.locator(".outcome", { hasText: "Stopped" }).waitFor();
    assert.equal(await lasting.count(), 0);
    await prints(page, "begins");
  });
}

test("a recursion without an end is a RecursionError", async () => {
  for (const text of [
    "def f():\n    f()\n\nf()\n",
    "class A:\n    def __repr__(self):\n        return f'{self!r}'\n\nprint(A())\n",
    "import asyncio\n\nasync def f():\n    await f()\n\nasyncio.run(f())\n",
    "def f(x):\n    return sorted([1, 2], key=f)\n\nf(1)\n",
  ]) {
    const page = await own(text);
    await prints(page, "RecursionError: maximum recursion depth exceeded");
    assert.match(await page.locator(".outcome").innerText(), /RecursionError/);
    assert.equal(await page.getByRole("alert").count(), 0);
  }
});

test("every program to begin with runs", async () => {
  const page = await visit();
  await page.locator('except-star-list [data-id="own"]').click();
  await page.waitForFunction(() => location.hash.startsWith("#python="));
  await page.locator('except-star-list [data-id^="own-"]').first().waitFor();
  const ids = await page
    .locator("except-star-list section, except-star-list ul")
    .first()
    .locator("button")
    .evaluateAll((all) => all.map((of) => of.getAttribute("data-id") ?? ""));
  assert.ok(ids.length > 4, `${ids}`);
  for (const id of ids) {
    const entry = page.locator(`except-star-list [data-id="${id}"]`);
    await entry.click();
    await page.locator(`except-star-list [data-id="${id}"][aria-current]`).waitFor();
    await page.locator("[layout=page] .outcome").waitFor();
    assert.equal(await page.locator("except-star-code .problems").innerText(), "", id);
    assert.equal(await page.locator(".stale, .notices").count(), 0, id);
    assert.ok((await printed(page)).length > 0, id);
  }
});

test("a text that is too long for a link runs, and says why it has none", async () => {
  const numbers = Array.from({ length: 3000 }, (_, index) => (index * 7919) % 100_003);
  const page = await own(`numbers = [${numbers.join(", ")}]\nprint(len(numbers))\n`);
  await prints(page, "3000");
  assert.match(
    await page.locator(".share").innerText(),
    /A link to this run would be \d+ characters long; at most 8192/,
  );
});

test("a link is copied", async () => {
  const page = await visit("#scenario=gather&language=python");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.locator(".share").getByText("Copied").waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /#scenario=gather&language=python&seed=42&/);
});

test("a program stands in the element as a script or as a code block", async () => {
  const page = await visit();
  await page.evaluate(() => {
    const main = /** @type {HTMLElement} */ (document.querySelector("main"));
    for (const [id, name, attributes, parent] of [
      ["script", "script", { type: "text/python" }, null],
      ["block", "code", { className: "language-python" }, "pre"],
    ]) {
      const source = Object.assign(
        document.createElement(/** @type {string} */ (name)),
        attributes,
      );
      source.textContent = `
        import asyncio

        async def main():
            await asyncio.sleep(2)
            print("from the ${id}")

        asyncio.run(main())
      `;
      const element = Object.assign(document.createElement("except-star"), { id });
      if (parent === null) element.append(source);
      else {
        const around = document.createElement("pre");
        around.append(source);
        element.append(around);
      }
      main.append(element);
    }
  });
  for (const id of ["script", "block"]) {
    const element = page.locator(`#${id}`);
    await element.scrollIntoViewIfNeeded();
    await element.locator(".outcome", { hasText: "2.000 s" }).waitFor();
    await element.locator("td.line", { hasText: `from the ${id}` }).waitFor();
    assert.match(await element.locator(".cm-content").innerText(), /^import asyncio\n/);
  }
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`axe finds nothing at a program with a mistake, ${colorScheme}`, async () => {
    const page = await visit("", { colorScheme });
    await page.locator('except-star-list [data-id="own"]').click();
    await editor(page).waitFor();
    await write(page, "import asyncio\nprint(\n");
    await page.locator("except-star-code .problems li").waitFor();
    assert.deepEqual(await violations(page), []);
  });
}

test("a refused program from a link stands in the editor, with what is wrong", async () => {
  const packed = deflateRawSync("import aiohttp\n").toString("base64url");
  const page = await open();
  await page.goto(`${address()}#python=${packed}`);
  await page.locator("except-star-code .problems li").waitFor();
  assert.match(await editor(page).innerText(), /^import aiohttp/);
  assert.equal(await page.locator(".outcome").count(), 0);
  await write(page, "print('mended')\n");
  await prints(page, "mended");
});
