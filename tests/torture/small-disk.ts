import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { systemCode } from "#engine/files/file-errors.ts";
import { isRoot } from "#tests/support/openssh-server.ts";

/** A disk of its own for a folder, small enough to be filled. */
export interface SmallDisk {
  /** Leaves no room for another byte. */
  fill(): void;
  empty(): void;
  remove(): void;
}

const size = "32m";

/** Puts a folder with all that is in it on a disk in memory, or returns null where nobody may mount: then there is no full disk to try. */
export function mountSmallDisk(folder: string): SmallDisk | null {
  if (!isRoot || process.platform !== "linux") return null;
  const before = `${folder}-before`;
  cpSync(folder, before, { recursive: true });
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder]);
  cpSync(before, folder, { recursive: true });
  const filler = join(folder, ".filler");
  return {
    fill: () => {
      for (const length of [1_000_000, 4_096, 1]) fillWith(filler, length);
    },
    empty: () => rmSync(filler, { force: true }),
    remove: () => {
      if (existsSync(folder)) execFileSync("umount", ["-l", folder]);
    },
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
