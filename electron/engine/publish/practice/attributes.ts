import type { Stats } from "node:fs";
import type { Attributes } from "ssh2";

/** Returns the attributes of a file for an SFTP reply. If `stats` is null, all are zero. */
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

/** Returns the permissions that a client requests, without special bits; `usual` if it requests none. */
export function modeOf(attributes: Partial<Attributes> | undefined, usual: number): number {
  return attributes?.mode === undefined ? usual : attributes.mode & 0o777;
}

/** Sets the times and permissions that a client has sent. */
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
