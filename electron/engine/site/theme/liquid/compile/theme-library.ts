import { Liquid, LiquidError } from "liquidjs";
import { AppError } from "#contract/errors.ts";
import { contentKey } from "../../../model/content-key.ts";
import type { Theme } from "../../theme.ts";
import { type ThemeFilter, themeFilters } from "../../theme-filters.ts";
import { compileTemplate } from "./compile-template.ts";
import type { CompiledTemplate, TemplateLibrary } from "./compiler.ts";
import { Facts, type ReadPath } from "./facts.ts";
import { Names } from "../run/names.ts";
import { limits } from "../run/run.ts";
import { findTemplate, type LookupKind } from "../syntax/theme-sources.ts";

/** What a template can read, including all templates that it refers to. */
interface Reach {
  /** Paths of the template and of all that it refers to, sorted. */
  readonly files: readonly string[];
  readonly facts: Facts;
}

/** The templates of a theme. Each is parsed and compiled when it is first used. */
export class ThemeLibrary implements TemplateLibrary {
  readonly liquid: Liquid;
  readonly names = new Names();
  readonly filters: ReadonlyMap<string, ThemeFilter>;
  readonly #theme: Theme;
  readonly #language: string;
  readonly #compiled = new Map<string, CompiledTemplate>();
  readonly #reached = new Map<string, Reach>();

  constructor(theme: Theme, language: string) {
    this.#theme = theme;
    this.#language = language;
    this.filters = themeFilters(theme, language);
    this.liquid = createParser(this.filters.keys());
  }

  find(name: string, kind: LookupKind, from?: string): string | undefined {
    return findTemplate(this.#theme.templates, name, kind, from);
  }

  at(path: string): CompiledTemplate {
    const known = this.#compiled.get(path);
    if (known) return known;
    const compiled = this.#compile(path);
    this.#compiled.set(path, compiled);
    return compiled;
  }

  pathsRead(path: string): readonly ReadPath[] | null {
    const { paths } = this.reach(path).facts;
    return paths && [...paths.values()];
  }

  /** Returns what the template at a path can read. */
  reach(path: string): Reach {
    const known = this.#reached.get(path);
    if (known) return known;
    const facts = new Facts();
    const files = new Set([path]);
    for (const file of files) {
      facts.add(this.#factsOf(file));
      for (const next of facts.files ?? this.#theme.templates.keys()) files.add(next);
    }
    const reach = { files: [...files].sort(), facts };
    this.#reached.set(path, reach);
    return reach;
  }

  /** Returns a hash of everything in the theme that pages with the template at a path are made from. */
  keyOf(path: string): string {
    const { templates, words, assets } = this.#theme;
    const { files, facts } = this.reach(path);
    const texts = files.map((file) => [file, templates.get(file)]);
    const names = facts.assets ? [...facts.assets].sort() : [...assets.keys()];
    const shown = names.map((name) => [name, assets.get(name)?.path]);
    const spoken = [...words].map(([language, table]) => [language, ...table]);
    return contentKey(path, texts, shown, this.#language, spoken);
  }

  /** Returns the facts of a template. One that cannot be compiled counts as reading anything. */
  #factsOf(path: string): Facts {
    try {
      return this.at(path).facts;
    } catch {
      const facts = new Facts();
      facts.readsAnything();
      return facts;
    }
  }

  #compile(path: string): CompiledTemplate {
    try {
      return compileTemplate(this.#theme.templates.get(path) ?? "", path, this.liquid, this);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const line = (LiquidError.is(error) && error.token?.getPosition()[0]) || 1;
      const reason = error.message.replace(/, (file|line):.*$/s, "");
      throw new AppError("theme.syntax", { template: path, line, reason }, error);
    }
  }
}

/**
 * Creates a LiquidJS object that serves as a parser and a collection of filters. It has no access to files,
 * and lacks the filters whose results differ between builds (dates, `sample`).
 */
function createParser(themeFilterNames: Iterable<string>): Liquid {
  const liquid = new Liquid({
    templates: {},
    // Any locale would do, because only the date filters use it, and those are removed below. Without one,
    // LiquidJS asks Intl for the system's, which takes tens of milliseconds the first time
    locale: "en-US",
    ownPropertyOnly: true,
    outputEscape: "escape",
    strictFilters: true,
    parseLimit: limits.source,
    memoryLimit: limits.made,
  });
  for (const name of Object.keys(liquid.filters)) {
    if (name.startsWith("date") || name === "sample") delete liquid.filters[name];
  }
  // The parser only checks that a filter exists; these functions are never called
  for (const name of themeFilterNames) liquid.registerFilter(name, (value: unknown) => value);
  return liquid;
}
