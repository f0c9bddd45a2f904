// Owns the tests of who may call which instance of the engine.
// Invariant: instances are counted, so a test sees which one was called.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Engine, EngineFault } from "../src/engine.js";
import { fakeModule, handleOf, runOf } from "./fake-engine.js";

const draft = { scenario: "one", params: { n: "99" }, seed: "1", debug: false, interventions: [] };
const spec = { scenario: "one", params: { n: "1" }, seed: 1 };

test("all callers share one instance, made when it is first needed", async () => {
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

test("after a trap the poisoned instance is not called again", async () => {
  /** @type {number[]} */
  const called = [];
  const engine = new Engine(async (number) => ({
    ...fakeModule(),
    run: async (of) => {
      called.push(number);
      if (number === 0) throw new WebAssembly.RuntimeError("unreachable");
      return fakeModule().run(of);
    },
  }));
  await assert.rejects(engine.run(spec), (fault) => {
    assert.ok(fault instanceof EngineFault);
    assert.match(fault.message, /stopped in the middle of this run \(unreachable\)/);
    return true;
  });
  await engine.run(spec);
  assert.deepEqual(called, [0, 1]);
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
  const engine = new Engine(async () => ({
    ...fakeModule(),
    run: async (of) => ({ ...handleOf(runOf(of)), digest: () => `asked ${++asked}` }),
  }));
  const shown = await engine.run(spec);
  assert.equal(asked, 0);
  assert.equal(shown?.run.digest, "asked 1");
  assert.equal(shown?.run.digest, "asked 1");
});

test("after a trap a run that is held runs again, and answers from the fresh instance", async () => {
  const engine = new Engine(async (number) => ({
    ...fakeModule(),
    check_exercise: async () => {
      throw new WebAssembly.RuntimeError("unreachable");
    },
    run: async (of) => ({ ...handleOf(runOf(of)), digest: () => `instance ${number}` }),
  }));
  const shown = await engine.run(spec);
  await assert.rejects(engine.checkExercise(spec), EngineFault);
  assert.equal(shown?.run.digest, "instance 1");
});
