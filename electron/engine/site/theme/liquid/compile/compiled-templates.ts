import type { Liquid } from "liquidjs";
import { legalText } from "#engine/base/text/legal-text.ts";
import { contentKey } from "#engine/base/content-key.ts";
import { type ThemeFilter, themeFilters } from "../../theme-filters.ts";
import { compileTemplate } from "./compile-template.ts";
import type { CompiledTemplate, TemplateLibrary } from "./compiler.ts";
import { Facts, type ReadPath } from "./facts.ts";
import { Frame } from "../run/frame.ts";
import { Names } from "../run/names.ts";
import { Run } from "../run/run.ts";
import { createParser } from "../syntax/liquid.ts";
import { renderError, syntaxError } from "../template-errors.ts";
import type { TemplateRenderer, TemplateScope, ThemeSource } from "../template-renderer.ts";
import { findTemplate, type LookupKind } from "../syntax/find-template.ts";

interface Reach {
  /** Sorted paths of the template and of all templates to which it refers. */
  readonly files: readonly string[];
  readonly facts: Facts;
}

/** The templates of a theme, compiled to functions. Each is parsed and compiled when it is first used. */
export class CompiledTemplates implements TemplateLibrary, TemplateRenderer {
  readonly liquid: Liquid;
  readonly names = new Names();
  readonly filters: ReadonlyMap<string, ThemeFilter>;
  readonly #theme: ThemeSource;
  readonly #language: string;
  readonly #compiled = new Map<string, CompiledTemplate>();
  readonly #reached = new Map<string, Reach>();

  constructor(theme: ThemeSource, language: string) {
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
    const { paths } = this.#reach(path).facts;
    return paths && [...paths.values()];
  }

  #reach(path: string): Reach {
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

  render(path: string, scope: TemplateScope, subject: string): string {
    const template = this.at(path);
    const run = new Run(this.liquid, this.names, scope);
    const out = { text: "" };
    try {
      template.render(new Frame(run), out);
    } catch (error) {
      throw renderError(error, run.at, path, subject);
    }
    return run.mayBeIllegal ? legalText(out.text) : out.text;
  }

  siteFields(path: string): readonly string[] | null {
    const { siteFields } = this.#reach(path).facts;
    return siteFields && [...siteFields].sort();
  }

  keyOf(path: string): string {
    const { templates, words, assets } = this.#theme;
    const { files, facts } = this.#reach(path);
    const texts = files.map((file) => [file, templates.get(file)]);
    const names = facts.assets ? [...facts.assets].sort() : [...assets.keys()];
    const shown = names.map((name) => [name, assets.get(name)?.path]);
    const spoken = [...words].map(([language, table]) => [language, ...table]);
    return contentKey(path, texts, shown, this.#language, spoken);
  }

  /**
   * Returns the variables and files that a template reads.
   * If the template cannot be compiled, returns all variables.
   */
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
      throw syntaxError(error, path);
    }
  }
}
