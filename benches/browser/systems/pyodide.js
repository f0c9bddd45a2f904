// Owns the works on asyncio itself: CPython in WebAssembly, as Pyodide has it.
// Invariant: the Python file is what runs; nothing of a work is done on this side.

import { loadPyodide } from "/node_modules/pyodide/pyodide.mjs";

export default async function works() {
  const python = await loadPyodide({ indexURL: "/node_modules/pyodide/" });
  const source = await (await fetch("/systems/works.py")).text();
  await python.runPythonAsync(source);
  const names = ["group", "gather", "yields", "fail", "cancel"];
  return Object.fromEntries(names.map((name) => [name, python.globals.get(name)]));
}
