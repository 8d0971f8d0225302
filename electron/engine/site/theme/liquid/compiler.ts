import type { Liquid, Template } from "liquidjs";
import type { ThemeFilter } from "../theme-filters.ts";
import type { Facts, ReadPath } from "./facts.ts";
import type { Render } from "./frame.ts";
import type { Names } from "./names.ts";
import type { LookupKind } from "./theme-sources.ts";

/** A template, ready to be run. */
export interface CompiledTemplate {
  readonly render: Render;
  /** The most tags inside each other in it. */
  readonly nesting: number;
  readonly facts: Facts;
}

/** The templates of a theme by the names that they call each other. */
export interface TemplateLibrary {
  /** The names of variables in all of them. */
  readonly names: Names;
  /** The filters that themes have beside those of LiquidJS. */
  readonly filters: ReadonlyMap<string, ThemeFilter>;
  /** Path of the template of that name, as seen from another; undefined when there is none. */
  find(name: string, kind: LookupKind, from: string | undefined): string | undefined;
  /** The template at that path, compiled once: `theme.syntax`. */
  at(path: string): CompiledTemplate;
  /** The variables that the template at that path and all that it names can read; null when that cannot be known. */
  pathsRead(path: string): readonly ReadPath[] | null;
}

/** What the parts of one template share while they are compiled. */
export interface Compiler {
  readonly liquid: Liquid;
  readonly library: TemplateLibrary;
  /** Path of the template; undefined for a name that is itself a small template. */
  readonly file: string | undefined;
  readonly facts: Facts;
  /** Compiles what stands inside a tag. */
  body(templates: readonly Template[]): Render;
  /** Compiles something inside something else; throws when that is too deep. */
  deeper<T>(compile: () => T): T;
}
