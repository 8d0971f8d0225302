import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isRoot } from "../servers/loopback-server.ts";

/** Whether an account on this computer can have a disk quota. */
export const hasQuota =
  isRoot &&
  ["/usr/sbin", "/usr/bin", "/sbin"].some((folder) => existsSync(join(folder, "mkfs.btrfs"))) &&
  existsSync("/dev/loop-control");

export interface SmallDisk {
  readonly folder: string;
  unmount(): void;
}

/**
 * Mounts a disk in memory that everybody may write to. Limits the bytes and, optionally, the files.
 */
export async function mountSmallDisk(folder: string, bytes: number, files?: number): Promise<SmallDisk> {
  await mkdir(folder, { recursive: true });
  const limits = [`size=${bytes}`, "mode=777", ...(files === undefined ? [] : [`nr_inodes=${files}`])];
  execFileSync("mount", ["-t", "tmpfs", "-o", limits.join(","), "tmpfs", folder]);
  return { folder, unmount: () => void execFileSync("umount", ["-l", folder]) };
}

export interface QuotaDisk extends SmallDisk {
  /** Sets how many bytes `folder` may contain. The disk itself has more space. */
  limit(bytes: number): void;
  remove(): Promise<void>;
}

/** Creates a disk with a folder that has a quota, like an account at a web host. */
export async function makeQuotaDisk(): Promise<QuotaDisk> {
  const place = await mkdtemp("/run/hitofude-quota-");
  await chmod(place, 0o755);
  const [image, disk] = [join(place, "image"), join(place, "disk")];
  await writeFile(image, "");
  await truncate(image, 256 * 1024 * 1024);
  await mkdir(disk);
  execFileSync("mkfs.btrfs", ["-q", image]);
  execFileSync("mount", ["-o", "loop", image, disk]);
  const folder = join(disk, "account");
  execFileSync("btrfs", ["quota", "enable", disk]);
  execFileSync("btrfs", ["subvolume", "create", folder], { stdio: "ignore" });
  const unmount = (): void => void execFileSync("umount", ["-l", disk]);
  return {
    folder,
    unmount,
    limit: (bytes) => void execFileSync("btrfs", ["qgroup", "limit", String(bytes), folder]),
    remove: async () => {
      unmount();
      await rm(place, { recursive: true, force: true });
    },
  };
}
