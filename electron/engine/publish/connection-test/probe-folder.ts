import { randomBytes } from "node:crypto";
import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import { explainFailure } from "../state/explain-failure.ts";
import { orMissing, orRefused, RemoteError, type RemoteFiles, remoteStatus } from "../base/remote-files.ts";
import { removeLeftProbes } from "../state/probe-names.ts";
import { howToReplace } from "../state/probe-traits.ts";
import type { WebFetch } from "../base/web-fetch.ts";
import { writeWhole } from "../base/whole-file.ts";
import { includedProbe, includeProbe, readIncludeProbe } from "./probe-includes.ts";
import { probePassword } from "./probe-password.ts";
import { probeWeb } from "./probe-web.ts";
import type { TestLog } from "./test-log.ts";

export interface FolderProbe {
  readonly directory: string;
  /** Public URL of `directory`. */
  readonly url: string;
  readonly fileMode: number;
  readonly signal?: CancelSignal | undefined;
  readonly web?: WebFetch | undefined;
}

/** Maximum number of folders that are listed in the error for a missing directory. */
const maxNames = 8;

/** Tests the operations of a publish in a document root. Throws an `AppError` at the first failure. */
export async function probeFolder(files: RemoteFiles, probe: FolderProbe, log: TestLog): Promise<void> {
  const { directory, url, fileMode, signal, web } = probe;
  log.start("directory");
  const home = (await orRefused(files.realpath("."))) ?? "/";
  const { root, count } = await lookAt(files, directory);
  log.pass({ directory: root, count });

  // The test file has no leading dot in its name, because many web servers hide files with such names.
  const name = `hitofude-test-${randomBytes(16).toString("hex")}.txt`;
  const live = `${root === "/" ? "" : root}/${name}`;
  const next = `${live}.new`;
  const page = live.replace(/\.txt$/, ".html");
  const part = live.replace(/\.txt$/, "-part.html");
  const text = `Hitofude ${name}\n`;
  try {
    log.start("write");
    await put(files, live, "before\n", fileMode);
    await put(files, next, text, fileMode);
    log.pass();

    log.start("rename");
    const how = await howToReplace(files, next, live);
    if (how === "none") {
      await files.remove(live);
      await files.rename(next, live);
    }
    log.pass({}, how === "none" ? new AppError("test.slowReplace") : null);

    log.start("web");
    const fault = await probeWeb({ siteUrl: url, directory: root, name, text, signal, web });
    if (fault?.code === "test.webLocked") log.pass({ url }, fault);
    else if (fault) log.fail(fault);
    else log.pass({ url });

    if (fault === null) {
      log.start("parts");
      await put(files, part, includedProbe, fileMode);
      await put(files, page, includeProbe(url, name, posix.basename(part)), fileMode);
      const found = await readIncludeProbe({ siteUrl: url, name: posix.basename(page), text, signal, web });
      const roots = [posix.resolve(home, directory), ...(found.root === null ? [] : [found.root])];
      const folder = name.replace(/\.txt$/, "");
      const passwordRoot = await probePassword(files, {
        root,
        roots,
        folder,
        fileMode,
        siteUrl: url,
        signal,
        web,
      });
      log.pass({ include: found.include, ...(passwordRoot === null ? {} : { passwordRoot }) });
    }

    log.start("remove");
    for (const path of fault === null ? [live, page, part] : [live]) {
      await files.remove(path);
      if ((await orMissing(files.lstat(path))) !== null) throw new AppError("test.notRemoved", { path });
    }
    log.pass();
  } catch (error) {
    const reason = await explainFailure(files, root, error);
    const isVague = reason instanceof AppError && reason.code === "publish.remoteFailed";
    // Treats the directory as not writable if the step `write` has failed for an unknown reason.
    throw isVague && log.current === "write"
      ? new AppError("publish.directoryDenied", { directory: root }, error)
      : reason;
  } finally {
    await Promise.allSettled([live, next, page, part].map((path) => files.remove(path)));
  }
}

async function put(files: RemoteFiles, path: string, text: string, mode: number): Promise<void> {
  await writeWhole(files, path, Buffer.from(text), mode);
  // Sets the mode again if the server has ignored the mode, because the web server must read the file.
  const entry = await files.lstat(path);
  if ((entry.mode & 0o777) !== mode) await orRefused(files.chmod(path, mode));
}

async function lookAt(files: RemoteFiles, directory: string): Promise<{ root: string; count: number }> {
  const orDenied = (error: unknown): never => {
    const isDenied = error instanceof RemoteError && error.status === remoteStatus.permissionDenied;
    throw isDenied ? new AppError("publish.directoryDenied", { directory }, error) : error;
  };
  const root = await orRefused(files.realpath(directory).catch(orDenied));
  const entry = root === null ? null : await orRefused(files.lstat(root).catch(orDenied));
  if (root === null || entry === null) throw await missing(files, directory);
  if (entry.kind !== "directory") throw new AppError("test.notADirectory", { directory });
  const names = await orRefused(files.readdir(root));
  if (names === null) throw new AppError("publish.directoryDenied", { directory });
  await removeLeftProbes(files, root, names);
  return { root, count: names.size };
}

/** Returns the error for a missing directory. The error lists the folders in the nearest readable parent. */
async function missing(files: RemoteFiles, directory: string): Promise<AppError> {
  const home = (await orRefused(files.realpath("."))) ?? "/";
  let parent = posix.resolve(home, directory);
  while (parent !== "/") {
    parent = posix.dirname(parent);
    const entries = await orRefused(files.readdir(parent));
    if (entries === null) continue;
    const folders = [...entries].filter(([, { kind }]) => kind === "directory" || kind === "link");
    const names = folders.map(([name]) => name).filter((name) => !name.startsWith("."));
    const found = names.sort().slice(0, maxNames).join(", ");
    return new AppError("test.directoryMissing", { directory, parent, found: found === "" ? "–" : found });
  }
  return new AppError("test.directoryMissing", { directory, parent: "/", found: "–" });
}
