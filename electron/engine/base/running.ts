import { systemCode } from "#contract/file-retries.ts";

/**
 * Returns whether a process with this id runs on this computer.
 * A process of another user also counts as running, although signals to such a process fail.
 */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === "EPERM";
  }
}
