// Owns the tests of who may call the engine's module when, and of what becomes of runs when it traps.
// Invariant: the module is a stand-in that counts; real traps are in e2e/traps.test.js.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Engine, EngineFault } from "../src/engine.js";
import { fakeModule, handleOf, runningOf, runOf } from "./fake-engine.js";

const draft = { scenario: "one", params: { n: "99" }, seed: "1", debug: false, interventions: [] };
const spec = { scenario: "one", params: { n: "1" }, seed: 1 };

test("all callers share one module, loaded when it is first needed", async () => {
  let made = 0;
  const engine = new Engine(async () => {
    made++;
    return fakeModule();
  });
  assert.equal(made, 0);
  await Promise.all([engine.catalogue(), engine.check(draft), engine.run(spec)]);
  assert.equal(made, 1);
});

test("an engine that is loaded ahead is the one that is asked", async () => {
  let made = 0;
  const engine = new Engine(async (number) => {
    made++;
    if (number === 0) throw new TypeError("offline");
    return fakeModule();
  });
  engine.load();
  assert.equal(made, 1);
  await assert.rejects(engine.catalogue(), /could not be loaded: offline/);
  engine.load();
  assert.equal((await engine.catalogue()).length, 2);
  assert.equal(made, 2);
});

/**
 * A module that has instances: what is held of one throws in the next. `trap` is what is done in the next question.
 * @param {object} [more]
 */
function instances(more = {}) {
  const trap = () => {
    throw new WebAssembly.RuntimeError("unreachable");
  };
  const module = {
    ...fakeModule(),
    instance: 0,
    trap,
    renew: () => {
      module.instance++;
    },
    check_exercise: trap,
    start: (/** @type {import("../pkg/except_star.js").RunSpec} */ spec) => {
      module.ran.push(spec.params.n);
      const { instance } = module;
      const same = () => assert.equal(module.instance, instance, "it is of this instance");
      const digest = () => {
        same();
        return `instance ${instance}`;
      };
      const running = runningOf(runOf(spec), Number(spec.params.n));
      const resume = () => {
        same();
        return running.resume() && { ...handleOf(runOf(spec)), digest };
      };
      return { free: same, resume };
    },
    ...more,
  };
  return module;
}

test("after a trap the instance is given up, and the next call is made in a fresh one", async () => {
  const module = instances();
  const engine = new Engine(async () => module);
  await assert.rejects(engine.checkExercise(spec), (fault) => {
    assert.ok(fault instanceof EngineFault);
    assert.match(fault.message, /stopped in the middle of this run \(unreachable\)/);
    return true;
  });
  assert.equal(module.instance, 1);
  const shown = await engine.run(spec);
  assert.equal(shown?.run.digest, "instance 1");
});

test("after a trap a run that is held runs again when it is asked something new", async () => {
  const module = instances();
  const engine = new Engine(async () => module);
  const [asked, unasked] = [await engine.run(spec), await engine.run(spec)];
  assert.equal(asked?.run.digest, "instance 0");
  await assert.rejects(engine.checkExercise(spec), EngineFault);
  assert.equal(module.ran.length, 2);
  assert.equal(asked?.run.digest, "instance 0");
  assert.equal(unasked?.run.digest, "instance 1");
  assert.equal(module.ran.length, 3);
});

test("a trap in the page's turn lets a run that is under way begin again", async () => {
  const module = instances({
    ask: () => module.trap(),
  });
  const engine = new Engine(async () => module);
  const shown = engine.run({ ...spec, params: { n: "5" } });
  await new Promise((resolve) => setTimeout(resolve));
  await assert.rejects(engine.ask({}), EngineFault);
  assert.equal((await shown)?.run.digest, "instance 1");
  assert.deepEqual(module.ran, ["5", "5"]);
});

test("a run that is not wanted any more is stopped in the page's turn", async () => {
  let freed = 0;
  const module = {
    ...fakeModule(),
    start: () => ({
      ...runningOf(runOf(spec), Number.POSITIVE_INFINITY),
      free: () => {
        freed++;
      },
    }),
  };
  const engine = new Engine(async () => module);
  let turns = 3;
  assert.equal(await engine.run(spec, () => turns-- > 0), null);
  assert.equal(freed, 1);
});

test("a question at which the engine traps stays without an answer", async () => {
  let asked = 0;
  const tables = () => {
    asked++;
    throw new RangeError("Maximum call stack size exceeded");
  };
  const engine = new Engine(async () => ({
    ...fakeModule(),
    start: (of) => ({
      ...runningOf(runOf(of)),
      resume: () => ({ ...handleOf(runOf(of)), tables }),
    }),
  }));
  const shown = await engine.run(spec);
  assert.throws(() => shown?.run.tables, EngineFault);
  assert.throws(() => shown?.run.tables, EngineFault);
  assert.equal(asked, 1);
  assert.equal(shown?.run.event_count, 0);
});

test("an engine that cannot be loaded is tried again", async () => {
  const engine = new Engine(async (number) => {
    if (number === 0) throw new TypeError("offline");
    return fakeModule();
  });
  await assert.rejects(engine.catalogue(), /could not be loaded: offline/);
  assert.equal((await engine.catalogue()).length, 2);
});

test("runs are made one after the other, and one that is not wanted any more is left out", async () => {
  const module = fakeModule();
  const engine = new Engine(async () => module);
  const first = engine.run({ ...spec, params: { n: "1" } });
  const second = engine.run({ ...spec, params: { n: "2" } }, () => false);
  const third = engine.run({ ...spec, params: { n: "3" } });
  assert.equal(await second, null);
  assert.equal((await third)?.spec.params.n, "3");
  await first;
  assert.deepEqual(module.ran, ["1", "3"]);
});

test("a question is put to the engine when it is first asked, and once", async () => {
  let asked = 0;
  const digest = () => `asked ${++asked}`;
  const engine = new Engine(async () => ({
    ...fakeModule(),
    start: (of) => ({
      ...runningOf(runOf(of)),
      resume: () => ({ ...handleOf(runOf(of)), digest }),
    }),
  }));
  const shown = await engine.run(spec);
  assert.equal(asked, 0);
  assert.equal(shown?.run.digest, "asked 1");
  assert.equal(shown?.run.digest, "asked 1");
});
