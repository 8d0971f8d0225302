import { isRecord } from "#contract/objects.ts";
import { pictureText } from "../conversion/markdown-text.ts";
import { posix } from "node:path";
import { readFrontMatter } from "#engine/blog/front-matter/front-matter-values.ts";
import {
  type FrontMatterValue,
  type FrontMatterValues,
  splitFrontMatter,
} from "#engine/blog/front-matter/front-matter.ts";
import { valueAt } from "#engine/blog/front-matter/front-matter-spelling.ts";
import { readJsonFrontMatter } from "#engine/blog/front-matter/json-front-matter.ts";
import { filledPattern, folderPath, matchesPattern, slugOf } from "./address-pattern.ts";
import { patternsIn } from "./ignored-files.ts";
import { textIn, withInherited } from "./page-facts.ts";
import {
  oncePerFolder,
  type PagePlace,
  type SiteFolder,
  type SitePage,
  type SiteProgram,
  type TagRule,
} from "./site-program.ts";
import { argumentsIn, codeText, idIn, linkText, playerText } from "./tag-writing.ts";
import { hugoComment } from "./template-comments.ts";

/**
 * Reads the kind, folders, name, date and language of a page from its path. Returns null for other files.
 * The texts of Hugo and Zola are files below the folder `content`.
 * The name of a file can end with a language: `a.ja.md`.
 */
export function placeInContent(
  path: string,
  content: string,
  config: SiteFolder["config"],
): PagePlace | null {
  const inside = path.startsWith(`${content}/`) ? path.slice(content.length + 1) : null;
  if (inside === null || !/\.(?:md|markdown|mdown|html)$/i.test(inside)) return null;
  const inFolders = inside.split("/").slice(0, -1);
  const whole = inside.slice(inside.lastIndexOf("/") + 1).replace(/\.[^.]*$/, "");
  const language = /\.([\w-]+)$/.exec(whole)?.[1] ?? "";
  const isTranslated = language !== "" && valueAt(config, `languages.${language}`) !== null;
  const main = textIn(config, "defaultContentLanguage") || textIn(config, "default_language") || "en";
  const stem = isTranslated ? whole.slice(0, -1 - language.length) : whole;
  const folders = isTranslated && language !== main ? [language, ...inFolders] : inFolders;
  const isBundle = stem === "index";
  const isSection = stem === "_index";
  const named = isBundle || isSection ? (inFolders.at(-1) ?? "index") : stem;
  const [, date = null, rest = named] = /^(\d{4}-\d{2}-\d{2})[-_](.+)$/.exec(named) ?? [];
  return {
    kind: isSection || inFolders.length - (isBundle ? 1 : 0) <= 0 ? "page" : "undecided",
    folders: isBundle || isSection ? folders.slice(0, -1) : folders,
    name: rest,
    date,
    ...(isTranslated ? { language } : {}),
    isPrivate: false,
  };
}

/** Returns a pattern for a shortcode of Hugo in both notations: `{{< name >}}` and `{{% name %}}`. */
function shortcode(name: string): RegExp {
  return new RegExp(
    `\\{\\{[<%]\\s*(?:${name})\\b((?:"[^"]*"|'[^']*'|\`[^\`]*\`|[^"'\`])*?)/?\\s*[%>]\\}\\}`,
    "g",
  );
}

/** Returns a pattern for a text between the start and the end of a shortcode. */
function pairOf(name: string): RegExp {
  return new RegExp(
    `\\{\\{[<%]\\s*(?:${name})\\b([^}]*?)\\s*[%>]\\}\\}([\\s\\S]*?)\\{\\{[<%]\\s*/\\s*(?:${name})\\s*[%>]\\}\\}`,
    "g",
  );
}

const figure: TagRule[1] = ([, written = ""]) => {
  const { named, listed } = argumentsIn(written);
  const caption = named.get("caption") ?? named.get("title") ?? "";
  const picture = pictureText(named.get("src") ?? listed[0] ?? "", named.get("alt") ?? caption, caption);
  const link = named.get("link");
  return link === undefined ? picture : `[${picture}](${link})`;
};

/** The site generator Hugo. Its settings are in TOML, YAML or JSON. */
export const hugo: SiteProgram = {
  id: "hugo",
  name: "Hugo",
  configs: ["hugo", "config", "config/_default/hugo", "config/_default/config"].flatMap((name) =>
    ["toml", "yaml", "yml", "json"].map((ending) => `${name}.${ending}`),
  ),
  isOwn: ({ config, configName, paths }) =>
    valueAt(config, "base_url") === null &&
    (/(?:^|\/)hugo\.\w+$/.test(configName) || valueAt(config, "baseURL") !== null) &&
    paths.some((path) => placeInContent(path, contentOf(config), config) !== null),
  placeOf: (path, { config }) => placeInContent(path, contentOf(config), config),
  isIgnored: (path, folder) => isInBundle(path, folder) || isExcluded(path, folder),
  addressOf,
  readsText: (path, { config }) =>
    path.startsWith(`${contentOf(config)}/`) && /\/_index\.(?:md|markdown)$/i.test(path),
  valuesOf: (own, path, folder) => withInherited(own, ...cascadesFor(path, folder)),
  comments: () => [hugoComment],
  blocks: [
    [/\{\{<\s*\/\*[\s\S]*?\*\/\s*>\}\}|\{\{%\s*\/\*[\s\S]*?\*\/\s*%\}\}/g, escapedShortcode],
    [
      pairOf("highlight"),
      ([, written = "", code = ""]) => codeText(argumentsIn(written).listed[0] ?? "", code),
    ],
  ],
  tags: [
    [shortcode("figure|img|image"), figure],
    [
      shortcode("youtube"),
      ([, written = ""]) => playerText(`https://www.youtube.com/watch?v=${idIn(written)}`),
    ],
    [shortcode("vimeo"), ([, written = ""]) => playerText(`https://vimeo.com/${idIn(written)}`)],
    [
      shortcode("gist"),
      ([, written = ""]) =>
        playerText(`https://gist.github.com/${argumentsIn(written).listed.slice(0, 2).join("/")}`),
    ],
    [shortcode("tweet|x|twitter"), tweet],
    [
      shortcode("ref|relref"),
      ([whole = "", written = ""], links) => {
        const { named, listed } = argumentsIn(written);
        const target = named.get("path") ?? listed[0] ?? "";
        return links.addressOf(target) ?? (target.startsWith("#") ? target : whole);
      },
    ],
    [pairOf("rawhtml|html|raw"), ([, , html = ""]) => html],
  ],
  unread: /\{\{[<%][\s\S]*?[%>]\}\}/g,
};

/** Folders that contain an `index.md`. For Hugo, all other files in the folder belong to that page. */
const bundlesOf = oncePerFolder(({ paths, config }): ReadonlySet<string> => {
  const start = `${contentOf(config)}/`;
  const texts = paths.filter(
    (path) => path.startsWith(start) && /\/index(?:\.[\w-]+)?\.(?:md|markdown|mdown|html)$/i.test(path),
  );
  return new Set(texts.map((path) => posix.dirname(path)).filter((folder) => folder !== contentOf(config)));
});

/** Whether a text file is in the folder of a page (a bundle), but is not the page itself. */
function isInBundle(path: string, folder: SiteFolder): boolean {
  const bundles = bundlesOf(folder);
  const parts = path.split("/");
  const top = parts.findIndex((_, at) => bundles.has(parts.slice(0, at).join("/")));
  // The page of the bundle itself is the file `index.*` directly in the bundle's folder.
  return top >= 0 && !(top === parts.length - 1 && /^index\./i.test(parts[top] ?? ""));
}

/** Whether one of the regular expressions in `ignoreFiles` matches a file. */
function isExcluded(path: string, { config }: SiteFolder): boolean {
  return patternsIn(config, "ignoreFiles").some((pattern) => {
    // Skips expressions with a repeated group, because matching such expressions can take very long.
    if (pattern.length > 100 || /\)[*+{]/.test(pattern)) return false;
    try {
      return new RegExp(pattern).test(`/${path}`);
    } catch {
      return false;
    }
  });
}

/** A Hugo cascade: values for several pages, from the index of a section or from the configuration. */
interface Cascade {
  /** Folder of the pages. */
  readonly folder: string;
  /** Pattern for paths of pages, relative to the folder of all texts. "" stands for all pages of `folder`. */
  readonly pattern: string;
  readonly values: FrontMatterValues;
}

/** All groups of inherited values (Hugo's cascades) of a site, the deepest folder first. */
const cascadesOf = oncePerFolder(({ texts, config }): readonly Cascade[] => {
  const sections = Array.from(texts, ([path, text]) => {
    const reading = readFrontMatter(splitFrontMatter(text).frontMatter);
    const values = readJsonFrontMatter(text)?.values ?? ("error" in reading ? {} : reading.values);
    return cascadesIn(values, posix.dirname(path));
  });
  return [...sections.flat(), ...cascadesIn(config, contentOf(config))].sort(
    (one, other) => other.folder.length - one.folder.length,
  );
});

/** Reads the key `cascade`: one set of values, or a list of sets that can each have a `target`. */
function cascadesIn(values: FrontMatterValues, folder: string): Cascade[] {
  const cascade = valueAt(values, "cascade")?.value ?? null;
  return (Array.isArray(cascade) ? cascade : [cascade]).flatMap((item: FrontMatterValue) => {
    if (!isRecord(item)) return [];
    const pattern = textIn(item, "target.path") || textIn(item, "_target.path");
    const own = Object.entries(item).filter(([key]) => !/^(?:_?target|params)$/i.test(key));
    return [{ folder, pattern, values: Object.fromEntries(own) }];
  });
}

/** @see https://gohugo.io/configuration/cascade/ */
function cascadesFor(path: string, folder: SiteFolder): FrontMatterValues[] {
  const content = contentOf(folder.config);
  // Writes the path as in the pattern of a cascade: a slash at the beginning, and no extension.
  const page = path.slice(content.length).replace(/(?:\/_?index)?\.[^/]*$/, "");
  return cascadesOf(folder)
    .filter(({ folder: top, pattern }) => path.startsWith(`${top}/`) && matches(page, pattern))
    .map(({ values }) => values);
}

function matches(page: string, pattern: string): boolean {
  return pattern === "" || matchesPattern(page, pattern);
}

function contentOf(config: SiteFolder["config"]): string {
  return textIn(config, "contentDir").replace(/^\.?\/|\/$/g, "") || "content";
}

/**
 * Removes the comment marks around a shortcode, and returns the shortcode as code,
 * because Hugo shows a shortcode between comment marks as text and does not run it.
 */
function escapedShortcode([whole = ""]: readonly string[]): string {
  return `\`${whole.replace(/^(\{\{[<%])\s*\/\*\s*|\s*\*\/\s*([%>]\}\})$/g, "$1 $2").replace(/\s+/g, " ")}\``;
}

function tweet([, written = ""]: readonly string[]): string {
  const { named, listed } = argumentsIn(written);
  const id = named.get("id") ?? listed.at(-1) ?? "";
  const user = named.get("user") ?? (listed.length > 1 ? listed[0] : undefined) ?? "i";
  const address = `https://x.com/${user}/status/${id}`;
  return linkText(address, address);
}

/** @see https://gohugo.io/configuration/permalinks/ */
function addressOf({ path, place, values, title, date }: SitePage, { config }: SiteFolder): string | null {
  const written = textIn(values, "url");
  if (written !== "") return written.startsWith("/") ? written : `/${written}`;
  const { folders, name } = place;
  if (/(?:^|\/)_index\.[^/]*$/.test(path)) return folderPath(...folders, name === "index" ? "" : name);
  const section = folders[0] ?? "";
  const slug = textIn(values, "slug");
  const pattern = patternFor(config, section);
  const fileName = name;
  const address =
    pattern === ""
      ? folderPath(...folders.map(urlized), slug || urlized(fileName))
      : filledPattern(pattern.endsWith("/") || pattern.includes(".") ? pattern : `${pattern}/`, {
          date,
          words: {
            title: slugOf(title),
            slug: slug || slugOf(title),
            filename: urlized(fileName),
            contentbasename: urlized(fileName),
            slugorfilename: slug || urlized(fileName),
            slugorcontentbasename: slug || urlized(fileName),
            section,
            sections: folders.join("/"),
          },
        });
  const isUgly = textIn(config, "uglyURLs") === "true";
  return isUgly && address !== null ? address.replace(/\/$/, ".html") : address;
}

function patternFor(config: SiteFolder["config"], section: string): string {
  const all = valueAt(config, "permalinks")?.value;
  if (all === undefined || !isRecord(all)) return "";
  const pages = valueAt(all, "page")?.value;
  return (pages !== undefined && isRecord(pages) ? textIn(pages, section) : "") || textIn(all, section);
}

/** Returns the name of a file as Hugo writes it in addresses: in lower case, without punctuation. */
function urlized(name: string): string {
  return name
    .normalize("NFC")
    .toLowerCase()
    .replace(/\s+/g, "-")
    .replace(/[^\p{L}\p{M}\p{N}._~+-]/gu, "");
}
