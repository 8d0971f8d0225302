import type { BlogSettings } from "#contract/settings/blog-settings.ts";

type Sections = Pick<BlogSettings, "sections">;

/**
 * How a site protects the sections that have a password.
 * `root` is the path of the site's folder on a server with Apache.
 * `open`: readers need no password, because only the author can reach the site.
 */
export type Protection = { readonly root: string } | "open";

/** Whether readers need a password for a section. Lists, feeds and the search omit its posts. */
export function isProtected({ sections }: Sections, section: string): boolean {
  return sections[section]?.password !== undefined;
}

/** Returns the names of the sections that have a password. */
export function protectedSections(settings: Sections): string[] {
  return Object.keys(settings.sections).filter((name) => isProtected(settings, name));
}
