import { posix } from "node:path";
import { collisionKey } from "#contract/text/collision-key.ts";
import { readError } from "#engine/base/file-errors.ts";
import { isMissing } from "#engine/base/files/read-files.ts";
import { OwnFolder } from "#engine/base/own-folder.ts";
import { isPortableName } from "#contract/text/portable-name.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { Moment, Post } from "#engine/blog/posts/post.ts";
import { completeAddress } from "#engine/site/addresses/addresses.ts";
import { createSiteModel } from "#engine/site/model/site-models.ts";
import type { CommentThread, ImportComment, ImportEntry } from "../importer.ts";
import { insideBlog } from "./free-names.ts";

/** Folder in the blog for the comments of imported entries. The folder is never published. */
const commentsFolder = "comments";

type DatedPost = Pick<Post, "path" | "title" | "date">;

/** Collects the comments of an export, and writes them to one file that people can read. */
export class CommentsFile {
  readonly #name: string;
  readonly #parts: string[] = [];

  /** `exportName` is the name of the export's first file. */
  constructor(exportName: string) {
    this.#name = exportName;
  }

  /**
   * Adds the comments of an entry. `path` is the blog path of the post, or "" if the post was not imported.
   */
  add({ title, commentTexts = [] }: ImportEntry, path: string): void {
    this.#add(title, path, commentTexts);
  }

  /**
   * Adds the comments that the export contains separately from the posts.
   * Searches this import and the blog for the post of each comment thread, by address, alias or date.
   */
  addThreads(
    threads: readonly CommentThread[],
    { blog, now, imported }: { blog: BlogFolder; now: number; imported: readonly DatedPost[] },
  ): void {
    if (threads.length === 0) return;
    const { settings, posts } = blog;
    const { byAddress, byAlias } = createSiteModel(posts.values(), { settings, now, preview: null });
    const dated = [...imported, ...posts.values()];
    for (const { title, path, date = null, comments } of threads) {
      const key = collisionKey(completeAddress(insideBlog(path ?? "", settings.url).replace(/^\/+/, "")));
      const entry = path === null ? undefined : (byAddress.get(key) ?? byAlias.get(key));
      const found = entry?.post.path ?? pathAt(date, title, dated);
      this.#add(title, found ?? path ?? "", comments);
    }
  }

  #add(title: string, path: string, comments: readonly ImportComment[]): void {
    if (comments.length === 0) return;
    const heading = path === "" ? title : `${title} (${path})`;
    this.#parts.push(`## ${onOneLine(heading)}\n\n${comments.map(textOf).join("\n")}`);
  }

  /**
   * Writes the file and returns its blog path. Returns null if there are no comments.
   * Takes another name if the file of an earlier import has other content. Rejects with `file.*`.
   */
  async write(blogFolder: string): Promise<string | null> {
    if (this.#parts.length === 0) return null;
    const text = `# ${onOneLine(this.#name)}\n\n${this.#parts.join("\n")}`;
    const folder = new OwnFolder(blogFolder, commentsFolder);
    const plain = posix.basename(this.#name).replace(/\.\w{1,5}$/, "");
    const stem = isPortableName(plain) && !plain.startsWith(".") ? plain : "comments";
    for (let number = 1; ; number += 1) {
      const name = `${stem}${number === 1 ? "" : `-${number}`}.md`;
      const path = `${commentsFolder}/${name}`;
      // Throws for an unreadable file, so that the comments in the file are not overwritten.
      const there = await folder.read(name).catch((error: unknown) => {
        if (isMissing(error)) return null;
        throw readError(error, path);
      });
      if (there === null) await folder.write(name, text);
      if (there === null || String(there) === text) return path;
    }
  }
}

/** Returns the path of the post with the date `date`. If several posts have this date, the title decides. */
function pathAt(date: Moment | null, title: string, posts: readonly DatedPost[]): string | undefined {
  const same = posts.filter((post) => date !== null && post.path !== "" && post.date?.time === date.time);
  const paths = new Set(same.map(({ path }) => path));
  return paths.size === 1 ? same[0]?.path : same.find((post) => post.title === title)?.path;
}

function textOf({ author, date, url, text, isPrivate }: ImportComment): string {
  const facts = [`**${onOneLine(author) || "?"}**`, date, url, isPrivate ? "(private)" : ""];
  const lines = text.split("\n").map((line) => `> ${line}`.trimEnd());
  return `${facts.filter((fact) => fact !== "").join(", ")}\n\n${lines.join("\n")}\n`;
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
