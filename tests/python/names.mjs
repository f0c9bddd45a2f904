// Owns the names that CPython's modules have and the same modules do not have here: `node names.mjs [--record]`.
//
// Invariant: what is here is what the command answers.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { loadPyodide } from "../support/pyodide.mjs";

const root = `${import.meta.dirname}/../..`;
const FILE = `${root}/src/python/lib/missing.txt`;

/** The public names of a module in CPython, but for modules and what another one of these modules lends. */
const OWN = `
import importlib, types

def own(name, modules):
    module = importlib.import_module(name)
    for key in sorted(dir(module)):
        value = getattr(module, key)
        home = getattr(value, "__module__", None) or ""
        borrowed = home in modules and home.partition(".")[0] != name.partition(".")[0]
        if key[0] != "_" and not isinstance(value, types.ModuleType):
            if not borrowed or key in getattr(module, "__all__", ()):
                yield key

lambda modules: {name: list(own(name, modules)) for name in modules}
`;

const { modules } = JSON.parse(readFileSync(`${root}/www/python/facts.json`, "utf8"));
const python = await loadPyodide();
const names = modules.map(({ name }) => name);
const own = python.runPython(OWN)(python.toPy(names)).toJs({ dict_converter: Object.fromEntries });

const checks = names.map((name) => `check(${JSON.stringify(name)}, ${name}, ${JSON.stringify(own[name])})\n`);
const program = `import ${names.join(", ")}
def check(name, module, keys):
    print(name, *(key for key in keys if not hasattr(module, key)))
${checks.join("")}`;
const command = ["run", "--quiet", "--", "run", "--format", "json", "-"];
const run = JSON.parse(execFileSync("cargo", command, { cwd: root, input: program, encoding: "utf8" }));
const missing = run.console.map(({ text }) => `${text}\n`).join("");

if (process.argv[2] === "--record") {
  writeFileSync(FILE, missing);
} else if (missing !== readFileSync(FILE, "utf8")) {
  console.error(`src/python/lib/missing.txt would have to say:\n${missing}`);
  process.exit(1);
}
console.log(`${names.length} modules have the names of CPython 3.14 but for those in src/python/lib/missing.txt`);
process.exit(0);
