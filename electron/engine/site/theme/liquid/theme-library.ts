import { Liquid, LiquidError } from "liquidjs";
import { AppError } from "#contract/errors.ts";
import { contentKey } from "../../model/content-key.ts";
import type { Theme } from "../theme.ts";
import { type ThemeFilter, themeFilters } from "../theme-filters.ts";
import { compileTemplate } from "./compile-template.ts";
import type { CompiledTemplate, TemplateLibrary } from "./compiler.ts";
import { Facts, type ReadPath } from "./facts.ts";
import { Names } from "./names.ts";
import { limits } from "./run.ts";
import { findTemplate, type LookupKind } from "./theme-sources.ts";

/** What a template can read, itself and through everything that it references. */
interface Reach {
  /** Paths of templates, sorted. */
  readonly files: readonly string[];
  readonly facts: Facts;
}

/** The templates of a theme, each parsed and compiled on first use. */
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

  /** Returns everything that the template at a path can read. */
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

  /** Returns a hash of everything in the theme that pages of the template at a path are made from. */
  keyOf(path: string): string {
    const { templates, words, assets } = this.#theme;
    const { files, facts } = this.reach(path);
    const texts = files.map((file) => [file, templates.get(file)]);
    const names = facts.assets ? [...facts.assets].sort() : [...assets.keys()];
    const shown = names.map((name) => [name, assets.get(name)?.path]);
    const spoken = [...words].map(([language, table]) => [language, ...table]);
    return contentKey(path, texts, shown, this.#language, spoken);
  }

  /** Returns the facts of a template; one that cannot be compiled may read anything. */
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
 * Creates LiquidJS as a parser and a collection of filters, without files and without anything that differs
 * between builds.
 */
function createParser(themeFilterNames: Iterable<string>): Liquid {
  const liquid = new Liquid({
    templates: {},
    // For its date filters, which are removed; by default it queries Intl, whose first call takes tens of
    // milliseconds
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
  // The parser only checks that these filters exist
  for (const name of themeFilterNames) liquid.registerFilter(name, (value: unknown) => value);
  return liquid;
}
