import { randomBytes } from "node:crypto";
import type { ServerTraits } from "../base/server-traits.ts";
import { probeStrategy } from "../base/capabilities.ts";
import { settled } from "../base/pipeline.ts";
import { accepted, orRefused, type RemoteFiles, type RemoteDirectories } from "../base/remote-files.ts";
import { withProbe } from "./probe-names.ts";
import { writeWhole } from "../base/whole-file.ts";

/** Paths of the files used for one test. */
interface Probe {
  readonly first: string;
  readonly second: string;
  /** Path inside the document root. */
  readonly live: string;
}

/**
 * Tests how the server moves files, because a server's own announcements are unreliable.
 * Returns null if files cannot be moved from the state directory into the document root.
 */
export async function probeTraits(
  files: RemoteFiles,
  place: RemoteDirectories,
  fileMode: number,
): Promise<ServerTraits | null> {
  const nonce = randomBytes(6).toString("hex");
  const probe = {
    first: `${place.state}/probe-${nonce}-1`,
    second: `${place.state}/probe-${nonce}-2`,
    // The test file has no leading dot in its name, because some usable servers refuse such names.
    live: `${place.root}/hitofude-probe-${nonce}`,
  };
  return withProbe(`hitofude-probe-${nonce}`, async () => {
    const traits = await probeAtOnce(files, probe, fileMode);
    if (traits) return traits;
    try {
      return await probeStepByStep(files, probe, fileMode);
    } finally {
      await Promise.all(Object.values(probe).map((path) => orRefused(files.remove(path))));
    }
  });
}

/**
 * Tests in two round trips whether the server behaves as most servers do.
 * If not, returns null, because only a test in single steps can then detect the server's traits.
 */
async function probeAtOnce(
  files: RemoteFiles,
  { first, second, live }: Probe,
  fileMode: number,
): Promise<ServerTraits | null> {
  if (probeStrategy(files.capabilities) === "stepByStep") return null;
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
  const isAsExpected =
    written.length === 4 && !written.includes(false) && entry !== null && replaced && left === null;
  return isAsExpected && moved && cleared
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

/** Replaces `to` with `from`. Returns the kind of rename that succeeded, or "none". */
export async function howToReplace(
  files: RemoteFiles,
  from: string,
  to: string,
): Promise<ServerTraits["replace"]> {
  const didReplace = async (request: Promise<void>): Promise<boolean> =>
    (await accepted(request)) && (await orRefused(files.lstat(from))) === null;
  if (files.capabilities.renameOver && (await didReplace(files.replace(from, to)))) return "posix";
  return (await didReplace(files.rename(from, to))) ? "plain" : "none";
}
