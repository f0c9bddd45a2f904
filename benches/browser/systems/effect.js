// Owns the works on Effect. Bundled before it is served.
// Invariant: every child is a fiber of its own, run without a bound on how many.

import { Effect, Exit, Fiber, Result } from "effect";

const list = (n, of) => Array.from({ length: n }, (_, i) => of(i));
const unbounded = { concurrency: "unbounded" };

const child = (i) => Effect.andThen(Effect.yieldNow, Effect.succeed(i));
const failing = (i) => Effect.andThen(Effect.yieldNow, Effect.fail(new Error(String(i))));

const yielder = (times) =>
  Effect.gen(function* () {
    for (let i = 0; i < times; i++) yield* Effect.yieldNow;
    return times;
  });

function* forked(n, of) {
  const fibers = [];
  for (let i = 0; i < n; i++) fibers.push(yield* Effect.forkChild(of(i)));
  return fibers;
}

const run = (steps) => Effect.runPromise(Effect.gen(steps));

export default async function works() {
  return {
    group: (n) =>
      run(function* () {
        const fibers = yield* forked(n, child);
        return (yield* Fiber.joinAll(fibers)).length;
      }),
    gather: (n) =>
      run(function* () {
        return (yield* Effect.all(list(n, child), unbounded)).length;
      }),
    yields: (n) =>
      run(function* () {
        const counts = yield* Effect.all(
          list(100, () => yielder(n / 100)),
          unbounded,
        );
        return counts.reduce((sum, count) => sum + count, 0);
      }),
    fail: (n) =>
      run(function* () {
        const results = yield* Effect.all(list(n, failing), { ...unbounded, mode: "result" });
        return results.filter(Result.isFailure).length;
      }),
    cancel: (n) =>
      run(function* () {
        const fibers = yield* forked(n, () => Effect.sleep("1 hour"));
        yield* Effect.yieldNow;
        yield* Fiber.interruptAll(fibers);
        return (yield* Fiber.awaitAll(fibers)).filter(Exit.isFailure).length;
      }),
  };
}
