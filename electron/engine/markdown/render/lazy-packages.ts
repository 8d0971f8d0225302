import { createRequire } from "node:module";

// Loads packages when they are first needed, because few texts need them. This is `require` because it loads
// synchronously, and rendering is synchronous. `scripts/build.mjs` removes this line. The bundler then
// includes the packages in the program, and each is still evaluated only when it is first needed.
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
