// Owns building the lesson's page from its shell and its fragments: recorded outputs, numbers, table of contents.
// Invariant: what a fragment asks for is run before it is built. What cannot be run, and a question without exactly one
// true option, is a mistake that ends the build, with the file, the line and a sentence.
//
// A fragment is one section with the fragment's name as its id, one <h2> and as many <h3> as it likes. In it may stand:
//   <except-star>            empty; what its run prints is put in
//   <except-star-question>   a paragraph, a list of options (src/lesson/options.js), a paragraph of class `why`; the answer
//                            is put in, closed
//   <except-star-exercise>   empty; the requirements are put in
//   <aside class="claim">    what is often said, and false;  <aside class="todo">  what to do; each is given its label

import { FIRST } from "../src/language.js";
import { checkOption, problemsOf } from "../src/lesson/options.js";
import { PANELS } from "../src/lesson/panels.js";
import { attributeNames, requestOf } from "../src/request.js";
import { elementsOf, escaped, lineAt, tag, withoutComments } from "./markup.js";
import { figure } from "./recorded.js";

/** @import { ScenarioTitle } from "../pkg/except_star.js" */
/** @import { Engine, Spec } from "../src/engine.js" */
/** @import { Element } from "./markup.js" */
/** @import { Recorded } from "./recorded.js" */
/** @typedef {{ name: string, html: string }} Fragment */
/** @typedef {Pick<Engine, "ask" | "run">} Runs */

/** @type {Record<string, string[]>} */
const allowed = {
  "except-star": [...attributeNames, "panels"],
  "except-star-question": attributeNames,
  "except-star-exercise": ["scenario"],
};

/** What is wrong with the lesson, in sentences. */
export class Mistakes extends Error {}

/**
 * @param {string} shell with the comments `lesson:contents` and `lesson:sections`
 * @param {Fragment[]} fragments in their order
 * @param {Runs} engine
 */
export async function compose(shell, fragments, engine) {
  const lesson = new Lesson(engine);
  const sections = [];
  const entries = [];
  for (const fragment of fragments) {
    const { html, title } = await lesson.section(fragment);
    sections.push(html);
    entries.push(`<li><a href="#${fragment.name}">${title}</a></li>`);
  }
  if (lesson.mistakes.length > 0) {
    throw new Mistakes(`The lesson cannot be built:\n${lesson.mistakes.join("\n")}`);
  }
  return shell
    .replace("<!-- lesson:contents -->", () => `<ol>\n${entries.join("\n")}\n</ol>`)
    .replace("<!-- lesson:sections -->", () => sections.join("\n"));
}

/**
 * The fragments with every scenario of the catalogue: one that no fragment shows stands at the end of its section.
 * @param {Fragment[]} fragments in the order of the sections
 * @param {Pick<ScenarioTitle, "id" | "section_number">[]} catalogue
 * @returns {Fragment[]}
 */
export function completed(fragments, catalogue) {
  const shown = new Set(
    fragments.flatMap(({ html }) => {
      const { elements } = elementsOf(withoutComments(html), ["except-star"]);
      return elements.map(({ attributes }) => attributes.scenario);
    }),
  );
  return fragments.map(({ name, html }, index) => {
    const missing = catalogue.filter((of) => of.section_number === index + 1 && !shown.has(of.id));
    const more = missing.map(({ id }) => `<except-star scenario="${id}"></except-star>\n`);
    return { name, html: html.replace(/<\/section>\s*$/, (end) => more.join("") + end) };
  });
}

class Lesson {
  /** @type {string[]} */
  mistakes = [];
  #engine;
  #questions = 0;
  #ids = new Set();

  /** @param {Runs} engine */
  constructor(engine) {
    this.#engine = engine;
  }

  /** @param {Fragment} fragment */
  async section({ name, html: source }) {
    const html = withoutComments(source).trimEnd();
    const says = (/** @type {number} */ index, /** @type {string} */ sentence) => {
      this.mistakes.push(`lesson/${name}.html:${lineAt(html, index)}: ${sentence}`);
    };
    const title = this.#frame(name, html, says);
    const { elements, broken } = elementsOf(html, Object.keys(allowed));
    for (const index of broken) {
      says(
        index,
        "This element is not closed, is in another one, or has an attribute in no quotes.",
      );
    }
    let built = "";
    let at = 0;
    for (const element of elements) {
      const complain = (/** @type {string} */ sentence) =>
        says(element.start, `<${element.name}> ${sentence}.`);
      built += bound(html.slice(at, element.start)) + (await this.#element(element, complain));
      at = element.end;
    }
    return { html: decorated(built + bound(html.slice(at)), name), title };
  }

  /** What every fragment has. @param {string} name @param {string} html @param {(index: number, sentence: string) => void} says */
  #frame(name, html, says) {
    const start = `<section id="${name}" aria-labelledby="${name}-title">`;
    if (!html.trimStart().startsWith(start))
      says(html.search(/\S|$/), `The fragment starts with ${start}.`);
    if (!html.endsWith("</section>")) says(html.length, "The fragment ends with </section>.");
    const titles = [...html.matchAll(/<h2\b[^>]*>([\s\S]*?)<\/h2>/g)];
    if (titles.length !== 1 || !titles[0][0].startsWith(`<h2 id="${name}-title">`)) {
      says(0, `The fragment has one heading <h2 id="${name}-title">.`);
    }
    for (const { index, 1: id } of html.matchAll(/\sid="([^"]*)"/g)) {
      if (this.#ids.has(id)) says(index, `The id “${id}” stands in the lesson twice.`);
      this.#ids.add(id);
    }
    for (const { index, 0: what } of html.matchAll(/<(?:script|style)\b|\s(?:style|on\w+)="/g)) {
      says(index, `“${what.trim()}” is forbidden by the page's policy.`);
    }
    return titles[0]?.[1] ?? name;
  }

  /** @param {Element} element @param {(sentence: string) => void} complain */
  async #element(element, complain) {
    for (const name of Object.keys(element.attributes)) {
      const known = allowed[element.name];
      if (!known.includes(name)) complain(`has “${name}”; it may have ${known.join(", ")}`);
    }
    const recorded = await this.#run(element.attributes, complain);
    if (recorded === null) return "";
    switch (element.name) {
      case "except-star-question":
        return this.#question(element, recorded, complain);
      case "except-star-exercise":
        return exercise(element, recorded, complain);
      default:
        return live(element, recorded, complain);
    }
  }

  /**
   * @param {Record<string, string>} asked
   * @param {(sentence: string) => void} complain
   * @returns {Promise<Recorded | null>}
   */
  async #run(asked, complain) {
    const { request, problems } = requestOf({ language: FIRST, ...asked });
    const { spec, info, errors, notices } = await this.#engine.ask(request);
    const wrong = [...problems, ...notices, ...errors];
    for (const { field, message } of wrong) complain(`${field}: ${message}`);
    if (spec === null || wrong.length > 0) return null;
    const { spec: defaults } = await this.#engine.ask({
      scenario: spec.scenario,
      language: spec.language,
    });
    const shown = await this.#engine.run(spec);
    if (!shown || !info || !defaults) throw new Error(`${spec.scenario} did not run`);
    return { ...shown, info, defaults: /** @type {Spec} */ (defaults) };
  }

  /** @param {Element} element @param {Recorded} recorded @param {(sentence: string) => void} complain */
  #question({ name, attributes, inner }, recorded, complain) {
    const { elements: options } = elementsOf(inner, ["li"]);
    const { elements: paragraphs } = elementsOf(inner, ["p"]);
    const why = paragraphs.filter((of) => of.attributes.class === "why");
    if (why.length !== 1) complain('has one <p class="why">');
    if (options.length < 2) complain("has two options or more");
    const holding = options.filter((option, index) => {
      const claim = claimOf(option);
      const problems = problemsOf(claim);
      for (const problem of problems) complain(`option ${index + 1} ${problem}`);
      return problems.length === 0 && checkOption(recorded.run, claim).holds;
    });
    if (holding.length !== 1) {
      const which = holding.map((option) => options.indexOf(option) + 1).join(" and ");
      complain(
        `has ${which ? `more than one true option: ${which}` : "no true option"}; the run decides that exactly one is`,
      );
    }
    if (why.length !== 1 || holding.length === 0) return "";
    const visible = bound(
      inner.slice(0, why[0].start).trimEnd() + inner.slice(why[0].end).trimEnd(),
    );
    this.#questions += 1;
    return `${tag(name, { ...attributes, number: String(this.#questions) })}${visible}
<details><summary>The answer</summary>
<p class="answer">${bound(holding[0].inner)}</p>
${bound(inner.slice(why[0].start, why[0].end))}
${figure(recorded, { console: true, results: false, alone: true })}
</details>
</${name}>`;
  }
}

/** What an option of a question claims. @param {Element} option */
function claimOf({ attributes }) {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name.replace(/^data-/, ""), value]),
  );
}

/** @param {Element} element @param {Recorded} recorded @param {(sentence: string) => void} complain */
function live({ name, attributes, inner }, recorded, complain) {
  if (inner.trim() !== "") complain("is empty in its fragment: what stands in it is the run's");
  const { panels = PANELS } = attributes;
  const results = panels.includes("results");
  const console = !results || panels.includes("console");
  const output = figure(recorded, { results, console, alone: true });
  return `${tag(name, { ...attributes, panels, loading: "lazy" })}\n${output}\n</${name}>`;
}

/** @param {Element} element @param {Recorded} recorded @param {(sentence: string) => void} complain */
function exercise({ name, attributes }, { info }, complain) {
  const { exercise: of } = info;
  if (of === undefined) {
    complain(`names “${info.id}”, which has no exercise`);
    return "";
  }
  const requirements = of.requirements.map((text) => `<li>${escaped(text)}</li>`);
  return `${tag(name, attributes)}
<p>${escaped(of.text)}</p>
<ol>${requirements.join("\n")}</ol>
</${name}>`;
}

/** Headings that are their own links, and labels. @param {string} html @param {string} name */
function decorated(html, name) {
  return html
    .replace(/(<h2\b[^>]*>)([\s\S]*?)<\/h2>/, `$1<a href="#${name}">$2</a></h2>`)
    .replace(/<h3>([\s\S]*?)<\/h3>/g, (_, text) => {
      const id = `${name}-${slug(text)}`;
      return `<h3 id="${id}"><a href="#${id}">${text}</a></h3>`;
    })
    .replaceAll(
      '<aside class="claim">',
      '<aside class="claim" role="note"><p class="label">Often said, and false</p>',
    )
    .replaceAll("<pre>", '<pre role="group" tabindex="0" aria-label="Code">')
    .replaceAll(
      '<aside class="todo">',
      '<aside class="todo" role="note"><p class="label">What to do</p>',
    );
}

/** A number stays on the line of its unit. @param {string} html */
function bound(html) {
  return html.replace(/(\d) (s|ms)\b(?![^<>]*>)/g, "$1&nbsp;$2");
}

/** What stands for a heading in an address. @param {string} html */
function slug(html) {
  const words = html.replace(/<[^>]*>|&\w+;/g, "").toLowerCase();
  return words.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}
