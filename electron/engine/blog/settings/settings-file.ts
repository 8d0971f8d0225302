import { basename, join, resolve } from "node:path";
import type { Notice, EditedNotice } from "#contract/types/blog-types.ts";
import { AppError, type Problem } from "#contract/errors.ts";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { readError } from "#engine/base/file-errors.ts";
import { readIfThere } from "#engine/base/files/read-files.ts";
import { sha256 } from "#engine/base/hash.ts";
import { expectOwn } from "#engine/base/own-path.ts";
import { readableInside } from "#engine/base/safe-path.ts";
import { decodeUtf8Strict, guessEncoding } from "#engine/base/text/text-encoding.ts";
import type { WorkQueue } from "#engine/base/concurrency.ts";
import { editNotices } from "./edit-notices.ts";
import { editTargets, type TargetChange } from "./edit-targets.ts";
import type { FolderState } from "../folder/folder-state.ts";
import { expectBlog } from "../folder/presence.ts";
import type { History } from "../safety/history.ts";
import { type LoadedSettings, readSettings, settingsFile } from "./load-settings.ts";
import type { Move } from "../links/moved-target.ts";
import { retargetSettings } from "../links/retarget-settings.ts";
import { SettingsText } from "./settings-text.ts";

export interface StoredNotices {
  readonly notices: readonly Notice[];
  /** SHA-256 of the file's bytes, hex, or "" if there is no `blog.yaml`. */
  readonly hash: string;
}

export interface SaveNotices {
  readonly notices: readonly EditedNotice[];
  /** Hash that `blog.yaml` had when the notices were read. A save is refused if the hash has changed. */
  readonly baseHash: string;
}

export interface SettingsFileText {
  readonly text: string;
  /** SHA-256 of the file's bytes, hex, or "" if there is no `blog.yaml`. */
  readonly hash: string;
}

/** Edits `blog.yaml` for the author, and keeps earlier versions in the history. */
export class SettingsFile {
  readonly #state: FolderState;
  readonly #queue: WorkQueue;
  readonly #history: History;
  /**
   * The last move of a file that changed links in `blog.yaml`.
   * If the move is reversed, the file becomes `before` again.
   */
  #followed: { readonly move: Move; readonly before: string; readonly after: string } | null = null;

  constructor(state: FolderState, queue: WorkQueue, history: History) {
    this.#state = state;
    this.#queue = queue;
    this.#history = history;
  }

  /**
   * Reads the notices.
   * Rejects with `blog.settingsSyntax` or `blog.settingsInvalid` if editing the notices would lose content.
   */
  async readNotices(): Promise<StoredNotices> {
    const bytes = await this.#bytes();
    return { notices: this.#noticesIn(this.#textOf(bytes)), hash: hashOf(bytes) };
  }

  /** Saves the notices. Rejects with `blog.settingsChanged` if the file's hash differs from `baseHash`. */
  saveNotices({ notices, baseHash }: SaveNotices): Promise<StoredNotices> {
    return this.#queue.run(settingsFile, async () => {
      const bytes = await this.#bytes();
      const text = this.#textOf(bytes);
      if (hashOf(bytes) !== baseHash) throw new AppError("blog.settingsChanged");
      const before = this.#noticesIn(text);
      const edited = editNotices(text, notices);
      const wanted = notices.map(({ from: _, ...notice }) => notice);
      if (JSON.stringify(this.#noticesIn(edited)) !== JSON.stringify(wanted.map(inOrder))) {
        throw new AppError("blog.settingsUnusual", { key: "notices" });
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
   * Reads `blog.yaml`. Rejects with `post.notUtf8`.
   * If the file is missing, the text contains the title only, and the hash is "".
   */
  async readText(): Promise<SettingsFileText> {
    const bytes = await this.#bytes();
    return { text: this.#textOf(bytes), hash: hashOf(bytes) };
  }

  /**
   * Replaces the text of `blog.yaml` and resolves with the file's new hash.
   * Rejects with `blog.settingsChanged` if another program has written a different text into the file.
   * If the new text has a problem that the old text lacks, rejects with the code of this problem.
   */
  saveText(text: string, baseHash: string): Promise<string> {
    return this.#queue.run(settingsFile, async () => {
      const { folder } = this.#state;
      await expectOwn(folder, join(folder, settingsFile));
      const bytes = await this.#bytes();
      const before = this.#textOf(bytes);
      if (hashOf(bytes) !== baseHash && text !== before) throw new AppError("blog.settingsChanged");
      const known = this.#problemsIn(before).map(problemKey);
      const added = this.#problemsIn(text).find((problem) => !known.includes(problemKey(problem)));
      if (added) throw new AppError(added.code, added.values);
      if (bytes === null || text !== before) {
        if (bytes !== null) await this.#keep(bytes);
        await this.#write(text);
        await this.#keep(Buffer.from(text));
      }
      await this.#state.reloadSettings();
      return sha256(Buffer.from(text));
    });
  }

  /**
   * Adds, changes or removes a target in `blog.yaml`, keeps all other text, and reloads the settings.
   * The history gets the previous version of the file.
   * Rejects with `file.*`, `post.notUtf8` or `blog.settingsSyntax`, and leaves the file unchanged.
   */
  changeTargets(change: TargetChange): Promise<void> {
    return this.#queue.run(settingsFile, async () => {
      const { folder } = this.#state;
      await expectOwn(folder, join(folder, settingsFile));
      const bytes = await this.#bytes();
      const text = this.#textOf(bytes);
      const { error } = new SettingsText(text);
      if (error) throw new AppError("blog.settingsSyntax", { reason: error.reason });
      const edited = editTargets(text, change);
      if (bytes !== null) await this.#keep(bytes);
      await this.#write(edited);
      await this.#keep(Buffer.from(edited));
      await this.#state.reloadSettings();
    });
  }

  /** Updates the references to a moved file if possible. Resolves with true if `blog.yaml` changed. */
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

  #problemsIn(text: string): readonly Problem[] {
    return this.#read(text).problems;
  }

  #read(text: string): LoadedSettings {
    return readSettings(text, basename(resolve(this.#state.folder)));
  }

  #noticesIn(text: string): Notice[] {
    const { settings, problems } = this.#read(text);
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
    await expectBlog(this.#state.folder);
    try {
      return await readIfThere(await readableInside(this.#state.folder, settingsFile));
    } catch (error) {
      throw readError(error, settingsFile);
    }
  }

  /** Returns the file's text. Returns a text with only a title if the file is missing. */
  #textOf(bytes: Uint8Array | null): string {
    if (bytes === null) return `title: ${JSON.stringify(basename(resolve(this.#state.folder)))}\n`;
    const text = decodeUtf8Strict(bytes);
    if (text === null)
      throw new AppError("post.notUtf8", { path: settingsFile, encoding: guessEncoding(bytes) });
    return text;
  }

  /** Adds a version to the history. Ignores errors, because saving the newest text is more important. */
  async #keep(bytes: Uint8Array): Promise<void> {
    await this.#history.add(settingsFile, bytes, Date.now()).catch(() => undefined);
  }
}

/** Returns a notice with its keys in a fixed order, so that equal notices are equal as JSON. */
function inOrder({ text, at, until }: Notice): Notice {
  return { text, ...(at === undefined ? {} : { at }), ...(until === undefined ? {} : { until }) };
}

/** Returns a key that identifies a problem even if its line number changes. */
function problemKey({ code, values }: Problem): string {
  return JSON.stringify([code, values]);
}

function hashOf(bytes: Uint8Array | null): string {
  return bytes === null ? "" : sha256(bytes);
}
