// Owns the tests of building the lesson's page from fragments.
// Invariant: what is refused is refused with its file, its line and a sentence; a page is never built in spite of it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { completed, compose, Mistakes } from "../build/compose.js";
import { engineInNode } from "../build/engine.js";
import { Engine } from "../src/engine.js";
import { fakeModule, runningOf, runOf } from "./fake-engine.js";

const shell = "<nav><!-- lesson:contents --></nav><main><!-- lesson:sections --></main>";

/** An engine whose runs print `n is N` at N seconds. */
function engine() {
  return new Engine(async () => ({
    ...fakeModule(),
    start: (spec) => {
      const n = spec.params?.n ?? "";
      return runningOf(
        runOf(spec, {
          console: [{ time: Number(n), stream: "stdout", text: `n is ${n} & <done>` }],
          tables: [{ title: "Table", columns: ["N", "What"], rows: [[Number(n), "<it>"]] }],
          digest: `digest-${n}`,
          end_time: 3.5,
        }),
      );
    },
  }));
}

/** @param {string} body @param {string} [name] */
const fragment = (body, name = "first") => ({
  name,
  html: `<!-- What it\nowns. -->\n<section id="${name}" aria-labelledby="${name}-title">\n<h2 id="${name}-title">The ${name}</h2>\n${body}\n</section>\n`,
});

/** @param {string} body */
const page = (body) => compose(shell, [fragment(body)], engine());

/** @param {string} body @param {RegExp[]} sentences */
async function refuses(body, ...sentences) {
  await assert.rejects(page(body), (thrown) => {
    assert.ok(thrown instanceof Mistakes, String(thrown));
    for (const sentence of sentences) assert.match(thrown.message, sentence);
    assert.equal(thrown.message.split("\n").length - 1, sentences.length, thrown.message);
    return true;
  });
}

const options =
  '<li data-line="n is 3 &amp; &lt;done&gt;">It is 3</li><li data-never="n is">None</li>';
/** @param {string} list @param {string} [more] */
const question = (list, more = '<p class="why">Because.</p>') =>
  `<except-star-question scenario="one"><p>What is n?</p><ul>${list}</ul>${more}</except-star-question>`;

test("the sections stand in their order, and the contents lead to them", async () => {
  const html = await compose(
    shell,
    [fragment("<p>1</p>"), fragment("<p>2</p>", "second")],
    engine(),
  );
  assert.match(
    html,
    /<li><a href="#first">The first<\/a><\/li>\n<li><a href="#second">The second<\/a>/,
  );
  assert.match(
    html,
    /<section id="first"[\s\S]*<p>1<\/p>[\s\S]*<section id="second"[\s\S]*<p>2<\/p>/,
  );
  assert.match(html, /<h2 id="first-title"><a href="#first">The first<\/a><\/h2>/);
  assert.doesNotMatch(html, /<!--/);
});

test("in a live element stands what its run printed, its values and where to open it", async () => {
  const html = await page('<except-star scenario="one" params="n=5" seed="7"></except-star>');
  assert.match(
    html,
    /<except-star scenario="one" params="n=5" seed="7" panels="[a-z +]*" loading="lazy">/,
  );
  assert.match(html, /data-digest="digest-5"/);
  assert.match(html, /N <code>5<\/code><\/span> <span>Seed <code>7<\/code>/);
  assert.match(html, /5\.000[\s\S]*n is 5 &amp; &lt;done&gt;/);
  assert.match(html, /<th scope="col" data-number>N<\/th>[\s\S]*<td>&lt;it&gt;<\/td>/);
  assert.match(html, /href="index\.html#scenario=one&amp;seed=7&amp;debug=0&amp;n=5"/);
});

test("only what the panels show is recorded", async () => {
  const html = await page('<except-star scenario="one" panels="console"></except-star>');
  assert.match(html, /n is 3/);
  assert.doesNotMatch(html, /<caption>/);
});

test("a question keeps its options, and its answer is the run's, put away", async () => {
  const html = await page(`${question(options)}${question(options)}`);
  assert.match(html, /<except-star-question scenario="one" number="1">[\s\S]*number="2">/);
  assert.match(html, /<li data-never="n is">None<\/li>/);
  const [, answer] = html.match(/<details>([\s\S]*?)<\/details>/) ?? [];
  assert.match(answer, /<p class="answer">It is 3<\/p>\n<p class="why">Because\.<\/p>/);
  assert.match(answer, /n is 3/);
  assert.equal(html.match(/Because\./g)?.length, 2, "the reason stands in the answer alone");
});

test("asides are labelled, headings have addresses, a number stays with its unit", async () => {
  const html = await page(
    '<h3>To <code>wait</code>, or not</h3><aside class="claim"><p>It takes 3 s.</p></aside><aside class="todo"></aside>',
  );
  assert.match(html, /<h3 id="first-to-wait-or-not"><a href="#first-to-wait-or-not">To <code>/);
  assert.match(
    html,
    /<aside class="claim" role="note"><p class="label">Often said, and false<\/p>/,
  );
  assert.match(html, /<aside class="todo" role="note"><p class="label">What to do<\/p>/);
  assert.match(html, /3&nbsp;s\./);
});

test("what cannot be run is reported, with the line", async () => {
  await refuses(
    '<except-star scenario="three"></except-star>',
    /first\.html:5: <except-star> scenario: no 'three'/,
  );
  await refuses(
    '\n\n<except-star scenario="one" params="n=10"></except-star>',
    /:7: .* n: '10': 0 to 9\./,
  );
  await refuses(
    '<except-star scenario="one" params="m=1"></except-star>',
    /:5: .* m: no parameter 'm'; n\./,
  );
  await refuses(
    '<except-star scenario="one" sead="7"></except-star>',
    /has “sead”; it may have scenario, language, params/,
  );
  await refuses('<except-star scenario="one">text</except-star>', /is empty in its fragment/);
  await refuses('<except-star scenario="one">', /:5: This element is not closed/);
  await refuses("<except-star scenario=one></except-star>", /in no quotes/);
});

test("a question has exactly one true option", async () => {
  const wrong = '<li data-never="n is">None</li><li data-line="n is 4">4</li>';
  await refuses(question(wrong), /has no true option; the run decides/);
  await refuses(
    question(`${options}<li data-end="3.5">Late</li>`),
    /more than one true option: 1 and 3/,
  );
  await refuses(
    question('<li data-at="1">1</li>'),
    /two options/,
    /option 1 has data-at without/,
    /no true option/,
  );
  await refuses(question(options, ""), /has one <p class="why">/);
});

test("all mistakes are reported together", async () => {
  await refuses(
    '<except-star scenario="three"></except-star><except-star scenario="one" params="m=1"></except-star>',
    /no 'three'/,
    /m: no parameter 'm'/,
  );
});

test("an exercise is that of its scenario", async () => {
  await refuses(
    '<except-star-exercise scenario="one"></except-star-exercise>',
    /“one”, which has no exercise/,
  );
});

test("a fragment has its form, and nothing that the page's policy forbids", async () => {
  await assert.rejects(compose(shell, [{ name: "first", html: "<p>1</p>" }], engine()), Mistakes);
  await refuses('<h2 id="more">More</h2>', /one heading <h2 id="first-title">/);
  await refuses('<p id="first">1</p>', /The id “first” stands in the lesson twice/);
  await refuses('<p style="color: red">1</p>', /“style="” is forbidden/);
  await refuses("<script></script>", /“<script” is forbidden/);
  await refuses('<p onclick="go()">1</p>', /“onclick="” is forbidden/);
});

test("the requirements of an exercise stand in it", async () => {
  const body = '<except-star-exercise scenario="task-runner"></except-star-exercise>';
  const html = await compose(shell, [fragment(body)], engineInNode());
  const [, inside] =
    html.match(/<except-star-exercise[^>]*>([\s\S]*?)<\/except-star-exercise>/) ?? [];
  assert.equal(inside?.match(/<li>/g)?.length, 5);
  assert.match(inside, /<li>Nothing leaves main unhandled\.<\/li>/);
});

test("what is recorded is what the engine gives, as it is", async () => {
  const body = '<except-star scenario="gather" language="rust" params="mode=plain"></except-star>';
  const html = await compose(shell, [fragment(body)], engineInNode());
  const file = new URL("../../tests/recorded/digests.json", import.meta.url);
  /** @type {{ spec: { scenario: string, params: object }, digest: string }[]} */
  const digests = JSON.parse(await readFile(file, "utf8"));
  const native = digests.find(
    ({ spec }) => spec.scenario === "gather" && JSON.stringify(spec.params) === '{"mode":"plain"}',
  );
  assert.ok(html.includes(`data-digest="${native?.digest}"`));
  const lines = [...html.matchAll(/<td class="line"[^>]*>([^<]*)/g)].map(([, text]) => text);
  assert.deepEqual(lines, [
    "gather:",
    "task 1 finishes",
    "task 2 fails",
    "gather raises: task 2 failed",
    "task 3 finishes",
    "0.5 s later",
  ]);
});

test("a scenario that no fragment shows stands at the end of its section", () => {
  const fragments = [
    fragment('<except-star scenario="one"></except-star>'),
    // A question, and what stands in a comment, show nothing.
    fragment(
      `${question(options).replace('"one"', '"two"')}<!-- <except-star scenario="two"></except-star> -->`,
      "second",
    ),
  ];
  const catalogue = [
    { id: "one", section_number: 1 },
    { id: "two", section_number: 2 },
  ];
  const [first, second] = completed(fragments, catalogue);
  assert.equal(first.html, fragments[0].html);
  assert.match(second.html, /-->\n<except-star scenario="two"><\/except-star>\n<\/section>\n$/);
  assert.deepEqual(completed([first, second], catalogue), [first, second]);
});
