import { dirname, join } from "node:path";
import type { SavedThemeFile } from "#contract/calls/settings-calls.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { AppError } from "#contract/errors.ts";
import type { CallOutput } from "#contract/rpc/definition.ts";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { rm, rmdirIfEmpty } from "#engine/base/files/change-files.ts";
import { readIfThere } from "#engine/base/files/read-files.ts";
import { sha256 } from "#engine/base/hash.ts";
import { expectOwn } from "#engine/base/own-path.ts";
import { decodeUtf8Strict, guessEncoding } from "#engine/base/text-encoding.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { changeableFiles, describeFiles, isThemePath } from "#engine/site/theme/theme-changes.ts";
import { ownCssName, type ThemeDrafts, type ThemeFolders } from "#engine/site/theme/theme.ts";

/** Reads and writes the files of themes that the blog changes. */
export class ThemeService {
  readonly #blog: BlogFolder;
  readonly #folders: ThemeFolders;

  constructor(blog: BlogFolder, folders: ThemeFolders) {
    this.#blog = blog;
    this.#folders = folders;
  }

  files(theme: string): CallOutput<EngineContract, "themes.files"> {
    return { files: describeFiles(changeableFiles(theme, this.#folders)) };
  }

  async read(theme: string, path: string): Promise<CallOutput<EngineContract, "themes.read">> {
    if (path === ownCssName) {
      const blogPath = `theme/${ownCssName}`;
      const bytes = await this.#bytes(blogPath);
      return { blogPath, text: textOf(path, bytes), original: null, hash: hashOf(bytes) };
    }
    const file = changeableFiles(theme, this.#folders).get(path);
    if (!file) throw new AppError("theme.noFile", { path });
    const { blogPath, changed, original } = file;
    return {
      blogPath,
      text: textOf(path, changed ?? original),
      original: original && textOf(path, original),
      hash: hashOf(changed),
    };
  }

  /**
   * Rejects with `theme.fileChanged` if one of these files is not as it was read, and with `file.*` for a path
   * that is none of a theme.
   */
  async expectUnchanged(files: readonly SavedThemeFile[]): Promise<void> {
    for (const { path, baseHash } of files) {
      if (hashOf(await this.#bytes(path)) !== baseHash) throw new AppError("theme.fileChanged", { path });
    }
  }

  /** Writes or removes files; the history keeps their earlier versions. Resolves with the new hashes by path. */
  async save(files: readonly SavedThemeFile[]): Promise<Record<string, string>> {
    const hashes: Record<string, string> = {};
    for (const { path, text } of files) {
      const before = await this.#bytes(path);
      if (before !== null) await this.#blog.history.add(path, before, Date.now()).catch(() => undefined);
      if (text === null) await this.#remove(path);
      else await atomicWrite(join(this.#blog.folder, path), text, { within: this.#blog.folder });
      hashes[path] = text === null ? "" : sha256(Buffer.from(text));
    }
    return hashes;
  }

  async #remove(path: string): Promise<void> {
    await rm(join(this.#blog.folder, path), { force: true });
    for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) {
      if (!(await rmdirIfEmpty(join(this.#blog.folder, folder)))) return;
    }
  }

  async #bytes(path: string): Promise<Buffer | null> {
    const { folder } = this.#blog;
    if (!isThemePath(path)) throw new AppError("file.outside", { path });
    await expectOwn(folder, join(folder, path));
    return readIfThere(join(folder, path));
  }
}

/** Returns texts that are not saved as the files of themes that the preview reads. */
export function themeDrafts(files: Readonly<Record<string, string | null>>): ThemeDrafts {
  const own = Object.entries(files).filter(([path]) => isThemePath(path));
  return new Map(own.map(([path, text]) => [path, text === null ? null : Buffer.from(text)]));
}

function hashOf(bytes: Buffer | null): string {
  return bytes === null ? "" : sha256(bytes);
}

function textOf(path: string, bytes: Buffer | null): string {
  if (bytes === null) return "";
  const text = decodeUtf8Strict(bytes);
  if (text === null) throw new AppError("post.notUtf8", { path, encoding: guessEncoding(bytes) });
  return text;
}
