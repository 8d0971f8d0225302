import { posix } from "node:path";
import { decoded } from "#contract/text/percent-encoding.ts";
import type { ImportFile } from "../input/import-file.ts";
import { textOfFile } from "../input/markdown-file.ts";

/** A picture that should be among the files of an export, but is not. */
export interface MissingPicture {
  readonly address: string;
  /** File of the export that shows the picture. Null if the file contains many entries. */
  readonly file: string | null;
  /** 1-based line in `file`, or null if the line was not found. */
  readonly line: number | null;
}

/**
 * Returns the missing pictures of an entry.
 * `images` are the addresses of those images of the entry that are not in the export.
 * If the export has a separate file for each entry, `file` is the file of this entry.
 */
export async function missingPictures(
  images: readonly string[],
  file: ImportFile | undefined,
): Promise<MissingPicture[]> {
  const missing = images.filter((address) => !/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(address));
  if (missing.length === 0) return [];
  const lines = file ? (await textOfFile(file)).split("\n") : [];
  return missing.map((address) => ({ address, file: file?.name ?? null, line: lineOf(address, lines) }));
}

/**
 * Returns the 1-based line that contains an address. If there is none, searches for the file name instead.
 */
function lineOf(address: string, lines: readonly string[]): number | null {
  for (const form of [address, decoded(address), posix.basename(decoded(address))]) {
    const at = form === "" ? -1 : lines.findIndex((line) => line.includes(form));
    if (at >= 0) return at + 1;
  }
  return null;
}

/** Returns where a missing picture is used, as `file:line`. Returns null if the file is not known. */
export function placeOf({ file, line }: MissingPicture): string | null {
  return file === null || line === null ? file : `${file}:${line}`;
}
