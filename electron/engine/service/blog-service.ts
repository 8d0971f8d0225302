import { existsSync } from "node:fs";
import { join } from "node:path";
import type { BlogSummary, JournalEntry, PendingChanges, PostSummary } from "#contract/blog-types.ts";
import type { EngineStart } from "#contract/engine-start.ts";
import type { Problem } from "#contract/errors.ts";
import { type BlogChange, type BlogFolder, openBlogFolder } from "#engine/blog/blog-folder.ts";
import { openJournal, type Journal } from "#engine/blog/journal.ts";
import type { Secrets } from "#engine/publishing/targets.ts";
import { createSiteRenderer } from "#engine/site/build-site.ts";
import { BlogEvents } from "./blog-events.ts";
import { LiveRecords } from "./live-records.ts";
import { type LivePosts, pendingPosts, stateOf } from "./post-states.ts";
import { PostService } from "./post-service.ts";
import { summarise, summariseBlog } from "./post-summaries.ts";
import { PreviewService } from "./preview-service.ts";
import { PublishService } from "./publish-service.ts";
import { createSampleBlog } from "./sample-blog.ts";
import { SiteBuilder } from "./site-builder.ts";
import { TargetResolver } from "./target-resolver.ts";

export interface BlogServiceOptions {
  /** Notice what other programs do in the folder. Default: true. */
  readonly watch?: boolean;
}

/** One open blog: puts the engine's parts together for a window or for the shell. */
export class BlogService {
  readonly blog: BlogFolder;
  readonly events = new BlogEvents();
  readonly journal: Journal;
  readonly builder: SiteBuilder;
  readonly preview: PreviewService;
  readonly posts: PostService;
  readonly publishing: PublishService;
  readonly #targets: TargetResolver;
  readonly #records: LiveRecords;
  #practiceUrl = "";

  private constructor(start: EngineStart, blog: BlogFolder, journal: Journal, secrets: Secrets) {
    const inside = (...names: string[]): string => join(start.folder, ".hitofude", ...names);
    const renderer = createSiteRenderer({
      blogFolder: start.folder,
      blogId: blog.id,
      themesFolder: join(start.resources, "themes"),
    });
    this.blog = blog;
    this.journal = journal;
    this.builder = new SiteBuilder(blog, renderer);
    this.preview = new PreviewService(blog, renderer.factory, start.siteOrigin);
    this.#records = new LiveRecords(inside("cache", "live"), () => {
      this.events.emit("blog.changed", this.summary());
      this.#announcePosts();
    });
    this.#targets = new TargetResolver(inside("practice-site"), blog.id);
    this.posts = new PostService(blog, (post) => stateOf(post, this.#live(), Date.now()));
    this.publishing = new PublishService({
      blog,
      builder: this.builder,
      targets: this.#targets,
      records: this.#records,
      secrets,
      events: this.events,
      dataFolder: start.dataFolder,
      version: start.version,
    });
    blog.onChange((change) => void this.#onFolderChange(change));
  }

  /** Opens a blog folder, making the sample blog there first when asked to. Rejects with `blog.*` errors. */
  static async open(
    start: EngineStart,
    secrets: Secrets,
    { watch = true }: BlogServiceOptions = {},
  ): Promise<BlogService> {
    if (start.sample && !existsSync(start.folder)) await createSampleBlog(start.resources, start.folder);
    const blog = await openBlogFolder(start.folder, { watch });
    const service = new BlogService(start, blog, openJournal(start.folder), secrets);
    await service.#records.load(Object.keys(blog.settings.targets));
    if (watch) service.#servePracticeSite();
    return service;
  }

  summary(): BlogSummary {
    const { folder, settings, posts, problems } = this.blog;
    const targets = Object.entries(settings.targets).map(([name, target]) => ({
      name,
      kind: target.kind,
      url: target.kind === "practice" ? this.#practiceUrlOf(name) : target.url,
    }));
    return { ...summariseBlog(folder, settings, posts.values(), problems), targets };
  }

  list(): PostSummary[] {
    const { posts, settings } = this.blog;
    return summarise(posts.values(), settings, this.#live(), Date.now());
  }

  /** What the next publish to a target would add, change or take away, as far as is known without connecting. */
  pending(target: string = this.blog.settings.defaultTarget): PendingChanges {
    const record = this.#records.get(target);
    const posts = pendingPosts(this.blog.posts, record?.posts ?? {}, Date.now());
    return { target, count: posts.length, posts, first: record === null };
  }

  /** Everything that is wrong with the blog, from a build into the default target's cache. */
  async check(): Promise<Problem[]> {
    const { settings } = this.blog;
    const outDir = this.builder.cacheFolder(settings.defaultTarget);
    return this.builder.problems(await this.builder.build({ baseUrl: settings.url, outDir }));
  }

  /** What a crash left behind and no file has. */
  recoverJournal(): Promise<JournalEntry[]> {
    return this.journal.recover(async (path) => {
      if (!this.blog.posts.has(path)) return null;
      const { frontMatter, body } = await this.blog.readDocument(path);
      return frontMatter + body;
    });
  }

  /** Ends a running publish soundly, and everything that was started here. */
  async close(): Promise<void> {
    this.publishing.cancel();
    await Promise.all([this.#targets.close(), this.blog.close()]);
  }

  /** The practice site has readers, too: the author looks at it after the program was started again. */
  #servePracticeSite(): void {
    if (!Object.values(this.blog.settings.targets).some((target) => target.kind === "practice")) return;
    void this.#targets.practiceSite().then(({ url }) => {
      this.#practiceUrl = url;
      this.events.emit("blog.changed", this.summary());
    });
  }

  /** "" while there is nothing to see yet. */
  #practiceUrlOf(target: string): string {
    return this.#records.get(target) === null ? "" : this.#practiceUrl;
  }

  #live(): LivePosts {
    return this.#records.get(this.blog.settings.defaultTarget)?.posts ?? {};
  }

  async #onFolderChange({ changed, removed, settings }: BlogChange): Promise<void> {
    this.preview.update();
    if (settings) {
      await this.#records.load(Object.keys(this.blog.settings.targets));
      this.events.emit("blog.changed", this.summary());
    }
    for (const path of changed) {
      if (this.blog.posts.has(path)) this.events.emit("post.changedOnDisk", await this.posts.open(path));
    }
    for (const path of removed) this.events.emit("post.removedOnDisk", { path });
    this.#announcePosts();
    this.events.emit("preview.stale", {});
  }

  #announcePosts(): void {
    this.events.emit("posts.changed", this.list());
    this.events.emit("site.pending", this.pending());
  }
}
