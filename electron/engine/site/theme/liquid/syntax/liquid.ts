import { Liquid, type LiquidOptions } from "liquidjs";
import { limits } from "../run/work.ts";

/** Options of all LiquidJS objects: no access to files or prototypes, and escaped output. */
export const liquidOptions = {
  templates: {},
  // Without a locale, LiquidJS would ask Intl for the system's locale, which takes tens of milliseconds.
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

/** Creates a LiquidJS object of which the compiler uses only the parser and the filters. */
export function createParser(themeFilterNames: Iterable<string>): Liquid {
  const liquid = new Liquid({ ...liquidOptions });
  removeVaryingFilters(liquid);
  // Registers functions that are never called, because the parser only checks that filters exist.
  for (const name of themeFilterNames) liquid.registerFilter(name, (value: unknown) => value);
  return liquid;
}
