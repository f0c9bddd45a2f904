// Owns the page around the element: its address and its title.
// Invariant: the address changes only after a reader's change was accepted; a link that is broken stays as it came. The
// title is that of the scenario that is shown, whatever has led to it.

import "./except-star.js";

/** @import { ExceptStar } from "./except-star.js" */

const element = /** @type {ExceptStar} */ (document.querySelector("except-star"));
const name = document.title;
/** The scenario that the address stands for. @type {string | undefined} */
let at;

async function follow() {
  element.link = location.hash;
  await element.updateComplete;
  entitle();
}

function entitle() {
  document.title = element.info ? `${element.info.title} · ${name}` : name;
  at = element.info?.id;
}

element.addEventListener("except-star-change", (event) => {
  const { spec } = /** @type {CustomEvent<{ spec: import("./engine.js").Spec }>} */ (event).detail;
  // Another scenario is another place to come back to; another value is not.
  if (spec.scenario === at) history.replaceState(null, "", element.link);
  else history.pushState(null, "", element.link);
  entitle();
});
addEventListener("hashchange", follow);
follow();
