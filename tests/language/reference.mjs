// Owns the runs on CPython 3.14: `node reference.mjs < programs.json > texts.json`. It runs in WebAssembly, in a thread of
// its own, so that a program without an end can be ended.
//
// Invariant: one interpreter runs all programs up to one that takes too long, whose text is `killed`; that no program sees
// another one, reference.py keeps.

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { isMainThread, parentPort, Worker } from "node:worker_threads";

/** How long a program may take, in milliseconds. */
const LIMIT = 10_000;

/** How long an interpreter may take to start. */
const STARTING = 300_000;

/** What the thread sends next, if it comes in time. */
async function next(worker, limit) {
  const message = once(worker, "message").then(([message]) => message);
  const late = new AbortController();
  try {
    return await Promise.race([message, setTimeout(limit, "killed", { signal: late.signal })]);
  } finally {
    late.abort();
  }
}

async function start() {
  // Programs recurse as deep as CPython's limit.
  const worker = new Worker(new URL(import.meta.url), { resourceLimits: { stackSizeMb: 32 } });
  await next(worker, STARTING);
  return worker;
}

async function main() {
  const texts = [];
  let worker = await start();
  for (const program of JSON.parse(await text(process.stdin))) {
    worker.postMessage(program);
    texts.push(await next(worker, LIMIT));
    if (texts.at(-1) === "killed") {
      await worker.terminate();
      worker = await start();
    }
  }
  process.stdout.write(JSON.stringify(texts), () => process.exit(0));
}

async function serve() {
  const { loadPyodide } = await import("../support/pyodide.mjs");
  const python = await loadPyodide();
  python.FS.writeFile("/home/pyodide/reference.py", readFileSync(`${import.meta.dirname}/reference.py`));
  python.runPython("import sys; sys.path.insert(0, '/home/pyodide')");
  const run = python.pyimport("reference").run;
  parentPort.on("message", (program) => parentPort.postMessage(run(program)));
  parentPort.postMessage("ready");
}

await (isMainThread ? main() : serve());
