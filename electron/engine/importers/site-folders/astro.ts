import { folderPath } from "./address-pattern.ts";
import { textIn } from "./page-facts.ts";
import { programLiterals } from "./program-literals.ts";
import {
  oncePerFolder,
  type PageAddress,
  type PagePlace,
  type SiteFolder,
  type SitePage,
  type SiteProgram,
} from "./site-program.ts";
import { mdxComment } from "./template-comments.ts";

/** The site generator Astro. Its texts are in collections or in `src/pages`. */
export const astro: SiteProgram = {
  id: "astro",
  name: "Astro",
  configs: ["mjs", "js", "ts", "mts", "cjs"].map((ending) => `astro.config.${ending}`),
  isOwn: ({ paths }) => paths.some((path) => /^src\/.*\.mdx?$/i.test(path)),
  placeOf,
  addressOf,
  readsText: (path) => collectionsFile.test(path) || /^src\/pages\/.*\[[^\]]+\].*\.astro$/.test(path),
  comments: (path) => (/\.mdx$/i.test(path) ? [mdxComment] : []),
  blocks: [],
  tags: [
    // Converts paths from the source folder: `~/assets/a.png` becomes `/assets/a.png`.
    [
      /(\]\(<?|src=["'])(?:~|@)\/((?:assets|images)\/)/g,
      ([, before = "", folder = ""]) => `${before}/${folder}`,
    ],
    [/^(?:import\s[^\n]*\sfrom\s[^\n]*|import\s+["'][^\n]*)\n/gm, () => ""],
  ],
  // Matches the parts of MDX that are not Markdown: components, JavaScript exports and expressions.
  unread: /<\/?[A-Z]\w*[^>]*>|^export\s[^\n]*|^\{[^}\n]*\}$/gm,
};

/** Matches the file that defines the collections, in all versions of Astro. */
const collectionsFile = /^src\/(?:content\.config|content\/config)\.[cm]?[jt]s$/;

/** Maps the names of collections outside `src/content` to their folders. */
const foldersOfCollections = oncePerFolder(({ texts }): ReadonlyMap<string, string> => {
  const folders = new Map<string, string>();
  const text = Array.from(texts).find(([path]) => collectionsFile.test(path))?.[1] ?? "";
  const constants = text.slice(0, text.indexOf("defineCollection("));
  const exported = /\bcollections\s*=\s*\{([^}]*)\}/.exec(text)?.[1] ?? "";
  const names = new Map(
    exported.split(",").map((part) => {
      const [name = "", variable = name] = part.split(":").map((word) => word.trim().replace(/["']/g, ""));
      return [variable, name];
    }),
  );
  for (const [, variable = "", definition = ""] of text.matchAll(
    /\b(?:const|let)\s+(\w+)\s*=\s*defineCollection\(([\s\S]*?)(?=\b(?:const|let)\s+\w+\s*=\s*defineCollection\(|\bexport\b|$)/g,
  )) {
    // Includes the constants, because the code may use constants to build the name of the folder.
    const base = textIn(programLiterals(`${constants}\n({${definition}`).values, "base");
    if (base !== "") folders.set(names.get(variable) ?? variable, base.replace(/^\.?\/|\/$/g, ""));
  }
  return folders;
});

/** Returns the collection that contains a file, and the path of the file inside the collection's folder. */
function placeInCollection(path: string, folder: SiteFolder): { name: string; inside: string } | null {
  for (const [name, base] of foldersOfCollections(folder))
    if (path.startsWith(`${base}/`)) return { name, inside: path.slice(base.length + 1) };
  const [, name = "", inside = ""] = /^src\/content\/([^/]+)\/(.*)$/.exec(path) ?? [];
  return name === "" ? null : { name, inside };
}

function placeOf(path: string, folder: SiteFolder): PagePlace | null {
  if (!/\.mdx?$/i.test(path)) return null;
  const [, page = ""] = /^src\/pages\/(.*)$/.exec(path) ?? [];
  const found = page === "" ? placeInCollection(path, folder) : null;
  if (page === "" && !found) return null;
  const inside = found?.inside ?? page;
  const parts = inside.replace(/\.mdx?$/i, "").split("/");
  const stem = parts.pop() ?? "";
  const folders = found ? [found.name, ...parts] : parts;
  const isIndex = stem === "index" && parts.length > 0;
  return {
    kind: found ? "undecided" : "page",
    folders: isIndex ? folders.slice(0, -1) : folders,
    name: isIndex ? (folders.at(-1) ?? "index") : stem,
    date: /^(\d{4}-\d{2}-\d{2})-/.exec(stem)?.[1] ?? null,
    // Astro ignores a file or folder if its name begins with an underscore, so such texts are private.
    isPrivate: inside.split("/").some((part) => part.startsWith("_")),
  };
}

/** A page that shows the entries of a collection, such as `src/pages/blog/[...slug].astro`. */
interface Route {
  /** The beginning of the path, before the name of the entry. For example, `blog`. */
  readonly start: string;
  readonly collections: ReadonlySet<string>;
  /** The last part of the address: the entry's id, a value of its front matter, or unknown. */
  readonly part: { readonly kind: "id" | "unknown" } | { readonly kind: "value"; readonly key: string };
}

const routesOf = oncePerFolder(({ texts }): Route[] =>
  Array.from(texts).flatMap(([path, text]) => {
    const [, start = "", name = ""] =
      /^src\/pages\/((?:[^[\]]*\/)?)\[(?:\.\.\.)?(\w+)\](?:\/index)?\.astro$/.exec(path) ?? [];
    if (name === "" || /^(?:page|tags?|categor(?:y|ies)|author|year|month)$/.test(name)) return [];
    const collections = new Set(
      Array.from(text.matchAll(/\bgetCollection\(\s*["'`]([^"'`]+)["'`]/g), ([, each = ""]) => each),
    );
    return [{ start, collections, part: partIn(text, name) }];
  }),
);

function partIn(text: string, name: string): Route["part"] {
  const [, params = ""] = /\bparams\s*:\s*\{([^}]*)\}/.exec(text) ?? [];
  const written = new RegExp(`(?:^|[\\s,])${name}\\s*:\\s*([^,]+)`).exec(params)?.[1]?.trim() ?? "";
  if (/^\w+\.(?:id|slug)$/.test(written)) return { kind: "id" };
  const [, key = ""] = /^\w+\.data\.(\w+)$/.exec(written) ?? [];
  return key === "" ? { kind: "unknown" } : { kind: "value", key };
}

/**
 * Returns the address that an Astro route gives to the entry.
 * If no route can be read, guesses the usual address: the name of the collection and the id of the entry.
 */
function addressOf(page: SitePage, folder: SiteFolder): string | PageAddress | null {
  const { path, place, values } = page;
  const { folders, name } = place;
  const isFile = textIn(folder.config, "format") === "file";
  const ended = (address: string): string =>
    isFile && address !== "/" ? address.replace(/\/$/, ".html") : address;
  if (path.startsWith("src/pages/")) return ended(folderPath(...folders, name === "index" ? "" : name));
  const [collection = "", ...inner] = folders;
  const id = textIn(values, "slug") || [...inner, name].map(idOf).join("/");
  const routes = routesOf(folder);
  const route =
    routes.find(({ collections }) => collections.has(collection)) ??
    routes.find(({ collections, start }) => collections.size === 0 && start === `${collection}/`);
  if (!route) return { path: ended(folderPath(collection, id)), isGuess: true };
  const { start, part } = route;
  if (part.kind !== "value") return { path: ended(folderPath(start, id)), isGuess: part.kind === "unknown" };
  const value = textIn(values, part.key);
  return value === "" ? null : ended(folderPath(start, value));
}

/** Converts a name to its form in an Astro id: in lower case, without punctuation. */
function idOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");
}
