import { createRequire } from "node:module";

// A synchronous `require`, because the pipeline is synchronous and few texts need these packages.
// `scripts/build.mjs` removes this line, so that the bundler includes them, unevaluated until the first call.
const require = createRequire(import.meta.url);

type Dagre = typeof import("@dagrejs/dagre");
type Temml = typeof import("temml")["default"];

/** Loads the converter from TeX to MathML. The first call takes some 15 milliseconds. */
export function loadTemml(): Temml {
  return require("temml");
}

/** Loads the package for graph layout on the first call. */
export function loadDagre(): Dagre {
  return require("@dagrejs/dagre");
}
