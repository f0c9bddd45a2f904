// Owns what place a time has on the axis of a timeline, and what time a place has.
// Invariant: between two moments time passes evenly, however short the axis draws it; in a moment it does not pass at all.

/** @import { Run } from "../run.js" */
/** Places, and the time at each; both in order. @typedef {{ places: number[], times: number[] }} Axis */

/** The whole axis of each run that was asked for. @type {WeakMap<Run["timeline"], Axis>} */
const known = new WeakMap();

/** The axis of a run. @param {Pick<Run, "timeline" | "events">} run @returns {Axis} */
export function axisOf(run) {
  const axis = known.get(run.timeline) ?? axisWithout(run, null);
  known.set(run.timeline, axis);
  return axis;
}

/**
 * The axis of a run: the first and the last event of each moment.
 * @param {Pick<Run, "timeline" | "events">} run
 * @param {number | null} without a moment that is left out if nothing but an intervention makes it: what that could be moved to
 * @returns {Axis}
 */
export function axisWithout({ timeline, events }, without) {
  const { moment, moment_first, at } = timeline;
  /** @type {Axis} */
  const axis = { places: [], times: [] };
  for (let index = 0; index < moment.length; index++) {
    const first = moment_first[index];
    const end = moment_first[index + 1] ?? at.length;
    if (moment[index] === without && isMade(events, first, end)) continue;
    axis.places.push(at[first], at[end - 1]);
    axis.times.push(moment[index], moment[index]);
  }
  return axis;
}

/** Whether all that happens in a moment follows from what is done from outside in it. @param {Run["events"]} events @param {number} first @param {number} end */
function isMade({ cause, kind, kinds }, first, end) {
  const outside = kinds.indexOf("intervention");
  for (let seq = first; seq < end; seq++) {
    if (kind[seq] !== outside && (cause[seq] < first || cause[seq] === seq)) return false;
  }
  return true;
}

/** @param {Axis} axis @param {number} time */
export function placeOfTime({ places, times }, time) {
  return between(times, places, time);
}

/** @param {Axis} axis @param {number} place */
export function timeOfPlace({ places, times }, place) {
  return between(places, times, place);
}

/** The value at a key, interpolated between its neighbours. @param {number[]} keys @param {number[]} values @param {number} key */
function between(keys, values, key) {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle] < key) low = middle + 1;
    else high = middle;
  }
  if (low === keys.length) return values.at(-1) ?? 0;
  if (keys[low] === key || low === 0) return values[low];
  const part = (key - keys[low - 1]) / (keys[low] - keys[low - 1]);
  return values[low - 1] + part * (values[low] - values[low - 1]);
}

/** The number with the fewest digits in a range, nearest to its middle. @param {number} from @param {number} to */
export function roundest(from, to) {
  const middle = (from + to) / 2;
  for (let digits = 0; digits < 9; digits++) {
    const value = Number(middle.toFixed(digits));
    if (from <= value && value <= to) return value;
  }
  return Number(middle.toFixed(9));
}

/** A step by which times of a run are moved: 1, 2 or 5 of some unit, at most a hundredth of the run. @param {number} end */
export function stepOf(end) {
  const most = end > 0 ? end / 100 : 0.01;
  const unit = 10 ** Math.floor(Math.log10(most));
  const times = [5, 2, 1].find((of) => of * unit <= most * 1.000001) ?? 1;
  return Number((times * unit).toPrecision(1));
}
