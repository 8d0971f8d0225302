import type { BlogChange, BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { FileMove } from "#engine/blog/folder/file-moves.ts";
import type { BlogEvents } from "./blog-events.ts";
import type { DueTimer } from "./due-timer.ts";
import type { LastPostNote } from "./last-post-note.ts";
import type { LiveRecords } from "./publish/live-records.ts";
import type { Overview } from "./overview.ts";
import type { PostService } from "./posts/post-service.ts";
import type { PreviewService } from "./preview/preview-service.ts";
import type { Schedule } from "./publish/schedule.ts";
import type { SiteFingerprint } from "./site/site-fingerprint.ts";

export interface AnnouncementParts {
  readonly blog: BlogFolder;
  readonly events: BlogEvents;
  readonly overview: Overview;
  readonly posts: PostService;
  readonly lastPost: LastPostNote;
  readonly preview: PreviewService;
  readonly records: LiveRecords;
  readonly fingerprint: SiteFingerprint;
  readonly due: DueTimer;
  readonly schedule: Schedule;
}

/** Emits events about changes by the author, another program, a publish, or time. */
export class Announcements {
  readonly #parts: AnnouncementParts;
  #isWatching = false;

  constructor(parts: AnnouncementParts) {
    this.#parts = parts;
  }

  /** Starts to watch for due posts. */
  watchTime(): void {
    this.#isWatching = true;
    this.#parts.due.start();
    this.#parts.schedule.look();
  }

  /** Handles changes by another program in the folder. */
  async folderChanged({ changed, removed, moved, settings }: BlogChange): Promise<void> {
    const { blog, events, preview, records, fingerprint } = this.#parts;
    preview.update();
    if (settings || changed.some((path) => !blog.posts.has(path))) fingerprint.forget();
    if (settings) {
      await records.load(Object.keys(blog.settings.targets));
      this.blogChanged();
    }
    for (const move of moved) await this.#fileMoved(move);
    for (const path of changed) await this.fileWritten(path);
    for (const path of removed) events.emit("post.removedOnDisk", { path });
    this.postsChanged();
    events.emit("preview.stale", {});
  }

  /** Handles a file that was not written by the editor, but may be open there. */
  async fileWritten(path: string): Promise<void> {
    const { blog, events, posts, lastPost } = this.#parts;
    if (!blog.posts.has(path)) return;
    // It may have been deleted.
    const file = await posts.open(path).catch(() => null);
    if (file) events.emit("post.changedOnDisk", lastPost.written(file));
  }

  /** Handles a renamed file, which may be open under its old path. */
  async #fileMoved({ from, to }: FileMove): Promise<void> {
    const { blog, events, posts, lastPost } = this.#parts;
    // If versions cannot follow, they stay under the old name.
    await blog.history.move(from, to).catch(() => undefined);
    const file = await posts.open(to).catch(() => null);
    if (file) events.emit("post.movedOnDisk", { from, file: lastPost.moved(from, file) });
  }

  /** Handles files that the editor made, moved or removed: links may lead elsewhere now. */
  filesMoved(): void {
    this.#parts.preview.update();
    this.postsChanged();
  }

  /** Handles renamed or replaced images: open pages show them, too. */
  mediaChanged(): void {
    this.filesMoved();
    this.#parts.events.emit("preview.stale", {});
  }

  /** Handles changes of `blog.yaml` by the interface. */
  settingsWritten(): Promise<void> {
    return this.folderChanged({ changed: [], removed: [], moved: [], settings: true });
  }

  /** Handles scheduled posts that are due. */
  postsDue(): void {
    this.filesMoved();
    this.#parts.events.emit("preview.stale", {});
  }

  /** Handles changes of the publishing targets. */
  async targetsChanged(): Promise<void> {
    const { blog, records } = this.#parts;
    await records.load(Object.keys(blog.settings.targets));
    this.liveChanged();
  }

  /** Handles changes of what is live. */
  liveChanged(): void {
    const { preview, events } = this.#parts;
    // A publish makes smaller copies of images, and removes those that only drafts would show
    if (preview.hasOldMedia) {
      preview.update();
      events.emit("preview.stale", {});
    }
    this.blogChanged();
    this.postsChanged();
  }

  blogChanged(): void {
    this.#parts.events.emit("blog.changed", this.#parts.overview.summary());
  }

  postsChanged(): void {
    const { events, overview, due, schedule } = this.#parts;
    if (this.#isWatching) {
      due.start();
      schedule.look();
    }
    events.emit("posts.changed", overview.list());
    events.emit("site.pending", overview.pending());
  }
}
