// Owns the part of the build in the page on Python texts: the lists that stand between its sentences.
// Invariant: what they list was answered by the interpreter and the command, and is recorded by a test (tests/python/facts.rs).

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { grouped } from "../src/format.js";
import { escaped } from "./markup.js";

/**
 * @typedef {{
 *   modules: { name: string, names: string[], missing: string[] }[],
 *   stand_ins: { modules: string[], advice: string }[],
 *   refused: { what: string, message: string, advice: string }[],
 *   seen: [expression: string, value: string][],
 *   limits: Record<string, number | string>,
 *   commands: [command: string, output: string][],
 * }} Facts
 * @typedef {Record<"different" | "newer", Record<string, string>>} Versions
 */

const facts = new URL("../python/facts.json", import.meta.url);
const versions = new URL("../../tests/python/corpus.json", import.meta.url);

/** @returns {import("vite").Plugin} */
export function python() {
  return {
    name: "except-star-python",
    transformIndexHtml: {
      order: "pre",
      async handler(html, { filename }) {
        if (!filename.endsWith("/python.html")) return html;
        return composed(html, await read(facts), await read(versions));
      },
    },
    configureServer(server) {
      const files = [facts, versions].map((file) => fileURLToPath(file));
      server.watcher.add(files);
      server.watcher.on("change", (file) => {
        if (files.includes(file)) server.ws.send({ type: "full-reload" });
      });
    },
  };
}

/** @param {URL} file */
async function read(file) {
  return JSON.parse(await readFile(file, "utf8"));
}

/**
 * The page with its lists: each stands for a comment `python:NAME`, and `python:limit NAME` and `python:command COMMAND` for one
 * value of them.
 * @param {string} html
 * @param {Facts} facts
 * @param {Versions} versions
 */
export function composed(html, facts, versions) {
  const commands = Object.fromEntries(facts.commands);
  /** @type {Record<string, (of: string) => string | undefined>} */
  const parts = {
    modules: () => facts.modules.map(module).join("\n"),
    "stand-ins": () =>
      rows(facts.stand_ins.map((of) => [of.modules.map(code).join(", "), prose(of.advice)])),
    refused: () => rows(facts.refused.map(({ what, advice }) => [code(what), prose(advice)])),
    seen: () => rows(facts.seen.map((pair) => pair.map(code))),
    versions: () =>
      listed([...Object.values(versions.newer), ...Object.values(versions.different)]),
    limit: (of) => figure(facts.limits[of]),
    command: (of) => session(of, commands[of]),
  };
  const whole = html.replace(/<!-- python:([\w-]+) ?(.*?) -->/g, (comment, name, of) => {
    const text = parts[name]?.(of);
    if (text === undefined) throw new Error(`python.html asks for what there is not: ${comment}`);
    return text;
  });
  // Long lines scroll in their box, so it can have the focus.
  return whole.replaceAll("<pre>", '<pre tabindex="0" role="group" aria-label="Code">');
}

/** @param {{ name: string, names: string[], missing: string[] }} of */
function module({ name, names, missing }) {
  const without = missing.length > 0 ? `<p>Not here:</p>${codes(missing)}` : "";
  return `<details id="module-${name}"><summary>${code(name)} <span>${names.length}</span></summary>${codes(names)}${without}</details>`;
}

/** @param {string[]} names */
function codes(names) {
  return `<ul class="names">${names.map((of) => `<li>${code(of)}</li>`).join(" ")}</ul>`;
}

/** @param {string[][]} cells */
function rows(cells) {
  return cells
    .map(([head, cell]) => `<tr><th scope="row">${head}</th><td>${cell}</td></tr>`)
    .join("\n");
}

/** Sentences, each once. @param {string[]} sentences */
function listed(sentences) {
  return [...new Set(sentences)].map((of) => `<li>${prose(of)}</li>`).join("\n");
}

/** @param {number | string | undefined} value */
function figure(value) {
  return typeof value === "number" ? grouped(value) : value && escaped(value);
}

/** @param {string} command @param {string | undefined} output */
function session(command, output) {
  if (output === undefined) return undefined;
  return `<pre><code><b>$ except-star ${escaped(command)}</b>\n${escaped(output)}</code></pre>`;
}

/** Long names may be broken at their seams. @param {string} text */
function code(text) {
  return `<code>${escaped(text).replace(/[._(](?=[a-z])/gi, "$&<wbr>")}</code>`;
}

/** A sentence with its code between backticks. @param {string} text */
function prose(text) {
  return text
    .split("`")
    .map((part, index) => (index % 2 === 1 ? code(part) : escaped(part)))
    .join("");
}
