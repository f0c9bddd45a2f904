// Owns where CPython 3.14 comes from: the npm package pyodide, which stands where the benches have it.
//
// Invariant: nothing here knows what is run on it.

import { createRequire } from "node:module";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(`${import.meta.dirname}/../../benches/browser/package.json`);
const folder = dirname(require.resolve("pyodide"));

export const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
