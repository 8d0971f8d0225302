import { folderPath, slugOf } from "./address-pattern.ts";
import { textIn } from "./page-facts.ts";
import type { PagePlace, SitePage, SiteProgram } from "./site-program.ts";

/** Astro, whose texts are in `src/content` or, as pages, in `src/pages`. */
export const astro: SiteProgram = {
  id: "astro",
  name: "Astro",
  configs: ["mjs", "js", "ts", "mts", "cjs"].map((ending) => `astro.config.${ending}`),
  isOwn: ({ paths }) => paths.some((path) => /^src\/(?:content|pages)\/.*\.mdx?$/i.test(path)),
  placeOf,
  addressOf,
  blocks: [],
  tags: [
    // Paths that begin at the folder of the sources.
    [
      /(\]\(<?|src=["'])(?:~|@)\/((?:assets|images)\/)/g,
      ([, before = "", folder = ""]) => `${before}/${folder}`,
    ],
    [/^(?:import\s[^\n]*\sfrom\s[^\n]*|import\s+["'][^\n]*)\n/gm, () => ""],
  ],
  // A component of MDX, or an expression of JavaScript.
  unread: /<\/?[A-Z]\w*[^>]*>|^export\s[^\n]*|^\{[^}\n]*\}$/gm,
};

function placeOf(path: string): PagePlace | null {
  const [, top = "", inside = ""] = /^src\/(content|pages)\/(.*)\.mdx?$/i.exec(path) ?? [];
  if (inside === "") return null;
  const folders = inside.split("/");
  const stem = folders.pop() ?? "";
  // Astro ignores files and folders that begin with an underscore.
  const isPrivate = inside.split("/").some((part) => part.startsWith("_"));
  const [, date = null] = /^(\d{4}-\d{2}-\d{2})-/.exec(stem) ?? [];
  const isIndex = stem === "index";
  return {
    kind: top === "pages" || folders.length === 0 ? "page" : "undecided",
    folders: isIndex ? folders.slice(0, -1) : folders,
    name: isIndex ? (folders.at(-1) ?? "index") : stem,
    date,
    isPrivate,
  };
}

/** Returns the address that Astro's usual routes give a page: the collection and the name of the file. */
function addressOf({ path, place: { folders, name }, values }: SitePage): string {
  const slug = textIn(values, "slug");
  if (path.startsWith("src/pages/")) return folderPath(...folders, name === "index" ? "" : name);
  return folderPath(...folders.slice(0, 1), ...folders.slice(1).map(slugOf), slug || slugOf(name));
}
