import { createRequire } from "node:module";

// Loads packages that few texts need only at first use. Uses `require`, because rendering is synchronous.
// `scripts/build.mjs` removes the next line, so that the bundler includes the packages.
const require = createRequire(import.meta.url);

type Dagre = typeof import("@dagrejs/dagre");
type Temml = typeof import("temml")["default"];

/** Loads the converter from TeX to MathML. The first call takes about 15 milliseconds. */
export function loadTemml(): Temml {
  return require("temml");
}

/** Loads the package that lays out graphs. The first call takes longer than later calls. */
export function loadDagre(): Dagre {
  return require("@dagrejs/dagre");
}
