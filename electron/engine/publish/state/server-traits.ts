import { randomBytes } from "node:crypto";
import type { ServerTraits } from "./manifest.ts";
import { settled } from "../base/pipeline.ts";
import { accepted, orRefused, type RemoteFiles, type RemotePlace } from "../base/remote-files.ts";
import { writeWhole } from "../base/whole-file.ts";

/** File paths of one probe. */
interface Probe {
  readonly first: string;
  readonly second: string;
  /** Inside the document root. */
  readonly live: string;
}

/**
 * Probes how the server moves files, since announced extensions are unreliable. Null when files cannot be
 * moved from the state directory into the document root: it is on another file system or not writable. Leaves
 * nothing behind.
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
    // Without a dot: a server that refuses such names may still have a usable state directory.
    live: `${place.root}/hitofude-probe-${nonce}`,
  };
  const usual = await probeAtOnce(files, probe, fileMode);
  if (usual) return usual;
  try {
    return await probeStepByStep(files, probe, fileMode);
  } finally {
    await Promise.all(Object.values(probe).map((path) => orRefused(files.remove(path))));
  }
}

/** Probes for the behaviour of most servers, in two round trips. Null when anything differed. */
async function probeAtOnce(
  files: RemoteFiles,
  { first, second, live }: Probe,
  fileMode: number,
): Promise<ServerTraits | null> {
  if (!files.inOrder || !files.announcesReplace) return null;
  const opening = [first, second].map((path) => orRefused(files.open(path, "create", fileMode)));
  await settled(opening);
  const opened = (await Promise.all(opening)).filter((file) => file !== null);
  const writes = opened.flatMap((file) => [
    accepted(file.write(Buffer.from(live), 0)),
    accepted(file.close()),
  ]);
  const answers = [
    orRefused(files.lstat(first)),
    accepted(files.replace(first, second)),
    orRefused(files.lstat(first)),
    accepted(files.replace(second, live)),
    accepted(files.remove(live)),
  ] as const;
  await settled([...writes, ...answers]);
  const written = await Promise.all(writes);
  const [entry, replaced, left, moved, cleared] = await Promise.all(answers);
  const isUsual =
    written.length === 4 && !written.includes(false) && entry !== null && replaced && left === null;
  return isUsual && moved && cleared
    ? { replace: "posix", keepsModes: (entry.mode & 0o777) === fileMode }
    : null;
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

/** Replaces `to` by `from` and returns which kind of rename did it; with "none" both files still exist. */
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
