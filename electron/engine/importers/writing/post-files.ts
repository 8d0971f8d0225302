import { AppError } from "#contract/errors.ts";
import { fileError } from "#engine/base/file-errors.ts";
import { OwnFolder } from "#engine/base/own-folder.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { splitFrontMatter } from "#engine/blog/front-matter/front-matter.ts";
import { Trash } from "#engine/blog/safety/trash.ts";
import type { ImportEntry } from "../importer.ts";
import type { ImportRecordWriter } from "./import-record.ts";
import { authorsHash, withAddedKeys } from "./post-text.ts";

/** Writes the files of posts. Records each post before writing it, so that the import can be undone. */
export class PostFiles {
  readonly #blog: BlogFolder;
  readonly #folder: OwnFolder;
  readonly #trash: Trash;
  readonly #now: number;

  constructor(blog: BlogFolder, now: number) {
    this.#blog = blog;
    this.#folder = new OwnFolder(blog.folder);
    this.#trash = new Trash(blog.folder);
    this.#now = now;
  }

  async write(
    action: "add" | "update",
    { path, text }: { readonly path: string; readonly text: string },
    { key, title, hash }: ImportEntry,
    writer: ImportRecordWriter,
  ): Promise<void> {
    const record = { key, title, source: hash, path };
    if (action === "add") {
      await writer.add({ ...record, written: authorsHash(text) });
      const isNew = await this.#folder.make(path, text).catch((error: unknown) => {
        throw fileError(error, path);
      });
      if (!isNew) throw new AppError("post.exists", { path });
      return;
    }
    const before = await this.#blog.documents.read(path);
    const whole = withAddedKeys(text, before.frontMatter + before.body);
    const location = await this.#folder.locate(path);
    const trashedAt = await this.#trash.putCopy(location, path, this.#now);
    await writer.add({ ...record, written: authorsHash(whole), trashedAt });
    const { frontMatter, body } = splitFrontMatter(whole);
    await this.#blog.documents.save({ path, frontMatter, body, baseHash: before.hash, force: false });
  }
}
