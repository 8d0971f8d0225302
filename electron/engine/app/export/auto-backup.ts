import { lstat, mkdir } from "node:fs/promises";
import { basename, isAbsolute, join, relative } from "node:path";
import { AppError, toWireError } from "#contract/errors.ts";
import { placeOf, type TargetSettings } from "#contract/settings/target.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { BackupSettings } from "#contract/types/export-types.ts";
import type { PublishResult } from "#contract/types/publish-run-types.ts";
import { fileError } from "#engine/base/file-errors.ts";
import { expandHome } from "#engine/base/home-path.ts";
import { rm } from "#engine/base/files/change-files.ts";
import { shortHash } from "#engine/base/hash.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { BlogEvents } from "../blog-events.ts";
import type { BlogState } from "#engine/state/blog-state.ts";
import { realPathOf } from "#engine/state/state-path.ts";

/** Number of backups that are kept, unless the author chooses a different number. */
const usualKeep = 10;

type Notes = PublishResult["notes"];

/** The objects that `AutoBackup` needs: `state` stores the choices, and `events` receive the progress. */
export interface BackupParts {
  readonly state: BlogState;
  readonly events: Pick<BlogEvents, "emit">;
}

/**
 * Backs up the blog folder before each publish, if the author has turned backups on.
 * Keeps as many backups as the author has chosen, and removes older ones.
 */
export class AutoBackup {
  readonly #blog: Pick<BlogFolder, "folder" | "settings">;
  readonly #state: BlogState;
  readonly #events: BackupParts["events"];

  constructor({
    blog,
    state,
    events,
  }: BackupParts & { readonly blog: Pick<BlogFolder, "folder" | "settings"> }) {
    this.#blog = blog;
    this.#state = state;
    this.#events = events;
  }

  /** Returns the author's choices for this blog on this computer. Rejects with `file.*` if reading fails. */
  async read(): Promise<BackupSettings> {
    await this.#state.read();
    return this.#settings;
  }

  get #settings(): BackupSettings {
    const { backup } = this.#state.record;
    const folder = backup?.folder ?? "";
    return {
      isOn: backup?.isOn === true,
      folder: folder === "" ? this.#usualFolder : folder,
      isUsualFolder: folder === "",
      keep: backup?.keep ?? usualKeep,
    };
  }

  /**
   * Changes the author's choices. An empty `folder` means the default folder.
   * Rejects with `backup.inside` or `file.*`.
   */
  async set(backup: Omit<BackupSettings, "isUsualFolder">): Promise<BackupSettings> {
    if (backup.folder !== "") this.#expectOutside(backup.folder);
    await this.#state.update({ backup });
    return this.#settings;
  }

  /**
   * Makes a backup if the blog folder has changed since the last backup.
   * If the backup fails, returns a note, because a missing drive must not prevent a publish.
   * If the file with the author's choices is unreadable, the note names this file.
   * Rejects only with `call.cancelled`.
   */
  async beforePublish(signal: CancelSignal): Promise<Notes> {
    let folder = this.#state.file;
    try {
      const settings = await this.read();
      if (!settings.isOn) return [];
      folder = settings.folder;
      await this.#make(signal);
      return [];
    } catch (error) {
      if (signal.aborted) throw error;
      const { code } = toWireError(error);
      return [{ code: "backup.failed", values: { folder, code } }];
    }
  }

  async #make(signal: CancelSignal): Promise<void> {
    const { folder, isUsualFolder, keep } = this.#settings;
    this.#expectOutside(folder);
    const { allFiles } = await import("#engine/export/folder-files.ts");
    const { writeBackup } = await import("#engine/export/export-file.ts");
    const files = await allFiles(this.#blog.folder, "");
    const key = shortHash(JSON.stringify(files.map(({ path, size, modified }) => [path, size, modified])));
    const made = this.#state.record.backups;
    if (made.at(-1)?.key === key && (await isStill(made.at(-1)))) return;
    // Creates only the default folder. A folder of the author's choice may be on a disconnected drive.
    if (isUsualFolder) await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, `${basename(this.#blog.folder)} ${timeText(new Date())}.zip`);
    const { bytes } = await writeBackup(this.#blog.folder, path, {
      signal,
      onProgress: ({ done, total }) =>
        this.#events.emit("publish.progress", { ...stage, files: done, totalFiles: total }),
    }).catch((error: unknown) => {
      throw fileError(error, path);
    });
    const all = [...made.filter((other) => other.path !== path), { path, size: bytes, key }];
    for (const old of all.slice(0, -keep)) if (await isStill(old)) await rm(old.path, { force: true });
    await this.#state.update({ backups: all.slice(-keep) });
  }

  /** Throws `backup.inside` for a folder inside the blog folder or inside a published folder. */
  #expectOutside(folder: string): void {
    const published = Object.values(this.#blog.settings.targets).flatMap(localFolderOf);
    const closed = [this.#blog.folder, this.#state.inside("practice-site"), ...published];
    const around = closed.find((other) => isInside(folder, other));
    if (around !== undefined) throw new AppError("backup.inside", { folder, around });
  }

  get #usualFolder(): string {
    return this.#state.inside("backups");
  }
}

const stage = { stage: "backup", file: "", bytes: 0, totalBytes: 0 } as const;

/** Whether a backup's file still exists with its original size, and so is probably unchanged. */
async function isStill(
  backup: { readonly path: string; readonly size: number } | undefined,
): Promise<boolean> {
  if (!backup) return false;
  const entry = await lstat(backup.path).catch(() => null);
  return entry?.isFile() === true && entry.size === backup.size;
}

/** Returns a list with the local folder to which a target publishes. It is empty for other targets. */
function localFolderOf(target: TargetSettings): string[] {
  const { host, program, directory } = placeOf(target);
  return host === "" && program === "" && directory !== "" ? [expandHome(directory)] : [];
}

function isInside(path: string, folder: string): boolean {
  const way = relative(realPathOf(folder), realPathOf(path));
  return way === "" || !(way.startsWith("..") || isAbsolute(way));
}

/** Returns a local time in a form that file names on every system can contain: `2026-11-29 051715`. */
function timeText(time: Date): string {
  const two = (number: number): string => String(number).padStart(2, "0");
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join("-");
  return `${day} ${two(time.getHours())}${two(time.getMinutes())}${two(time.getSeconds())}`;
}
