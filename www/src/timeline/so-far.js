// Owns a picture as it is in the middle of a run: without what is not known yet.
// Invariant: whatever is drawn left of the cursor is as it will be; of what comes, nothing is told.

/** @import { Scene } from "./draw.js" */

/** @param {Scene} scene @returns {Scene} */
export function soFar(scene) {
  const { timeline, cursor, nameOf } = scene;
  const brackets = timeline.brackets.map((of) =>
    (of.cancelled ?? 0) > cursor ? { ...of, cancelled: undefined } : of,
  );
  return {
    ...scene,
    timeline: { ...timeline, brackets },
    nameOf: (lane) => {
      const name = nameOf(lane);
      return timeline.lane_to[lane] > cursor ? { ...name, outcome: "pending", value: "" } : name;
    },
  };
}
