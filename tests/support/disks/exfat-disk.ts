import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isRoot } from "../servers/loopback-server.ts";

const folders = ["/usr/sbin", "/usr/bin", "/sbin"];
const isInstalled = (name: string): boolean => folders.some((folder) => existsSync(join(folder, name)));

/**
 * Whether this computer can mount a file system of Windows (exFAT) with FUSE.
 * FUSE is used because few computers have the kernel's own exFAT driver.
 */
export const hasExfat =
  isRoot && existsSync("/dev/fuse") && isInstalled("mkfs.exfat") && isInstalled("mount.exfat-fuse");

export interface ExfatDisk {
  /** Every file in the folder belongs to the current user, even if another user created the file. */
  readonly folder: string;
  /**
   * Must be called after each change, because Linux caches each spelling of a name separately.
   * FUSE does not report that two spellings are the same name.
   */
  remount(): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Mounts a disk on which names that differ only in case are the same.
 * The disk has no modes, owners or links, and does not allow `?`, `:`, `"` and similar characters in names.
 * Names on the disk may have 255 characters, while Linux limits names to 255 bytes.
 */
export async function mountExfat(user: string): Promise<ExfatDisk> {
  const place = await mkdtemp("/run/hitofude-exfat-");
  await chmod(place, 0o755);
  const [image, folder] = [join(place, "image"), join(place, "disk")];
  await writeFile(image, "");
  await truncate(image, 64 * 1024 * 1024);
  await mkdir(folder);
  execFileSync("mkfs.exfat", ["-q", image], { stdio: "ignore" });
  const uid = execFileSync("id", ["-u", user], { encoding: "utf8" }).trim();
  const mount = (): void => {
    const options = `loop,allow_other,uid=${uid}`;
    execFileSync("mount", ["-t", "exfat-fuse", "-o", options, image, folder], { stdio: "ignore" });
  };
  mount();
  return {
    folder,
    remount: async () => {
      await unmountWhenLeft(folder);
      mount();
    },
    remove: async () => {
      execFileSync("umount", ["-l", folder]);
      await rm(place, { recursive: true, force: true });
    },
  };
}

/**
 * The process of the file server closes its files shortly after the client has disconnected.
 * A lazy unmount would leave two mounted file systems on the same disk image.
 */
async function unmountWhenLeft(folder: string, tries = 100): Promise<void> {
  try {
    execFileSync("umount", [folder], { stdio: "pipe" });
  } catch (error) {
    if (tries === 0 || !String(error).includes("busy")) throw error;
    await sleep(100);
    await unmountWhenLeft(folder, tries - 1);
  }
}
