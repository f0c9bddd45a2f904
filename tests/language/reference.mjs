// Owns the runs on CPython 3.14: `node reference.mjs < programs.json > texts.json`. It runs in WebAssembly.
//
// Invariant: one interpreter runs all programs; that none sees another one, reference.py keeps.

import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { loadPyodide } from "../support/pyodide.mjs";

const python = await loadPyodide();
python.FS.writeFile("/home/pyodide/reference.py", readFileSync(`${import.meta.dirname}/reference.py`));
python.runPython("import sys; sys.path.insert(0, '/home/pyodide')");
const run = python.pyimport("reference").run;
const programs = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(programs.map((program) => run(program))));
