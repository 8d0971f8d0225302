import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import { AppError } from "#contract/errors.ts";
import { throwIfCancelled } from "#contract/rpc/cancellation.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import { writeChosenFile } from "#engine/base/atomic-write.ts";
import { readError } from "#engine/base/file-errors.ts";

/** A file to store in a zip: its path there, and its content or the location of the content on disk. */
export type ZipEntry = {
  readonly path: string;
  readonly isStored?: boolean;
  /**
   * Modification time of the file, as stored in the zip file.
   * Default: one fixed time for all files, so that equal files make equal zip files.
   */
  readonly modified?: Date;
} & ({ readonly content: string | Uint8Array } | { readonly location: string });

/** The signal that stops the writing. `onRead` is called before each file on disk is read. */
interface ZipRun {
  readonly signal?: CancelSignal | undefined;
  readonly onRead?: (() => void) | undefined;
}

/** Returns the earliest time that a zip file can contain. Times in zip files are local times. */
const earliest = (): Date => new Date(1980, 0, 1);
const mode = 0o100644;
/** Formats that are already compressed, so that compressing them again would save no space. */
const compressed = /\.(?:avif|gif|jpe?g|mp3|mp4|png|webm|webp|woff2|zip|heic)$/i;

/**
 * Writes a zip file. The entries are read one after the other, so that large blogs need little memory.
 * If the write fails or is cancelled, no new file appears. An earlier file at the path stays unchanged.
 */
export async function writeZip(
  path: string,
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
  { signal, onRead }: ZipRun = {},
): Promise<number> {
  const zip = new ZipFile();
  const failed = new Promise<never>((_, reject) => zip.on("error", reject));
  return writeChosenFile(path, async (file) => {
    const write = async (): Promise<void> => {
      for await (const chunk of zip.outputStream) await file.writeFile(chunk);
    };
    await Promise.race([Promise.all([addAll(zip, entries, { signal, onRead }), write()]), failed]);
  });
}

async function addAll(
  zip: ZipFile,
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
  { signal, onRead }: ZipRun,
): Promise<void> {
  for await (const entry of entries) {
    throwIfCancelled(signal);
    const compress = entry.isStored !== true && !compressed.test(entry.path);
    const options = { mtime: entry.modified ?? earliest(), mode, compress, forceDosTimestamp: true };
    if ("content" in entry) {
      zip.addBuffer(Buffer.from(entry.content), entry.path, options);
    } else {
      const { location } = entry;
      zip.addReadStreamLazy(entry.path, options, (use) => {
        onRead?.();
        if (signal?.aborted) use(new AppError("call.cancelled"), Readable.from([]));
        else {
          const fail = (error: Error): boolean => zip.emit("error", readError(error, entry.path));
          use(null, createReadStream(location).on("error", fail));
        }
      });
    }
  }
  zip.end();
}
