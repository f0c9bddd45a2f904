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

/** @param {ExceptStar} of */
function programOf({ spec, origin }) {
  return spec?.scenario ?? origin;
}

element.addEventListener("except-star-change", () => {
  // Another program is another place to come back to, and so is a text that was a scenario's; another value is not. What is too
  // long for a link leaves the address as it is.
  const { link } = element;
  if (link !== "" && programOf(element) === at) history.replaceState(null, "", link);
  else if (link !== "") history.pushState(null, "", link);
  entitle();
});
addEventListener("hashchange", follow);
follow();
