// Owns waiting for the browser: until it has drawn what there is, and until it has nothing better to do.
// Invariant: no wait lasts longer than a moment, however busy the page is and whether it is seen or not.

/** So many milliseconds later what waits for the browser is done. */
const SOON = 200;

/** Resolves when the browser has drawn the page as it is. @returns {Promise<void>} */
export function painted() {
  return new Promise((resolve) => {
    // The task that a frame posts comes after it was painted.
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, SOON);
  });
}

/** Resolves when the browser has nothing more urgent to do. @returns {Promise<unknown>} */
export function idle() {
  const { requestIdleCallback } = globalThis;
  // Safari has none.
  if (requestIdleCallback === undefined) return new Promise((resolve) => setTimeout(resolve, SOON));
  return new Promise((resolve) => requestIdleCallback(resolve, { timeout: SOON }));
}
