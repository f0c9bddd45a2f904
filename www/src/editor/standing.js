// Owns how the tasks that stand at a line are named, in the code and in the editor.
// Invariant: however many they are, few are named, and the others are counted.

/** A task as it is named in the code. @typedef {{ name: string, hue: number }} Who */

/** So many tasks at one line are named. */
const NAMED = 4;

/** @param {Who[]} tasks */
export function namesHere(tasks) {
  const named = tasks.length > NAMED + 1 ? tasks.slice(0, NAMED) : tasks;
  const others = tasks.length - named.length;
  const more = others > 0 ? `and ${others} more` : "";
  const label = `${named.map(({ name }) => name).join(", ")}${more && ` ${more}`} here`;
  return { named, more, label };
}
