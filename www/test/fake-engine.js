// Owns the stand-in for the WebAssembly module that the unit tests run against.
// Invariant: it follows the generated types, and knows two scenarios, each with one number from 0 to 9.

/** @import { Run as Handle, RunSpec, ScenarioInfo, SpecError } from "../pkg/except_star.js" */
/** @import { Run } from "../src/run.js" */

/** @param {string} id @returns {ScenarioInfo} */
const scenario = (id) => ({
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

/** @param {RunSpec} spec @param {Partial<Run>} [more] @returns {Run} */
export function runOf(spec, more = {}) {
  return {
    spec,
    outcome: { status: "ok" },
    console: [],
    tables: [],
    remarks: [],
    tasks: [],
    events: {
      time: new Float64Array(),
      task: new Uint32Array(),
      kind: new Uint8Array(),
      cause: new Uint32Array(),
      detail: new Uint32Array(),
      kinds: [],
      texts: [],
    },
    event_count: 0,
    end_time: 0,
    digest: "",
    rust: "",
    python: `N = ${spec.params?.n}`,
    ...more,
  };
}

/** A run in the engine that answers so. @param {Run} run */
export function handleOf(run) {
  const answers = Object.entries(run).map(([question, answer]) => [question, () => answer]);
  return /** @type {Handle} */ (Object.fromEntries(answers));
}

/** A module that remembers the values of `n` that it ran. Its interventions begin with a digit and a colon. */
export function fakeModule() {
  /** @type {string[]} */
  const ran = [];
  /** @param {RunSpec} spec @returns {RunSpec} */
  const check = ({
    scenario,
    params = {},
    seed = 42,
    debug = scenario === "two",
    interventions = [],
  }) => {
    if (scenario !== "one" && scenario !== "two") {
      throw { errors: [{ field: "scenario", message: `no '${scenario}'; one, two` }] };
    }
    /** @type {SpecError[]} */
    const errors = Object.keys(params)
      .filter((name) => name !== "n")
      .map((field) => ({ field, message: `no parameter '${field}'; n` }));
    let n = params.n ?? "3";
    if (!/^[0-9]$/.test(n)) {
      errors.push({ field: "n", message: `'${n}': 0 to 9` });
      n = "3";
    }
    if (!Number.isSafeInteger(seed)) errors.push({ field: "seed", message: "whole number" });
    for (const [index, text] of interventions.entries()) {
      if (!/^\d:/.test(text))
        errors.push({ field: "interventions", index, message: `WHEN:…, not '${text}'` });
    }
    const right = {
      scenario,
      params: { n },
      seed,
      debug,
      interventions,
    };
    if (errors.length > 0) throw { errors, right };
    return right;
  };
  return {
    ran,
    catalogue: () => [scenario("one"), scenario("two")],
    check,
    run: async (/** @type {RunSpec} */ spec) => {
      ran.push(spec.params.n);
      return handleOf(runOf(spec));
    },
    check_exercise: async () => [],
  };
}
