import { isMarkdownFile } from "#contract/text/markdown-text.ts";
import { isRecord } from "#contract/objects.ts";
import { pictureText } from "../conversion/markdown-text.ts";
import { valueAt } from "#engine/blog/front-matter/front-matter-spelling.ts";
import type { FrontMatterValue, FrontMatterValues } from "#engine/blog/front-matter/front-matter.ts";
import { readJsonFrontMatter } from "#engine/blog/front-matter/json-front-matter.ts";
import { filledTemplate } from "./address-template.ts";
import { folderPath } from "./address-pattern.ts";
import { isIgnoredBy } from "./ignored-files.ts";
import { rawText, writtenPath } from "./jekyll.ts";
import { textIn, withInherited } from "./page-facts.ts";
import { programLiterals } from "./program-literals.ts";
import {
  oncePerFolder,
  type PagePlace,
  type SiteFolder,
  type SitePage,
  type SiteProgram,
} from "./site-program.ts";
import { argumentsIn } from "./tag-writing.ts";
import { liquidComment, nunjucksComment } from "./template-comments.ts";

const inputFolders = ["src", "content", "input", "site"];

/**
 * Endings of files that hold data for a page, or for all pages of a folder. Earlier endings take precedence.
 */
const dataEndings = [...["js", "mjs", "cjs", "ts", "json"].map((ending) => `.11tydata.${ending}`), ".json"];

/** The site generator Eleventy. Its configuration is code, which Hitofude does not run. */
export const eleventy: SiteProgram = {
  id: "eleventy",
  name: "Eleventy",
  configs: [
    ...[".eleventy", "eleventy.config"].flatMap((name) =>
      ["js", "mjs", "cjs", "ts"].map((ending) => `${name}.${ending}`),
    ),
    "package.json",
  ],
  isOwn: ({ configName, configText, paths }) =>
    (configName !== "package.json" || configText.includes('"@11ty/eleventy"')) &&
    paths.some((path) => /\.md$/i.test(path) && !/^README/i.test(path)),
  placeOf,
  addressOf,
  isIgnored: (path, folder) =>
    ignoresOf(folder).some(
      ({ top, patterns }) => path.startsWith(top) && isIgnoredBy(patterns, path.slice(top.length)),
    ),
  readsText: (path, folder) => isData(path, folder) || isComputed(path) || isIgnoreFile(path),
  valuesOf: (own, path, folder) => {
    const data = dataFor(path, folder).map(({ values }) => values);
    const tags = [own, ...data].flatMap((values) => listOf(valueAt(values, "tags")?.value));
    // A post has the tags of its file and of all data files. For all other keys, the nearest value counts.
    return { ...withInherited(own, ...data), ...(tags.length > 0 ? { tags: [...new Set(tags)] } : {}) };
  },
  // Keeps comments with `{#` in code unless the configuration names Nunjucks,
  // because templates are otherwise in Liquid, which has no such comments.
  comments: (_, { configText }) => [
    liquidComment,
    nunjucksComment(!/["'`](?:njk|nunjucks)["'`]/.test(configText)),
  ],
  blocks: [[/\{%-?\s*raw\s*-?%\}([\s\S]*?)\{%-?\s*endraw\s*-?%\}/g, ([, text = ""]) => rawText(text)]],
  tags: [
    writtenPath,
    [
      /\{%-?\s*(?:image|figure|img)\s+([^%]*)%\}/g,
      ([, written = ""]) => {
        const { named, listed } = argumentsIn(written);
        return pictureText(named.get("src") ?? listed[0] ?? "", named.get("alt") ?? listed[1] ?? "");
      },
    ],
  ],
  unread: /\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}/g,
  ownTags: ["post", "posts", "all", "nav", "blog"],
};

/** Patterns for files of which Eleventy makes no pages. */
interface Ignores {
  /** The folder to which the patterns are relative. The path ends with a slash, or is "". */
  readonly top: string;
  readonly patterns: readonly string[];
}

function isIgnoreFile(path: string): boolean {
  return /(?:^|\/)\.(?:eleventy|git)ignore$/.test(path);
}

/** @see https://www.11ty.dev/docs/ignores/ */
const ignoresOf = oncePerFolder(({ texts, configText }): readonly Ignores[] => {
  const isGitRead = !/setUseGitIgnore\(\s*false/.test(configText);
  const files = Array.from(texts).filter(
    ([path]) => isIgnoreFile(path) && (isGitRead || path.endsWith(".eleventyignore")),
  );
  const added = Array.from(
    configText.matchAll(/\bignores\.add\(\s*["'`]([^"'`]+)["'`]/g),
    ([, pattern = ""]) => pattern,
  );
  return [
    { top: "", patterns: added },
    ...files.map(([path, text]) => ({
      top: path.slice(0, path.lastIndexOf("/") + 1),
      patterns: text
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "" && !line.startsWith("#")),
    })),
  ];
});

function listOf(value: FrontMatterValue | undefined): readonly FrontMatterValue[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** Returns the folder of the texts, relative to the folder of the site; "" if both are the same folder. */
function inputOf({ config, paths }: SiteFolder): string {
  const written = textIn(config, "input").replace(/^\.?\/|\/$/g, "");
  if (textIn(config, "input") !== "") return written === "." ? "" : written;
  return (
    inputFolders.find((folder) =>
      paths.some((path) => path.startsWith(`${folder}/`) && /\.md$/i.test(path)),
    ) ?? ""
  );
}

function placeOf(path: string, folder: SiteFolder): PagePlace | null {
  if (!isMarkdownFile(path)) return null;
  const parts = path.split("/");
  const stem = (parts.pop() ?? "").replace(/\.[^.]*$/, "");
  if (parts.some((part) => part.startsWith("_")) && !parts.includes("_drafts")) return null;
  if (/^(?:README|LICENSE|CONTRIBUTING|CHANGELOG|CODE_OF_CONDUCT)$/i.test(stem)) return null;
  const input = inputOf(folder);
  const isInside = input === "" || path.startsWith(`${input}/`);
  if (!isInside && textIn(folder.config, "input") !== "") return null;
  const folders = isInside && input !== "" ? parts.slice(input.split("/").length) : parts;
  const [, date = null, name = stem] = /^(\d{4}-\d{2}-\d{2})-(.+)$/.exec(stem) ?? [];
  const isIndex = name === "index";
  return {
    kind: folders.length - (isIndex ? 1 : 0) > 0 ? "undecided" : "page",
    folders: isIndex ? folders.slice(0, -1) : folders,
    name: isIndex ? (folders.at(-1) ?? "index") : name,
    date,
    isPrivate: parts.includes("_drafts"),
  };
}

/** The contents of a data file. */
interface PageData {
  readonly values: FrontMatterValues;
  /**
   * Template of the permalink, for pages that have no permalink in their front matter.
   * Null if a function calculates the permalink and its result is unknown.
   * Undefined if the data file changes no addresses.
   */
  readonly address: string | null | undefined;
}

/** Reads the data files once. If a data file is JavaScript, only its literal values are read. */
const dataOf = oncePerFolder(({ texts }): ReadonlyMap<string, PageData> => {
  const data = new Map<string, PageData>();
  for (const [path, text] of texts) {
    const { values, calculated } = /\.json$/i.test(path)
      ? { values: readJsonFrontMatter(text)?.values ?? {}, calculated: new Map<string, readonly string[]>() }
      : programLiterals(text);
    const known = Object.entries(values).filter(([key]) => /\.json$/i.test(path) || ofPages.has(key));
    data.set(path, { values: Object.fromEntries(known), address: addressIn(calculated.get("permalink")) });
  }
  return data;
});

/**
 * Returns the template from which a function makes addresses, such as `/posts/${data.page.fileSlug}/`.
 * Ignores a function that contains no path, because such a function only hides drafts.
 */
function addressIn(strings: readonly string[] | undefined): PageData["address"] {
  const paths = [...new Set(strings?.filter((text) => text.includes("/")))];
  const [only = ""] = paths;
  if (strings === undefined || paths.length === 0) return undefined;
  if (paths.length > 1 || !only.startsWith("`")) return null;
  return only.slice(1, -1).replace(/\$\{\s*(?:data\.)?([\w.]+)\s*\}/g, "{{ $1 }}");
}

/**
 * The keys that are read from a data file in JavaScript.
 * Ignores other keys, because the code can use such keys for other purposes.
 */
const ofPages = new Set(["permalink", "tags", "draft", "published", "eleventyExcludeFromCollections"]);

const pathsWithoutEnding = oncePerFolder(
  ({ paths }) => new Set(paths.filter(isMarkdownFile).map(withoutEnding)),
);

/** Whether a file has values for a page or a folder of pages: `posts.json`, `posts.11tydata.js`. */
function isData(path: string, folder: SiteFolder): boolean {
  const ending = dataEndings.find((each) => path.endsWith(each));
  if (ending === undefined) return false;
  const start = path.slice(0, path.length - ending.length);
  const [name, above] = start.split("/").reverse();
  return name === above || pathsWithoutEnding(folder).has(start);
}

function withoutEnding(path: string): string {
  return path.replace(/\.[^./]*$/, "");
}

/** Whether a file calculates values for all pages. */
function isComputed(path: string): boolean {
  return /(?:^|\/)_data\/eleventyComputed\.(?:json|[cm]?[jt]s)$/.test(path);
}

/**
 * Returns the data of a page. Earlier data takes precedence over later data.
 * The page's own data file comes first, followed by the data files of its folder and of the folders above.
 */
function dataFor(path: string, folder: SiteFolder): PageData[] {
  const data = dataOf(folder);
  const parts = path.split("/");
  const folders = parts.slice(0, -1).map((_, at) => parts.slice(0, parts.length - 1 - at).join("/"));
  const starts = [withoutEnding(path), ...folders.map((each) => `${each}/${each.split("/").at(-1)}`)];
  return [
    ...starts.flatMap((start) => dataEndings.flatMap((ending) => data.get(start + ending) ?? [])),
    ...Array.from(data).flatMap(([each, values]) => (isComputed(each) ? [values] : [])),
  ];
}

/** @see https://www.11ty.dev/docs/permalinks/ */
function addressOf(page: SitePage, folder: SiteFolder): string | null {
  const { path, place, values } = page;
  const { folders, name } = place;
  const calculated = dataFor(path, folder).find(({ address }) => address !== undefined)?.address;
  const isUnknown =
    calculated === null ||
    /addGlobalData\(\s*["'`]permalink["'`]/.test(folder.configText) ||
    isRecord(valueAt(values, "permalink")?.value ?? null);
  const written =
    textIn(values, "eleventyComputed.permalink") || textIn(values, "permalink") || (calculated ?? "");
  if (written === "") return isUnknown ? null : folderPath(...folders, name === "index" ? "" : name);
  const address = filledTemplate(written, page);
  return address && (address.startsWith("/") ? address : `/${address}`).replace(/\/index\.html$/, "/");
}
