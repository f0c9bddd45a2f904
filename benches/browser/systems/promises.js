// Owns the works on the browser's own promises.
// Invariant: what is collected is collected by Promise.all or Promise.allSettled alone.

const list = (n, of) => Array.from({ length: n }, (_, i) => of(i));

async function child(i) {
  await null;
  return i;
}

async function failing(i) {
  await null;
  throw new Error(String(i));
}

async function yielder(times) {
  for (let i = 0; i < times; i++) await null;
  return times;
}

/** Promises know no cancellation; an AbortController for each is what comes near. */
function sleep(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

const rejected = (results) => results.filter(({ status }) => status === "rejected").length;
const all = async (n) => (await Promise.all(list(n, child))).length;

export default async function works() {
  return {
    group: all,
    gather: all,
    yields: async (n) => {
      const counts = await Promise.all(list(100, () => yielder(n / 100)));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    fail: async (n) => rejected(await Promise.allSettled(list(n, failing))),
    cancel: async (n) => {
      const controllers = list(n, () => new AbortController());
      const sleepers = controllers.map(({ signal }) => sleep(3_600_000, signal));
      await null;
      for (const controller of controllers) controller.abort();
      return rejected(await Promise.allSettled(sleepers));
    },
  };
}
