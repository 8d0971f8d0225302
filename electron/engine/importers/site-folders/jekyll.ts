import { isRecord } from "#contract/objects.ts";
import type { FrontMatterValue, FrontMatterValues } from "#engine/blog/front-matter/front-matter.ts";
import { valueAt } from "#engine/blog/front-matter/front-matter-spelling.ts";
import { filledPattern, folderPath, matchesPattern, slugOf } from "./address-pattern.ts";
import { fromTop, isIgnoredBy, patternsIn } from "./ignored-files.ts";
import { textIn, withInherited } from "./page-facts.ts";
import type { PagePlace, SiteFolder, SitePage, SiteProgram, TagRule } from "./site-program.ts";
import { codeText } from "./tag-writing.ts";
import { kramdownComment, liquidComment } from "./template-comments.ts";

/** Removes expressions for the site's address, because paths in posts begin at the top of the site. */
const siteAddress: TagRule = [
  /\{\{-?\s*(?:site\.(?:baseurl|url|github\.url)|site\.url\s*\|\s*append:\s*site\.baseurl)\s*-?\}\}/g,
  () => "",
];

/** Replaces an expression such as `{{ "/images/a.png" | relative_url }}` by the path in the expression. */
export const writtenPath: TagRule = [
  /\{\{-?\s*["']([^"'}]*)["']\s*\|\s*(?:relative_url|absolute_url|url|prepend:\s*site\.baseurl)[^}]*\}\}/g,
  ([, path = ""]) => path,
];

/** The site generator Jekyll. Its posts are in `_posts`. */
export const jekyll: SiteProgram = {
  id: "jekyll",
  name: "Jekyll",
  configs: ["_config.yml", "_config.yaml", "_config.toml"],
  isOwn: ({ paths }) => paths.some((path) => /(?:^|\/)_posts\//.test(path) && !path.startsWith("source/")),
  placeOf,
  isIgnored: (path, { config }) => isIgnoredBy(patternsIn(config, "exclude").map(fromTop), path),
  addressOf,
  valuesOf: (own, path, folder) => withInherited(own, ...defaultsFor(path, folder)),
  comments: () => [liquidComment, kramdownComment],
  blocks: [
    [
      /\{%-?\s*highlight\s+(\S+)[^%]*%\}([\s\S]*?)\{%-?\s*endhighlight\s*-?%\}/g,
      ([, language = "", code = ""]) => codeText(language, code),
    ],
    [/\{%-?\s*raw\s*-?%\}([\s\S]*?)\{%-?\s*endraw\s*-?%\}/g, ([, text = ""]) => rawText(text)],
  ],
  tags: [
    siteAddress,
    writtenPath,
    [
      /\{%-?\s*(?:post_url|link)\s+([^\s%]+)\s*-?%\}/g,
      ([whole = "", target = ""], links) => links.addressOf(target) ?? whole,
    ],
    // Replaces kramdown's mark for a table of contents, and removes attributes that this program cannot show.
    [/^[ \t]*\* (?:TOC|toc)[ \t]*\n\{:\s*toc\s*\}/gm, () => "[toc]"],
    [/\{::?[^{}\n]*\}/g, () => ""],
  ],
  unread: /\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}/g,
  hasSpacedLists: true,
};

/** Returns the text of a `raw` block. Writes its template tags as code, so that the tags stay unconverted. */
export function rawText(text: string): string {
  return /\{[{%]/.test(text) && !/^(?:```|~~~)/m.test(text) && !text.includes("`")
    ? text.replace(/\{\{[^}\n]*\}\}|\{%[^%\n]*%\}/g, (tag) => `\`${tag}\``)
    : text;
}

function placeOf(path: string, { config }: SiteFolder): PagePlace | null {
  if (!/\.(?:md|markdown|mkd|mkdn|html|textile)$/i.test(path)) return null;
  const parts = path.split("/");
  const stem = (parts.pop() ?? "").replace(/\.[^.]*$/, "");
  const [, date = null, name = stem] = /^(\d{4}-\d{1,2}-\d{1,2})-(.+)$/.exec(stem) ?? [];
  const at = parts.findIndex((part) => part === "_posts" || part === "_drafts");
  if (at >= 0) {
    const isPrivate = parts[at] === "_drafts";
    // A file in `_posts` without a date in its name counts as private, because Jekyll ignores such files.
    return { kind: "post", folders: parts.slice(0, at), name, date, isPrivate: isPrivate || date === null };
  }
  const top = parts[0] ?? "";
  if (top.startsWith("_")) {
    const collection = valueAt(config, `collections.${top.slice(1)}`)?.value;
    if (collection === undefined || !isRecord(collection)) return null;
    const isPrivate = textIn(collection, "output") !== "true";
    return { kind: "undecided", folders: [top.slice(1), ...parts.slice(1)], name, date, isPrivate };
  }
  if (
    parts.some((part) => part.startsWith("_")) ||
    /^(?:README|LICENSE|CONTRIBUTING|CHANGELOG)$/i.test(stem)
  ) {
    return null;
  }
  // Skips templates of lists and feeds, because such templates contain no text of the author.
  if (/\.html$/i.test(path) || /^(?:404|search|feed)$/.test(stem)) return null;
  return {
    kind: "page",
    folders: parts,
    name: stem === "index" ? (parts.at(-1) ?? "index") : stem,
    date: null,
    isPrivate: false,
  };
}

/**
 * Returns the values that the configuration sets for a file. The values for the longest path come first.
 * @see https://jekyllrb.com/docs/configuration/front-matter-defaults/
 */
function defaultsFor(path: string, { config }: SiteFolder): FrontMatterValues[] {
  const defaults = valueAt(config, "defaults")?.value;
  if (!Array.isArray(defaults)) return [];
  return defaults
    .flatMap((item: FrontMatterValue) => {
      const values = isRecord(item) ? (valueAt(item, "values")?.value ?? null) : null;
      if (!isRecord(item) || !isRecord(values)) return [];
      const [start, type] = ["scope.path", "scope.type"].map((key) => textIn(item, key));
      return isInScope(path, start ?? "") && (type === "" || type === typeOf(path))
        ? [{ values, length: start?.length ?? 0 }]
        : [];
    })
    .reverse()
    .sort((one, other) => other.length - one.length)
    .map(({ values }) => values);
}

function isInScope(path: string, start: string): boolean {
  const plain = start.replace(/^\/|\/$/g, "");
  if (plain === "" || path === plain || path.startsWith(`${plain}/`)) return true;
  return matchesPattern(path, plain) || matchesPattern(path, `${plain}/**`);
}

function typeOf(path: string): string {
  const [, own = ""] = /^_([^/]+)\//.exec(path) ?? [];
  if (/(?:^|\/)_posts\//.test(path)) return "posts";
  if (/(?:^|\/)_drafts\//.test(path)) return "drafts";
  return own === "" ? "pages" : own;
}

const namedPatterns: Readonly<Record<string, string>> = {
  date: "/:categories/:year/:month/:day/:title.html",
  pretty: "/:categories/:year/:month/:day/:title/",
  ordinal: "/:categories/:year/:y_day/:title.html",
  none: "/:categories/:title.html",
};

/** @see https://jekyllrb.com/docs/permalinks/ */
function addressOf(
  { path, place, values, date, categories }: SitePage,
  { config }: SiteFolder,
): string | null {
  const { name, folders } = place;
  const own = textIn(values, "permalink");
  const general = textIn(config, "permalink") || "date";
  if (place.kind === "page") {
    const isIndex = /(?:^|\/)index\.[^/]*$/.test(path);
    const pretty = folderPath(
      ...(isIndex ? folders.slice(0, -1) : folders),
      isIndex ? (folders.at(-1) ?? "") : name,
    );
    const ending = /^pretty$|\/$/.test(general) || isIndex ? pretty : pretty.replace(/\/$/, ".html");
    return own === "" ? ending : own.startsWith("/") ? own : `/${own}`;
  }
  const collection = valueAt(config, `collections.${folders[0] ?? ""}`)?.value;
  const isOfCollection = place.kind === "undecided" && collection !== undefined && isRecord(collection);
  const written =
    own ||
    (isOfCollection ? textIn(collection, "permalink") : "") ||
    (place.kind === "undecided" ? "/:collection/:title.html" : general);
  return filledPattern((namedPatterns[written] ?? written).replace(/:output_ext/g, ".html"), {
    date,
    words: {
      categories: categories.map(slugOf).join("/"),
      title: textIn(values, "slug") || name,
      slug: slugOf(textIn(values, "slug") || name),
      name,
      path: [...folders.slice(1), name].join("/"),
      collection: folders[0] ?? "",
    },
  });
}
