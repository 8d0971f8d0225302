import { Liquid, type LiquidOptions } from "liquidjs";
import { limits } from "../run/work.ts";

/**
 * Options for each of our LiquidJS objects: no access to files or prototypes, and output is escaped. They
 * must be the same everywhere, because a template could otherwise mean something else.
 */
export const liquidOptions = {
  templates: {},
  // Any locale would do, because only the date filters use it, and these are removed. If none is set,
  // LiquidJS asks Intl for the locale of the system, which takes tens of milliseconds the first time.
  locale: "en-US",
  ownPropertyOnly: true,
  outputEscape: "escape",
  strictFilters: true,
  parseLimit: limits.source,
  memoryLimit: limits.made,
} as const satisfies LiquidOptions;

/** Removes the filters whose results differ between builds: dates and `sample`. */
export function removeVaryingFilters(liquid: Liquid): void {
  for (const name of Object.keys(liquid.filters)) {
    if (name.startsWith("date") || name === "sample") liquid.unregisterFilter(name);
  }
}

/** Creates a LiquidJS object that serves the compiler as a parser and a collection of filters. */
export function createParser(themeFilterNames: Iterable<string>): Liquid {
  const liquid = new Liquid({ ...liquidOptions });
  removeVaryingFilters(liquid);
  // The parser only checks that a filter exists; these functions are never called.
  for (const name of themeFilterNames) liquid.registerFilter(name, (value: unknown) => value);
  return liquid;
}
