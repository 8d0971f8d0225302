import { posix } from "node:path";
import { parseMoment } from "#engine/blog/dates/moment.ts";
import { decodeEntities } from "#engine/base/markup.ts";
import { neutralEntry } from "../conversion/neutral-entry.ts";
import type { EntryState, ImportEntry, Importer, ImportOptions, ImportSource } from "../importer.ts";
import { fileSource } from "../input/file-source.ts";
import type { ImportFile } from "../input/import-file.ts";
import { textOfFile } from "../input/markdown-file.ts";
import { tegalogHtml } from "./tegalog-html.ts";

/**
 * The data file of てがろぐ (`tegalog.xml`), the folder `images/`, and category names in `tegalog.ini`.
 * @see https://www.nishishi.com/cgi/tegalog/
 */
export const tegalog: Importer = {
  id: "tegalog",
  name: "てがろぐ",
  options: ["timeZone"],
  async detect(files) {
    const [first] = dataIn(files);
    return first && /<log>[\s\S]*<(?:date|id)>/.test(String(await first.head())) ? 0.9 : 0;
  },
  open: openLog,
};

/** Returns the data file. A folder can also contain older copies of the file, such as `tegalog-2023.xml`. */
function dataIn(files: readonly ImportFile[]): ImportFile[] {
  const named = files.filter(({ name }) => /^tegalog.*\.xml$/i.test(posix.basename(name)));
  const current = named.find(({ name }) => posix.basename(name).toLowerCase() === "tegalog.xml");
  return current ? [current] : named.slice(0, 1);
}

async function openLog(files: readonly ImportFile[], options: ImportOptions): Promise<ImportSource> {
  const timeZone = options.timeZone ?? "Asia/Tokyo";
  const settings = files.find(({ name }) => posix.basename(name) === "tegalog.ini");
  const names = categoriesIn(settings ? await textOfFile(settings) : "");
  return fileSource({
    files: dataIn(files),
    timeZone,
    async read(file) {
      const text = await textOfFile(file);
      const records = text
        .split("</log>")
        .slice(0, -1)
        .map((part) => part.slice(part.lastIndexOf("<log>") + "<log>".length));
      const isCut = text.lastIndexOf("<log>") > text.lastIndexOf("</log>");
      const line = text.slice(0, text.lastIndexOf("<log>")).split("\n").length;
      return {
        entries: records.map((record) => entryOf(record, { timeZone, names })),
        ...(isCut ? { damage: { line, reason: "the file ends too early" } } : {}),
      };
    },
  });
}

/** Reads the categories in the settings (`id<>name<>…`, separated by `<,>`). Maps each id to its name. */
function categoriesIn(settings: string): ReadonlyMap<string, string> {
  const list = /^categorylist=(.*)$/m.exec(settings)?.[1] ?? "";
  return new Map(
    list
      .split("<,>")
      .map((row) => row.split("<>"))
      .flatMap(([id = "", name = ""]) =>
        id === "" || name === "" ? [] : [[id, decodeEntities(name)] as const],
      ),
  );
}

interface LogFacts {
  readonly timeZone: string;
  readonly names: ReadonlyMap<string, string>;
}

/** Known flags of posts. A post with an unknown flag becomes a draft. */
const knownFlags = /^(?:draft|lock|secret|fix|staytop|rear|scheduled)$/;

function entryOf(record: string, { timeZone, names }: LogFacts): ImportEntry {
  const value = (...keys: readonly string[]): string =>
    keys.map((key) => between(record, `<${key}>`, `</${key}>`)).find((text) => text !== "") ?? "";
  const listOf = (text: string): string[] => text.split(/[,|\s]+/).filter((word) => word !== "");
  const id = value("id");
  const flags = listOf(value("flag"));
  const { html, hashtags } = tegalogHtml(value("comment", "comm", "text"));
  const [category, ...others] = listOf(value("cat")).map((name) => names.get(name) ?? name);
  return neutralEntry({
    key: `tegalog:${id}`,
    title: "",
    date: parseMoment(value("date"), timeZone),
    state: stateOf(flags),
    body: { format: "html", text: html },
    category: category ?? null,
    tags: [...others, ...hashtags],
    linkPaths: [`/?postid=${id}`],
    isPinned: flags.some((flag) => flag === "fix" || flag === "staytop"),
    isUnlisted: flags.includes("rear"),
    base: "images",
  });
}

function stateOf(flags: readonly string[]): EntryState {
  if (flags.includes("draft")) return "draft";
  if (flags.includes("lock") || flags.includes("secret")) return "private";
  if (flags.includes("scheduled")) return "scheduled";
  return flags.every((flag) => knownFlags.test(flag)) ? "published" : "unknown";
}

function between(text: string, begin: string, end: string): string {
  const start = text.indexOf(begin);
  const stop = start < 0 ? -1 : text.indexOf(end, start);
  return stop < 0 ? "" : text.slice(start + begin.length, stop).trim();
}
