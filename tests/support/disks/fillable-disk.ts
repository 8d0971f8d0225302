import { appendFileSync, rmSync } from "node:fs";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { systemCode } from "#contract/file-retries.ts";
import { isRoot } from "../servers/loopback-server.ts";
import { mountSmallDisk } from "./small-disks.ts";

/** A folder on a separate disk that is small enough to be filled. */
export interface FillableDisk {
  /** Fills the disk completely. */
  fill(): void;
  empty(): void;
  remove(): void;
}

const size = 32 * 1024 * 1024;

/**
 * Moves a folder with its content to a small disk in memory.
 * Resolves with null if the current user may not mount disks.
 */
export async function putOnFillableDisk(folder: string): Promise<FillableDisk | null> {
  if (!isRoot || process.platform !== "linux") return null;
  const before = `${folder}-before`;
  await cp(folder, before, { recursive: true });
  const disk = await mountSmallDisk(folder, size);
  await cp(before, folder, { recursive: true });
  const filler = join(folder, ".filler");
  return {
    fill: () => {
      for (const length of [1_000_000, 4_096, 1]) fillWith(filler, length);
    },
    empty: () => rmSync(filler, { force: true }),
    remove: () => disk.unmount(),
  };
}

function fillWith(file: string, length: number): void {
  const bytes = Buffer.alloc(length);
  try {
    for (;;) appendFileSync(file, bytes);
  } catch (error) {
    if (systemCode(error) !== "ENOSPC") throw error;
  }
}
