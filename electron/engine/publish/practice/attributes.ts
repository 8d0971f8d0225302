import type { Stats } from "node:fs";
import type { Attributes } from "ssh2";

/** Returns a file's attributes for an SFTP reply; all zero without a file. */
export function attributesOf(stats: Stats | null): Attributes {
  return {
    mode: stats?.mode ?? 0,
    uid: stats?.uid ?? 0,
    gid: stats?.gid ?? 0,
    size: stats?.size ?? 0,
    atime: Math.floor((stats?.atimeMs ?? 0) / 1000),
    mtime: Math.floor((stats?.mtimeMs ?? 0) / 1000),
  };
}

/** Returns the permissions requested by a client; special bits are not granted. */
export function modeOf(attributes: Partial<Attributes> | undefined, usual: number): number {
  return attributes?.mode === undefined ? usual : attributes.mode & 0o777;
}

/** Sets the times and permissions that the client specified. */
export async function setAttributes(
  file: {
    utimes(atime: number, mtime: number): Promise<void>;
    chmod(mode: number): Promise<void>;
  },
  attributes: Partial<Attributes>,
): Promise<void> {
  const { atime, mtime, mode } = attributes;
  if (atime !== undefined && mtime !== undefined) await file.utimes(atime, mtime);
  if (mode !== undefined) await file.chmod(mode & 0o777);
}
