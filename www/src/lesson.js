// Owns the lesson's page around its elements: which section of the contents the reader is in.
// Invariant: without this script the page reads as well; nothing here moves it.

import "./except-star.js";
import "./lesson/exercise.js";
import "./lesson/question.js";

const links = new Map(
  [...document.querySelectorAll(".contents a")].map((link) => [
    link.getAttribute("href")?.slice(1) ?? "",
    link,
  ]),
);
const sections = [...document.querySelectorAll("main > section")];

/** The last section that begins above the upper third of the window. */
function mark() {
  const begun = sections.filter((section) => section.getBoundingClientRect().top < innerHeight / 3);
  const current = begun.at(-1)?.id;
  for (const [id, link] of links) {
    if (id === current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

let asked = false;
addEventListener(
  "scroll",
  () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      mark();
    });
  },
  { passive: true },
);
mark();
