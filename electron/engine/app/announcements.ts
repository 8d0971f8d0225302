import { logBug } from "#engine/base/concurrency.ts";
import type { BlogChange, BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { FileMove } from "#engine/blog/folder/file-moves.ts";
import type { BlogEvents } from "./blog-events.ts";
import type { DueTimer } from "./due-timer.ts";
import type { LastPostNote } from "./last-post-note.ts";
import type { LiveRecords } from "./publish/live-records.ts";
import type { PublishService } from "./publish/publish-service.ts";
import type { Overview } from "./overview.ts";
import type { PostService } from "./posts/post-service.ts";
import type { PreviewService } from "./preview/preview-service.ts";
import type { Schedule } from "./publish/schedule.ts";
import type { SiteFingerprint } from "./site/site-fingerprint.ts";

interface AnnouncementParts {
  readonly blog: BlogFolder;
  readonly events: BlogEvents;
  readonly overview: Overview;
  readonly posts: PostService;
  readonly lastPost: LastPostNote;
  readonly preview: PreviewService;
  readonly records: LiveRecords;
  readonly publishing: Pick<PublishService, "followRenames">;
  readonly fingerprint: SiteFingerprint;
  readonly due: DueTimer;
  readonly schedule: Schedule;
}

/** Sends events to the window when posts, settings or the live site have changed. */
export class Announcements {
  readonly #parts: AnnouncementParts;
  #isWatching = false;
  /** The pending changes that were last sent to the window, as JSON. */
  #sentPending = "";
  /** Resolves when all changes of the blog folder so far have been sent to the window. */
  #reported: Promise<void> = Promise.resolve();

  constructor(parts: AnnouncementParts) {
    this.#parts = parts;
  }

  /** Starts to watch for scheduled posts that become due. */
  watchTime(): void {
    this.#isWatching = true;
    this.#parts.due.start();
    this.#parts.schedule.look();
  }

  /** Reports the files in the blog folder that another program has changed. Never rejects. */
  folderChanged(change: BlogChange): Promise<void> {
    // Reports changes one after the other, so that the window gets the newest text last.
    this.#reported = this.#reported.then(() => this.#reportChange(change)).catch(logBug);
    return this.#reported;
  }

  async #reportChange({ changed, removed, moved, settings }: BlogChange): Promise<void> {
    const { blog, events, preview, fingerprint } = this.#parts;
    preview.update();
    if (settings || changed.some((path) => !blog.posts.has(path))) fingerprint.forget();
    if (settings) {
      await this.#loadRecords();
      this.blogChanged();
    }
    for (const move of moved) await this.fileMoved(move);
    for (const path of changed) await this.fileWritten(path);
    for (const path of removed) events.emit("post.removedOnDisk", { path });
    this.postsChanged();
    events.emit("preview.stale", {});
  }

  /** Sends a post's new content to the window. Call this after any write except a save from the editor. */
  async fileWritten(path: string): Promise<void> {
    const { blog, events, posts, lastPost } = this.#parts;
    if (!blog.posts.has(path)) return;
    const file = await posts.open(path).catch(() => null);
    if (file) events.emit("post.changedOnDisk", lastPost.written(file));
  }

  /** Reports that a post's file was renamed, because the window may show the file under its old path. */
  async fileMoved({ from, to }: FileMove): Promise<void> {
    const { blog, events, posts, lastPost } = this.#parts;
    // Ignores an error, because the only effect is that the history stays under the old path.
    await blog.history.move(from, to).catch(() => undefined);
    const file = await posts.open(to).catch(() => null);
    if (file) events.emit("post.movedOnDisk", { from, file: lastPost.moved(from, file) });
  }

  /** Updates the preview and the post list after the interface has made, moved or removed posts. */
  filesMoved(): void {
    this.#parts.preview.update();
    this.postsChanged();
  }

  /** Updates the window after the interface has changed the properties of several posts. */
  postsEdited(): void {
    this.mediaChanged();
    this.blogChanged();
  }

  /** Updates the preview after images were renamed or replaced. */
  mediaChanged(): void {
    this.filesMoved();
    this.#parts.events.emit("preview.stale", {});
  }

  /** Updates the window after the interface has changed `blog.yaml`. */
  settingsWritten(): Promise<void> {
    return this.folderChanged({ changed: [], removed: [], moved: [], settings: true });
  }

  /** Updates the preview and the post list when scheduled posts have become due. */
  postsDue(): void {
    this.filesMoved();
    this.#parts.events.emit("preview.stale", {});
  }

  /** Updates the window after the targets in the settings have changed. */
  async targetsChanged(): Promise<void> {
    await this.#loadRecords();
    this.liveChanged();
  }

  /** For each new or renamed target in the settings, reads the record of the target's live site. */
  async #loadRecords(): Promise<void> {
    const { blog, records, publishing } = this.#parts;
    await publishing.followRenames();
    await records.load(Object.keys(blog.settings.targets));
  }

  /** Updates the window after the live posts of a target have changed. */
  liveChanged(): void {
    const { preview, events } = this.#parts;
    // Updates the preview if a publish has added or deleted smaller copies of images.
    if (preview.hasOldMedia) {
      preview.update();
      events.emit("preview.stale", {});
    }
    this.blogChanged();
    this.postsChanged();
  }

  blogChanged(): void {
    this.#parts.events.emit("blog.changed", this.#parts.overview.summary());
    // Sends the pending changes again, because the window ignores changes of a target that is new to it.
    this.#sentPending = "";
  }

  postsChanged(): void {
    const { events, overview, due, schedule } = this.#parts;
    if (this.#isWatching) {
      due.start();
      schedule.look();
    }
    events.emit("posts.changed", overview.changesToSend());
    this.#sendPending();
  }

  /** Sends the pending changes if they differ from the last ones: they are large, and may name all posts. */
  #sendPending(): void {
    const { events, overview } = this.#parts;
    const pending = overview.pending();
    const sent = JSON.stringify(pending);
    if (sent === this.#sentPending) return;
    this.#sentPending = sent;
    events.emit("site.pending", pending);
  }
}
