import { parseMoment } from "#engine/blog/dates/moment.ts";
import { neutralEntry } from "../conversion/neutral-entry.ts";
import type { ImportEntry, Importer, ImportOptions, ImportSource } from "../importer.ts";
import { type FileEntries, fileSource } from "../input/file-source.ts";
import { type ImportFile, wholeFile } from "../input/import-file.ts";
import { decodeAs, encodingNamed, judgeEncoding } from "../input/text-encodings.ts";
import { hnfHtml } from "./hnf-text.ts";

/**
 * The diary folder of HNS (ハイパー日記システム): a file `dYYYYMMDD.hnf` for each day.
 * @see https://www.h14m.org/dist/
 */
export const hns: Importer = {
  id: "hns",
  name: "HNS",
  options: ["encoding", "timeZone"],
  detect: async (files) => (daysIn(files).length > 0 ? 0.95 : 0),
  open: openDiary,
};

const dayName = /(?:^|\/)d(\d{4})(\d\d)(\d\d)\.hnf$/i;

function daysIn(files: readonly ImportFile[]): ImportFile[] {
  return files.filter(({ name }) => dayName.test(name));
}

/** Maximum size in bytes of a diary file, which contains a single day. */
const largestDay = 8 * 2 ** 20;

function openDiary(files: readonly ImportFile[], options: ImportOptions): Promise<ImportSource> {
  const timeZone = options.timeZone ?? "Asia/Tokyo";
  const read = async (file: ImportFile): Promise<FileEntries> => {
    const bytes = (await wholeFile(file, largestDay)) ?? Buffer.alloc(0);
    const verdict = judgeEncoding(bytes);
    // If the bytes do not show the encoding, assumes EUC-JP, which HNS recommends.
    const guessed =
      verdict === "ascii" || verdict === "ambiguous" || verdict === "damaged" ? "euc-jp" : verdict;
    const encoding = encodingNamed(options.encoding ?? guessed) ?? guessed;
    const text = decodeAs(bytes, encoding).replace(/\r\n?/g, "\n");
    return { entries: [entryOf(file.name, text, timeZone)], encoding };
  };
  return fileSource({ files: daysIn(files), timeZone, read });
}

function entryOf(name: string, text: string, timeZone: string): ImportEntry {
  const [, year = "", month = "", day = ""] = dayName.exec(name) ?? [];
  const date = `${year}${month}${day}`;
  const lines = text.split("\n");
  const ok = lines.findIndex((line) => line.trim() === "OK");
  const { html, title, categories, isForGroup } = hnfHtml(lines.slice(ok + 1), date);
  return neutralEntry({
    key: `hns:${date}`,
    title,
    hasHtmlNames: true,
    date: parseMoment(`${year}-${month}-${day}`, timeZone),
    // A day without `OK` at the end of its header becomes a draft, because HNS does not show such a day.
    state: ok < 0 ? "draft" : isForGroup ? "private" : "published",
    body: { format: "html", text: html },
    tags: categories,
    linkPaths: [`/?${date}`],
  });
}
