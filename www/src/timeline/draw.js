// Owns drawing a timeline: from its numbers, two scales and what is in view to SVG.
// Invariant: it draws what is in view and nothing else, and asks the run for nothing but the words of what it draws.

import { svg } from "lit";
import { lowerBound, upperBound } from "./cursor.js";
import { BAR, trackTop } from "./rows.js";
import { round, shape } from "./shapes.js";

/** @import { Timeline, TimelineBracket } from "../../pkg/except_star.js" */
/** @import { Index } from "./index.js" */
/** @import { Row } from "./rows.js" */
/**
 * @typedef {object} Scene
 * @property {Timeline} timeline
 * @property {Index} index
 * @property {Row[]} rows
 * @property {Int32Array} rowOf the row of each lane
 * @property {number} cursor an event
 * @property {number} unit pixels a width of a mark
 * @property {number} left where the axis begins, in pixels
 * @property {number} x how far it is scrolled
 * @property {number} y
 * @property {number} width of what is in view, in pixels
 * @property {number} height
 * @property {boolean} narrow names stand above the bars
 * @property {unknown} line the cursor's line, which stands behind the marks
 * @property {boolean} all whether all links are drawn
 * @property {(lane: number) => Name} nameOf
 * @property {(seq: number) => string} wordsOf an event in words
 */
/** What a lane is called, and how its task ended. @typedef {{ name: string, more: string, outcome: string, value: string, hue: number }} Name */

/** The height of the axis, in pixels. */
export const AXIS = 26;
/** So wide is a letter of the small texts, at least. */
const LETTER = 6.3;
/** More links are drawn near the cursor only, and those of tasks that are created not at all. */
const MANY_LINKS = 60;
/** So near is the neighbourhood of the cursor, in widths of a mark. */
const NEAR = 2;
/** The mark at the cursor is so much larger. */
const HERE = 1.35;
/** What is narrower than this, in pixels, is passed over. */
const FINE = 0.4;

/** Where an event stands, in pixels of the view. @param {Scene} scene @param {number} seq */
export function placeOf({ timeline, unit, left, x }, seq) {
  return left + (timeline.at[seq] + 0.75) * unit - x;
}

/** The size of a mark: two neighbours in a lane never overlap. @param {Scene} scene */
function markSize({ unit }) {
  return Math.min(Math.max(unit * 0.96, 3), 15);
}

/** Where a mark of a row stands. @param {Scene} scene @param {Row} row */
function middle({ y }, row) {
  return AXIS + row.bar + BAR / 2 - y;
}

/** @param {Scene} scene */
export function draw(scene) {
  const { rows, y, height, width, left, narrow } = scene;
  const first = Math.max(
    upperBound(
      rows.map(({ top }) => top),
      y,
    ) - 1,
    0,
  );
  const seen = [];
  for (let row = first; row < rows.length && rows[row].top < y + height - AXIS; row++)
    seen.push(rows[row]);
  const clip = narrow ? 0 : left - 8;
  return svg`
    <defs>
      <clipPath id="plot"><rect x=${clip} y="0" width=${Math.max(width - clip, 0)} height=${height}/></clipPath>
      <clipPath id="lanes"><rect x=${clip} y=${AXIS} width=${Math.max(width - clip, 0)} height=${Math.max(height - AXIS, 0)}/></clipPath>
      <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0V6"/></pattern>
      <pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse"><circle class="dots" cx="1.5" cy="1.5" r="1"/></pattern>
    </defs>
    <g clip-path="url(#plot)">${moments(scene)}</g>
    <g clip-path="url(#lanes)">
      ${boxes(scene)}
      ${seen.map((row) => (row.family === null ? bars(scene, row) : skyline(scene, row)))}
      ${brackets(scene)}
      ${links(scene)} ${scene.line}
      ${seen.map((row) => rowMarks(scene, row))}
      ${seen.map((row) => ending(scene, row))}
    </g>
    <g clip-path="url(#plot)">${runMarks(scene)}</g>
    ${seen.map((row) => label(scene, row))}`;
}

/** The events between two places in pixels: the first in view, and the first that is not any more. @param {Scene} scene */
function inView({ timeline, unit, left, x, width, narrow }) {
  const from = (x - (narrow ? left : 0)) / unit - 2;
  return [lowerBound(timeline.at, from), upperBound(timeline.at, (x + width - left) / unit + 1)];
}

/** The axis: each moment with its time, and the stretch in which no time passes. @param {Scene} scene */
function moments(scene) {
  const { timeline, unit, height, width, left } = scene;
  const { moment, moment_first, moment_cut, at } = timeline;
  const [from, to] = inView(scene);
  const drawn = [];
  let free = left - 12;
  let done = Number.NEGATIVE_INFINITY;
  for (
    let index = Math.max(upperBound(moment_first, from) - 1, 0);
    index < moment.length;
    index++
  ) {
    const seq = moment_first[index];
    if (seq >= to && index > 0) break;
    const begin = placeOf(scene, seq);
    if (begin < done + FINE) continue;
    done = begin;
    const last = (moment_first[index + 1] ?? at.length) - 1;
    const text = clock(moment[index]);
    const fits = begin >= free;
    if (fits) free = begin + text.length * LETTER + 10;
    drawn.push(
      svg`<rect class="moment" x=${round(begin - unit * 0.5)} y=${AXIS} width=${round(placeOf(scene, last) - begin + unit)} height=${height}/>`,
    );
    if (fits)
      drawn.push(
        svg`<path class="tick" d="M${round(begin)} ${AXIS - 10}V${height}"/><text class="time" x=${round(begin + 3)} y=${AXIS - 12}>${text}</text>`,
      );
    if (moment_cut[index] && index > 0) {
      const middle = (placeOf(scene, seq - 1) + begin) / 2;
      drawn.push(svg`<path class="gap" d="M${round(middle - 5)} ${AXIS + 3}l4-8m2 8 4-8"/>`);
    }
  }
  return svg`<path class="axis" d="M${left - 8} ${AXIS - 1}H${width}"/>${drawn}`;
}

/** A time on the axis, to the millisecond. @param {number} time */
function clock(time) {
  return `${time.toFixed(3).replace(/\.?0+$/, "")} s`;
}

/** The bars of a lane. @param {Scene} scene @param {Row} row */
function bars(scene, row) {
  const { timeline, index, width, narrow, left } = scene;
  const { bar_from, bar_to, bar_state, bar_awaited, awaited, states, at } = timeline;
  const top = AXIS + row.bar - scene.y;
  const [start, end] = [index.bars[row.first], index.bars[row.first + 1]];
  const [from, to] = inView(scene);
  const drawn = [];
  let bar = start + lowerBound(bar_to.subarray(start, end), from);
  while (bar < end && bar_from[bar] < to) {
    const begin = placeOf(scene, bar_from[bar]);
    const finish = placeOf(scene, bar_to[bar]);
    const state = states[bar_state[bar]];
    const what = bar_awaited[bar] === -1 ? "" : awaited[bar_awaited[bar]];
    drawn.push(
      stretch({
        state,
        what,
        begin,
        finish,
        top,
        hue: scene.nameOf(row.first).hue,
        seen: Math.max(begin, narrow ? 0 : left),
        edge: width,
      }),
    );
    // What is too fine to be seen is passed over at once.
    const place = at[bar_to[bar]] + FINE / scene.unit;
    bar =
      finish - begin < FINE
        ? start + lowerBound(bar_to.subarray(start, end), lowerBound(at, place))
        : bar + 1;
    if (drawn.length > 4000) break;
  }
  return svg`<g class="lane">${drawn}</g>`;
}

/** @param {{ state: string, what: string, begin: number, finish: number, top: number, hue: number, seen: number, edge: number }} of */
function stretch({ state, what, begin, finish, top, hue, seen, edge }) {
  const width = Math.max(finish - begin, state === "running" ? 2 : 0);
  if (state === "not begun") {
    return svg`<path class="unbegun" d="M${round(begin)} ${top + BAR / 2}h${round(width)}"><title>not begun</title></path>`;
  }
  const waits = state !== "running";
  const inset = waits ? 2 : 0;
  const text =
    state === "waiting" ? what : state === "cancelling" ? `cancelling ${what}` : `cleanup: ${what}`;
  const room = Math.min(finish, edge) - seen - 9;
  const fits = waits && room > 4 * LETTER;
  return svg`<g class="bar" data-state=${state} data-hue=${hue}>
    <title>${state}${what === "" ? "" : `: ${what}`}</title>
    <rect class="body" x=${round(begin)} y=${top + inset} width=${round(width)} height=${BAR - 2 * inset} rx=${waits ? 3 : 1.5}/>
    ${state === "cancelling" || state === "cleaning up" ? svg`<rect fill="url(#${state === "cancelling" ? "hatch" : "dots"})" x=${round(begin)} y=${top + inset} width=${round(width)} height=${BAR - 2 * inset} rx="3"/>` : ""}
    ${fits ? svg`<text x=${round(seen + 5)} y=${top + BAR / 2 + 3.8}>${cut(text, room)}</text>` : ""}
  </g>`;
}

/** A text as long as there is room for it. @param {string} text @param {number} room in pixels */
function cut(text, room) {
  const letters = Math.floor(room / LETTER);
  return text.length <= letters ? text : `${text.slice(0, Math.max(letters - 1, 1))}…`;
}

/** Folded lanes: how many of their tasks there are over time. @param {Scene} scene @param {Row} row */
function skyline(scene, row) {
  const { timeline } = scene;
  const count = row.end - row.first;
  const begins = timeline.lane_from.slice(row.first, row.end).sort();
  const ends = timeline.lane_to.slice(row.first, row.end).sort();
  const base = AXIS + row.bar + BAR - scene.y;
  const steps = [`M${round(placeOf(scene, begins[0]))} ${base}`];
  let [begun, ended, done] = [0, 0, Number.NEGATIVE_INFINITY];
  while (ended < count) {
    const seq = Math.min(begins[begun] ?? Number.POSITIVE_INFINITY, ends[ended]);
    while (begins[begun] === seq) begun++;
    while (ends[ended] === seq) ended++;
    const x = placeOf(scene, seq);
    if (x < done + 1 && ended < count) continue;
    done = x;
    steps.push(`H${round(x)}V${round(base - (BAR * (begun - ended)) / count)}`);
  }
  return svg`<path class="skyline" data-hue=${scene.nameOf(row.first).hue} d="${steps.join("")}Z"/>`;
}

/** Groups around the lanes that they own. @param {Scene} scene */
function boxes(scene) {
  const { rows, rowOf } = scene;
  return scene.timeline.brackets.flatMap((of) => {
    if (of.first === undefined || of.end === undefined) return [];
    const [top, bottom] = [rows[rowOf[of.first]], rows[rowOf[of.end - 1]]];
    const owner = rows[rowOf[of.lane]];
    const [begin, finish] = [placeOf(scene, of.from), placeOf(scene, of.to)];
    if (owner === top || finish < 0 || begin > scene.width) return [];
    const y = AXIS + top.top - scene.y;
    const end = AXIS + bottom.top + bottom.height - scene.y;
    const from = AXIS + owner.bar - scene.y;
    return svg`<g class="group"><rect x=${round(begin)} y=${y} width=${round(Math.max(finish - begin, 1))} height=${end - y - 1}/>
      <path d="M${round(begin)} ${from}V${end - 1}H${round(finish)}V${from}"/></g>`;
  });
}

/** @param {TimelineBracket} of */
function bracketName({ kind, seconds: time }) {
  if (kind === "group") return "TaskGroup";
  return time === undefined ? kind : `${kind} ${clock(time)}`;
}

/** What each bracket's end is called. @type {Record<string, string>} */
const broken = { group: "aborted", timeout: "time is up", shield: "cancelled" };

/** Brackets over the bars. @param {Scene} scene */
function brackets(scene) {
  const { timeline, rows, rowOf, left, narrow, width } = scene;
  return timeline.brackets.flatMap((of) => {
    const row = rows[rowOf[of.lane]];
    if (row.family !== null) return [];
    const top = AXIS + trackTop(row, timeline.lane_tracks[of.lane], of.track) - scene.y + 2;
    const [begin, finish] = [placeOf(scene, of.from), placeOf(scene, of.to)];
    if (finish < 0 || begin > width || top > scene.height || top < -row.height) return [];
    const foot = AXIS + row.bar - scene.y;
    const seen = Math.max(begin, narrow ? 0 : left);
    const name =
      of.cancelled === undefined ? bracketName(of) : `${bracketName(of)}, ${broken[of.kind]}`;
    const room = Math.min(finish, width) - seen - 8;
    const red = of.cancelled === undefined ? null : placeOf(scene, of.cancelled);
    const last = of.end === undefined ? row : rows[rowOf[of.end - 1]];
    return svg`<g class="bracket" data-kind=${of.kind} ?data-cancelled=${red !== null}>
      <title>${name}</title>
      <path d="M${round(begin)} ${foot}V${top + 2}H${round(finish)}V${foot}"/>
      ${red === null ? "" : svg`<path class="red" d="M${round(red)} ${top}V${AXIS + last.bar + BAR + 2 - scene.y}M${round(red)} ${top + 2}H${round(finish)}"/>`}
      ${room > 4 * LETTER ? svg`<text x=${round(seen + 4)} y=${top + 12}>${cut(name, room)}</text>` : ""}
    </g>`;
  });
}

/** What leads from lane to lane. @param {Scene} scene */
function links(scene) {
  const { timeline, rows, rowOf, cursor, all, height } = scene;
  const { link_from, link_to, link_from_lane, link_to_lane, link_kind, at } = timeline;
  const few = all || link_to.length <= MANY_LINKS;
  const here = at[cursor];
  const [from, to] = inView(scene);
  const drawn = [];
  for (
    let index = few ? 0 : lowerBound(link_to, lowerBound(at, here - NEAR));
    index < link_to.length;
    index++
  ) {
    const [begin, finish] = [link_from[index], link_to[index]];
    if (!few && at[begin] > here + NEAR) break;
    if (finish < from || begin >= to) continue;
    const target = rows[rowOf[link_to_lane[index]]];
    const source = link_from_lane[index] === -1 ? null : rows[rowOf[link_from_lane[index]]];
    if (source === target) continue;
    const y1 = source === null ? AXIS - 2 : middle(scene, source);
    const y2 = middle(scene, target);
    if (Math.max(y1, y2) < 0 || Math.min(y1, y2) > height) continue;
    const [x1, x2] = [placeOf(scene, begin), placeOf(scene, finish)];
    const near = Math.abs(at[begin] - here) <= NEAR || Math.abs(at[finish] - here) <= NEAR;
    drawn.push(link(timeline.links[link_kind[index]], x1, y1, x2, y2, near));
    if (drawn.length > 2000) break;
  }
  return drawn;
}

/** @param {string} kind @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2 @param {boolean} near */
function link(kind, x1, y1, x2, y2, near) {
  const down = Math.sign(y2 - y1);
  const end = y2 - down * 9;
  if (kind === "spawn") {
    return svg`<path class="link" data-link="spawn" ?data-near=${near} d="M${round(x1)} ${y1 + down * 10}V${y2 - down * 3}q0 ${down * 3} 3 ${down * 3}"/>`;
  }
  const line =
    x2 - x1 < 1
      ? `V${end}`
      : `C${round(x1)} ${(y1 + y2) / 2} ${round(x2)} ${(y1 + y2) / 2} ${round(x2)} ${end}`;
  return svg`<g class="link" data-link=${kind} ?data-near=${near}><path d="M${round(x1)} ${y1 + down * 8}${line}"/><path class="head" d="M${round(x2 - 3.5)} ${end - down * 6}h7l-3.5 ${down * 6.5}z"/></g>`;
}

/** @param {Scene} scene @param {Row} row */
function rowMarks(scene, row) {
  const { timeline, index } = scene;
  const { mark, mark_kind, marks } = timeline;
  const size = markSize(scene);
  const y = middle(scene, row);
  const [from, to] = inView(scene);
  const drawn = [];
  let done = Number.NEGATIVE_INFINITY;
  for (let lane = row.first; lane < row.end; lane++) {
    const own = index.marksOf(lane);
    for (let at = lowerBound(index.seqsOf(lane), from); at < own.length; at++) {
      const seq = mark[own[at]];
      if (seq >= to) break;
      const kind = marks[mark_kind[own[at]]];
      // Of folded lanes only what is no ordinary end.
      if (row.family !== null && kind === "finished") continue;
      const x = placeOf(scene, seq);
      if (x - done < FINE) continue;
      done = x;
      const here = seq === scene.cursor;
      drawn.push(shape(kind, x, y, here ? size * HERE : size, `${kind}: ${scene.wordsOf(seq)}`));
    }
  }
  if (row.family === null && timeline.outcomes[timeline.lane_outcome[row.first]] === "pending") {
    const seq = timeline.lane_to[row.first];
    drawn.push(
      shape(
        "pending",
        placeOf(scene, seq) + size / 2,
        y,
        size,
        "The run ends before the task does.",
      ),
    );
  }
  return drawn;
}

/** What happens to the run and to no task: on the axis. @param {Scene} scene */
function runMarks(scene) {
  const { timeline, index } = scene;
  const { mark, mark_kind, marks } = timeline;
  const [from, to] = inView(scene);
  return [...index.marksOf(-1)]
    .filter((of) => mark[of] >= from && mark[of] < to)
    .map((of) => {
      const kind = marks[mark_kind[of]];
      return shape(
        kind,
        placeOf(scene, mark[of]),
        AXIS - 1,
        Math.min(markSize(scene) + 2, 15),
        `${kind}: ${scene.wordsOf(mark[of])}`,
      );
    });
}

/** What a task ended with, behind its end. @param {Scene} scene @param {Row} row */
function ending(scene, row) {
  if (row.family !== null || scene.narrow) return "";
  const { value, outcome } = scene.nameOf(row.first);
  if (value === "") return "";
  const x = placeOf(scene, scene.timeline.lane_to[row.first]) + markSize(scene) / 2 + 4;
  const room = scene.width - x - 4;
  if (room < 4 * LETTER || x < scene.left) return "";
  return svg`<text class="value" data-outcome=${outcome} x=${round(x)} y=${middle(scene, row) + 3.8}>${cut(outcome === "finished" ? `→ ${value}` : value, room)}</text>`;
}

/** What a lane is called, and how its task ended. @param {Scene} scene @param {Row} row */
function label(scene, row) {
  const { name, more, outcome, value, hue } = scene.nameOf(row.first);
  const { left, narrow, width } = scene;
  const top = AXIS + row.top - scene.y;
  if (row.family !== null) return "";
  if (narrow) {
    const x = 14;
    const word = value !== "" && outcome === "failed" ? `failed: ${value}` : outcome;
    const at = x + name.length * 8 + 9;
    return svg`<g class="name" data-hue=${hue}><rect class="swatch" x="2" y=${top + 4} width="6" height="10" rx="1.5"/>
      <text class="who" x=${x} y=${top + 13}>${name}</text>
      <text class="how" data-outcome=${outcome} x=${at} y=${top + 13}>${cut(word, width - at - 4)}</text></g>`;
  }
  const room = left - 34;
  const y = middle(scene, row);
  return svg`<g class="name" data-hue=${hue}>
    <rect class="back" x="0" y=${Math.max(top, AXIS)} width=${left - 8} height=${Math.max(row.height - Math.max(AXIS - top, 0), 0)}/>
    <rect class="swatch" x="8" y=${y - 13} width="4" height="27" rx="2"/>
    <text class="who" x="18" y=${y - 1.5}><title>${name} ${more}</title>${cut(name, room)}</text>
    <g transform="translate(24 ${y + 8.5})">${shape(outcome, 0, 0, 11, outcome)}</g>
    <text class="how" data-outcome=${outcome} x="33" y=${y + 12.5}>${outcome}</text></g>`;
}
