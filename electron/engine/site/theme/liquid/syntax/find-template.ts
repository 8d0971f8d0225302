import { posix } from "node:path";

/** How a template is used: as a page, as a layout or as a partial. Each use has its own folders. */
export type LookupKind = keyof typeof folders;

const folders = {
  page: ["templates"],
  layout: ["templates/layouts", "templates"],
  partial: ["templates/partials", "templates"],
} as const;

const ending = ".liquid";

/**
 * Returns the path of the template with this name, or undefined if the theme has no such template.
 * A name that begins with `./` or `../` is relative to the template `from`.
 */
export function findTemplate(
  files: ReadonlyMap<string, string>,
  name: string,
  kind: LookupKind,
  from?: string,
): string | undefined {
  const file = posix.extname(name) === ending ? name : name + ending;
  const isRelative = name.startsWith("./") || name.startsWith("../");
  const places = [...(isRelative && from ? [posix.dirname(from)] : []), ...folders[kind]];
  return places
    .map((folder) => posix.join(folder, file))
    .find((path) => path.startsWith("templates/") && files.has(path));
}
