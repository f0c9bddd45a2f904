// Owns what is looked up in a timeline again and again: the bars and the marks of a lane.
// Invariant: it is made once a run, and each look-up takes as long as what it finds.

/** @import { Timeline } from "../../pkg/except_star.js" */

export class Index {
  /** For each lane its first bar; behind the last lane, how many there are. */
  bars;
  /** The marks lane by lane, by their indices and by their events; those of no lane come first. */
  #marks;
  #seqs;
  #markStart;

  /** @param {Timeline} timeline */
  constructor({ lane, bar, mark, mark_lane }) {
    const lanes = lane.length;
    this.bars = new Uint32Array(lanes + 1);
    for (const of of bar) this.bars[of + 1]++;
    for (let index = 0; index < lanes; index++) this.bars[index + 1] += this.bars[index];
    const start = new Uint32Array(lanes + 2);
    for (const of of mark_lane) start[of + 2]++;
    for (let index = 0; index <= lanes; index++) start[index + 1] += start[index];
    this.#markStart = start;
    this.#marks = new Uint32Array(mark_lane.length);
    const next = start.slice();
    for (let index = 0; index < mark_lane.length; index++) {
      this.#marks[next[mark_lane[index] + 1]++] = index;
    }
    this.#seqs = this.#marks.map((index) => mark[index]);
  }

  /** The marks of a lane, in order; -1 stands for those of none. @param {number} lane */
  marksOf(lane) {
    return this.#marks.subarray(this.#markStart[lane + 1], this.#markStart[lane + 2]);
  }

  /** Their events. @param {number} lane */
  seqsOf(lane) {
    return this.#seqs.subarray(this.#markStart[lane + 1], this.#markStart[lane + 2]);
  }
}
