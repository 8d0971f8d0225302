import { join } from "node:path";
import { AppError } from "#contract/errors.ts";
import { entryIfThere } from "#engine/base/files/read-files.ts";
import { OwnFolder } from "#engine/base/own-folder.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { splitFrontMatter } from "#engine/blog/front-matter/front-matter.ts";
import { Trash } from "#engine/blog/safety/trash.ts";
import { isTemporary } from "#engine/blog/safety/undo-log.ts";
import { readOldFilesList } from "#engine/site/addresses/old-files.ts";
import { movedPosts } from "./earlier-imports.ts";
import { ImportRecord, partsOfLast, type RecordedImport } from "./import-record.ts";
import { withoutAddedFiles, writeOldFiles } from "./list-old-files.ts";
import { authorsHash, withAddedKeys } from "./post-text.ts";

export interface UndoneImport {
  readonly files: readonly string[];
  /** Posts that are in the trash now. */
  readonly removed: readonly string[];
  /** Posts whose text the import had replaced. Their earlier text is restored. */
  readonly restored: readonly string[];
  /** Posts that stay, because the author has edited them since the import. */
  readonly kept: readonly string[];
  /**
   * Pictures of the import that stay in the blog because of an error.
   * Either a picture could not be moved, or a text that may use the picture could not be read.
   */
  readonly picturesLeft: readonly string[];
}

/** Finds the uses of pictures in the blog, by path. The result leaves out unused pictures. */
type MediaUses = (paths: ReadonlySet<string>) => Promise<ReadonlyMap<string, unknown>>;

/**
 * Undoes the last import, but keeps the posts that were edited after the import.
 * Moves the pictures that the import stored into the trash, unless the blog still uses them.
 * A picture that cannot be moved stays, because the posts are already undone.
 * Rejects with `import.nothingToUndo`.
 */
export async function undoImport(
  blog: BlogFolder,
  stateFolder: string,
  mediaUses: MediaUses,
): Promise<UndoneImport> {
  const record = new ImportRecord(stateFolder, blog.id);
  const parts = partsOfLast(await record.imports());
  const [last] = parts;
  if (!last) throw new AppError("import.nothingToUndo");
  const undone: UndonePosts[] = [];
  for (const part of parts) {
    undone.push(await undoPart(blog, part));
    await record.drop(part.id);
  }
  const picturesLeft = await trashUnused(blog, new Set(parts.flatMap(({ media }) => media)), mediaUses);
  return {
    files: last.files,
    removed: undone.flatMap(({ removed }) => removed),
    restored: undone.flatMap(({ restored }) => restored),
    kept: undone.flatMap(({ kept }) => kept),
    picturesLeft,
  };
}

/** Moves the unused pictures into the trash. Returns the pictures that stay because of an error. */
async function trashUnused(
  blog: BlogFolder,
  stored: ReadonlySet<string>,
  uses: MediaUses,
): Promise<string[]> {
  const there: string[] = [];
  for (const path of stored)
    if ((await entryIfThere(join(blog.folder, path)).catch(() => true)) !== null) there.push(path);
  const used = there.length === 0 ? new Map<string, unknown>() : await usesIfRead(blog, stored, uses);
  if (used === null) return there;
  const [folder, trash] = [new OwnFolder(blog.folder), new Trash(blog.folder)];
  const left: string[] = [];
  for (const path of there) {
    if (used.has(path)) continue;
    try {
      await trash.put(await folder.locate(path), path, Date.now());
    } catch {
      left.push(path);
    }
  }
  return left;
}

/** Returns the uses of pictures, or null if a text of the blog cannot be read. */
async function usesIfRead(
  blog: BlogFolder,
  paths: ReadonlySet<string>,
  uses: MediaUses,
): Promise<ReadonlyMap<string, unknown> | null> {
  if (blog.problems.some(({ code, file }) => file !== undefined && isTemporary(code))) return null;
  return uses(paths).catch(() => null);
}

interface UndonePosts {
  readonly removed: string[];
  readonly restored: string[];
  readonly kept: string[];
}

async function undoPart(blog: BlogFolder, part: RecordedImport): Promise<UndonePosts> {
  const trash = new Trash(blog.folder);
  const [removed, restored, kept]: [string[], string[], string[]] = [[], [], []];
  // Compares a post with its last record, because this record describes the text that the import wrote.
  // Restores the version in the first record, because this version existed before the import.
  const latest = new Map(part.posts.map((post) => [post.path, post.written]));
  const firsts = new Map([...part.posts].reverse().map((post) => [post.path, post.trashedAt]));
  const moved = await movedPosts(blog, [...latest.keys()]);
  for (const [recorded, trashedAt] of firsts) {
    const written = latest.get(recorded) ?? "";
    const path = blog.posts.has(recorded) ? recorded : moved.get(written);
    if (path === undefined) continue;
    const { frontMatter, body, hash } = await blog.documents.read(path);
    if (authorsHash(frontMatter + body) !== written) kept.push(path);
    else if (trashedAt === undefined) {
      await blog.documents.trash(path);
      removed.push(path);
    } else {
      // The restored text keeps the address that a publish has written into the post since the import.
      const text = withAddedKeys(String(await trash.read(recorded, trashedAt)), frontMatter + body);
      const before = splitFrontMatter(text);
      await blog.documents.save({
        path,
        frontMatter: before.frontMatter,
        body: before.body,
        baseHash: hash,
        force: false,
      });
      restored.push(path);
    }
  }
  const { oldFilesBefore: old, oldFilesAfter: after } = part;
  if (old !== undefined) {
    const list = await readOldFilesList(blog.folder);
    await writeOldFiles(
      blog.folder,
      after === undefined ? old : withoutAddedFiles(list, { before: old, after }),
    );
  }
  return { removed, restored, kept };
}
