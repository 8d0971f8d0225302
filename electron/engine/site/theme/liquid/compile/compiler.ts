import type { Liquid, Template } from "liquidjs";
import type { ThemeFilter } from "../../theme-filters.ts";
import type { Facts, ReadPath } from "./facts.ts";
import type { Render } from "../run/frame.ts";
import type { Names } from "../run/names.ts";
import type { LookupKind } from "../syntax/find-template.ts";

export interface CompiledTemplate {
  readonly render: Render;
  readonly nesting: number;
  readonly facts: Facts;
}

/** Finds the templates of a theme by the names with which templates refer to each other. */
export interface TemplateLibrary {
  readonly names: Names;
  /** Hitofude's own filters, which templates can use in addition to the filters of LiquidJS. */
  readonly filters: ReadonlyMap<string, ThemeFilter>;
  /** Returns the path of a template by its name. The name may be relative to the template `from`. */
  find(name: string, kind: LookupKind, from: string | undefined): string | undefined;
  /** Returns the template at a path. Each template is compiled only once. Throws `theme.syntax`. */
  at(path: string): CompiledTemplate;
  /** Returns the variables that a template and its partials can read. Null stands for all variables. */
  pathsRead(path: string): readonly ReadPath[] | null;
}

/** State that the parts of one template share while they are compiled. */
export interface Compiler {
  readonly liquid: Liquid;
  readonly library: TemplateLibrary;
  /** Path of the template; undefined while a file name that contains `{{ … }}` is compiled. */
  readonly file: string | undefined;
  readonly facts: Facts;
  body(templates: readonly Template[]): Render;
  /** Compiles a nested body, path or range. Throws if the nesting is too deep. */
  deeper<T>(compile: () => T): T;
}
