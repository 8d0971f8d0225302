import { headPart, mastheadPart } from "./include-directives.ts";
import type { Site } from "../model/site.ts";
import type { Theme } from "../theme/theme.ts";

/**
 * The value of `site` in the templates of the theme's parts. Lacks `parts`, so that no part includes itself.
 */
export type PartScope = Readonly<Record<string, unknown>>;

/** Returns the sorted names of the theme's parts: `header` for `templates/parts/header.liquid`. */
export function partNames({ templates }: Pick<Theme, "templates">): string[] {
  return [...templates.keys()]
    .flatMap((path) => /^templates\/parts\/([a-z0-9][a-z0-9_-]*)\.liquid$/.exec(path)?.[1] ?? [])
    .sort();
}

/** Parts that a server inserts, but no script. */
const serverParts: ReadonlySet<string> = new Set([headPart, mastheadPart]);

/** Returns the names of the parts that pages include by a directive instead of containing their HTML. */
export function includedPartNames({ theme, include }: Pick<Site, "theme" | "include">): string[] {
  return partNames(theme).filter((name) => include !== "script" || !serverParts.has(name));
}

export function partTemplate(name: string): string {
  return `parts/${name}`;
}

/** Renders a part of the theme. Throws `theme.syntax` or `theme.render`. */
export function renderPart({ templates }: Site, name: string, root: string, scope: PartScope): string {
  const template = partTemplate(name);
  return templates.render(template, { site: scope, page: { root_url: root } }, template);
}
