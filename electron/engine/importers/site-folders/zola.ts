import { pictureText } from "../conversion/markdown-text.ts";
import { posix } from "node:path";
import { readFrontMatter } from "#engine/blog/front-matter/front-matter-values.ts";
import { splitFrontMatter } from "#engine/blog/front-matter/front-matter.ts";
import { valueAt } from "#engine/blog/front-matter/front-matter-spelling.ts";
import { folderPath, slugOf } from "./address-pattern.ts";
import { placeInContent } from "./hugo.ts";
import { isIgnoredBy, patternsIn } from "./ignored-files.ts";
import { textIn } from "./page-facts.ts";
import { oncePerFolder, type SitePage, type SiteProgram } from "./site-program.ts";
import { argumentsIn, idIn, playerText, quoteText } from "./tag-writing.ts";

/** Returns a pattern for a shortcode of Zola: `{{ youtube(id="x") }}`. */
function call(name: string): RegExp {
  return new RegExp(`\\{\\{\\s*(?:${name})\\s*\\(((?:"[^"]*"|[^"])*?)\\)\\s*\\}\\}`, "g");
}

/** The site generator Zola. Its settings are in a file `config.toml` that contains `base_url`. */
export const zola: SiteProgram = {
  id: "zola",
  name: "Zola",
  configs: ["config.toml", "zola.toml"],
  isOwn: ({ config, paths }) =>
    valueAt(config, "base_url") !== null && paths.some((path) => /^content\/.*\.md$/i.test(path)),
  placeOf: (path, { config }) => placeInContent(path, "content", config),
  isIgnored: (path, { config }) =>
    isIgnoredBy(patternsIn(config, "ignored_content"), path.slice("content/".length)),
  addressOf,
  readsText: (path) => /^content\/(?:.*\/)?_index\.(?:[\w-]+\.)?md$/i.test(path),
  valuesOf: (own, path, folder) =>
    draftSections(folder).some((section) => path.startsWith(`${section}/`)) ? { ...own, draft: true } : own,
  blocks: [
    [
      /\{\{\s*\/\*[\s\S]*?\*\/\s*\}\}|\{%\s*\/\*[\s\S]*?\*\/\s*%\}/g,
      ([whole = ""]) => `\`${whole.replace(/\s*\/\*\s*|\s*\*\/\s*/g, " ")}\``,
    ],
    [
      /\{%\s*quote\s*\(([^)]*)\)\s*%\}([\s\S]*?)\{%\s*end\s*%\}/g,
      ([, written = "", text = ""]) => quoteText(text, argumentsIn(written).named.get("author")),
    ],
  ],
  tags: [
    [call("youtube"), ([, written = ""]) => playerText(`https://www.youtube.com/watch?v=${idIn(written)}`)],
    [call("vimeo"), ([, written = ""]) => playerText(`https://vimeo.com/${idIn(written)}`)],
    [
      call("image|figure|img|resize_image"),
      ([, written = ""]) => {
        const { named } = argumentsIn(written);
        const caption = named.get("caption") ?? "";
        const address = named.get("src") ?? named.get("path") ?? named.get("url") ?? "";
        return pictureText(address, named.get("alt") ?? caption, caption);
      },
    ],
    [
      /(\]\(<?|\]:\s*<?|href=["'])@\/([^)\s>"'#]+)/g,
      ([whole = "", before = "", target = ""], links) => {
        const address = links.addressOf(`content/${target}`);
        return address === null ? whole : before + address;
      },
    ],
  ],
  unread: /\{\{\s*\w+\s*\([\s\S]*?\)\s*\}\}|\{%\s*\w+\s*\([\s\S]*?\)\s*%\}|\]\(@\/[^)]*\)/g,
};

/** Folders of sections that are drafts. Zola omits all pages and sections of such a folder. */
const draftSections = oncePerFolder(({ texts }): readonly string[] =>
  Array.from(texts).flatMap(([path, text]) => {
    const reading = readFrontMatter(splitFrontMatter(text).frontMatter);
    const isDraft = "values" in reading && textIn(reading.values, "draft") === "true";
    return isDraft ? [posix.dirname(path)] : [];
  }),
);

/** @see https://www.getzola.org/documentation/content/page/ */
function addressOf({ path, place: { folders, name }, values }: SitePage): string {
  const written = textIn(values, "path");
  if (written !== "") return folderPath(written);
  if (/(?:^|\/)_index\.[^/]*$/.test(path)) return folderPath(...folders, name === "index" ? "" : name);
  return folderPath(...folders.map(slugOf), textIn(values, "slug") || slugOf(name));
}
