import { Cancellation } from "#contract/rpc/cancellation.ts";
import type { FoundWords } from "#contract/types/blog-types.ts";
import type { EngineStart } from "#contract/engine-start.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import { openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { Secrets } from "#engine/publish/base/targets.ts";
import { BlogState } from "#engine/state/blog-state.ts";
import { trustWithoutAsking } from "#engine/state/trust.ts";
import { cacheFolderOf } from "#engine/state/state-path.ts";
import type { BlogServiceOptions } from "./blog-service-options.ts";
import { makeBlog } from "./new-blog.ts";
import { type BlogParts, composeBlog } from "./compose-blog.ts";

/** One open blog, with all services that a window or the command line uses. */
export type BlogService = ReturnType<typeof serviceOf>;

/** Opens a blog folder. Makes the blog first if `start` requests it. Rejects with `blog.*` errors. */
export async function openBlogService(
  start: EngineStart,
  secrets: Secrets,
  { watch = true, ...options }: BlogServiceOptions = {},
): Promise<BlogService> {
  const { folder, stateRoot } = start;
  const isMade = await makeBlog(start);
  const postCache = options.speedups?.postCache?.(folder, cacheFolderOf(stateRoot, folder));
  const blog = await openBlogFolder(folder, { watch, postCache });
  const state = await BlogState.load(stateRoot, folder, blog.id);
  const isFormer = start.openedBefore === true && !state.record.migrated;
  if (isMade || isFormer) await trustWithoutAsking(folder, state, isFormer);
  const parts = composeBlog({ start, blog, state, secrets, options });
  const { records } = parts;
  await parts.publishing.followRenames();
  await records.load(Object.keys(blog.settings.targets));
  await parts.journal.findPlaces();
  if (isFormer) await parts.byHand.noteFormer(records);
  if (start.movedFrom !== undefined) await parts.trust.takeMoveFrom(start.movedFrom);
  if (watch) {
    records.follow();
    await Promise.all([parts.memory.load(), parts.outcomes.load()]);
    parts.announcements.watchTime();
  }
  return serviceOf(parts);
}

function serviceOf(parts: BlogParts) {
  const { blog, trust, questions, resolver } = parts;
  return {
    ...parts,

    /** Returns texts that a crash left unsaved: journal entries that differ from the posts' files. */
    recoverJournal(): Promise<FoundWords[]> {
      return parts.journal.recover(async (path) => {
        if (!blog.posts.has(path)) return null;
        const { frontMatter, body } = await blog.documents.read(path);
        return { frontMatter, body };
      });
    },

    /** Closes the blog. Cancels a running publish, which leaves the site in a consistent state. */
    async close(): Promise<void> {
      const { due, records, schedule, publishing, lastPost, media, spelling } = parts;
      due.stop();
      await records.close();
      schedule.close();
      await publishing.close();
      await schedule.settled();
      await lastPost.close();
      await media.close();
      await Promise.all([resolver.close(), blog.close(), spelling.close()]);
    },

    /** Asks about trust if necessary. Then returns the public address of the default target. */
    async siteAddress(signal: CancelSignal): Promise<string> {
      await trust.require((question) => questions.ask(question, signal));
      const { url } = await resolver.resolve(blog.settings);
      parts.announcements.blogChanged();
      return url;
    },

    /** If this blog was in another folder before, asks the author whether the folder was moved. */
    askWhetherMoved(): Promise<void> {
      return trust.askWhetherMoved((question) => questions.ask(question, new Cancellation()));
    },
  };
}
