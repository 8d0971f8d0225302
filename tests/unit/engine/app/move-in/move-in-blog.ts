import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import type { ImportChoices, ImportProgress } from "#contract/types/import-types.ts";
import type { PinnedHosts } from "#engine/importers/pictures/public-address.ts";
import { MoveInService } from "#engine/app/move-in/move-in-service.ts";
import { openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { temporaryBlog } from "../../blog/temporary-blog.ts";
import { entryText } from "../../importers/export-files.ts";

/** The choices for an import before the author changes them. */
export const choices: ImportChoices = { drafts: "draft", hidden: "draft" };

/** Returns a signal that cancels nothing. */
export const never = (): Cancellation => new Cancellation();

/** A blog as the window opens it, and files that the author chose: contents by path. */
export async function moveInBlog(files: Readonly<Record<string, string>>, pinned?: () => PinnedHosts) {
  const blog = await temporaryBlog();
  const state = await mkdtemp(join(tmpdir(), "hitofude-state-"));
  const exports = await mkdtemp(join(tmpdir(), "hitofude-exports-"));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(exports, path, ".."), { recursive: true });
    await writeFile(join(exports, path), text);
  }
  const folder = await openBlogFolder(blog.folder, { watch: true });
  const progress: ImportProgress[] = [];
  let chosen: string[] = [exports];
  const service = new MoveInService(
    folder,
    { folder: state },
    {
      exports: async () => chosen,
      onProgress: (step) => progress.push(step),
      onWritten: async () => undefined,
      onDone: () => undefined,
      now: () => Date.UTC(2026, 5, 1),
      pinned,
    },
  );
  return {
    ...blog,
    service,
    exports,
    progress,
    paths: () => [...folder.posts.keys()].sort(),
    choose: (...paths: string[]) => {
      chosen = paths;
    },
    async [Symbol.asyncDispose]() {
      await folder.close();
      for (const path of [state, exports]) await rm(path, { recursive: true, force: true });
      await blog[Symbol.asyncDispose]();
    },
  };
}

/** Returns an entry of a Movable Type export, dated on a day of May 2012. */
export const day = (date: number, meta: Record<string, string> = {}): string =>
  entryText({
    meta: { DATE: `05/0${date}/2012 09:30:00`, TITLE: `${date}日`, ...meta },
    body: `<p>${date}</p>`,
  });
