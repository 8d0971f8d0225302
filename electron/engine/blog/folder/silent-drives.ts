import { statfsSync } from "node:fs";

/**
 * Types of network file systems, as the numbers that `statfs` returns.
 * On a network file system, Linux does not report the changes of other computers.
 * @see https://man7.org/linux/man-pages/man2/statfs.2.html
 */
const silentTypes: ReadonlySet<number> = new Set([
  0x6969, // NFS
  0x517b, // SMB
  0xff534d42, // CIFS
  0xfe534d42, // SMB 2
  0x01021997, // 9P: folders of the host in a virtual machine, Windows' folders in WSL
  0x65735546, // FUSE: sshfs, rclone, cloud clients
  0x786f4256, // VirtualBox
  0xbacbacbc, // VMware
  0x5346414f, // AFS
  0x00c36400, // Ceph
]);

/** The system functions that report the type of a folder's drive. */
export interface DriveSystem {
  readonly platform: string;
  /** Returns the type of a folder's file system, as a number. Throws the errors of `statfs`. */
  typeOf(folder: string): number;
}

const thisSystem: DriveSystem = {
  platform: process.platform,
  typeOf: (folder) => statfsSync(folder).type,
};

/**
 * Whether a folder is on a drive where a watch never reports the changes of other computers.
 * `folder` must be a real path. On Windows, the real path of a folder on a network drive begins with `\\`.
 */
export function isSilentDrive(folder: string, { platform, typeOf }: DriveSystem = thisSystem): boolean {
  if (platform === "win32") return /^\\\\(?:\?\\UNC\\|(?![?.]\\))/i.test(folder);
  if (platform !== "linux") return false;
  try {
    // `>>> 0` makes the number unsigned, because Node returns it signed on some systems.
    return silentTypes.has(typeOf(folder) >>> 0);
  } catch {
    return false;
  }
}
