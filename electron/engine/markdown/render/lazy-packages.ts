import { createRequire } from "node:module";

// A synchronous `require`, because the pipeline is synchronous and few texts need these. `scripts/build.mjs` takes this
// line out, which makes the bundler put the packages into the bundle, unevaluated until the first call.
const require = createRequire(import.meta.url);

type Dagre = typeof import("@dagrejs/dagre");
type Temml = typeof import("temml")["default"];

/** TeX to MathML. The first call loads the package, which takes some 15 milliseconds. */
export function loadTemml(): Temml {
  return require("temml");
}

/** Places the nodes and edges of a graph. The first call loads the package. */
export function loadDagre(): Dagre {
  return require("@dagrejs/dagre");
}
