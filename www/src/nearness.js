// Owns waiting with an element until it comes near to being seen, so that a long page with many of them loads at once.
// Invariant: what has been near once stays near.

/** How far outside of the window an element counts as near. */
const MARGIN = "1200px 0px";

export class Nearness {
  /** Whether the element was near once. */
  reached = false;
  #element;
  #observer;

  /** @param {HTMLElement} element @param {() => void} arrived is called once */
  constructor(element, arrived) {
    this.#element = element;
    const see = (/** @type {IntersectionObserverEntry[]} */ entries) => {
      if (this.reached || !entries.some(({ isIntersecting }) => isIntersecting)) return;
      this.reached = true;
      this.rest();
      arrived();
    };
    this.#observer = new IntersectionObserver(see, { rootMargin: MARGIN });
  }

  /** Looks out until the element is near. */
  watch() {
    if (!this.reached) this.#observer.observe(this.#element);
  }

  rest() {
    this.#observer.disconnect();
  }
}
