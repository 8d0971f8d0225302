import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { AppError } from "#contract/errors.ts";
import { readError } from "#engine/base/file-errors.ts";
import { isMissing } from "#engine/base/files/read-files.ts";
import { sha256 } from "#engine/base/hash.ts";
import { OwnFolder } from "#engine/base/own-folder.ts";
import { isPlainPath } from "#engine/base/plain-name.ts";

/** A version of a post in the history. */
export interface Version {
  /** Name of the version, made from its time and hash. */
  readonly id: string;
  /** Time at which the version was stored, in milliseconds since the epoch. */
  readonly time: number;
  /** SHA-256 of the post's file in this version, hex. */
  readonly hash: string;
}

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** Stores earlier versions of posts, in `.hitofude/history/<path>/<time>-<hash>.gz`. */
export class History {
  readonly #folder: OwnFolder;

  constructor(blogFolder: string) {
    this.#folder = new OwnFolder(blogFolder, ".hitofude", "history");
  }

  /**
   * Stores a version if it differs from the newest version. Then deletes versions that need not be kept.
   * `now` is in milliseconds since the epoch.
   * `changedAt` is the time at which the bytes were last changed, such as the modification time of the file.
   * It becomes the time of the new version, unless this is the post's first version.
   */
  async add(path: string, bytes: Uint8Array, now: number, changedAt = now): Promise<void> {
    const hash = sha256(bytes);
    const versions = await this.list(path);
    if (versions[0]?.hash === hash) return;
    // Makes the time later than that of the last version, so that file names sort in the order of saves.
    // Otherwise, two saves within one millisecond or a clock that was set back would change the order.
    // The first version gets the present time and not the time of the file.
    // Otherwise, the version of an old file would count as old at once and could soon be deleted.
    const isKnown = versions.length > 0 && changedAt < now;
    const time = Math.max(isKnown ? Math.round(changedAt) : now, (versions[0]?.time ?? 0) + 1);
    const id = `${String(time).padStart(15, "0")}-${hash}`;
    await this.#folder.write(fileOf(path, id), await compress(bytes));
    for (const old of versionsToPrune([{ id, time, hash }, ...versions], now)) {
      await this.#folder.remove(fileOf(path, old.id));
    }
  }

  /** Lists the versions of a post, newest first. */
  async list(path: string): Promise<Version[]> {
    if (!isPlainPath(path)) throw new AppError("file.outside", { path });
    const names = await this.#folder.names(path).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw readError(error, path);
    });
    const versions = names.flatMap((name) => {
      const [, time, hash] = /^(\d{15})-([0-9a-f]{64})\.gz$/.exec(name) ?? [];
      return time && hash ? [{ id: `${time}-${hash}`, time: Number(time), hash }] : [];
    });
    return versions.sort((a, b) => b.time - a.time);
  }

  /** Returns the bytes of a version. Rejects with `file.notFound`, or `file.failed` if they are damaged. */
  async read(path: string, id: string): Promise<Uint8Array> {
    const version = (await this.list(path)).find((known) => known.id === id);
    if (!version) throw new AppError("file.notFound", { path });
    const bytes = await decompress(await this.#folder.read(fileOf(path, id))).catch((error: unknown) => {
      throw readError(error, path);
    });
    if (sha256(bytes) !== version.hash) throw new AppError("file.failed", { path, reason: "checksum" });
    return bytes;
  }

  /**
   * Moves the versions of a renamed post to its new path. Does nothing if the post has no versions.
   * If the new path already has versions of a deleted post, the history keeps these versions, too.
   */
  async move(from: string, to: string): Promise<void> {
    const versions = await this.list(from);
    if (versions.length === 0) return;
    // Does not rename the folder if the new path has versions, because renaming onto a folder can fail.
    const isMoved = (await this.list(to)).length === 0 && (await this.#renameFolder(from, to));
    if (isMoved) return;
    for (const { id } of versions) await this.#folder.rename(fileOf(from, id), fileOf(to, id));
  }

  /** Renames the folder of a post's versions. Resolves with false if the folder cannot be renamed. */
  #renameFolder(from: string, to: string): Promise<boolean> {
    return this.#folder.rename(from, to).then(
      () => true,
      () => false,
    );
  }
}

function fileOf(path: string, id: string): string {
  return `${path}/${id}.gz`;
}

const hour = 3_600_000;
const day = 24 * hour;
const month = 30 * day;
/**
 * A pause between two saves makes versions older only if it is at most this long, in milliseconds.
 * A longer pause may come from a wrong clock.
 */
const longestPause = 7 * day;

/**
 * Returns the versions to delete. `versions` is sorted newest first.
 * Keeps all versions for a day, and the last version of each hour for 30 days.
 * Keeps the last version of each day forever.
 * Always keeps the newest and the oldest version.
 * Pauses of more than a week do not count as age, because such a pause may come from a wrong clock.
 */
export function versionsToPrune(versions: readonly Version[], now: number): Version[] {
  const kept = new Set<string>();
  const last = versions.length - 1;
  let [age, later] = [0, now];
  return versions.filter(({ time }, index) => {
    const pause = later - time;
    if (pause > 0 && pause <= longestPause) age += pause;
    later = time;
    const span = age < day ? null : age < month ? hour : day;
    const slot = span === null ? null : `${span}:${Math.floor(time / span)}`;
    const isFirstOfSlot = slot === null || !kept.has(slot);
    if (slot !== null) kept.add(slot);
    return !isFirstOfSlot && index !== 0 && index !== last;
  });
}
