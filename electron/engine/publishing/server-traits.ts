import type { ServerTraits } from "./manifest.ts";
import { orRefused, type RemoteFiles, type RemotePlace } from "./remote-files.ts";
import { writeWhole } from "./whole-file.ts";

/**
 * Tries out what a server does, since lists of extensions lie. Null when files cannot be moved from the state directory
 * into the document root: it lies on another file system, or must not be written to. Leaves nothing behind.
 */
export async function probeTraits(
  files: RemoteFiles,
  place: RemotePlace,
  fileMode: number,
  nonce: string,
): Promise<ServerTraits | null> {
  const [first, second] = [`${place.state}/probe-${nonce}-1`, `${place.state}/probe-${nonce}-2`];
  const live = `${place.root}/.hitofude-probe-${nonce}`;
  try {
    for (const path of [first, second]) await writeWhole(files, path, Buffer.from(path), fileMode);
    const { mode } = await files.lstat(first);
    const replace = await howToReplace(files, first, second);
    const moved = await orRefused(files.rename(second, live).then(() => true));
    return moved === null ? null : { replace, keepsModes: (mode & 0o777) === fileMode };
  } finally {
    await Promise.all([first, second, live].map((path) => orRefused(files.remove(path))));
  }
}

/** Puts `from` in the place of `to`, and tells which way the server took; with "none" both are still there. */
export async function howToReplace(
  files: RemoteFiles,
  from: string,
  to: string,
): Promise<ServerTraits["replace"]> {
  const didReplace = async (request: Promise<void>): Promise<boolean> => {
    const accepted = await orRefused(request.then(() => true));
    return accepted === true && (await orRefused(files.lstat(from))) === null;
  };
  if (files.announcesReplace && (await didReplace(files.replace(from, to)))) return "posix";
  return (await didReplace(files.rename(from, to))) ? "plain" : "none";
}
