// Owns the page around the element: its address and its title.
// Invariant: the address changes only after a reader's change was accepted; a link that is broken stays as it came.

import "./except-star.js";
import { formatLink, splitLink } from "./link.js";

/** @import { ExceptStar } from "./except-star.js" */

const element = /** @type {ExceptStar} */ (document.querySelector("except-star"));
const name = document.title;

function follow() {
  Object.assign(element, splitLink(location.hash));
}

function entitle() {
  document.title = element.info ? `${element.info.title} · ${name}` : name;
}

element.addEventListener("except-star-change", (event) => {
  const { spec } = /** @type {CustomEvent<{ spec: import("./engine.js").Spec }>} */ (event).detail;
  history.replaceState(null, "", formatLink(spec));
  entitle();
});
element.addEventListener("except-star-ready", entitle);
addEventListener("hashchange", follow);
follow();
