// Owns the picture of a run as a file: SVG that stands alone, with its colours.
// Invariant: it is drawn by what draws the page's picture, all of it at once, and has no colour that the theme does not have.

import { svg } from "lit";
import { palette } from "../styles/palette.js";
import { AXIS, draw } from "../timeline/draw.js";
import { Picture } from "../timeline/picture.js";
import { foldedAtFirst, rowsOf } from "../timeline/rows.js";
import { axisWidth } from "../timeline/scale.js";
import { markup } from "./markup.js";

/** @import { Drawn } from "../timeline/picture.js" */

/** How wide a mark is, in pixels; less where the picture would be wider than can be looked at. */
const UNIT = 15;
const WIDEST = 12_000;
/** Room right of the axis for what a task ended with. */
const RIGHT = 150;
const HUES = 8;

/** @param {Drawn} run @param {{ title: string, dark: boolean }} how */
export function svgOf(run, { title, dark }) {
  const picture = new Picture(run);
  const folded = foldedAtFirst(run.timeline, picture.families);
  const {
    rows,
    rowOf,
    height: all,
  } = rowsOf(run.timeline, {
    families: picture.families,
    folded,
    narrow: false,
  });
  const left = picture.left(rows);
  const units = axisWidth(run.timeline);
  const unit = Math.min(UNIT, WIDEST / units);
  const [width, height] = [Math.ceil(left + units * unit + RIGHT), Math.ceil(AXIS + all + 4)];
  const scene = picture.scene({
    rows,
    rowOf,
    // Nothing is chosen.
    cursor: -1,
    unit,
    left,
    x: 0,
    y: 0,
    width,
    height,
    narrow: false,
    line: "",
    all: true,
  });
  const words = rows.flatMap(({ family, first, top }) =>
    family === null
      ? []
      : svg`<text class="who" x="18" y=${AXIS + top + 18}>${`${picture.nameOf(first).name} ×${family.count}`}</text>`,
  );
  const body = markup(draw(scene)) + markup(words);
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`;
  return `${head}\n${markup(svg`<title>${title}</title>`)}\n<style>${style(dark)}</style>\n<rect class="paper" width="${width}" height="${height}"/>\n${body.replace(/\n\s+/g, "\n").trim()}\n</svg>\n`;
}

/** What the picture looks like, without what only a browser's style sheet can say. @param {boolean} dark */
function style(dark) {
  const of = (/** @type {string} */ name) => palette[name][dark ? 1 : 0];
  const soft = (/** @type {string} */ colour, /** @type {number} */ part) =>
    mixed(colour, of("surface"), part);
  const text = "system-ui,sans-serif";
  const hues = Array.from({ length: HUES }, (_, hue) => {
    const colour = of(`hue-${hue}`);
    const own = `[data-hue="${hue}"]`;
    return `${own} .body{fill:${soft(colour, 0.17)};stroke:${soft(colour, 0.55)}}${own}[data-state="running"] .body{fill:${colour};stroke:none}${own} .swatch{fill:${colour}}.skyline${own}{fill:${soft(colour, 0.3)};stroke:${colour}}`;
  });
  const tones = { quiet: "muted", bad: "danger", good: "good", outside: "accent" };
  const marks = Object.entries(tones).map(([tone, name]) => {
    const own = `.mark[data-tone="${tone}"]`;
    return `${own} .line{stroke:${of(name)}}${own} .solid,${own} .filled{fill:${of(name)}}`;
  });
  return [
    `.paper,.back{fill:${of("surface")}}`,
    `text{fill:${of("ink")};font:11px ${text}}`,
    `.axis,.tick,.gap{fill:none;stroke:${of("line")}}.axis{stroke:${of("edge")}}.gap{stroke:${of("muted")}}`,
    `.moment{fill:${of("sunk")}}.time,.how,.value{fill:${of("muted")}}`,
    `.unbegun{fill:none;stroke:${of("edge")};stroke-dasharray:2 3}`,
    ...hues,
    `[data-state="cancelling"] .body{fill:${of("danger-soft")};stroke:${of("danger")}}`,
    `[data-state="cleaning up"] .body{stroke-dasharray:4 2.5;stroke-width:1.5}`,
    `.hatch{stroke:${of("danger")};stroke-width:1.5;opacity:.4}.dots{fill:${of("muted")};opacity:.5}`,
    `.group rect{fill:${of("accent")};fill-opacity:.06}.group path{fill:none;stroke:${of("accent")};stroke-opacity:.55}`,
    `.bracket path{fill:none;stroke:${of("accent")};stroke-width:1.5}.bracket .red{stroke:${of("danger")};stroke-width:2}`,
    `.bracket text{fill:${of("accent")};font-weight:600}.bracket[data-cancelled] text{fill:${of("danger")}}`,
    `.link,.link path{fill:none;stroke:${of("edge")}}.link[data-link="cancel"] path,.link[data-link="exception"] path{stroke:${of("danger")};stroke-width:1.5}`,
    `.link[data-link="cancel"] path:first-child{stroke-dasharray:5 3}.link .head{fill:${of("danger")};stroke:none!important}`,
    `.mark{fill:none;stroke-linecap:round;stroke-linejoin:round}.mark .line{stroke-width:1.8}`,
    `.mark .ground,.mark .under{fill:${of("surface")}}.mark .solid{stroke:${of("surface")}}.mark .cut{stroke:${of("surface")};stroke-width:2}`,
    ...marks,
    `.who{font-size:13px;font-weight:600}.value{font-family:ui-monospace,monospace;font-size:10.5px}`,
    `.who,.how,.value{paint-order:stroke;stroke:${of("surface")};stroke-width:3px;stroke-linejoin:round}`,
    `.how[data-outcome="failed"],.value[data-outcome="failed"]{fill:${of("danger")}}`,
  ].join("");
}

/** @param {string} one @param {string} other @param {number} part of the first */
function mixed(one, other, part) {
  const channels = (/** @type {string} */ colour) =>
    [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const [a, b] = [channels(one), channels(other)];
  const hex = a.map((of, index) =>
    Math.round(of * part + b[index] * (1 - part))
      .toString(16)
      .padStart(2, "0"),
  );
  return `#${hex.join("")}`;
}
