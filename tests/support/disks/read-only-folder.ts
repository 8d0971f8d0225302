import { execFileSync } from "node:child_process";
import { isRoot } from "../servers/loopback-server.ts";

/** Makes a folder read-only, even for root. Returns a function that restores the write permission. */
export function makeReadOnly(folder: string): () => void {
  if (!isRoot) {
    execFileSync("chmod", ["-R", "a-w", folder]);
    return () => execFileSync("chmod", ["-R", "u+w", folder]);
  }
  execFileSync("mount", ["--bind", folder, folder]);
  execFileSync("mount", ["-o", "remount,ro,bind", folder]);
  let isMounted = true;
  return () => {
    if (isMounted) execFileSync("umount", ["-l", folder]);
    isMounted = false;
  };
}
