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

/** Tells what is different now, whoever made it so: the author, another program, a publish, or the time. */
export class Announcements {
  readonly #parts: AnnouncementParts;
  #isWatching = false;

  constructor(parts: AnnouncementParts) {
    this.#parts = parts;
  }

  /** From now on the time is followed, too. */
  watchTime(): void {
    this.#isWatching = true;
    this.#parts.due.start();
    this.#parts.schedule.look();
  }

  /** Another program changed something in the folder. */
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

  /** Somebody else than the editor wrote a file, which may be open there. */
  async fileWritten(path: string): Promise<void> {
    const { blog, events, posts, lastPost } = this.#parts;
    if (!blog.posts.has(path)) return;
    // It may be gone again.
    const file = await posts.open(path).catch(() => null);
    if (file) events.emit("post.changedOnDisk", lastPost.written(file));
  }

  /** Somebody gave a file another name; it may be open under its old one. */
  async #fileMoved({ from, to }: FileMove): Promise<void> {
    const { blog, events, posts, lastPost } = this.#parts;
    // Versions that cannot follow stay under the old name.
    await blog.history.move(from, to).catch(() => undefined);
    const file = await posts.open(to).catch(() => null);
    if (file) events.emit("post.movedOnDisk", { from, file: lastPost.moved(from, file) });
  }

  /** The editor made, moved or removed a file: links may lead elsewhere now. */
  filesMoved(): void {
    this.#parts.preview.update();
    this.postsChanged();
  }

  /** Images have other names or show something else: pages that are open show them, too. */
  mediaChanged(): void {
    this.filesMoved();
    this.#parts.events.emit("preview.stale", {});
  }

  /** The interface wrote into `blog.yaml`. */
  settingsWritten(): Promise<void> {
    return this.folderChanged({ changed: [], removed: [], moved: [], settings: true });
  }

  /** The time of a scheduled post has come. */
  postsDue(): void {
    this.filesMoved();
    this.#parts.events.emit("preview.stale", {});
  }

  /** The author set up where the blog is published. */
  async targetsChanged(): Promise<void> {
    const { blog, records } = this.#parts;
    await records.load(Object.keys(blog.settings.targets));
    this.liveChanged();
  }

  /** Something is live that was not, or the other way round. */
  liveChanged(): void {
    const { preview, events } = this.#parts;
    // A publish makes copies of images, and removes those that only drafts would show
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
