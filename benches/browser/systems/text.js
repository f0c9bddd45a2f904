// Owns the works on except-star's interpreter: the Python file that Pyodide gets, as a text that the playground's module runs.
// Invariant: each run is a whole one: read, compiled, run, and its console asked for.

/** @param {string} folder */
export default async function works(folder) {
  const { default: init, start, ready } = await import(`${folder}/except_star.js`);
  await init();
  ready();
  const source = await (await fetch("/systems/works.py")).text();
  const work = (name) => (tasks) => {
    const python = `${source}\nprint(asyncio.run(${name}(${tasks})))\n`;
    const running = start({ python });
    for (;;) {
      const run = running.resume();
      if (run === undefined) continue;
      const printed = run.console().map((line) => line.text);
      run.free();
      return Number(printed);
    }
  };
  const names = ["group", "gather", "yields", "fail", "cancel"];
  return Object.fromEntries(names.map((name) => [name, work(name)]));
}
