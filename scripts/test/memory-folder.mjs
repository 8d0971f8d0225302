import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** Type number of tmpfs, Linux's file system in memory. */
const tmpfs = 0x01021994;

/** Free bytes that the file system and the memory must have: several times the need of all tests. */
const leastFree = 6 * 1024 ** 3;

/**
 * Makes a folder in memory for temporary files. A folder on a disk would take twice the CPU time.
 * Returns undefined if the computer has no suitable place, or if `TMPDIR` names another folder.
 * @param {{env?: Record<string, string | undefined>, place?: string, least?: number}} [options]
 * @returns {string | undefined}
 */
export function makeMemoryFolder({ env = process.env, place = "/dev/shm", least = leastFree } = {}) {
  if (process.platform !== "linux" || env.TMPDIR || !hasRoom(place, least)) return undefined;
  const folder = mkdtempSync(path.join(place, "hitofude-"));
  // Servers in the tests run as other users, who must be able to write into this folder
  chmodSync(folder, 0o1777);
  if (canRunPrograms(folder)) return folder;
  rmSync(folder, { recursive: true });
  return undefined;
}

/**
 * @param {string} place
 * @param {number} least
 */
function hasRoom(place, least) {
  try {
    const { type, bavail, bsize } = statfsSync(place);
    const memory = process.availableMemory?.() ?? os.freemem();
    return type === tmpfs && bavail * bsize >= least && memory >= least;
  } catch {
    return false;
  }
}

/**
 * Whether programs in the folder can be started. Containers often forbid this in `/dev/shm`.
 * @param {string} folder
 */
function canRunPrograms(folder) {
  const program = path.join(folder, "try");
  writeFileSync(program, "#!/bin/sh\nexit 0\n", { mode: 0o755 });
  const { status } = spawnSync(program);
  rmSync(program);
  return status === 0;
}
