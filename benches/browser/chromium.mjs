// Owns the browser that is measured in, and the order of the rounds.
// Invariant: a page is never slowed down because it is not the one in front.

import { chromium } from "playwright-core";

/** Starts the browser that CHROMIUM names. */
export function launch() {
  const quiet = ["quic", "background-networking", "component-update", "sync", "gpu"];
  const args = ["--no-first-run", ...quiet.map((what) => `--disable-${what}`)];
  // Chromium's sandbox does not start for root, as which containers run.
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  return chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args });
}

/**
 * Calls `measure` for each system in each round, forwards and backwards in turn; the first round does not count.
 * @template T, S
 * @param {number} rounds
 * @param {T[]} systems
 * @param {(system: T) => Promise<S>} measure
 * @returns {Promise<S[][]>} the samples of each system
 */
export async function alternate(rounds, systems, measure) {
  const samples = systems.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    const order = [...systems.keys()];
    if (round % 2 === 1) order.reverse();
    for (const index of order) {
      const sample = await measure(systems[index]);
      if (round > 0) samples[index].push(sample);
    }
  }
  return samples;
}

/** Prints what `cargo xtask bench` reads: a line for each system. */
export function print(work, unit, system, samples) {
  console.log([work, unit, system, samples.join(" ")].join("\t"));
}
