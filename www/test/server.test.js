// Owns the test that the element can be imported where there is no browser, as a site generator does.
// Invariant: this file defines nothing of a browser itself.

import assert from "node:assert/strict";
import { test } from "node:test";

test("importing the element needs neither window nor document", async () => {
  assert.equal(typeof globalThis.window, "undefined");
  assert.equal(typeof globalThis.document, "undefined");
  const { ExceptStar } = await import("../src/except-star.js");
  assert.equal(typeof ExceptStar, "function");
});
