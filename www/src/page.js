// Owns the page around the element: its address and its title.
// Invariant: the address changes only after a reader's change was accepted; a link that is broken stays as it came. The
// title is that of the scenario that is shown, whatever has led to it.

import "./except-star.js";

/** @import { ExceptStar } from "./except-star.js" */

const element = /** @type {ExceptStar} */ (document.querySelector("except-star"));
const name = document.title;
/** The program that the address stands for, edited or not. @type {string | null} */
let at = null;

async function follow() {
  clearTimeout(later);
  element.link = location.hash;
  await element.updateComplete;
  entitle();
}

function entitle() {
  const title =
    element.info?.title ?? (element.spec?.python === undefined ? null : "Your own program");
  document.title = title === null ? name : `${title} · ${name}`;
  at = programOf(element);
}

/** Browsers take only so many new addresses in a while, and what is dragged makes one a picture. In milliseconds. */
const PAUSE = 100;
let replaced = Number.NEGATIVE_INFINITY;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let later;

/** Writes the address of the run that is drawn: at once, or after a pause if it has just been written. */
function replace() {
  clearTimeout(later);
  const wait = replaced + PAUSE - performance.now();
  if (wait > 0) {
    later = setTimeout(replace, wait);
    return;
  }
  replaced = performance.now();
  if (element.link !== "") history.replaceState(null, "", element.link);
}

/** @param {ExceptStar} of */
function programOf({ spec, origin }) {
  return spec?.scenario ?? origin;
}

element.addEventListener("except-star-change", () => {
  // Another program is another place to come back to, and so is a text that was a scenario's; another value is not. What is too
  // long for a link leaves the address as it is.
  const { link } = element;
  if (link !== "" && programOf(element) === at) replace();
  else if (link !== "") {
    clearTimeout(later);
    history.pushState(null, "", link);
  }
  entitle();
});
addEventListener("hashchange", follow);
follow();
