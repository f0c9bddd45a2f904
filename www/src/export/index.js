// Owns making the files in which a run leaves the page. It is fetched when somebody asks for one.
// Invariant: each is a function of the run and of what stands around it; only the picture in pixels needs a browser.

import { chromeTrace } from "./chrome-trace.js";
import { jsonLines } from "./json-lines.js";
import { markdownReport } from "./markdown.js";
import { sequenceDiagram } from "./mermaid.js";
import { pngOf } from "./png.js";
import { svgOf } from "./svg.js";

/** @import { Run } from "../run.js" */
/** @import { Format } from "../views/share.js" */
/** What stands around a run: its title, the whole address of its link, and whether the page is dark. @typedef {{ title: string, link: string, dark: boolean }} Around */

/** @type {Record<Format, (run: Run, around: Around) => string | Promise<Blob>>} */
const makers = {
  python: ({ python }) => python,
  jsonl: jsonLines,
  chrome: (run, { title }) => chromeTrace(run, title),
  mermaid: sequenceDiagram,
  svg: svgOf,
  png: (run, around) => pngOf(svgOf(run, around)),
  markdown: markdownReport,
};

/** The file. @param {Format} format @param {Run} run @param {Around} around @returns {Promise<Blob>} */
export async function fileOf(format, run, around) {
  const made = await makers[format](run, around);
  return made instanceof Blob ? made : new Blob([made], { type: "text/plain;charset=utf-8" });
}
