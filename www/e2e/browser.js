// Owns what the end-to-end tests stand on: the built page served, a browser, and a page that may not complain.
// Invariant: the server sends the strict policy that the element promises to live under, and serves under a sub-path.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "./server.js";

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const prefix = "/some/where/";
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src data:";
// Static hosts allow their files to all; without that no other page could have the element.
const headers = { "content-security-policy": policy, "access-control-allow-origin": "*" };

/** Starts the browser that CHROMIUM names. */
function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    // Chromium's sandbox does not start for root, as which containers run.
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
}

/**
 * A page that remembers every complaint of the browser.
 * @param {import("playwright-core").Browser} browser
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
async function openPage(browser, options) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  // Longer than anything takes on a machine that does something else, too.
  page.setDefaultTimeout(30_000);
  /** @type {string[]} */
  const complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  // Without scripts, a browser gives up the modules that it has begun to load.
  if (options?.javaScriptEnabled !== false) {
    page.on("requestfailed", (request) => complaints.push(`failed: ${request.url()}`));
  }
  return { page, context, complaints };
}

/** What a file of tests needs: its hooks, and pages that show a run. */
export function harness() {
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;
  /** @type {import("playwright-core").Browser} */
  let browser;
  /** @type {Awaited<ReturnType<typeof openPage>>[]} */
  let opened = [];
  /** @param {import("playwright-core").BrowserContextOptions} [options] */
  const open = async (options) => {
    const of = await openPage(browser, options);
    opened.push(of);
    return of.page;
  };
  return {
    async start() {
      server = await serve({ [prefix]: dist }, headers);
      browser = await launch();
    },
    async stop() {
      await browser?.close();
      await server?.close();
    },
    /** After each test: closes its pages, which may not have complained. */
    async check() {
      const complaints = opened.flatMap((of) => of.complaints);
      await Promise.all(opened.map(({ context }) => context.close()));
      opened = [];
      assert.deepEqual(complaints, [], "the browser's console is clean");
    },
    /** Where the built page is served. */
    address: () => server.address + prefix,
    /** A page that has been nowhere yet. */
    open,
    /** @param {string} [link] @param {import("playwright-core").BrowserContextOptions} [options] */
    async visit(link = "", options) {
      const page = await open(options);
      await page.goto(server.address + prefix + link);
      // Elsewhere elements run when they come near to being seen.
      const playground = page.locator("[layout=page]");
      if (await playground.count()) await playground.locator(".outcome").waitFor();
      return page;
    },
  };
}

/** By how many pixels the page is wider than the window. @param {import("playwright-core").Page} page */
export function excess(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

/** Gives the window another width, and waits until the elements have taken it. @param {import("playwright-core").Page} page @param {number} width */
export async function widen(page, width) {
  await page.setViewportSize({ width, height: 800 });
  // An element learns of a change of size in one frame, and is drawn in the next.
  await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    await Promise.all(
      [...document.querySelectorAll("except-star")].map(
        (of) => /** @type {any} */ (of).updateComplete,
      ),
    );
  });
}

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What axe has to say against the page as it is. @param {import("playwright-core").Page} page @returns {Promise<string[][]>} */
export async function violations(page) {
  await page.evaluate(await readFile(axe, "utf8"));
  return page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (globalThis).axe.run();
    return violations.map((/** @type {any} */ of) => [
      of.id,
      ...of.nodes.map((/** @type {any} */ node) => node.html),
    ]);
  });
}
