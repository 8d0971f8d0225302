import type { ImportEntry, ImportOptions, ImportSource } from "#engine/importers/importer.ts";
import type { ImportFile } from "#engine/importers/input/import-file.ts";
import { movableType } from "#engine/importers/movable-type/movable-type.ts";

/** An entry of an export for a test; missing fields get values as a service writes them. */
export interface WrittenEntry {
  readonly meta?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
  readonly extended?: string;
  readonly excerpt?: string;
  /** Further pieces with their names, such as comments. */
  readonly pieces?: readonly (readonly [string, string])[];
}

/** Returns an entry as Movable Type writes it. */
export function entryText({
  meta = {},
  body = "",
  extended = "",
  excerpt = "",
  pieces = [],
}: WrittenEntry): string {
  const usual = {
    AUTHOR: "hanako",
    TITLE: "雨",
    STATUS: "Publish",
    "CONVERT BREAKS": "0",
    DATE: "05/06/2012 09:30:00",
  };
  const lines = Object.entries({ ...usual, ...meta }).flatMap(([key, value]) =>
    (typeof value === "string" ? [value] : value).map((one) => `${key}: ${one}\n`),
  );
  const all = [
    ["BODY", body],
    ["EXTENDED BODY", extended],
    ["EXCERPT", excerpt],
    ["KEYWORDS", ""],
    ...pieces,
  ];
  return `${lines.join("")}-----\n${all.map(([name, text]) => `${name}:\n${text}\n-----\n`).join("")}--------\n`;
}

/** Returns a file in memory that is read in pieces of this size. */
export function fileOf(content: string | Uint8Array, name = "export.txt", pieceLength = 65_536): ImportFile {
  const bytes = Buffer.from(content);
  return {
    name,
    bytes: bytes.length,
    head: async () => bytes.subarray(0, 65_536),
    async *read() {
      for (let at = 0; at < bytes.length; at += pieceLength) yield bytes.subarray(at, at + pieceLength);
    },
  };
}

/** Returns all items of a stream. */
export async function gather<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export async function openExport(
  files: readonly ImportFile[],
  options: Partial<ImportOptions> = {},
): Promise<ImportSource & { readonly all: readonly ImportEntry[] }> {
  const source = await movableType.open(files, { blogTimeZone: "Asia/Tokyo", ...options });
  return { ...source, all: await gather(source.entries()) };
}

/** Reads the only entry of an export. */
export async function readOne(
  entry: WrittenEntry,
  options: Partial<ImportOptions> = {},
): Promise<ImportEntry> {
  const { all } = await openExport([fileOf(entryText(entry))], options);
  const [only, ...others] = all;
  if (!only || others.length > 0) throw new Error(`${all.length} entries`);
  return only;
}
