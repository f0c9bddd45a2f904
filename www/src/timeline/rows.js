// Owns where the lanes of a timeline stand, from top to bottom, and which of them are folded into one row.
// Invariant: each lane has exactly one row, and rows follow one another without a gap.

/** @import { Timeline } from "../../pkg/except_star.js" */
/**
 * A row: one lane, or those from `first` to before `end` folded.
 * @typedef {{ first: number, end: number, family: Family | null, top: number, height: number, bar: number }} Row
 */
/** Adjacent lanes of one kind, with all that their tasks created. @typedef {{ first: number, end: number, count: number }} Family */

/** Fewer tasks of one kind are never folded. */
const FEW = 10;
/** Where there are more lanes than these, tasks of one kind are folded at first. */
const MANY = 24;

export const BAR = 20;
const TRACK = 15;
const NAME = 17;
const FOLDED = 34;
/** Up to so many lanes have more room. */
const FEW_LANES = 8;
const ROOMY = 50;

/**
 * The runs of siblings of one kind that are worth folding: they have one creator, one group and one coroutine.
 * @param {Timeline} timeline
 * @param {(task: number) => string} coroutine
 * @returns {Family[]}
 */
export function families({ lane, lane_parent, lane_group, lane_depth }, coroutine) {
  /** @type {Family[]} */
  const found = [];
  /** The family that is open at each depth. @type {(Family & { key: string })[]} */
  const open = [];
  const close = (/** @type {number} */ depth, /** @type {number} */ end) => {
    for (const { key: _, ...family } of open.splice(depth)) {
      if (family.count >= FEW) found.push({ ...family, end });
    }
  };
  for (let index = 0; index < lane.length; index++) {
    const depth = lane_depth[index];
    close(depth + 1, index);
    const key = `${lane_parent[index]} ${lane_group[index]} ${coroutine(lane[index])}`;
    if (open[depth]?.key === key) {
      open[depth].count++;
    } else {
      close(depth, index);
      open[depth] = { key, first: index, end: index, count: 1 };
    }
  }
  close(0, lane.length);
  return found.sort((one, other) => one.first - other.first || other.end - one.end);
}

/** The families that are folded at first, by their first lanes. @param {Timeline} timeline @param {Family[]} all */
export function foldedAtFirst({ lane }, all) {
  return new Set(lane.length > MANY ? all.map(({ first }) => first) : []);
}

/**
 * @param {Timeline} timeline
 * @param {{ families: Family[], folded: ReadonlySet<number>, narrow: boolean }} how narrow: names stand above the bars
 * @returns {{ rows: Row[], rowOf: Int32Array, height: number }}
 */
export function rowsOf({ lane, lane_tracks }, { families: all, folded, narrow }) {
  const shut = new Map(all.filter(({ first }) => folded.has(first)).map((of) => [of.first, of]));
  /** @type {Row[]} */
  const rows = [];
  const rowOf = new Int32Array(lane.length);
  const least = narrow ? 0 : lane.length <= FEW_LANES ? ROOMY : 36;
  let top = 0;
  for (let index = 0; index < lane.length; ) {
    const family = shut.get(index) ?? null;
    const end = family?.end ?? index + 1;
    const tracks = family === null ? lane_tracks[index] * TRACK : 0;
    // The words for folded lanes stand above them, as names do where it is narrow.
    const above = family !== null ? FOLDED : narrow ? NAME : 6;
    const own = above + tracks + BAR + 7;
    const bar = top + above + tracks + Math.max((least - own) / 2, 0);
    const height = Math.max(own, least);
    rowOf.fill(rows.length, index, end);
    rows.push({ first: index, end, family, top, height, bar });
    [top, index] = [top + height, end];
  }
  return { rows, rowOf, height: top };
}

/** Where a bracket's line stands over the bars of its row. @param {Row} row @param {number} tracks of its lane @param {number} track */
export function trackTop({ bar }, tracks, track) {
  return bar - (tracks - track) * TRACK;
}
