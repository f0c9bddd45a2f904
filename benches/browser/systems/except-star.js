// Owns the works on except-star's primitives, compiled to WebAssembly.
// Invariant: the module is the one in `folder`, built for speed or as it is shipped.

/** @param {string} folder */
export default async function works(folder) {
  const {
    default: init,
    group,
    yields,
    gathered,
    fail,
    cancel,
  } = await import(`${folder}/primitives.js`);
  await init();
  return { group, yields, gather: gathered, fail, cancel };
}
