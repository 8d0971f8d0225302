import { cutEntry } from "../conversion/neutral-entry.ts";
import type { ImportEntry, Importer, ImportOptions, ImportSource, SourceFile } from "../importer.ts";
import { ExportedPictures } from "../pictures/exported-pictures.ts";
import { everyHead, type ImportFile, textFilesIn } from "../input/import-file.ts";
import type { Damage } from "../input/survey.ts";
import { decodeAs, EncodingVote, judgeEncoding } from "../input/text-encodings.ts";
import { parseRawEntry } from "./raw-entry.ts";
import { hasOnlyComments, readEntry, type ReadingOptions, readThread } from "./read-entry.ts";
import { segmentsOf } from "./segments.ts";
import { ServiceGuess } from "./services.ts";

/**
 * The export format of Movable Type. Most Japanese blog services write this format.
 * @see https://movabletype.org/documentation/appendices/import-export-format.html
 */
export const movableType: Importer = {
  id: "movable-type",
  name: "Movable Type",
  options: ["encoding", "timeZone", "unescapeHtml"],
  async detect(files) {
    return (await everyHead(textFilesIn(files), looksLikeExport)) ? 0.9 : 0;
  },
  open: openExport,
};

/** Whether a file begins with metadata up to a line `-----` or, in old files, `START BODY`. */
function looksLikeExport(head: Buffer): boolean {
  const lines = head
    .toString("latin1")
    .replace(/^\xEF\xBB\xBF/, "")
    .split(/\r\n?|\n/);
  const end = lines.findIndex((line) => /^----- *$|^START BODY *:? *$/.test(line));
  const meta = lines.slice(0, Math.max(end, 0)).filter((line) => line.trim() !== "");
  const keys = meta.filter((line) =>
    /^(?:AUTHOR|TITLE|BASENAME|STATUS|DATE|CATEGORY|PRIMARY CATEGORY|CONVERT BREAKS) *:/.test(line),
  );
  return keys.length > 0 && meta.every((line) => /^[A-Z][A-Za-z0-9_ ]*:/.test(line));
}

/** Time zone that is assumed for Japanese services, because their files do not name one. */
const japaneseTime = "Asia/Tokyo";

/** Length in characters of the sample with which the user checks the encoding. */
const sampleLength = 200;

function hasKana(text: string): boolean {
  return /[\u3041-\u30FE]/.test(text);
}

/** The results of the first pass over a file. */
interface MovableTypeSurvey {
  readonly file: ImportFile;
  readonly vote: EncodingVote;
  entries: number;
  /** Number of all exported entries, including those with `NO ENTRY: 1`, which contain only comments. */
  parts: number;
  /** Exported entries with `NO ENTRY: 1`. They contain only comments on other entries. */
  readonly comments: Buffer[];
  sample: Buffer;
  damage?: Damage;
}

/** Number of bytes to search for a line of hyphens at the end of a file or entry. */
const tailLength = 64;

/** Whether the entry ends with a line of five hyphens. */
function isWhole(entry: Buffer): boolean {
  return /(?:^|\n)-----[ \t]*\s*$/.test(entry.toString("latin1", Math.max(0, entry.length - tailLength)));
}

/** Returns how often a byte occurs. Uses `indexOf`, because a loop over all bytes is many times slower. */
function countOf(byte: number, bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) count += 1;
  return count;
}

/** Counts the lines of a file while it is read, and keeps the last bytes of the file. */
class LineCount {
  #feeds = 0;
  #returns = 0;
  #tail = "";

  /** Whether the file ends with a line of eight hyphens. Such a line ends an entry. */
  get endsEntry(): boolean {
    return /(?:^|[\r\n])-{8}[ \t]*\s*$/.test(this.#tail);
  }

  get count(): number {
    return Math.max(this.#feeds, this.#returns) + 1;
  }

  async *through(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      this.#feeds += countOf(0x0a, piece);
      this.#returns += countOf(0x0d, piece);
      this.#tail = (this.#tail + piece.toString("latin1", Math.max(0, piece.length - tailLength))).slice(
        -tailLength,
      );
      yield piece;
    }
  }
}

async function openExport(all: readonly ImportFile[], options: ImportOptions): Promise<ImportSource> {
  const files = textFilesIn(all);
  const guess = new ServiceGuess();
  const vote = new EncodingVote();
  const surveys: MovableTypeSurvey[] = [];
  const hosts = new Set<string>();
  const pictures = new ExportedPictures(all);
  let hasStatus = false;
  for (const file of files) {
    const survey: MovableTypeSurvey = {
      file,
      vote: new EncodingVote(),
      entries: 0,
      parts: 0,
      comments: [],
      sample: Buffer.alloc(0),
    };
    const lines = new LineCount();
    let isCut = false;
    for await (const { bytes } of segmentsOf(lines.through(file.read()))) {
      isCut = !isWhole(bytes);
      const verdict = judgeEncoding(bytes);
      for (const counted of [vote, survey.vote]) counted.add(verdict);
      guess.add(bytes);
      const head = bytes.toString("latin1", 0, 2048);
      hasStatus ||= /^STATUS *: *\S/m.test(head);
      const host = /^(?:UNIQUE URL|PERMALINK) *: *https?:\/\/([^\s/?#]+)/m.exec(head)?.[1];
      if (host !== undefined) hosts.add(host.toLowerCase());
      survey.parts += 1;
      const isThread = bytes.includes("NO ENTRY") && hasOnlyComments(parseRawEntry(bytes.toString("latin1")));
      if (isThread) survey.comments.push(Buffer.from(bytes));
      else survey.entries += 1;
      const saysNothingYet = survey.sample.length === 0 || judgeEncoding(survey.sample) === "ascii";
      if (saysNothingYet) survey.sample = Buffer.from(bytes.subarray(0, 4096));
    }
    if (isCut && !lines.endsEntry) survey.damage = { line: lines.count, reason: "the file ends too early" };
    surveys.push(survey);
  }
  const { service } = guess;
  const isJapanese =
    service !== null ||
    Object.keys(vote.counts).some((name) => /^(?:shift_jis|euc-jp|iso-2022-jp)$/.test(name)) ||
    surveys.some(({ sample }) => hasKana(String(sample)));
  const reading: ReadingOptions = {
    timeZone: options.timeZone ?? (isJapanese ? japaneseTime : options.blogTimeZone),
    unescapeHtml: options.unescapeHtml ?? false,
    service,
    hasStatus,
    isIncluded: (address) => pictures.find(address) !== null,
  };
  const encodingOf = (bytes: Buffer): string => {
    if (options.encoding !== undefined) return options.encoding;
    const verdict = judgeEncoding(bytes);
    if (verdict === "ascii") return "utf-8";
    return verdict === "ambiguous" || verdict === "damaged" ? vote.winner : verdict;
  };
  return {
    service,
    timeZone: reading.timeZone,
    hosts: [...hosts],
    files: surveys.map(({ file, vote: own, entries, sample, damage }): SourceFile => {
      const text = decodeAs(sample, encodingOf(sample)).replace(/\s+/g, " ");
      return {
        name: file.name,
        bytes: file.bytes,
        entries,
        encodings: options.encoding === undefined ? own.counts : { [options.encoding]: entries },
        sample: [...text].slice(0, sampleLength).join(""),
        ...(damage ? { damage } : {}),
      };
    }),
    threads: surveys.flatMap(({ comments }) =>
      comments.map((bytes) => readThread(decodeAs(bytes, encodingOf(bytes)), reading)),
    ),
    async *entries(): AsyncGenerator<ImportEntry> {
      for (const { file, parts, damage } of surveys) {
        let number = 0;
        for await (const { bytes, hasDashes } of segmentsOf(file.read())) {
          number += 1;
          const entry = readEntry(decodeAs(bytes, encodingOf(bytes)), reading, hasDashes);
          if (entry) yield damage && number === parts ? cutEntry(entry) : entry;
        }
      }
    },
  };
}
