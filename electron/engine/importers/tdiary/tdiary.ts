import { posix } from "node:path";
import { escapeMarkup } from "#engine/base/markup.ts";
import { parseMoment } from "#engine/blog/dates/moment.ts";
import { importComment } from "../conversion/comment-text.ts";
import { cutEntry, neutralEntry } from "../conversion/neutral-entry.ts";
import type {
  EntryNote,
  ImportComment,
  ImportEntry,
  Importer,
  ImportOptions,
  ImportSource,
} from "../importer.ts";
import { type FileEntries, fileSource } from "../input/file-source.ts";
import { type ImportFile, wholeFile } from "../input/import-file.ts";
import { decodeAs, encodingNamed } from "../input/text-encodings.ts";
import { type DiaryText, textOfDay } from "./day-text.ts";

/**
 * The data folder of tDiary: a `.td2` file for each month, and `.tdc` files with comments.
 * @see https://github.com/tdiary/tdiary-core
 */
export const tdiary: Importer = {
  id: "tdiary",
  name: "tDiary",
  options: ["encoding", "timeZone"],
  async detect(files) {
    const [first] = monthsIn(files);
    return first && isDiary(await first.head()) ? 0.95 : 0;
  },
  open: openDiary,
};

function monthsIn(files: readonly ImportFile[]): ImportFile[] {
  return files.filter(({ name }) => /\.td2$/i.test(name));
}

function isDiary(head: Uint8Array): boolean {
  return /^TDIARY2\.0[01]\.00/.test(Buffer.from(head.subarray(0, 20)).toString("latin1"));
}

/** Time zone that is assumed for diaries, because their files do not name one. */
const japaneseTime = "Asia/Tokyo";
/** Maximum size in bytes of a diary file, which contains a single month. */
const largestMonth = 32 * 2 ** 20;

interface DiaryRecord {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

interface Records {
  readonly records: readonly DiaryRecord[];
  readonly encoding: string;
  /** 1-based line at which an unfinished record begins, or 0. */
  readonly unfinished: number;
}

async function openDiary(files: readonly ImportFile[], options: ImportOptions): Promise<ImportSource> {
  const timeZone = options.timeZone ?? japaneseTime;
  const comments = new Map<string, DayComments>();
  for (const file of files.filter(({ name }) => /\.tdc$/i.test(name))) {
    for (const record of (await recordsIn(file, options.encoding)).records) {
      const day = record.headers.get("date") ?? "";
      const there = comments.get(day) ?? { comments: 0, trackbacks: 0, commentTexts: [] };
      if (record.headers.get("name") === "TrackBack") there.trackbacks += 1;
      else there.comments += 1;
      there.commentTexts.push(commentOf(record));
      comments.set(day, there);
    }
  }
  const pictures = new Map(files.map(({ name }) => [posix.basename(name).replace(/\.\w+$/, ""), name]));
  const read = async (file: ImportFile): Promise<FileEntries> => {
    const { records, encoding, unfinished } = await recordsIn(file, options.encoding);
    return {
      entries: records.map((record, at) => {
        const entry = entryOf(record, { timeZone, pictures, comments });
        return unfinished > 0 && at === records.length - 1 ? cutEntry(entry) : entry;
      }),
      encoding,
      ...(unfinished > 0 ? { damage: { line: unfinished, reason: "the file ends too early" } } : {}),
    };
  };
  return fileSource({ files: monthsIn(files), timeZone, read });
}

/** The comments and trackbacks of one day. */
interface DayComments {
  comments: number;
  trackbacks: number;
  readonly commentTexts: ImportComment[];
}

function commentOf({ headers, body }: DiaryRecord): ImportComment {
  const seconds = Number(headers.get("last-modified") ?? "");
  return importComment({
    author: headers.get("name") ?? "",
    date: seconds > 0 ? new Date(seconds * 1000).toISOString() : (headers.get("date") ?? ""),
    url: "",
    html: escapeMarkup(body),
    isPrivate: headers.get("visible") === "false",
  });
}

/** Reads records: header lines, a blank line, the body, and a line with only a dot. */
async function recordsIn(file: ImportFile, chosen: string | undefined): Promise<Records> {
  const bytes = (await wholeFile(file, largestMonth)) ?? Buffer.alloc(0);
  // Files of version 2.00.00 are in EUC-JP, and files of version 2.01.00 are in UTF-8.
  const usual = bytes.subarray(0, 13).toString("latin1") === "TDIARY2.00.00" ? "euc-jp" : "utf-8";
  const encoding = encodingNamed(chosen ?? usual) ?? usual;
  const lines = decodeAs(bytes, encoding).replace(/\r\n?/g, "\n").split("\n");
  const records: DiaryRecord[] = [];
  for (let at = 1; at < lines.length; ) {
    if (lines[at]?.trim() === "") {
      at += 1;
      continue;
    }
    const start = at;
    const headers = new Map<string, string>();
    for (; at < lines.length && lines[at]?.trim() !== ""; at += 1) {
      const [, key = "", value = ""] = /^([\w-]+):(.*)$/.exec(lines[at] ?? "") ?? [];
      if (key !== "") headers.set(key.toLowerCase(), value.trim());
    }
    const body: string[] = [];
    for (at += 1; at < lines.length && lines[at] !== "."; at += 1) body.push(undotted(lines[at] ?? ""));
    if (headers.has("date") || body.some((line) => line.trim() !== ""))
      records.push({ headers, body: body.join("\n") });
    if (at >= lines.length) return { records, encoding, unfinished: start + 1 };
    at += 1;
  }
  return { records, encoding, unfinished: 0 };
}

/** Removes the dot with which tDiary escapes a line that begins with a dot. */
function undotted(line: string): string {
  return line.startsWith("..") ? line.slice(1) : line;
}

interface DiaryFacts {
  readonly timeZone: string;
  /**
   * Maps names of pictures to their paths in the export. Names have no extension: `20040506_0`.
   */
  readonly pictures: ReadonlyMap<string, string>;
  readonly comments: ReadonlyMap<string, DayComments>;
}

function entryOf({ headers, body }: DiaryRecord, { timeZone, pictures, comments }: DiaryFacts): ImportEntry {
  const day = headers.get("date") ?? "";
  const written = day.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
  const format = headers.get("format") ?? "tDiary";
  const notes = new Set<EntryNote>();
  const title = headers.get("title") ?? "";
  const text: DiaryText = textOfDay(body, { format, day, pictures, hasTitle: title !== "" });
  for (const note of text.notes) notes.add(note);
  return neutralEntry({
    key: `tdiary:${day}`,
    title: title || text.title,
    hasHtmlNames: true,
    date: parseMoment(written, timeZone),
    state: (headers.get("visible") ?? "true").toLowerCase() === "false" ? "private" : "published",
    body: text.body,
    tags: text.categories,
    oldPath: `/${day}.html`,
    linkPaths: [`/?date=${day}`],
    ...(comments.get(day) ?? {}),
    notes,
  });
}
