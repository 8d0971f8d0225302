import { execFileSync } from "node:child_process";

/** Puts a disk that is soon full where a folder is; only for root. Returns a function that takes it away. */
export function mountSmall(folder: string): () => void {
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=4k", "tmpfs", folder]);
  return () => execFileSync("umount", ["-l", folder]);
}
