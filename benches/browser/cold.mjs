// Owns the measuring of cold starts: `node cold.mjs ROUNDS NAME=FOLDER…`, each a built playground; `Pyodide` alone is that.
// Invariant: every visit has a profile of its own, in which nothing was ever loaded, and the page's code is as it is built. The
// browser has drawn its own window before, and the page is asked nothing before it shows a run of its own.

import { fileURLToPath } from "node:url";
import { serve } from "../../www/e2e/server.js";
import { alternate, launch, print } from "./chromium.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const [rounds, ...names] = process.argv.slice(2);

/** What a page writes to the console when it shows a run of its own. */
const LIVE = "live";

/** So many milliseconds after a window was opened its own interface is drawn, and does not slow down what it shows. */
const SETTLED = 500;

/**
 * Runs in the page before its own scripts. The first picture is the end of the first frame that has a row of a table of results
 * or of the console in it. It may be recorded; live is one that is in a shadow tree, where the page's own run is drawn.
 */
function watch(signal) {
  const live = (root) =>
    [...root.querySelectorAll("*")].some(
      ({ shadowRoot }) => shadowRoot && (shadowRoot.querySelector("td") || live(shadowRoot)),
    );
  // The task that this posts comes after the frame was painted.
  const painted = (then) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(null);
  };
  const frame = () => {
    const isLive = live(document);
    if (isLive || document.querySelector("except-star td")) {
      painted(() => (globalThis.picture ??= performance.now()));
    }
    if (!isLive) return requestAnimationFrame(frame);
    painted(() => {
      globalThis.live = performance.now();
      console.debug(signal);
    });
  };
  requestAnimationFrame(frame);
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const result = await original.apply(WebAssembly, given);
      globalThis.instantiated ??= performance.now();
      return result;
    };
  }
}

/** Milliseconds from navigation until each step of a built page. */
async function visit(page, address) {
  await page.addInitScript(watch, LIVE);
  await page.waitForTimeout(SETTLED);
  const shown = page.waitForEvent("console", (message) => message.text() === LIVE);
  await page.goto(address, { waitUntil: "commit" });
  await shown;
  return page.evaluate(() => {
    const module = performance
      .getEntriesByType("resource")
      .find(({ name }) => name.endsWith(".wasm"));
    const { instantiated, picture, live } = globalThis;
    return { fetched: module?.responseEnd, instantiated, picture, live };
  });
}

/** Milliseconds from the import of Pyodide until the result of the first group. */
async function pyodide(page, address) {
  await page.goto(address);
  const live = await page.evaluate(async () => {
    const begin = performance.now();
    const { default: works } = await import("/systems/pyodide.js");
    if ((await (await works()).fail(3)) !== 3) throw new Error("not every task failed");
    return performance.now() - begin;
  });
  return { live };
}

const systems = await Promise.all(
  names.map(async (text) => {
    if (text === "Pyodide")
      return { name: text, server: await serve({ "/": here }, {}), measure: pyodide };
    const [name, folder] = text.split(/=(.*)/s);
    return { name, server: await serve({ "/": folder }, {}), measure: visit };
  }),
);
const browser = await launch();
const samples = await alternate(Number(rounds), systems, async ({ name, server, measure }) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    return await measure(await context.newPage(), `${server.address}/`);
  } catch (error) {
    throw new Error(`${name}: ${error.message}`, { cause: error });
  } finally {
    await context.close();
  }
});

const steps = {
  fetched: "cold start, until the module is there",
  instantiated: "cold start, until the module is instantiated",
  picture: "cold start, until the first picture",
  live: "cold start, until the first run made in the page",
};
for (const [step, title] of Object.entries(steps)) {
  for (const [index, { name }] of systems.entries()) {
    const times = samples[index].map((sample) => sample[step]);
    if (times.every((time) => time !== undefined)) print(title, "ms", name, times);
  }
}
await browser.close();
for (const { server } of systems) await server.close();
