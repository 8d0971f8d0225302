import { decoded } from "#contract/text/percent-encoding.ts";
import { parseMoment } from "#engine/blog/dates/moment.ts";
import { hatenaHtml, isHatenaSyntax } from "../conversion/hatena-syntax.ts";
import { neutralEntry } from "../conversion/neutral-entry.ts";
import { outsideCode } from "../conversion/markdown-text.ts";
import type { EntryNote, ImportEntry, Importer, ImportOptions, ImportSource } from "../importer.ts";
import { fileSource } from "../input/file-source.ts";
import type { ImportFile } from "../input/import-file.ts";
import { isMarkdown, markdownFile, valueIn, wordsIn } from "../input/markdown-file.ts";

/**
 * A folder that blogsync has fetched from はてなブログ. Each post is a file that states its own address.
 * @see https://github.com/x-motemen/blogsync
 */
export const blogsync: Importer = {
  id: "blogsync",
  name: "blogsync",
  options: ["timeZone"],
  async detect(files) {
    for (const file of postsIn(files).slice(0, 20)) {
      if (/^EditURL:\s*https?:\/\/blog\.hatena\.ne\.jp\//m.test(String(await file.head()))) return 0.95;
    }
    return 0;
  },
  open: openFolder,
};

function postsIn(files: readonly ImportFile[]): ImportFile[] {
  return files.filter(({ name }) => isMarkdown(name) || /\.html$/i.test(name));
}

async function openFolder(files: readonly ImportFile[], options: ImportOptions): Promise<ImportSource> {
  const timeZone = options.timeZone ?? "Asia/Tokyo";
  const hosts = new Set<string>();
  const source = await fileSource({
    files: postsIn(files),
    timeZone,
    async read(file) {
      const { values, body, damage } = await markdownFile(file);
      const url = valueIn(values, "URL");
      if (URL.canParse(url)) hosts.add(new URL(url).host);
      const entry =
        damage || valueIn(values, "EditURL") === "" ? [] : [entryOf(file, values, body, timeZone)];
      return { entries: entry, damage };
    },
  });
  return { ...source, service: "hatena", hosts: [...hosts] };
}

function entryOf(
  file: ImportFile,
  values: Parameters<typeof valueIn>[0],
  text: string,
  timeZone: string,
): ImportEntry {
  const notes = new Set<EntryNote>();
  const url = valueIn(values, "URL");
  const path = URL.canParse(url) ? new URL(url).pathname : null;
  const isDraft = valueIn(values, "Draft") === "true";
  const basename = path?.replace(/^\/entry\//, "") ?? "";
  return neutralEntry({
    key: `blogsync:${valueIn(values, "EditURL").replace(/^.*\//, "")}`,
    title: valueIn(values, "Title"),
    date: parseMoment(valueIn(values, "Date"), timeZone),
    state: isDraft ? "draft" : path === null ? "unknown" : "published",
    body: bodyOf(file.name, text, notes),
    tags: wordsIn(values, "Category"),
    slug: decoded(basename.split("/").at(-1) ?? ""),
    oldPath: isDraft ? null : path,
    notes,
  });
}

function bodyOf(name: string, text: string, notes: Set<EntryNote>): ImportEntry["body"] {
  if (/\.html$/i.test(name)) return { format: "html", text };
  if (isHatenaSyntax(text)) return { format: "html", text: hatenaHtml(text) };
  const converted = outsideCode(text, withoutNotations);
  if (/\[:?[a-z]+:[^\]]*\]/.test(converted)) notes.add("shortcode");
  return { format: "markdown", text: converted };
}

/** Replaces はてなブログ's additions to Markdown: images, cards, tables of contents and footnotes. */
function withoutNotations(part: string): string {
  return part
    .replace(
      /\[f:id:([\w-]+):(\d{8})(\d{6})([a-z])[^\]]*\]/g,
      (_, user, day, time, kind) => `![](${fotolife(user, day, time, kind)})`,
    )
    .replace(/\[(https?:\/\/[^\]\s]+?):(?:embed|title)(?::cite)?\]/g, "<$1>")
    .replace(/\[(https?:\/\/[^\]\s]+?):title=([^\]]*)\]/g, "[$2]($1)")
    .replace(/^\[:contents\][ \t]*$/gm, "[toc]")
    .replace(japaneseNote, "^[$1]")
    .replace(/^(#{1,6})(?=[^#\s])/gm, "$1 ");
}

/** Matches a footnote in double parentheses with Japanese text. Code and formulas rarely contain it. */
const japaneseNote = /(?<!\()\(\((?!\()([^()[\]\n]*[\u3041-\u9FFF][^()[\]\n]*)\)\)(?!\))/g;

function fotolife(user: string, day: string, time: string, kind: string): string {
  const ending = { g: "gif", p: "png" }[kind] ?? "jpg";
  return `https://cdn-ak.f.st-hatena.com/images/fotolife/${user[0]}/${user}/${day}/${day}${time}.${ending}`;
}
