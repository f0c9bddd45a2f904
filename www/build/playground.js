// Owns the playground's part in building and serving: the run of the defaults, recorded in the page, stands there before any
// script has run, and for readers without scripts.
// Invariant: it is what the page's element shows without a link, as the very module makes it that the page loads.

import { FIRST } from "../src/language.js";
import { engineInNode } from "./engine.js";
import { escaped } from "./markup.js";
import { figure } from "./recorded.js";

/** @import { ScenarioInfo } from "../pkg/except_star.js" */
/** @import { Spec } from "../src/engine.js" */

const MARK = "<!-- playground:recorded -->";

/** @returns {import("vite").Plugin} */
export function playground() {
  return {
    name: "except-star-playground",
    transformIndexHtml: {
      order: "pre",
      async handler(html) {
        return html.includes(MARK) ? html.replace(MARK, await recorded()) : html;
      },
    },
  };
}

async function recorded() {
  const engine = engineInNode();
  const { spec, info } = await engine.ask({ language: FIRST }, true);
  if (spec === null || info === null) throw new Error("There is no run without a link.");
  const shown = await engine.run(spec);
  if (!shown) throw new Error(`${spec.scenario} did not run`);
  const defaults = /** @type {Spec} */ (spec);
  return `${head(info)}
${figure({ ...shown, info, defaults }, { results: true, console: true, alone: false })}`;
}

/** @param {ScenarioInfo} info */
function head({ section_number, section, title, summary, look_for }) {
  return `<header class="head">
<div><p class="section">${section_number} · ${escaped(section)}</p><h2>${escaped(title)}</h2></div>
<p class="summary">${escaped(summary)}</p>
<div class="look"><h3>What to look for</h3><ul>${look_for.map((what) => `<li>${escaped(what)}</li>`).join("")}</ul></div>
</header>`;
}
