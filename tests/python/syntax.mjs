// Owns the check of the wrong texts against CPython 3.14: `node syntax.mjs [--record]`. It runs in WebAssembly.
//
// Invariant: each text is the file of a program, and what is compared is all that CPython prints of it on standard error.

import { readFileSync, writeFileSync } from "node:fs";
import { loadPyodide } from "../support/pyodide.mjs";

const FILE = `${import.meta.dirname}/syntax.json`;
const READER = `
import contextlib, ctypes, io, json, linecache

c = ctypes.pythonapi
c.fopen.restype = ctypes.c_void_p
c.fopen.argtypes = [ctypes.c_char_p, ctypes.c_char_p]
c.PyRun_SimpleFileExFlags.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p]

def printed(text):
    with open("program.py", "wb") as file:
        file.write(text.encode())
    linecache.clearcache()
    with contextlib.redirect_stderr(io.StringIO()) as printed, contextlib.redirect_stdout(io.StringIO()):
        c.PyRun_SimpleFileExFlags(c.fopen(b"program.py", b"r"), b"program.py", True, None)
    return printed.getvalue()

lambda texts: json.dumps([printed(text) for text in json.loads(texts)])
`;

const cases = JSON.parse(readFileSync(FILE, "utf8"));
const python = await loadPyodide();
const printed = JSON.parse(python.runPython(READER)(JSON.stringify(cases.map(({ text }) => text))));
const wrong = cases.filter(({ stderr }, index) => stderr !== printed[index]);
if (process.argv[2] === "--record") {
  const lines = cases.map(({ text }, index) => JSON.stringify({ text, stderr: printed[index] }));
  writeFileSync(FILE, `[\n${lines.join(",\n")}\n]\n`);
} else if (wrong.length > 0) {
  console.error(wrong.map(({ text }) => JSON.stringify(text)).join("\n"));
  console.error(`${wrong.length} of ${cases.length} texts print something else; \`--bless\` keeps it`);
  process.exit(1);
}
console.log(`${cases.length} wrong texts print on CPython 3.14 what is kept`);
process.exit(0);
