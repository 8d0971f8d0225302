import { randomBytes } from "node:crypto";
import type { ServerTraits } from "./manifest.ts";
import { settled } from "./pipeline.ts";
import { orRefused, type RemoteFiles, type RemotePlace } from "./remote-files.ts";
import { writeWhole } from "./whole-file.ts";

/** Paths of one attempt. */
interface Probe {
  readonly first: string;
  readonly second: string;
  /** Inside the document root. */
  readonly live: string;
}

/**
 * Tries out what a server does, since lists of extensions lie. Null when files cannot be moved from the state directory
 * into the document root: it lies on another file system, or must not be written to. Leaves nothing behind.
 */
export async function probeTraits(
  files: RemoteFiles,
  place: RemotePlace,
  fileMode: number,
): Promise<ServerTraits | null> {
  const nonce = randomBytes(6).toString("hex");
  const probe = {
    first: `${place.state}/probe-${nonce}-1`,
    second: `${place.state}/probe-${nonce}-2`,
    live: `${place.root}/.hitofude-probe-${nonce}`,
  };
  const { first, second, live } = probe;
  try {
    return (await probeAtOnce(files, probe, fileMode)) ?? (await probeStepByStep(files, probe, fileMode));
  } finally {
    await Promise.all([first, second, live].map((path) => orRefused(files.remove(path))));
  }
}

/** What most servers do, all of it in one round trip. Null when something of it did not come out as on most. */
async function probeAtOnce(
  files: RemoteFiles,
  { first, second, live }: Probe,
  fileMode: number,
): Promise<ServerTraits | null> {
  if (!files.inOrder || !files.announcesReplace) return null;
  const writes = [first, second].map((path) => writeWhole(files, path, Buffer.from(path), fileMode));
  await settled(writes);
  const answers = [
    orRefused(files.lstat(first)),
    accepted(files.replace(first, second)),
    orRefused(files.lstat(first)),
    accepted(files.replace(second, live)),
  ] as const;
  await settled(answers);
  const [entry, replaced, left, moved] = await Promise.all(answers);
  const isUsual = entry !== null && replaced && left === null && moved;
  return isUsual ? { replace: "posix", keepsModes: (entry.mode & 0o777) === fileMode } : null;
}

async function probeStepByStep(
  files: RemoteFiles,
  { first, second, live }: Probe,
  fileMode: number,
): Promise<ServerTraits | null> {
  await orRefused(files.remove(live));
  for (const path of [first, second]) await writeWhole(files, path, Buffer.from(path), fileMode);
  const { mode } = await files.lstat(first);
  const replace = await howToReplace(files, first, second);
  const moved = await accepted(files.rename(second, live));
  return moved ? { replace, keepsModes: (mode & 0o777) === fileMode } : null;
}

/** Puts `from` in the place of `to`, and tells which way the server took; with "none" both are still there. */
export async function howToReplace(
  files: RemoteFiles,
  from: string,
  to: string,
): Promise<ServerTraits["replace"]> {
  const didReplace = async (request: Promise<void>): Promise<boolean> =>
    (await accepted(request)) && (await orRefused(files.lstat(from))) === null;
  if (files.announcesReplace && (await didReplace(files.replace(from, to)))) return "posix";
  return (await didReplace(files.rename(from, to))) ? "plain" : "none";
}

async function accepted(request: Promise<void>): Promise<boolean> {
  return (await orRefused(request.then(() => true))) === true;
}
