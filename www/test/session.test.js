// Owns the tests of the way from a request to a run, and of the state that it leaves.
// Invariant: nothing waits for real time; order is made by promises that the test settles itself.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Engine } from "../src/engine.js";
import { Session } from "../src/session.js";
import { drawn, earlier, errorOf, hintsOn } from "../src/state.js";
import { fakeModule, handleOf, runningOf, runOf } from "./fake-engine.js";

/** @import { Run as Handle, Running, RunSpec } from "../pkg/except_star.js" */

const nothing = { scenario: null, params: null, seed: null, debug: null, interventions: null };
const plain = { debug: false, interventions: [] };
const page = { fallback: true };
const widget = { fallback: false };

function open(module = fakeModule()) {
  return { module, session: new Session(new Engine(async () => module), () => {}) };
}

test("a page that is asked for nothing runs the first scenario at its defaults", async () => {
  const { session } = open();
  assert.equal(await session.ask(nothing, page), "ran");
  assert.equal(session.state.info?.id, "one");
  assert.deepEqual(session.state.draft, {
    ...plain,
    scenario: "one",
    params: { n: "3" },
    seed: "42",
  });
  assert.deepEqual(session.state.notices, []);
});

test("a widget that is asked for nothing says what there is", async () => {
  const { session, module } = open();
  assert.equal(await session.ask(nothing, widget), "refused");
  assert.deepEqual(session.state.notices, [{ field: "scenario", message: "no ''; one, two" }]);
  assert.deepEqual(module.ran, []);
});

test("scenario, parameters and seed of a request are run", async () => {
  const { session } = open();
  await session.ask({ ...nothing, scenario: "two", params: "n=5", seed: "7" }, widget);
  assert.deepEqual(drawn(session.state)?.spec, {
    ...plain,
    debug: true,
    scenario: "two",
    params: { n: "5" },
    seed: 7,
  });
  assert.equal(drawn(session.state)?.run.python, "N = 5");
});

test("an unknown scenario is named, and a page shows its first one all the same", async () => {
  const { session } = open();
  await session.ask({ ...nothing, scenario: "three", params: "n=5", seed: null }, page);
  assert.deepEqual(session.state.notices, [{ field: "scenario", message: "no 'three'; one, two" }]);
  assert.deepEqual(drawn(session.state)?.spec, {
    ...plain,
    scenario: "one",
    params: { n: "3" },
    seed: 42,
  });
});

test("an unknown parameter is named, and the others are run", async () => {
  const { session } = open();
  await session.ask({ ...nothing, scenario: "two", params: "n=5&m=1", seed: null }, page);
  assert.deepEqual(session.state.notices, [{ field: "m", message: "no parameter 'm'; n" }]);
  assert.equal(drawn(session.state)?.spec.params.n, "5");
});

test("a bad value of a request stands in its field, and what can run stands in", async () => {
  const { session } = open();
  assert.equal(
    await session.ask(
      { ...nothing, scenario: "two", params: "n=99", seed: "x", interventions: "1:a" },
      page,
    ),
    "refused",
  );
  const { state } = session;
  assert.equal(state.draft?.params.n, "99");
  assert.equal(errorOf(state, "n"), "'99': 0 to 9");
  assert.match(errorOf(state, "seed") ?? "", /whole number/);
  assert.deepEqual(
    state.notices.map(({ field }) => field),
    ["n", "seed"],
  );
  assert.deepEqual(earlier(state), [
    { name: "n", value: "3" },
    { name: "seed", value: "42" },
  ]);
  assert.deepEqual(drawn(state)?.spec.interventions, ["1:a"]);
});

test("of a scenario that has run, what can run of a refused draft does not take its place", async () => {
  const { session, module } = open();
  await session.ask({ scenario: "two", params: "n=5" }, widget);
  await session.ask({ scenario: "two", params: "n=99", seed: "7" }, widget);
  assert.deepEqual(module.ran, ["5"]);
  assert.deepEqual(earlier(session.state), [
    { name: "n", value: "5" },
    { name: "seed", value: "42" },
  ]);
});

/** A session whose pauses the test ends. */
function typing(module = fakeModule()) {
  /** @type {(() => void)[]} */
  const pauses = [];
  const pause = () => new Promise((resolve) => pauses.push(() => resolve(undefined)));
  const session = new Session(new Engine(async () => module), () => {}, pause);
  return { module, session, rest: () => pauses.splice(0).forEach((end) => void end()) };
}

test("a text runs when nothing more is typed, and only as it is then", async () => {
  const { module, session, rest } = typing();
  await session.ask({ scenario: "two", language: "python" }, widget);
  const first = session.write("a");
  const second = session.write("ab");
  assert.equal(session.state.draft?.python, "ab");
  assert.deepEqual(module.ran, ["3"]);
  rest();
  assert.deepEqual(await Promise.all([first, second]), ["superseded", "ran"]);
  assert.deepEqual(module.ran, ["3", "ab"]);
  assert.equal(drawn(session.state)?.spec.python, "ab");
  assert.equal(session.state.info?.id, "two", "it is still that scenario's");
});

test("a text that is wrong leaves the last run, and says so at its place until it is read again", async () => {
  const { session, rest } = typing();
  await session.ask({ scenario: "two" }, widget);
  const write = async (/** @type {string} */ text) => {
    const end = session.write(text);
    rest();
    return end;
  };
  assert.equal(await write("a?"), "refused");
  assert.equal(drawn(session.state)?.spec.scenario, "two");
  assert.deepEqual(earlier(session.state), []);
  assert.equal(session.state.errors[0].place?.column, 2);
  assert.deepEqual(session.state.notices, []);
  const mended = session.write("a");
  assert.equal(session.state.errors.length, 1);
  rest();
  assert.equal(await mended, "ran");
  assert.deepEqual([session.state.errors, earlier(session.state)], [[], null]);
  await session.restore();
  assert.equal(drawn(session.state)?.spec.params?.n, "3");
});

test("a text that was asked for is what its edits are taken back to", async () => {
  const { session, rest } = typing();
  await session.open("own");
  assert.equal(session.state.origin, "own");
  const edited = session.write("own!");
  rest();
  await edited;
  assert.equal(session.state.origin, "own");
  await session.restore();
  assert.equal(drawn(session.state)?.spec.python, "own");
  assert.equal(await session.open("other?"), "refused");
  assert.equal(drawn(session.state), null, "the run of another program is not shown");
});

test("another language is another run of the same values", async () => {
  const { session } = open();
  await session.ask({ scenario: "two", params: "n=5", language: "python" }, widget);
  await session.change({ language: "rust" });
  const { spec } = drawn(session.state) ?? {};
  assert.deepEqual([spec?.language, spec?.params?.n], ["rust", "5"]);
  await session.change({ params: { n: "x" }, language: "python" });
  assert.deepEqual(earlier(session.state), [
    { name: "n", value: "5" },
    { name: "language", value: "Rust" },
  ]);
});

test("a widget asks for no catalogue, and a page once", async () => {
  let asked = 0;
  const module = fakeModule();
  const catalogue = () => {
    asked++;
    return module.catalogue();
  };
  const { session } = open({ ...module, catalogue });
  await session.ask({ scenario: "two" }, widget);
  assert.deepEqual([asked, session.state.catalogue], [0, null]);
  await session.ask({ scenario: "two" }, page);
  await session.ask({ scenario: "one" }, page);
  assert.deepEqual([asked, session.state.catalogue?.length], [1, 2]);
});

test("a refused edit keeps the last good run and says whose it is", async () => {
  const { session, module } = open();
  await session.ask(nothing, page);
  assert.equal(await session.edit("n", "99"), "refused");
  assert.equal(errorOf(session.state, "n"), "'99': 0 to 9");
  assert.deepEqual(earlier(session.state), [{ name: "n", value: "3" }]);
  assert.deepEqual(module.ran, ["3"]);
});

test("an accepted edit clears errors and notices", async () => {
  const { session } = open();
  await session.ask({ ...nothing, scenario: "one", params: "n=99", seed: null }, page);
  assert.equal(await session.edit("n", "4"), "ran");
  assert.deepEqual(session.state.errors, []);
  assert.deepEqual(session.state.notices, []);
  assert.equal(earlier(session.state), null);
  assert.equal(drawn(session.state)?.spec.params.n, "4");
});

test("debug mode and interventions of a request are run, and a blank intervention is none", async () => {
  const { session } = open();
  await session.ask(
    { ...nothing, scenario: "two", debug: "true", interventions: "1:a\n\n 2:b " },
    widget,
  );
  const { spec } = drawn(session.state) ?? {};
  assert.deepEqual([spec?.debug, spec?.interventions], [true, ["1:a", "2:b"]]);
});

test("what is wrong with an intervention is said of that one", async () => {
  const { session } = open();
  await session.ask({ ...nothing, interventions: "1:a\n\nx\n2:b\ny" }, page);
  const { state } = session;
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((index) => errorOf(state, "interventions", index)),
    [null, null, "WHEN:…, not 'x'", null, "WHEN:…, not 'y'"],
  );
  assert.deepEqual(earlier(state), [{ name: "interventions", value: "1:a, 2:b" }]);
  assert.equal(await session.change({ interventions: ["1:a"] }), "ran");
  assert.deepEqual(session.state.errors, []);
});

test("an intervention that is added is not asked for until something is typed", async () => {
  const { session, module } = open();
  await session.ask({ ...nothing, interventions: "1:a" }, page);
  session.addIntervention();
  assert.deepEqual(session.state.draft?.interventions, ["1:a", ""]);
  assert.deepEqual(module.ran, ["3"]);
  await session.edit("n", "4");
  assert.deepEqual(session.state.draft?.interventions, ["1:a", ""]);
  assert.deepEqual(drawn(session.state)?.spec.interventions, ["1:a"]);
});

test("interventions are not taken over into another scenario", async () => {
  const { session } = open();
  await session.ask({ ...nothing, scenario: "three", interventions: "1:a" }, page);
  assert.deepEqual(session.state.draft?.interventions, []);
  await session.change({ interventions: ["1:a"], debug: true });
  await session.choose("two");
  assert.deepEqual(drawn(session.state)?.spec.interventions, []);
});

test("a scenario begins in its own debug mode, whatever the last one had", async () => {
  const { session } = open();
  await session.ask({ ...nothing, scenario: "two" }, page);
  assert.equal(drawn(session.state)?.spec.debug, true);
  await session.choose("one");
  assert.equal(drawn(session.state)?.spec.debug, false);
  await session.change({ debug: true });
  await session.choose("two");
  await session.choose("one");
  assert.equal(drawn(session.state)?.spec.debug, false);
});

test("a hint stands beside its field while the run is the draft's own", async () => {
  const hint = { field: "n", text: "There is no task 4." };
  const { session } = open({
    ...fakeModule(),
    start: (/** @type {RunSpec} */ spec) => runningOf(runOf(spec, { hints: [hint] })),
  });
  await session.ask(nothing, page);
  assert.deepEqual(hintsOn(session.state, "n"), [], "the run is drawn before");
  await session.hint();
  assert.deepEqual(hintsOn(session.state, "n"), [hint.text]);
  assert.deepEqual(hintsOn(session.state, "m"), []);
  await session.edit("n", "40");
  assert.deepEqual(hintsOn(session.state, "n"), []);
  await session.edit("n", "4");
  assert.deepEqual(hintsOn(session.state, "n"), [], "another run has hints of its own");
});

test("a fault while hints are found is reported, and the run is still the draft's own", async () => {
  const module = fakeModule();
  const { start } = module;
  let traps = true;
  const hints = () => {
    throw new WebAssembly.RuntimeError("unreachable");
  };
  const trapping = (/** @type {RunSpec} */ spec) => ({
    ...runningOf(runOf(spec)),
    resume: () => /** @type {Handle} */ ({ ...handleOf(runOf(spec)), hints }),
  });
  module.start = (spec) => (traps ? /** @type {Running} */ (trapping(spec)) : start(spec));
  module.renew = () => {
    traps = false;
  };
  const { session } = open(module);
  await session.ask(nothing, page);
  assert.equal(session.state.fault, null);
  assert.equal(await session.hint(), "faulted");
  assert.match(session.state.fault ?? "", /unreachable/);
  assert.equal(traps, false, "the instance that trapped is not asked again");
  assert.equal(earlier(session.state), null);
  assert.equal(await session.edit("n", "8"), "ran");
  assert.equal(session.state.fault, null);
});

test("hints on a run that is not shown any more are left out", async () => {
  const hint = { field: "n", text: "There is no task 4." };
  /** @type {Promise<string> | undefined} */
  let hinted;
  const { session } = open({
    ...fakeModule(),
    start: (/** @type {RunSpec} */ spec) => {
      if (spec.params?.n === "4") hinted = session.hint();
      return runningOf(runOf(spec, { hints: [hint] }));
    },
  });
  await session.ask(nothing, page);
  assert.deepEqual([await session.edit("n", "4"), await hinted], ["ran", "superseded"]);
  assert.deepEqual(session.state.hints, []);
});

test("what was wrong with a request before it became one is reported with the rest", async () => {
  const { session } = open();
  const problems = [{ field: "params", message: "must be something else" }];
  await session.ask({ ...nothing, params: "m=1" }, { ...page, problems });
  assert.deepEqual(
    session.state.notices.map(({ field }) => field),
    ["params", "m"],
  );
});

test("a seed is of digits alone, as on the command line", async () => {
  const { session } = open();
  await session.ask({ ...nothing, seed: " 7 " }, page);
  assert.equal(drawn(session.state)?.spec.seed, 7);
  for (const seed of ["0x10", "1e3", "4.0", "-1", ""]) {
    assert.equal(await session.edit("seed", seed), "refused", seed);
    assert.equal(errorOf(session.state, "seed"), "whole number");
  }
});

test("a reset goes back to every default, the seed's too", async () => {
  const { session } = open();
  await session.ask({ ...nothing, scenario: "two", params: "n=5", seed: "7" }, page);
  await session.reset();
  assert.deepEqual(session.state.draft, {
    ...plain,
    debug: true,
    scenario: "two",
    params: { n: "3" },
    seed: "42",
  });
});

test("the run of another scenario is never drawn", async () => {
  const { session } = open();
  await session.ask(nothing, page);
  const choosing = session.choose("two");
  while (session.state.info?.id !== "two") await null;
  assert.equal(drawn(session.state), null);
  await choosing;
  assert.equal(drawn(session.state)?.spec.scenario, "two");
});

test("the latest of several requests wins, and those between are not run", async () => {
  const { session, module } = open();
  await session.ask(nothing, page);
  const ends = await Promise.all(["4", "5", "6"].map((n) => session.edit("n", n)));
  assert.deepEqual(ends, ["superseded", "superseded", "ran"]);
  assert.equal(drawn(session.state)?.spec.params.n, "6");
  assert.deepEqual(module.ran, ["3", "6"]);
});

test("a run that ends after a newer request changes nothing", async () => {
  const module = fakeModule();
  const { start } = module;
  /** @type {Promise<"ran" | "refused" | "faulted" | "superseded">} */
  let newer = Promise.resolve("refused");
  module.start = (spec) => {
    if (spec.params.n === "8") newer = session.edit("n", "9");
    return start(spec);
  };
  const { session } = open(module);
  await session.ask(nothing, page);
  assert.equal(await session.edit("n", "8"), "superseded");
  assert.equal(await newer, "ran");
  assert.deepEqual(module.ran, ["3", "8", "9"]);
  assert.equal(drawn(session.state)?.spec.params.n, "9");
});

test("a fault is reported in words, keeps the last good run, and the next edit goes on", async () => {
  const module = fakeModule();
  const { start } = module;
  module.start = (spec) => {
    if (spec.params.n === "8") throw new WebAssembly.RuntimeError("unreachable");
    return start(spec);
  };
  const { session } = open(module);
  await session.ask(nothing, page);
  assert.equal(await session.edit("n", "8"), "faulted");
  assert.match(session.state.fault ?? "", /unreachable/);
  assert.deepEqual(earlier(session.state), [{ name: "n", value: "3" }]);
  assert.equal(await session.edit("n", "7"), "ran");
  assert.equal(session.state.fault, null);
});

test("parameters, seed and interventions are taken back and made again, and run", async () => {
  const { session, module } = open();
  await session.ask({ scenario: "two", params: "n=1" }, widget);
  assert.equal(await session.undo(), "superseded", "what was asked for is where it begins");
  await session.edit("n", "2");
  await session.edit("seed", "7");
  await session.change({ interventions: ["1:a"] });
  const values = () => {
    const { params, seed, interventions } = drawn(session.state)?.spec ?? {};
    return [params?.n, seed, interventions];
  };
  assert.deepEqual(values(), ["2", 7, ["1:a"]]);
  const back = [];
  while (session.canUndo) {
    assert.equal(await session.undo(), "ran");
    back.push(values());
  }
  assert.deepEqual(back, [
    ["2", 7, []],
    ["2", 42, []],
    ["1", 42, []],
  ]);
  while (session.canRedo) await session.redo();
  assert.deepEqual(values(), ["2", 7, ["1:a"]]);
  assert.equal(module.ran.length, 10);
});

test("a refused value is a step, too, and another program has no past", async () => {
  const { session } = open();
  await session.ask({ scenario: "two", params: "n=1" }, widget);
  assert.equal(await session.edit("n", "99"), "refused");
  assert.equal(await session.undo(), "ran");
  assert.equal(session.state.draft?.params.n, "1");
  assert.equal(session.canRedo, true);
  await session.choose("one");
  assert.deepEqual([session.canUndo, session.canRedo], [false, false]);
});

test("a reset can be taken back", async () => {
  const { session } = open();
  await session.ask({ scenario: "two", params: "n=5" }, widget);
  await session.reset();
  assert.equal(session.state.draft?.params.n, "3");
  await session.undo();
  assert.equal(session.state.draft?.params.n, "5");
});
