/**
 * Returns whether a process with this id runs on this computer.
 * A process of another user counts as running, although it cannot be signalled.
 */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
