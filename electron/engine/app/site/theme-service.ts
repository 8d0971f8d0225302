import { dirname, join } from "node:path";
import { z } from "zod";
import type { SavedThemeFile } from "#contract/calls/settings-calls.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { AppError } from "#contract/errors.ts";
import type { CallOutput } from "#contract/rpc/definition.ts";
import { freeNumberedName } from "#engine/base/numbered-names.ts";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { rm, rmdirIfEmpty } from "#engine/base/files/change-files.ts";
import { readIfThere } from "#engine/base/files/read-files.ts";
import { sha256 } from "#engine/base/hash.ts";
import { expectOwn } from "#engine/base/own-path.ts";
import { decodeUtf8Strict, guessEncoding } from "#engine/base/text/text-encoding.ts";
import { parseYaml } from "#engine/blog/front-matter/yaml-document.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { Trash } from "#engine/blog/safety/trash.ts";
import { changeableFiles, describeFiles, isThemePath } from "#engine/site/theme/theme-changes.ts";
import { listThemes } from "#engine/site/theme/theme-list.ts";
import { packTheme, unpackTheme } from "#engine/site/theme/theme-zip.ts";
import {
  isThemeName,
  ownCssName,
  readThemeFiles,
  type ThemeDrafts,
  type ThemeFolders,
} from "#engine/site/theme/theme.ts";

/** The title in the `theme.yaml` of a theme: one text, or one text for each language. */
const manifestTitle = z.object({ title: z.union([z.string(), z.record(z.string(), z.string())]) });

/** Reads theme files, and writes the blog's changed versions of these files. */
export class ThemeService {
  readonly #blog: BlogFolder;
  readonly #folders: ThemeFolders;
  readonly #trash: Trash;

  constructor(blog: BlogFolder, folders: ThemeFolders) {
    this.#blog = blog;
    this.#folders = folders;
    this.#trash = new Trash(blog.folder);
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
   * Rejects with `theme.fileChanged` if a file has neither the hash `baseHash` nor the new text.
   * Rejects with `file.*` for a path that does not belong to a theme.
   */
  async expectUnchanged(files: readonly SavedThemeFile[]): Promise<void> {
    for (const { path, baseHash, text } of files) {
      const hash = hashOf(await this.#bytes(path));
      const isSaved = hash === (text === null ? "" : sha256(Buffer.from(text)));
      if (hash !== baseHash && !isSaved) throw new AppError("theme.fileChanged", { path });
    }
  }

  /** Writes or removes files, and keeps earlier versions in the history. Returns the new hashes. */
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

  /** Copies a theme, with its unsaved files, into `themes/` under a name that is free. */
  async copy(theme: string, title: string, drafts: ThemeDrafts = new Map()): Promise<{ name: string }> {
    const files = new Map(this.#filesOf(theme, drafts));
    const manifest = parseYaml(Buffer.from(files.get("theme.yaml") ?? "").toString("utf8"));
    manifest.set("title", title);
    files.set("theme.yaml", Buffer.from(manifest.toString()));
    const name = this.#freeName(title, theme);
    await this.#write(name, files);
    return { name };
  }

  /** Moves a theme from the blog's folder `themes/` into the trash, unless the blog uses the theme. */
  async trash(theme: string): Promise<{ at: string }> {
    const { folder, settings } = this.#blog;
    const isOwn = listThemes(this.#folders).some(({ name, isBuiltIn }) => name === theme && !isBuiltIn);
    if (!isOwn) throw new AppError("theme.notFound", { theme });
    if (settings.theme === theme) throw new AppError("theme.inUse", { theme });
    const path = `themes/${theme}`;
    return { at: await this.#trash.put(join(folder, path), path, Date.now()) };
  }

  /** Returns the themes in the trash. The theme that was deleted last comes first. */
  async trashed(): Promise<CallOutput<EngineContract, "trash.list">> {
    const found = this.#trash.themes().map(async ({ path, at }) => {
      const theme = path.slice("themes/".length);
      if (!isThemeName(theme)) return [];
      return [{ kind: "theme" as const, path, trashedAt: at, title: await this.#trashedTitle(theme, at) }];
    });
    return (await Promise.all(found)).flat();
  }

  /**
   * Moves the theme that was deleted at the time `at` from the trash to `themes/`, under a free name.
   * Returns the title of the theme.
   */
  async restore(theme: string, at: string): Promise<{ title: string }> {
    if (!isThemeName(theme)) throw new AppError("theme.notFound", { theme });
    const title = await this.#trashedTitle(theme, at);
    const to = this.#isFree(theme) ? theme : this.#freeName(theme, theme);
    await this.#trash.restore(`themes/${theme}`, at, `themes/${to}`);
    return { title };
  }

  /** Returns the title of a theme in the trash. If the theme has no readable title, returns its name. */
  async #trashedTitle(theme: string, at: string): Promise<string> {
    try {
      const bytes = await this.#trash.read(`themes/${theme}/theme.yaml`, at);
      const { title } = manifestTitle.parse(parseYaml(Buffer.from(bytes).toString("utf8")).toJS());
      if (typeof title === "string") return title;
      return title[this.#blog.settings.language] ?? title.en ?? theme;
    } catch {
      return theme;
    }
  }

  /** Returns a zip of a theme with its unsaved files. */
  pack(theme: string, drafts: ThemeDrafts = new Map()): CallOutput<EngineContract, "themes.export"> {
    return { bytes: packTheme(this.#filesOf(theme, drafts)) };
  }

  async unpack(bytes: Uint8Array, fileName: string): Promise<CallOutput<EngineContract, "themes.import">> {
    const files = unpackTheme(bytes);
    const name = this.#freeName(fileName.replace(/\.zip$/i, ""), "theme");
    readThemeFiles(name, files);
    await this.#write(name, files);
    return { name, scripts: scriptsIn(files) };
  }

  /** Returns a map from the paths of a theme's files to their bytes. Throws `theme.notFound`. */
  #filesOf(theme: string, drafts: ThemeDrafts): Map<string, Uint8Array> {
    const files = changeableFiles(theme, this.#folders);
    if (!files.has("templates/post.liquid")) throw new AppError("theme.notFound", { theme });
    const ofTheme = [...files].filter(([, { isShared, blogPath }]) => !isShared || drafts.get(blogPath));
    return new Map(
      ofTheme.map(([path, { blogPath, changed: saved, original }]) => {
        const draft = drafts.get(blogPath);
        return [path, mergedFile(path, draft === undefined ? saved : draft, original)];
      }),
    );
  }

  #freeName(wish: string, fallback: string): string {
    const plain = wish
      .normalize("NFKC")
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "");
    const stem = (isThemeName(plain) ? plain : fallback).slice(0, 48);
    return freeNumberedName(stem, "", (name) => this.#isFree(name));
  }

  /** Whether a new theme can have a name. It cannot have the name of a theme, even of an unreadable one. */
  #isFree(name: string): boolean {
    if (listThemes(this.#folders).some((theme) => theme.name === name)) return false;
    return changeableFiles(name, { ...this.#folders, override: "" }).size === 0;
  }

  async #write(name: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
    const { folder } = this.#blog;
    for (const [path, bytes] of files) {
      const blogPath = `themes/${name}/${path}`;
      if (!isThemePath(blogPath)) throw new AppError("file.outside", { path: blogPath });
      await atomicWrite(join(folder, blogPath), bytes, { within: folder });
    }
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

/**
 * Returns a theme's file after applying the blog's change.
 * In a YAML file, the change replaces only single keys. Any other file is replaced as a whole.
 */
function mergedFile(path: string, changed: Buffer | null, original: Buffer | null): Uint8Array {
  if (changed === null || original === null || !/\.ya?ml$/.test(path)) {
    return changed ?? original ?? new Uint8Array();
  }
  const merged = parseYaml(original.toString("utf8"));
  const change: unknown = parseYaml(changed.toString("utf8")).toJS({ maxAliasCount: 100 });
  for (const [key, value] of Object.entries(change ?? {})) merged.set(key, value);
  return Buffer.from(merged.toString());
}

/** Returns the files that would run scripts in readers' browsers. */
function scriptsIn(files: ReadonlyMap<string, Uint8Array>): string[] {
  return [...files.keys()].filter((path) => {
    if (/\.m?js$/i.test(path)) return true;
    if (!/\.(?:liquid|svg|html?|xml)$/i.test(path)) return false;
    return /<script|\son[a-z]+\s*=|javascript:/i.test(Buffer.from(files.get(path) ?? "").toString("utf8"));
  });
}

/**
 * Returns a map from blog paths to unsaved texts of theme files.
 * The preview reads the unsaved texts instead of the files.
 */
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
