import { isRecord } from "#contract/objects.ts";
import { pictureText } from "../conversion/markdown-text.ts";
import { valueAt } from "#engine/blog/front-matter/front-matter-spelling.ts";
import type { FrontMatterValue, FrontMatterValues } from "#engine/blog/front-matter/front-matter.ts";
import { filledPattern, folderPath, slugOf } from "./address-pattern.ts";
import { rawText } from "./jekyll.ts";
import { fromTop, isIgnoredBy, patternsIn } from "./ignored-files.ts";
import { textIn, withInherited, wordsOf } from "./page-facts.ts";
import type { PagePlace, SiteFolder, SitePage, SiteProgram } from "./site-program.ts";
import { argumentsIn, codeText, linkText, playerText, quoteText } from "./tag-writing.ts";
import { liquidComment, nunjucksComment } from "./template-comments.ts";

const player =
  (address: string) =>
  ([, written = ""]: readonly string[]) =>
    playerText(address + (argumentsIn(written).listed[0] ?? ""));

/** The site generator Hexo. Its posts are in `source/_posts`. */
export const hexo: SiteProgram = {
  id: "hexo",
  name: "Hexo",
  configs: ["_config.yml", "_config.yaml"],
  isOwn: ({ paths }) => paths.some((path) => /^source\/_posts\//.test(path)),
  placeOf,
  isIgnored,
  addressOf,
  valuesOf: (own, _, { config }) => {
    const locked = lockedTags(config);
    const isLocked = wordsOf(valueAt(own, "tags")?.value).some((tag) => locked.has(tag));
    return isLocked ? withInherited(own, { password: "set" }) : own;
  },
  // New sites of Hexo use hexo-renderer-marked, which by default renders a line end as a line break.
  breaks: ({ config }) => valueAt(config, "marked.breaks")?.value !== "false",
  // Keeps Nunjucks comments in code, because Hexo protects code from Nunjucks.
  comments: () => [liquidComment, nunjucksComment(true)],
  blocks: [
    [
      /\{%\s*(?:codeblock|code)\b([^%]*)%\}([\s\S]*?)\{%\s*end(?:codeblock|code)\s*%\}/g,
      ([, written = "", code = ""]) => codeText(/lang:(\S+)/.exec(written)?.[1] ?? "", code),
    ],
    [/\{%\s*raw\s*%\}([\s\S]*?)\{%\s*endraw\s*%\}/g, ([, text = ""]) => rawText(text)],
    [
      /\{%\s*(?:blockquote|quote)\b([^%]*)%\}([\s\S]*?)\{%\s*end(?:blockquote|quote)\s*%\}/g,
      ([, source = "", text = ""]) => quoteText(text, source),
    ],
  ],
  tags: [
    [/\{%\s*asset_img\s+([^%]*)%\}/g, ([, written = ""]) => assetPicture(written)],
    [/\{%\s*(?:img|image)\s+([^%]*)%\}/g, ([, written = ""]) => assetPicture(written)],
    [/\{%\s*asset_path\s+([^%\s]+)\s*%\}/g, ([, path = ""]) => path],
    [
      /\{%\s*asset_link\s+(\S+)\s*([^%]*)%\}/g,
      ([, path = "", label = ""]) => linkText(argumentsIn(label).listed.join(" ") || path, path),
    ],
    [
      /\{%\s*post_(link|path)\s+([^%]*)%\}/g,
      ([whole = "", form, written = ""], links) => {
        const [target = "", ...label] = argumentsIn(written).listed;
        const address = links.addressOf(target);
        if (address === null) return whole;
        const words = label.filter((word) => !/^(?:true|false)$/.test(word)).join(" ");
        return form === "path" ? address : linkText(words || target, address);
      },
    ],
    [/\{%\s*youtube\s+([^%]*)%\}/g, player("https://www.youtube.com/watch?v=")],
    [/\{%\s*vimeo\s+([^%]*)%\}/g, player("https://vimeo.com/")],
    [/\{%\s*gist\s+([^%]*)%\}/g, player("https://gist.github.com/")],
    [/\{%\s*link\s+([^%]*)%\}/g, ([whole = "", written = ""]) => externalLink(whole, written)],
  ],
  unread: /\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}/g,
};

/**
 * Reads the settings of the plugin `hexo-blog-encrypt`. Returns the tags whose posts need a password.
 */
function lockedTags(config: FrontMatterValues): ReadonlySet<string> {
  const tags = valueAt(config, "encrypt.tags")?.value ?? null;
  const items: readonly FrontMatterValue[] = Array.isArray(tags) ? tags : [];
  return new Set(items.map((item) => (isRecord(item) ? textIn(item, "name") : "")));
}

/** Converts the arguments of a tag for a picture: `[class] file [width] [height] [title [alt]]`. */
function assetPicture(written: string): string {
  const { listed } = argumentsIn(written);
  const at = listed.findIndex((word) => /\.\w{3,5}(?:[?#].*)?$/.test(word));
  const [title = "", alt = title] = listed.slice(at + 1).filter((word) => !/^\d+%?$/.test(word));
  return pictureText(listed[Math.max(at, 0)] ?? "", alt, title === alt ? "" : title);
}

/** Converts the arguments of the tag `link`: `text address [external] [title]`. */
function externalLink(whole: string, written: string): string {
  const { listed } = argumentsIn(written);
  const at = listed.findIndex((word) => /^(?:https?:|\/)/.test(word));
  const address = listed[at];
  return address === undefined ? whole : linkText(listed.slice(0, at).join(" ") || address, address);
}

function placeOf(path: string, { folders: filled }: SiteFolder): PagePlace | null {
  if (!/^source\/.*\.(?:md|markdown)$/i.test(path)) return null;
  const [top = "", ...parts] = path.split("/").slice(1);
  const folders = parts.slice(0, -1);
  const stem = (parts.at(-1) ?? top).replace(/\.[^.]*$/, "");
  if (top === "_posts" || top === "_drafts") {
    const [, date = null, name = stem] = /^(\d{4}-\d{2}-\d{2})-(.+)$/.exec(stem) ?? [];
    // A post's assets are in a folder with the name of the post.
    const assets = path.replace(/\.[^.]*$/, "");
    const hasAssets = filled.has(assets);
    return {
      kind: "post",
      folders,
      name,
      date,
      isPrivate: top === "_drafts",
      ...(hasAssets ? { pictures: assets } : {}),
    };
  }
  if (path.split("/").some((part) => part.startsWith("_"))) return null;
  const all = parts.length === 0 ? [] : [top, ...folders];
  return {
    kind: "page",
    folders: all,
    name: stem === "index" ? (all.at(-1) ?? "index") : stem,
    date: null,
    isPrivate: false,
  };
}

/**
 * Whether Hexo ignores a file. Hexo ignores hidden files, and files that the configuration excludes.
 * @see https://hexo.io/docs/configuration#Include-Exclude-Files-or-Folders
 */
function isIgnored(path: string, { config }: SiteFolder): boolean {
  const inside = path.slice("source/".length);
  const inPosts = inside.replace(/^_(?:posts|drafts)\//, "");
  if (isIgnoredBy(patternsIn(config, "include").map(fromTop), inside)) return false;
  return (
    /(?:^|\/)[_.]/.test(inPosts) ||
    isIgnoredBy(patternsIn(config, "exclude").map(fromTop), inside) ||
    isIgnoredBy(patternsIn(config, "ignore"), path)
  );
}

/** @see https://hexo.io/docs/permalinks */
function addressOf(
  { path, place, values, title, date, categories }: SitePage,
  { config }: SiteFolder,
): string | null {
  const own = textIn(values, "permalink");
  if (own !== "") return own.startsWith("/") ? own : `/${own}`;
  const { folders, name } = place;
  if (place.kind === "page") {
    if (/(?:^|\/)index\.[^/]*$/.test(path)) return folderPath(...folders);
    return folderPath(...folders, name).replace(/\/$/, ".html");
  }
  const pattern = textIn(config, "permalink") || ":year/:month/:day/:title/";
  return filledPattern(pattern, {
    date,
    words: {
      title: [...folders, name].join("/"),
      name,
      post_title: slugOf(title),
      category: categories.map(slugOf).join("/") || textIn(config, "default_category") || "uncategorized",
    },
  });
}
