// Owns loading the engine while the scripts of the elements are still on their way: compiling takes as long as they do.
// Invariant: it needs nothing but the engine, and a page whose elements are all lazy does not have it.

import { sharedEngine } from "./engine.js";

sharedEngine().load();
