// Owns the end-to-end tests of the files in which a run leaves the page, as a browser saves them under the strict policy.
// Invariant: each file is opened and read; that something was saved is not enough.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, test } from "node:test";
import { harness, violations } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */

const { start, stop, visit, check } = harness();
before(start);
after(stop);
afterEach(check);

const RUN = "#scenario=task-group-failure&language=python&stagger=0.3&at=0.2:cancel:task-1";

/** Asks for a file. @param {Page} page @param {string} label */
async function saved(page, label) {
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("group", { name: "Export" }).getByRole("button", { name: label }).click(),
  ]);
  return { name: download.suggestedFilename(), body: await readFile(await download.path()) };
}

test("each file has the run that is drawn", async () => {
  const page = await visit(RUN);
  const events = Number(await page.getByRole("slider", { name: "Cursor" }).getAttribute("max")) + 1;
  const link = await page.locator("except-star").evaluate((of) => /** @type {any} */ (of).link);
  /** @type {[string, string, (text: string) => void][]} */
  const expected = [
    [
      "Python program",
      "program.py",
      (text) => assert.match(text, /^import asyncio\n[\s\S]*intervene_cancel, 'task-1'\)\n/),
    ],
    [
      "Report, Markdown",
      "report.md",
      (text) => {
        assert.match(text, /^# TaskGroup: one failure ends the group\n/);
        const [address] = page.url().split("#");
        assert.ok(text.includes(`\n[Open this run](<${address}${link}>)\n`), text);
        assert.match(text, /\| intervention \| 0\.2:cancel:task-1 \|/);
      },
    ],
    [
      "Picture, SVG",
      "timeline.svg",
      (text) => assert.match(text, /^<svg [\s\S]*task-3[\s\S]*<\/svg>\n$/),
    ],
    [
      "Sequence diagram, Mermaid",
      "sequence.mmd",
      (text) =>
        assert.match(
          text,
          /^sequenceDiagram\n {2}participant t0 as the loop\n {2}participant t1 as main\n/,
        ),
    ],
    [
      "Trace, JSON Lines",
      "trace.jsonl",
      (text) => {
        const lines = text
          .trimEnd()
          .split("\n")
          .map((line) => JSON.parse(line));
        assert.deepEqual(
          lines.map(({ seq }) => seq),
          [...Array(events).keys()],
        );
      },
    ],
    [
      "Trace for Perfetto and Chrome",
      "trace.json",
      (text) => {
        const slices = JSON.parse(text).traceEvents.filter(
          (/** @type {any} */ { ph }) => ph === "X",
        );
        assert.ok(
          slices.some((/** @type {any} */ { name, dur }) => name === "sleep 1.1" && dur > 0),
        );
      },
    ],
  ];
  for (const [label, name, holds] of expected) {
    const file = await saved(page, label);
    assert.equal(file.name, `task-group-failure-${name}`);
    holds(file.body.toString("utf8"));
  }
  await page.locator(".share").getByText("Saved task-group-failure-trace.json").waitFor();
});

test("the picture in pixels is as large as the one in SVG, twice, and not empty", async () => {
  const page = await visit(RUN);
  const svg = (await saved(page, "Picture, SVG")).body.toString("utf8");
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  const { body } = await saved(page, "Picture, PNG");
  assert.equal(body.toString("latin1", 1, 4), "PNG");
  assert.deepEqual(
    [body.readUInt32BE(16), body.readUInt32BE(20)],
    [2 * Number(width), 2 * Number(height)],
  );
  const colours = await page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    context.drawImage(image, 0, 0);
    const { data: pixels } = context.getImageData(0, 0, image.width, image.height);
    const seen = new Set();
    for (let at = 0; at < pixels.length; at += 4)
      seen.add(`${pixels[at]},${pixels[at + 1]},${pixels[at + 2]}`);
    return [...seen];
  }, body.toString("base64"));
  // The ground, the colour of task-1, and that of an error: the style sheet of the picture holds in it.
  for (const colour of ["255,255,255", "31,95,184", "163,50,31"])
    assert.ok(colours.includes(colour), colour);
});

test("the list of files is led through by keys, and closed by Escape", async () => {
  const page = await visit(RUN);
  const button = page.getByRole("button", { name: "Export", exact: true });
  await button.focus();
  await page.keyboard.press("Enter");
  const list = page.getByRole("group", { name: "Export" });
  await list.waitFor();
  assert.deepEqual(await violations(page), []);
  for (const key of ["ArrowDown", "ArrowDown", "End", "Home", "ArrowDown"])
    await page.keyboard.press(key);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.keyboard.press("Enter"),
  ]);
  assert.equal(download.suggestedFilename(), "task-group-failure-report.md");
  await button.click();
  await list.waitFor();
  await page.keyboard.press("Escape");
  await list.waitFor({ state: "hidden" });
});

test("a program of one's own is exported, too, even where it has no link", async () => {
  const page = await visit("#python=");
  await page.evaluate(async () => {
    const element = /** @type {any} */ (document.querySelector("except-star"));
    element.python = "print(1)\n";
    await element.updateComplete;
  });
  const { name, body } = await saved(page, "Report, Markdown");
  assert.equal(name, "own-report.md");
  assert.match(body.toString("utf8"), /## Program\n\n```python\nprint\(1\)\n```\n$/);
});
