import type { Liquid, Template } from "liquidjs";
import type { ThemeFilter } from "../theme-filters.ts";
import type { Facts, ReadPath } from "./facts.ts";
import type { Render } from "./frame.ts";
import type { Names } from "./names.ts";
import type { LookupKind } from "./theme-sources.ts";

/** A compiled template. */
export interface CompiledTemplate {
  readonly render: Render;
  /** The maximum depth of nested tags in it. */
  readonly nesting: number;
  readonly facts: Facts;
}

/** The templates of a theme, found by the names with which they reference each other. */
export interface TemplateLibrary {
  /** Names of variables in all templates. */
  readonly names: Names;
  /** Filters for themes in addition to those of LiquidJS. */
  readonly filters: ReadonlyMap<string, ThemeFilter>;
  /** Returns the path of the template with that name, relative to another; undefined when there is none. */
  find(name: string, kind: LookupKind, from: string | undefined): string | undefined;
  /** Returns the template at that path, compiled once: `theme.syntax`. */
  at(path: string): CompiledTemplate;
  /**
   * Returns the variables that the template at that path and all it references can read; null when unknown.
   */
  pathsRead(path: string): readonly ReadPath[] | null;
}

/** State that the parts of one template share while they are compiled. */
export interface Compiler {
  readonly liquid: Liquid;
  readonly library: TemplateLibrary;
  /** Path of the template; undefined for a file name that is itself a small template. */
  readonly file: string | undefined;
  readonly facts: Facts;
  /** Compiles the content of a tag. */
  body(templates: readonly Template[]): Render;
  /** Compiles something nested; throws when the nesting is too deep. */
  deeper<T>(compile: () => T): T;
}
