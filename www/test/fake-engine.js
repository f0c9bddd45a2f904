// Owns the stand-in for the WebAssembly module that the unit tests run against.
// Invariant: it follows the generated types, and knows two scenarios, each with one number from 0 to 9. A text is wrong where it
// has a question mark.

/** @import { Answer, Draft, Request, Run as Handle, Running, RunSpec, ScenarioInfo } from "../pkg/except_star.js" */
/** @import { Run } from "../src/run.js" */

/** @param {string} id @returns {ScenarioInfo} */
const infoOf = (id) => ({
  id,
  section: "Section",
  section_number: 1,
  title: id,
  summary: "",
  look_for: [],
  debug: id === "two",
  params: [
    { name: "n", label: "N", help: "", kind: "int", optional: false, default: 3, min: 0, max: 9 },
  ],
});

/** The picture of a run in which nothing happens. @returns {Run["timeline"]} */
const nothing = () => ({
  at: new Float32Array(),
  width: 0,
  moment: new Float64Array(),
  moment_first: new Uint32Array(),
  moment_cut: new Uint8Array(),
  lane: new Uint32Array(),
  lane_parent: new Int32Array(),
  lane_depth: new Uint32Array(),
  lane_group: new Int32Array(),
  lane_from: new Uint32Array(),
  lane_to: new Uint32Array(),
  lane_outcome: new Uint8Array(),
  lane_tracks: new Uint32Array(),
  bar: new Uint32Array(),
  bar_from: new Uint32Array(),
  bar_to: new Uint32Array(),
  bar_state: new Uint8Array(),
  bar_awaited: new Int32Array(),
  mark: new Uint32Array(),
  mark_lane: new Int32Array(),
  mark_kind: new Uint8Array(),
  link_from: new Uint32Array(),
  link_to: new Uint32Array(),
  link_from_lane: new Int32Array(),
  link_to_lane: new Uint32Array(),
  link_kind: new Uint8Array(),
  brackets: [],
  awaited: [],
  states: [],
  marks: [],
  outcomes: [],
  links: [],
});

/** @param {RunSpec} spec @param {Partial<Run>} [more] @returns {Run} */
export function runOf(spec, more = {}) {
  return {
    spec,
    link: `#scenario=${spec.scenario}&seed=${spec.seed}&debug=${spec.debug ? 1 : 0}&n=${spec.params?.n}`,
    unlinked: undefined,
    outcome: { status: "ok" },
    console: [],
    tables: [],
    hints: [],
    tasks: [],
    timeline: nothing(),
    exceptions: [],
    cancellations: [],
    findings: [],
    narrative: [],
    awaits: () => [],
    events: {
      time: new Float64Array(),
      task: new Uint32Array(),
      kind: new Uint8Array(),
      cause: new Uint32Array(),
      line: new Uint32Array(),
      detail: new Uint32Array(),
      kinds: [],
      texts: [],
    },
    event_count: 0,
    end_time: 0,
    digest: "",
    rust: "",
    text: spec.python,
    python: `N = ${spec.params?.n}`,
    ...more,
  };
}

/** A run in the engine that answers so. @param {Run} run */
export function handleOf(run) {
  const answers = Object.entries(run).map(([question, answer]) => [question, () => answer]);
  return /** @type {Handle} */ (Object.fromEntries(answers));
}

/**
 * A run under way that ends with this one, after so many turns for the page.
 * @param {Run} run
 * @param {number} [turns]
 */
export function runningOf(run, turns = 0) {
  let left = turns;
  const resume = () => (left-- > 0 ? undefined : handleOf(run));
  const more = { free() {}, stop: () => (left = 0), event_count: () => 7 };
  return /** @type {Running} */ ({ resume, ...more });
}

/** A module that remembers the values of `n` that it ran. Its interventions begin with a digit and a colon. */
export function fakeModule() {
  /** @type {string[]} */
  const ran = [];
  /** @param {Draft} draft @returns {Answer} */
  const check = ({ scenario, python, language, params, seed, debug, interventions }) => {
    if (python !== undefined) {
      const column = python.indexOf("?") + 1;
      const place = { line: 1, column, end_line: 1, end_column: column + 1 };
      const errors = column > 0 ? [{ field: "python", message: "SyntaxError: ?", place }] : [];
      const spec = { python, file: "program.py", seed: Number(seed), debug, interventions };
      return { draft: null, info: null, notices: [], errors, spec: column > 0 ? null : spec };
    }
    const fits = /^[0-9]$/.test(params.n);
    const whole = /^\d+$/.test(seed.trim());
    const lines = interventions.map((text, index) => ({ index, text: text.trim() }));
    const asked = lines.filter(({ text }) => text !== "");
    const right = asked.filter(({ text }) => /^\d:/.test(text));
    const wrong = asked.filter((line) => !right.includes(line));
    return {
      draft: null,
      info: null,
      notices: [],
      errors: [
        ...(fits ? [] : [{ field: "n", message: `'${params.n}': 0 to 9` }]),
        ...(whole ? [] : [{ field: "seed", message: "whole number" }]),
        ...wrong.map(({ index, text }) => ({
          field: "interventions",
          index,
          message: `WHEN:…, not '${text}'`,
        })),
      ],
      spec: {
        scenario,
        ...(language && { language }),
        params: { n: fits ? params.n : "3" },
        seed: whole ? Number(seed) : 42,
        debug,
        interventions: right.map(({ text }) => text),
      },
    };
  };
  /** @param {Request} request @param {boolean} fallback @returns {Answer} */
  const ask = ({ scenario, python, language, params, seed, debug, interventions }, fallback) => {
    if (typeof python === "string") {
      const draft = {
        scenario: "",
        python,
        params: {},
        seed: seed ?? "42",
        debug: false,
        interventions: [],
      };
      return { ...check(draft), draft };
    }
    const known = scenario === "one" || scenario === "two";
    const usable = known || (fallback && !scenario);
    const notices = usable
      ? []
      : [{ field: "scenario", message: `no '${scenario ?? ""}'; one, two` }];
    if (!known && !fallback) return { draft: null, spec: null, info: null, errors: [], notices };
    const id = known ? scenario : "one";
    const given = new URLSearchParams((usable && params) || "");
    for (const field of given.keys()) {
      if (field !== "n") notices.push({ field, message: `no parameter '${field}'; n` });
    }
    const draft = {
      scenario: id,
      ...(language && { language: /** @type {"rust"} */ (language) }),
      params: { n: given.get("n") ?? "3" },
      seed: seed ?? "42",
      debug: debug ? debug === "true" : id === "two",
      interventions: usable && interventions ? interventions.split("\n") : [],
    };
    return { ...check(draft), draft, notices, info: infoOf(id) };
  };
  return {
    ran,
    catalogue: () => [infoOf("one"), infoOf("two")],
    ask,
    check,
    start: (/** @type {RunSpec} */ spec) => {
      ran.push(spec.python ?? spec.params?.n ?? "");
      return runningOf(runOf(spec));
    },
    check_exercise: () => [],
    renew: () => {},
    ready: () => {},
  };
}
