import { AppError } from "#contract/errors.ts";
import { CompiledTemplates } from "./compile/compiled-templates.ts";
import { LiquidJsTemplates } from "./liquidjs/liquidjs-templates.ts";
import { findTemplate } from "./syntax/find-template.ts";
import type { TemplateRenderer, TemplateScope, ThemeSource } from "./template-renderer.ts";

/** Renders the templates of a theme. The rest of the program uses templates only through this interface. */
export interface TemplateEngine {
  /**
   * Renders `templates/<name>.liquid`. `subject` is the blog path of the post, or the path of the page.
   * Throws `theme.templateMissing`, `theme.syntax`, or `theme.render` with template, line and subject.
   */
  render(name: string, scope: TemplateScope, subject: string): string;
  /** Returns a hash of everything that a template can use: layouts, partials, words and assets. */
  key(name: string): string;
  /**
   * Returns the fields of `site` that a template and its partials can read; null for all fields.
   * Always returns the same array for a template, because caches use the array's identity as a key.
   */
  siteFields(name: string): readonly string[] | null;
}

/** The renderer of templates: the compiler, or the slower LiquidJS for checks of the compiler. */
export type TemplateRendererName = "compiled" | "liquidjs";

/** Returns `liquidjs` if the environment variable `HITOFUDE_LIQUID` has this value, or else `compiled`. */
export function chosenRenderer(env: Readonly<Record<string, string | undefined>>): TemplateRendererName {
  return env.HITOFUDE_LIQUID === "liquidjs" ? "liquidjs" : "compiled";
}

/**
 * Prepares a theme's templates. Each template is compiled at its first use.
 * Templates see only their variables and the theme's files. They have no file system and no functions.
 * Templates do not see the current time, so that equal input always has equal output.
 */
export function createTemplateEngine(
  theme: ThemeSource,
  language: string,
  renderer: TemplateRendererName = "compiled",
): TemplateEngine {
  const templates: TemplateRenderer =
    renderer === "liquidjs" ? new LiquidJsTemplates(theme, language) : new CompiledTemplates(theme, language);
  const pathOf = remember((name: string) => findTemplate(theme.templates, name, "page"));
  return {
    render(name, scope, subject) {
      const path = pathOf(name);
      if (path === undefined) throw missing(name);
      return templates.render(path, scope, subject);
    },
    key: remember((name) => {
      const path = pathOf(name);
      return path === undefined ? "" : templates.keyOf(path);
    }),
    siteFields: remember((name) => {
      const path = pathOf(name);
      return path === undefined ? [] : templates.siteFields(path);
    }),
  };
}

function remember<T>(compute: (name: string) => T): (name: string) => T {
  const results = new Map<string, T>();
  return (name) => {
    const known = results.get(name);
    if (known !== undefined) return known;
    const result = compute(name);
    results.set(name, result);
    return result;
  };
}

function missing(name: string): AppError {
  return new AppError("theme.templateMissing", { template: `templates/${name}.liquid` });
}
