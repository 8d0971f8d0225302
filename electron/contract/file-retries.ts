/**
 * Codes of the errors that Windows reports while another program has a file open. A retry often helps,
 * because virus scanners, indexers and cloud clients usually close the file within seconds.
 * @see https://github.com/isaacs/node-graceful-fs/issues/104
 */
const heldCodes: ReadonlySet<string> = new Set(["EPERM", "EBUSY", "EACCES"]);

/** Pauses between attempts, in milliseconds. Their sum is ten seconds. */
export const longPauses: readonly number[] = [
  10,
  20,
  50,
  100,
  200,
  400,
  ...Array.from({ length: 19 }, () => 480),
];
/**
 * Pauses between attempts to read or create a file. Few, because other programs rarely block these actions.
 */
export const shortPauses: readonly number[] = longPauses.slice(0, 6);

/** Whether an error with this code is probably temporary: another program may hold the file. */
export function mayBeHeld(code: string, platform: string): boolean {
  return platform === "win32" && heldCodes.has(code);
}

/** Returns the system's code of a failed file operation, such as `ENOENT`, or "" if there is no code. */
export function systemCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** Blocks the thread. Only for the pauses of synchronous file operations. */
export function pauseSync(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
