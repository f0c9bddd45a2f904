// Owns the check of the corpus against CPython 3.14: `node corpus.mjs [--record] [PROGRAM…]`. It runs in WebAssembly.
//
// Invariant: each program has an interpreter of its own, from its first line to the collection of its last object.
// What is kept of an output, and which programs cannot run there, corpus.py and corpus.json know.

import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { loadPyodide } from "../support/pyodide.mjs";

const here = import.meta.dirname;
const FILES = ["corpus.json", "corpus.py", "reference.py", "virtual_loop.py"];

/** An interpreter that has read the files of this folder, and the memory where each program begins. */
async function reader() {
  const python = await loadPyodide({ _makeSnapshot: true });
  for (const name of FILES) {
    python.FS.writeFile(`/home/pyodide/${name}`, readFileSync(`${here}/${name}`));
  }
  // The package's own loop goes: asyncio is again as it stands in CPython.
  python.runPython(`
import asyncio, sys
sys.path.insert(0, "/home/pyodide")
import corpus, reference, virtual_loop
asyncio.run = asyncio.runners.run
asyncio.events._set_event_loop_policy(None)
asyncio.events._set_running_loop(None)
virtual_loop.pin_order()
`);
  const memory = python.makeMemorySnapshot();
  python.FS.mkdir("/corpus");
  python.FS.mount(python.FS.filesystems.NODEFS, { root: dirname(dirname(here)) }, "/corpus");
  python.runPython(`
import pathlib
corpus.HERE = pathlib.Path("/corpus/tests/python")
corpus.PROGRAMS = corpus.HERE / "programs"
corpus.STARTING = pathlib.Path("/corpus/www/src/programs")
`);
  return { python, memory };
}

/** What a program sends until its interpreter has ended: the records that reference.py writes. */
async function records(memory, source, fileName) {
  const python = await loadPyodide({ _loadSnapshot: memory });
  const { _module: module, FS } = python;
  FS.writeFile("/program", source);
  const text = module.stringToNewUTF8(`
import os, reference, sys
try:
    reference.execute(open("/program").read(), os.open("/records", os.O_CREAT | os.O_WRONLY), "${fileName}")
except SystemExit as end:
    # The package would show it as any other exception.
    if end.code is not None and not isinstance(end.code, int):
        print(end.code, file=sys.stderr)
`);
  try {
    module._PyRun_SimpleString(text);
    module._Py_FinalizeEx();
  } catch (error) {
    // The process has ended because nothing could run any more.
    if (error?.name !== "ExitStatus") {
      throw error;
    }
  }
  return FS.readFile("/records", { encoding: "utf8" });
}

async function main(words) {
  const recording = words[0] === "--record";
  const { python, memory } = await reader();
  const call = (name, ...args) => {
    const json = python.runPython(`lambda text: corpus.json.dumps(${name}(*corpus.json.loads(text)))`);
    return JSON.parse(json(JSON.stringify(args)));
  };
  const programs = call("corpus.runnable", words.slice(recording ? 1 : 0), call("corpus.lists")["needs more than Pyodide"]);
  const wrong = [];
  for (const name of programs) {
    const sent = await records(memory, call("corpus.source", name), call("corpus.file_name", name));
    const run = call("reference.read_records", sent, null, name);
    wrong.push(call("corpus.check", name, run, 14, recording));
  }
  const differences = wrong.filter((difference) => difference !== null);
  if (differences.length > 0) {
    console.error([...differences, `${differences.length} of ${programs.length} print something else`].join("\n"));
    process.exit(1);
  }
  console.log(`${programs.length} programs print on CPython 3.14 what is kept`);
  process.exit(0);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  // Not the error itself: Node shows the line that raised it, and the interpreter's script has a single one.
  console.error(error.stack);
  process.exit(1);
}
