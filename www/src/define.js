// Owns registering elements.
// Invariant: importing the modules twice, in two versions or on a server without elements, throws nothing.

/** @param {string} name @param {CustomElementConstructor} element */
export function define(name, element) {
  if (globalThis.customElements && !customElements.get(name)) customElements.define(name, element);
}
