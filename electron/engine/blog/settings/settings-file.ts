import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { Notice, EditedNotice } from "#contract/types/blog-types.ts";
import { AppError } from "#contract/errors.ts";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { fileError, systemCode } from "#engine/base/file-errors.ts";
import { sha256 } from "#engine/base/hash.ts";
import { readableInside } from "#engine/base/safe-path.ts";
import { decodeUtf8Strict, guessEncoding } from "#engine/base/text-encoding.ts";
import type { WorkQueue } from "#engine/base/work-queue.ts";
import { editNotices } from "./edit-notices.ts";
import type { FolderState } from "../folder/folder-state.ts";
import type { History } from "../safety/history.ts";
import { readSettings, settingsFile } from "./load-settings.ts";
import type { Move } from "../links/moved-target.ts";
import { retargetSettings } from "../links/retarget-settings.ts";

/** The notices in `blog.yaml`, and the hash of the file. */
export interface StoredNotices {
  readonly notices: readonly Notice[];
  /** SHA-256 of the file's bytes, hex; "" if there is none. */
  readonly hash: string;
}

export interface SaveNotices {
  readonly notices: readonly EditedNotice[];
  /** Hash of the file that the notices are based on. */
  readonly baseHash: string;
}

/** Edits `blog.yaml` for the author, and keeps earlier versions in the history. */
export class SettingsFile {
  readonly #state: FolderState;
  readonly #queue: WorkQueue;
  readonly #history: History;
  /** The last move that was applied: reversing it restores the exact previous text. */
  #followed: { readonly move: Move; readonly before: string; readonly after: string } | null = null;

  constructor(state: FolderState, queue: WorkQueue, history: History) {
    this.#state = state;
    this.#queue = queue;
    this.#history = history;
  }

  /** Rejects with `blog.settingsSyntax` or `blog.settingsInvalid` if an edit would lose something. */
  async readNotices(): Promise<StoredNotices> {
    const bytes = await this.#bytes();
    return { notices: this.#noticesIn(textOf(bytes)), hash: bytes === null ? "" : sha256(bytes) };
  }

  /** Rejects with `blog.settingsChanged` if the file's hash is not `baseHash`; then nothing was written. */
  saveNotices({ notices, baseHash }: SaveNotices): Promise<StoredNotices> {
    return this.#queue.run(settingsFile, async () => {
      const bytes = await this.#bytes();
      const text = textOf(bytes);
      if ((bytes === null ? "" : sha256(bytes)) !== baseHash) throw new AppError("blog.settingsChanged");
      const before = this.#noticesIn(text);
      const edited = editNotices(text, notices);
      const wanted = notices.map(({ from: _, ...notice }) => notice);
      if (JSON.stringify(this.#noticesIn(edited)) !== JSON.stringify(wanted.map(inOrder))) {
        throw new AppError("blog.settingsInvalid", { key: "notices", problem: "…" });
      }
      if (bytes !== null) await this.#keep(bytes);
      if (JSON.stringify(before) !== JSON.stringify(wanted.map(inOrder))) {
        await this.#write(edited);
        await this.#keep(Buffer.from(edited));
      }
      await this.#state.reloadSettings();
      return this.readNotices();
    });
  }

  /**
   * Updates references to a moved file of the blog. Resolves to whether `blog.yaml` was changed; leaves what
   * cannot be updated.
   */
  follow(move: Move): Promise<boolean> {
    return this.#queue.run(settingsFile, async () => {
      const bytes = await this.#bytes();
      const before = bytes === null ? null : decodeUtf8Strict(bytes);
      if (bytes === null || before === null) return false;
      const after = this.#wayBack(before, move) ?? retargetSettings(before, move);
      if (after === null || after === before) return false;
      await this.#keep(bytes);
      await this.#write(after);
      await this.#keep(Buffer.from(after));
      this.#followed = { move, before, after };
      await this.#state.reloadSettings();
      return true;
    });
  }

  #wayBack(text: string, { from, to }: Move): string | null {
    const last = this.#followed;
    return last?.after === text && last.move.from === to && last.move.to === from ? last.before : null;
  }

  #noticesIn(text: string): Notice[] {
    const { settings, problems } = readSettings(text, basename(resolve(this.#state.folder)));
    const broken = problems.find(
      ({ code, values = {} }) =>
        code !== "blog.settingsInvalid" ||
        /^notices(?:\.\d+(?:\.(?:text|at|until))?)?$/.test(String(values.key)),
    );
    if (broken) throw new AppError(broken.code, broken.values);
    return settings.notices.map(inOrder);
  }

  #write(text: string): Promise<void> {
    const { folder } = this.#state;
    return atomicWrite(join(folder, settingsFile), Buffer.from(text), { within: folder });
  }

  async #bytes(): Promise<Uint8Array | null> {
    try {
      return await readFile(await readableInside(this.#state.folder, settingsFile));
    } catch (error) {
      if (systemCode(error) === "ENOENT") return null;
      throw fileError(error, settingsFile);
    }
  }

  /** Adds a version to the history; a failure must not prevent saving the newest text. */
  async #keep(bytes: Uint8Array): Promise<void> {
    await this.#history.add(settingsFile, bytes, Date.now()).catch(() => undefined);
  }
}

/** Returns a notice with its keys in a fixed order, so that two can be compared as JSON. */
function inOrder({ text, at, until }: Notice): Notice {
  return { text, ...(at === undefined ? {} : { at }), ...(until === undefined ? {} : { until }) };
}

function textOf(bytes: Uint8Array | null): string {
  if (bytes === null) return "";
  const text = decodeUtf8Strict(bytes);
  if (text === null)
    throw new AppError("post.notUtf8", { path: settingsFile, encoding: guessEncoding(bytes) });
  return text;
}
