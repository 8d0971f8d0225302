import type { BlogSummary, PostSummary } from "#contract/types/blog-types.ts";
import { type PostListChange, postListChange } from "#contract/types/post-list.ts";
import type { PendingChanges } from "#contract/types/pending-types.ts";
import { mapLimited } from "#engine/base/concurrency.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import type { LiveRecords } from "./publish/live-records.ts";
import {
  type LiveSite,
  pendingPosts,
  pendingSharedDrafts,
  type PublicationState,
  publicationStateOf,
  withMovedPosts,
} from "./posts/post-states.ts";
import { PostSummaries, summariseBlog } from "./posts/post-summaries.ts";
import type { SiteFingerprint } from "./site/site-fingerprint.ts";
import type { TargetResolver } from "./publish/target-resolver.ts";

/** Number of files whose modification times are read concurrently. */
const openFiles = 32;

export interface OverviewParts {
  readonly blog: BlogFolder;
  readonly records: LiveRecords;
  readonly fingerprint: SiteFingerprint;
  readonly targets: Pick<TargetResolver, "practiceUrl">;
  /** Returns the current time in milliseconds since the epoch. The time decides whether posts are due. */
  readonly now: () => number;
}

/** The data that a window shows, except texts: the blog, its posts, and the changes to be published. */
export class Overview {
  readonly #blog: BlogFolder;
  readonly #records: LiveRecords;
  readonly #fingerprint: SiteFingerprint;
  readonly #targets: Pick<TargetResolver, "practiceUrl">;
  readonly #now: () => number;
  readonly #summaries = new PostSummaries();
  /**
   * Cache of the modification time of each post's file.
   * If a file changes, the blog makes a new `Post` object, whose time is not in the cache.
   */
  readonly #times = new WeakMap<Post, number>();

  /** The rows of the post list, as the window has them. */
  #sent: readonly PostSummary[] = [];

  constructor({ blog, records, fingerprint, targets, now }: OverviewParts) {
    this.#now = now;
    this.#blog = blog;
    this.#records = records;
    this.#fingerprint = fingerprint;
    this.#targets = targets;
  }

  summary(): BlogSummary {
    const { folder, settings, posts, problems, isGone } = this.#blog;
    const targets = Object.entries(settings.targets).map(([name, target]) => ({
      name,
      kind: target.kind,
      url: target.kind === "practice" ? this.#practiceUrlOf(name) : target.url,
      isViewable: target.kind === "practice" ? this.#records.get(name) !== null : target.url !== "",
    }));
    return { ...summariseBlog(folder, settings, posts.values(), problems), targets, isGone };
  }

  list(): readonly PostSummary[] {
    const { posts, settings } = this.#blog;
    const [live, now] = [this.#live(), this.#now()];
    return this.#summaries.of(posts.values(), settings, (post) => publicationStateOf(post, live, now));
  }

  /** Returns all rows of the post list for the window. Later changes are sent relative to these rows. */
  listToSend(): PostSummary[] {
    this.#sent = this.list();
    return [...this.#sent];
  }

  /** Returns the changes of the post list since the last call of this method or of `listToSend`. */
  changesToSend(): PostListChange {
    const before = this.#sent;
    this.#sent = this.list();
    return postListChange(before, this.#sent);
  }

  /** Returns the modification time of each post's file, in milliseconds since the epoch. */
  async changedTimes(): Promise<Record<string, number>> {
    const posts = [...this.#blog.posts.values()];
    const times = await mapLimited(posts, openFiles, (post) => this.#changedTimeOf(post));
    return Object.fromEntries(posts.map(({ path }, index) => [path, times[index] ?? 0]));
  }

  async #changedTimeOf(post: Post): Promise<number> {
    const known = this.#times.get(post);
    if (known !== undefined) return known;
    // Uses the time 0 for a deleted or unreadable file, so that the file comes last in the list.
    const time = await this.#blog.documents.changedTime(post.path).catch(() => null);
    if (time !== null) this.#times.set(post, time);
    return time ?? 0;
  }

  publicationStateOf(post: Post): PublicationState {
    return publicationStateOf(post, this.#live(), this.#now());
  }

  /** Returns the posts that the next publish to a target would change. Does not connect to the target. */
  pending(target: string = this.#blog.settings.defaultTarget): PendingChanges {
    const record = this.#records.get(target);
    const { posts: all, settings } = this.#blog;
    const [live, now] = [this.#live(target), this.#now()];
    const posts = pendingPosts(all, live, now);
    const shared = pendingSharedDrafts(all, live, settings, now);
    const known = record?.fingerprint;
    const count = posts.length + shared.length;
    const isOther = known !== undefined && count === 0 && known !== this.#fingerprint.keyFor(target);
    return { target, count: count + (isOther ? 1 : 0), posts, shared, first: record === null };
  }

  /**
   * Returns the address of the practice site.
   * Returns "" if the practice site is not running, or if nothing was published to the practice site.
   */
  #practiceUrlOf(target: string): string {
    return this.#records.get(target) === null ? "" : this.#targets.practiceUrl;
  }

  #live(target = this.#blog.settings.defaultTarget): LiveSite {
    return withMovedPosts(this.#records.siteAt(target), this.#blog.posts, this.#blog.id);
  }
}
