import { execFileSync } from "node:child_process";
import { isRoot } from "../servers/loopback-server.ts";

/** Removes write permission for a folder, also for root. Returns a function that restores it once. */
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
