// Owns hiding the recorded run of a page whose address asks for another one.
// Invariant: the browser draws nothing of the page before this has run.

if (location.hash.length > 1) document.documentElement.dataset.linked = "";
