import { posix } from "node:path";
import { type FS, Liquid, LiquidError, type Template } from "liquidjs";
import { AppError } from "#contract/errors.ts";
import { legalText } from "#engine/feeds/legal-text.ts";
import type { Theme } from "./theme.ts";
import { themeFilters } from "./theme-filters.ts";

/** What a template may name: `site`, `page`, `post` and so on. Plain data only; nothing in it can be called. */
type TemplateScope = Readonly<Record<string, unknown>>;

export interface Templates {
  /** Renders `templates/<name>.liquid`: `theme.syntax` or `theme.render`, with template and line. */
  render(name: string, scope: TemplateScope, subject?: string): string;
  /** Stands for everything that the template can reach. */
  key(name: string): string;
}

const limits = { parseLimit: 2_000_000, renderLimit: 2_000, memoryLimit: 200_000_000 };

/**
 * Compiles a theme's templates, each once, when first used. They see the theme's files in memory and the scope, never
 * the file system, prototypes or functions; and they cannot ask for the time, so that equal input is equal output.
 */
export function createTemplates(theme: Theme, language: string): Templates {
  const liquid = new Liquid({
    fs: memoryFiles(theme.templates),
    root: ["templates"],
    layouts: ["templates/layouts", "templates"],
    partials: ["templates/partials", "templates"],
    extname: ".liquid",
    cache: true,
    ownPropertyOnly: true,
    outputEscape: "escape",
    strictFilters: true,
    ...limits,
  });
  for (const name of Object.keys(liquid.filters)) {
    if (name.startsWith("date") || name === "sample") delete liquid.filters[name];
  }
  for (const [name, filter] of themeFilters(theme, language)) liquid.registerFilter(name, filter);
  const compiled = new Map<string, Template[]>();
  return {
    key: () => theme.key,
    render(name, scope) {
      try {
        const template = compiled.get(name) ?? liquid.parseFileSync(name);
        compiled.set(name, template);
        return legalText(String(liquid.renderSync(template, {}, { globals: scope })));
      } catch (error) {
        throw templateError(error, name);
      }
    },
  };
}

function memoryFiles(files: ReadonlyMap<string, string>): FS {
  const read = (path: string): string => {
    const text = files.get(path);
    if (text === undefined) throw new Error(`no such template: ${path}`);
    return text;
  };
  return {
    sep: "/",
    dirname: posix.dirname,
    resolve: (folder, file, ending) =>
      posix.join(folder, posix.extname(file) === ending ? file : file + ending),
    contains: async (folder, file) => file.startsWith(`${folder}/`),
    containsSync: (folder, file) => file.startsWith(`${folder}/`),
    exists: async (path) => files.has(path),
    existsSync: (path) => files.has(path),
    readFile: async (path) => read(path),
    readFileSync: read,
  };
}

function templateError(error: unknown, name: string): unknown {
  if (!(error instanceof Error)) return error;
  const token = error instanceof LiquidError ? error.token : undefined;
  const reason = error.message.replace(/, (file|line):.*$/s, "");
  const values = {
    template: token?.file ?? `templates/${name}.liquid`,
    line: token?.getPosition()[0] ?? 1,
    reason,
  };
  const rendering = error.name === "RenderError" || error.name === "UndefinedVariableError";
  return new AppError(rendering ? "theme.render" : "theme.syntax", values, error);
}
