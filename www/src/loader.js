// Owns the one script that another page names to have the element: `<script type="module" src="…/except-star.js">`.
// Invariant: everything that the elements of the page need is asked for at once, whatever origin and path this script has.
// Where all of them are lazy, the engine is not asked for here.
//
// The links are made as those of the site's own pages are (build/preload.js), and are found by the same requests of
// src/engine.js. This script imports nothing, so that nothing is loaded before it can run.

const glue = new URL("../pkg/except_star.js", import.meta.url).href;
const binary = new URL("../pkg/except_star_bg.wasm", import.meta.url).href;

/** Asks for a file that a script is going to ask for. @param {Partial<HTMLLinkElement>} attributes */
function hint(attributes) {
  document.head.append(Object.assign(document.createElement("link"), attributes));
}

if (document.querySelector("except-star:not([loading=lazy])") !== null) {
  const crossOrigin = "anonymous";
  hint({ rel: "preload", as: "fetch", type: "application/wasm", crossOrigin, href: binary });
  hint({ rel: "modulepreload", href: glue });
  import("./start.js");
}

import("./except-star.js");
