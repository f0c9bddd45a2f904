// Owns which panels the lesson's live elements have where nothing else is asked for.
// Invariant: what was printed comes first, as in the recorded output that they take over from.

export const PANELS = "console+results log code";
