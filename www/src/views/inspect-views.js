// Owns which elements there are for the panels that follow the cursor.
// Invariant: nothing of it is on the first screen, so it is fetched when a reader first opens one of them.

import "./awaits-view.js";
import "./cancellations-view.js";
import "./exceptions-view.js";
import "./findings-view.js";
import "./narrative-view.js";
