import { folderPath, slugOf } from "./address-pattern.ts";
import { rawText, templateComment, writtenPath } from "./jekyll.ts";
import { textIn, wordsOf } from "./page-facts.ts";
import { valueAt } from "#engine/blog/front-matter/front-matter-spelling.ts";
import type { PagePlace, SiteFolder, SitePage, SiteProgram } from "./site-program.ts";
import { argumentsIn, pictureText } from "./tag-writing.ts";

const inputFolders = ["src", "content", "input", "site"];

/** Eleventy. Its configuration is code, which Hitofude does not run. */
export const eleventy: SiteProgram = {
  id: "eleventy",
  name: "Eleventy",
  configs: [...["js", "mjs", "cjs", "ts"].map((ending) => `eleventy.config.${ending}`), "package.json"],
  isOwn: ({ configName, configText, paths }) =>
    (configName !== "package.json" || configText.includes('"@11ty/eleventy"')) &&
    paths.some((path) => /\.md$/i.test(path) && !/^README/i.test(path)),
  placeOf,
  addressOf,
  blocks: [
    templateComment,
    [/\{%-?\s*raw\s*-?%\}([\s\S]*?)\{%-?\s*endraw\s*-?%\}/g, ([, text = ""]) => rawText(text)],
  ],
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

function placeOf(path: string, { paths }: SiteFolder): PagePlace | null {
  if (!/\.(?:md|markdown)$/i.test(path)) return null;
  const parts = path.split("/");
  const stem = (parts.pop() ?? "").replace(/\.[^.]*$/, "");
  if (parts.some((part) => part.startsWith("_")) && !parts.includes("_drafts")) return null;
  if (/^(?:README|LICENSE|CONTRIBUTING|CHANGELOG|CODE_OF_CONDUCT)$/i.test(stem)) return null;
  const isInput = inputFolders.includes(parts[0] ?? "") && !paths.includes(`${parts[0]}.md`);
  const folders = isInput ? parts.slice(1) : parts;
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

/** A permalink is a template. Only the usual values in it are known. */
function addressOf({ place: { folders, name }, values, title }: SitePage): string | null {
  const written = textIn(values, "permalink");
  if (written === "") return folderPath(...folders, name === "index" ? "" : name);
  const address = written
    .replace(/\{\{-?\s*page\.fileSlug[^}]*\}\}/g, name)
    .replace(/\{\{-?\s*title\s*\|\s*slug(?:ify)?\s*-?\}\}/g, slugOf(title))
    .replace(/\{\{-?\s*slug\s*-?\}\}/g, textIn(values, "slug"))
    .replace(/\{\{-?\s*tags\[0\][^}]*\}\}/g, wordsOf(valueAt(values, "tags")?.value)[0] ?? "");
  if (/[{}]/.test(address)) return null;
  return (address.startsWith("/") ? address : `/${address}`).replace(/\/index\.html$/, "/");
}
