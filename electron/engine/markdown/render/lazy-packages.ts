import { createRequire } from "node:module";

// `require` loads a package synchronously when it is first needed: rendering is synchronous, and few texts
// need these packages. `scripts/build.mjs` removes this line; the bundler then includes the packages, and
// they are still evaluated only at the first call.
const require = createRequire(import.meta.url);

type Dagre = typeof import("@dagrejs/dagre");
type Temml = typeof import("temml")["default"];

/** Loads the converter from TeX to MathML. The first call takes about 15 milliseconds. */
export function loadTemml(): Temml {
  return require("temml");
}

/** Loads the package that lays out graphs. The first call takes longer than later ones. */
export function loadDagre(): Dagre {
  return require("@dagrejs/dagre");
}
