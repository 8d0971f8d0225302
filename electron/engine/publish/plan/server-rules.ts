import type { OutputFile } from "#engine/site/output/site-output.ts";

/** Whether a file contains rules or passwords of an Apache server, such as `.htaccess` or `.htpasswd`. */
export function isServerRule(path: string): boolean {
  return /(?:^|\/)\.ht[^/]*$/.test(path);
}

/**
 * Whether a file contains rules or passwords by which Apache protects pages and pictures.
 * An `.htaccess` with redirects does not count. It is in the group `list`, because it leads to new pages.
 */
export function isProtection({ path, group }: Pick<OutputFile, "path" | "group">): boolean {
  return group === "asset" && isServerRule(path);
}
