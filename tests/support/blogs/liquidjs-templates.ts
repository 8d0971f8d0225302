import { posix } from "node:path";
import { type Context, type FS, Liquid, type Template } from "liquidjs";
import { legalText } from "#engine/base/text/legal-text.ts";
import type { Theme } from "#engine/site/theme/theme.ts";
import { themeFilters } from "#engine/site/theme/theme-filters.ts";

/** A renderer of theme templates: our own renderer, or LiquidJS. */
export interface Renderer {
  render(name: string, scope: Readonly<Record<string, unknown>>): string;
}

/**
 * Returns a renderer that uses LiquidJS, which interprets the parsed templates for each page.
 * Tests compare the output of our renderer with the output of LiquidJS.
 */
export function createLiquidJs(
  theme: Pick<Theme, "templates" | "assets" | "words">,
  language: string,
): Renderer {
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
    memoryLimit: 20_000_000,
  });
  for (const name of Object.keys(liquid.filters)) {
    if (name.startsWith("date") || name === "sample") delete liquid.filters[name];
  }
  for (const [name, filter] of themeFilters(theme, language)) {
    liquid.registerFilter(name, function (value: unknown, ...args: unknown[]) {
      return filter(value, args, () => rootUrlOf(this.context));
    });
  }
  const parsed = new Map<string, Template[]>();
  return {
    render(name, scope) {
      const template = parsed.get(name) ?? liquid.parseFileSync(name);
      parsed.set(name, template);
      return legalText(String(liquid.renderSync(template, {}, { globals: scope })));
    },
  };
}

/** If a partial has no argument `page`, it finds `page` among the global values. */
function rootUrlOf(context: Context): string {
  const root = context.getSync(["page", "root_url"]);
  const page: unknown = "page" in context.globals ? context.globals.page : undefined;
  const outside = typeof page === "object" && page && "root_url" in page ? page.root_url : "";
  return String(typeof root === "string" ? root : (outside ?? ""));
}

function memoryFiles(files: ReadonlyMap<string, string>): FS {
  const read = (path: string): string => {
    const text = files.get(path);
    if (text === undefined) throw new Error(`no such template: ${path}`);
    return text;
  };
  const contains = (folder: string, file: string): boolean => file.startsWith(`${folder}/`);
  return {
    sep: "/",
    dirname: posix.dirname,
    resolve: (folder, file, ending) =>
      posix.join(folder, posix.extname(file) === ending ? file : file + ending),
    contains: async (folder, file) => contains(folder, file),
    containsSync: contains,
    exists: async (path) => files.has(path),
    existsSync: (path) => files.has(path),
    readFile: async (path) => read(path),
    readFileSync: read,
  };
}
