/**
 * Returns whether a process with this id runs on this computer.
 * A process of another user also counts as running, although this program cannot send signals to it.
 */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
