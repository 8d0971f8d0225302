import { existsSync } from "node:fs";
import { join } from "node:path";
import { Cancellation } from "#contract/cancellation.ts";
import type { FoundWords } from "#contract/blog-types.ts";
import type { EngineStart } from "#contract/engine-start.ts";
import type { Problem } from "#contract/errors.ts";
import { lastPostFile } from "#contract/last-post.ts";
import { type BlogFolder, openBlogFolder } from "#engine/blog/blog-folder.ts";
import { blogId } from "#engine/blog/blog-id.ts";
import { type Journal, openJournal } from "#engine/blog/journal.ts";
import { PublishedHistory } from "#engine/publishing/history/published-history.ts";
import type { PublishedRecord } from "#engine/publishing/published-record.ts";
import type { Secrets } from "#engine/publishing/targets.ts";
import { createSiteRenderer } from "#engine/site/build-site.ts";
import { preparedTextThread } from "#engine/site/text-thread/text-thread-starter.ts";
import { SpellChecker } from "#engine/spelling/spell-checker.ts";
import { Announcements } from "./announcements.ts";
import { BlogEvents } from "./blog-events.ts";
import { type Clock, DueTimer, systemClock } from "./due-timer.ts";
import { HistoryService } from "./history-service.ts";
import { LastPostNote } from "./last-post-note.ts";
import { LinkFollower } from "./link-follower.ts";
import { LiveRecords } from "./live-records.ts";
import { MediaService } from "./media-service.ts";
import { createEmptyBlog, createSampleBlog } from "./new-blog.ts";
import { NoticeService } from "./notice-service.ts";
import { Overview } from "./overview.ts";
import { PostService } from "./post-service.ts";
import { PreviewService } from "./preview-service.ts";
import { PublishService } from "./publish-service.ts";
import { QuestionDesk } from "./question-desk.ts";
import { ReplaceService } from "./replace-service.ts";
import { Schedule } from "./schedule.ts";
import { ScheduleMemory } from "./schedule-memory.ts";
import { SiteBuilder } from "./site-builder.ts";
import { Surroundings } from "./surroundings.ts";
import { TargetResolver } from "./target-resolver.ts";
import { TargetService } from "./target-service.ts";
import { answerForNobody } from "./unattended.ts";

export interface BlogServiceOptions {
  /** For a window: notice what other programs and the time do, and serve the practice site. Default: true. */
  readonly watch?: boolean;
  /** What `journalOf` gave, when words were to be kept before the blog was open. */
  readonly journal?: Journal;
  /** Where there are many texts to render, a thread renders them. Default: false. */
  readonly textThread?: boolean;
  /** For a process that ends with its first build. Default: false. */
  readonly buildsOnce?: boolean;
  /** For tests: the time by which scheduled posts become due. */
  readonly clock?: Clock;
  /** For tests: how long the lock of a site is watched before it counts as dead. */
  readonly lockPatienceMs?: number;
}

/** One open blog: puts the engine's parts together for a window or for the shell. */
export class BlogService {
  readonly blog: BlogFolder;
  readonly events = new BlogEvents();
  readonly journal: Journal;
  readonly builder: SiteBuilder;
  readonly overview: Overview;
  readonly preview: PreviewService;
  readonly posts: PostService;
  readonly lastPost: LastPostNote;
  readonly media: MediaService;
  readonly notices: NoticeService;
  readonly spelling: SpellChecker;
  readonly history: HistoryService;
  readonly replacing: ReplaceService;
  readonly publishing: PublishService;
  readonly targets: TargetService;
  readonly schedule: Schedule;
  readonly #targets: TargetResolver;
  readonly #records: LiveRecords;
  readonly #due: DueTimer;
  readonly #memory: ScheduleMemory;
  readonly #announcements: Announcements;

  private constructor(
    start: EngineStart,
    blog: BlogFolder,
    secrets: Secrets,
    {
      journal = journalOf(start),
      clock = systemClock,
      lockPatienceMs,
      textThread,
      buildsOnce,
    }: BlogServiceOptions,
  ) {
    const { folder, dataFolder, version } = start;
    const inside = (...names: string[]): string => join(folder, ".hitofude", ...names);
    const themesFolder = join(start.resources, "themes");
    const renderer = createSiteRenderer({
      blogFolder: folder,
      blogId: blog.id,
      themesFolder,
      textThread,
      buildsOnce,
    });
    const surroundings = new Surroundings(blog, themesFolder);
    const records = new LiveRecords(inside("cache", "live"), (record) => {
      void this.history.publications.mark(hashesOf(record), Date.now());
      this.#announcements.liveChanged();
    });
    this.blog = blog;
    this.journal = journal;
    this.builder = new SiteBuilder(blog, renderer, clock.now);
    this.preview = new PreviewService(blog, renderer.factory, start.siteOrigin);
    const links = new LinkFollower(blog, renderer.factory, (path) => this.#announcements.fileWritten(path));
    this.posts = new PostService(blog, {
      stateOf: (post) => this.overview.stateOf(post),
      onSaved: () => this.#announcements.postsChanged(),
      onMoved: () => this.#announcements.filesMoved(),
      links,
    });
    this.lastPost = new LastPostNote(join(folder, lastPostFile));
    this.media = new MediaService({
      blog,
      readMedia: () => renderer.factory.readMedia(blog.settings),
      links,
      siteOrigin: start.siteOrigin,
      onSettingsWritten: () => this.#announcements.settingsWritten(),
      onChanged: () => this.#announcements.mediaChanged(),
    });
    this.notices = new NoticeService(blog, this.preview, () => this.#announcements.settingsWritten());
    this.spelling = new SpellChecker(join(dataFolder, "dictionary.txt"));
    this.history = new HistoryService({
      blog,
      articleOf: (post) => this.preview.articleOf(post),
      liveHash: (path) => records.get(blog.settings.defaultTarget)?.posts[path]?.hash,
    });
    this.replacing = new ReplaceService(blog, {
      onWritten: (path) => this.#announcements.fileWritten(path),
      onDone: () => this.#announcements.filesMoved(),
    });
    this.#targets = new TargetResolver({
      practiceFolder: inside("practice-site"),
      blogId: blog.id,
      secrets,
      knownHostsFile: join(dataFolder, "known_hosts"),
    });
    this.overview = new Overview({ blog, records, surroundings, targets: this.#targets, now: clock.now });
    this.#records = records;
    this.#due = new DueTimer(
      () => blog.posts.values(),
      () => this.#announcements.postsDue(),
      clock,
    );
    const questions = new QuestionDesk((id, question) =>
      this.events.emit("publish.question", { id, question }),
    );
    this.publishing = new PublishService({
      questions,
      blog,
      builder: this.builder,
      targets: this.#targets,
      records,
      // What is built is never written into, only replaced: see output-store.ts
      history: new PublishedHistory(inside("published"), (location) => location.startsWith(inside("cache"))),
      surroundings,
      lockPatienceMs,
      events: this.events,
      onPostWritten: (path) => this.#announcements.fileWritten(path),
      version,
    });
    this.targets = new TargetService({
      blog,
      targets: this.#targets,
      questions,
      events: this.events,
      onChange: () => this.#announcements.targetsChanged(),
    });
    this.#memory = new ScheduleMemory(inside("cache", "scheduled.json"));
    this.schedule = new Schedule({
      blog,
      records,
      memory: this.#memory,
      clock,
      publish: (target) =>
        this.publishing.run({ target, review: false, ask: answerForNobody, signal: new Cancellation() }),
      onReport: (report) => this.events.emit("schedule.done", report),
    });
    this.#announcements = new Announcements({
      blog,
      events: this.events,
      overview: this.overview,
      posts: this.posts,
      lastPost: this.lastPost,
      preview: this.preview,
      records,
      surroundings,
      due: this.#due,
      schedule: this.schedule,
    });
    blog.onChange((change) => void this.#announcements.folderChanged(change));
  }

  /** Opens a blog folder, making the sample blog or an empty one there first when asked to. Rejects with `blog.*` errors. */
  static async open(
    start: EngineStart,
    secrets: Secrets,
    { watch = true, ...options }: BlogServiceOptions = {},
  ): Promise<BlogService> {
    if (start.sample && !existsSync(start.folder)) await createSampleBlog(start.resources, start.folder);
    if (start.newBlog && !existsSync(join(start.folder, "blog.yaml"))) {
      await createEmptyBlog(start.folder, start.newBlog.language, start.newBlog.title);
    }
    const blog = await openBlogFolder(start.folder, {
      watch,
      thread: options.textThread ? preparedTextThread() : undefined,
    });
    const service = new BlogService(start, blog, secrets, options);
    await service.#records.load(Object.keys(blog.settings.targets));
    if (watch) {
      await service.#memory.load();
      service.#announcements.watchTime();
      service.#servePracticeSite();
    }
    return service;
  }

  /** Everything that is wrong with the blog. */
  check(): Promise<Problem[]> {
    return this.builder.check();
  }

  /** What a crash left behind and no file has. */
  recoverJournal(): Promise<FoundWords[]> {
    return this.journal.recover(async (path) => {
      if (!this.blog.posts.has(path)) return null;
      const { frontMatter, body } = await this.blog.readDocument(path);
      return { frontMatter, body };
    });
  }

  /** Ends a running publish soundly, and everything that was started here. */
  async close(): Promise<void> {
    this.#due.stop();
    this.schedule.close();
    await this.publishing.close();
    await this.schedule.settled();
    await this.lastPost.close();
    await this.media.close();
    await Promise.all([this.#targets.close(), this.blog.close(), this.spelling.close()]);
  }

  /** The practice site has readers, too: the author looks at it after the program was started again. */
  #servePracticeSite(): void {
    if (!Object.values(this.blog.settings.targets).some((target) => target.kind === "practice")) return;
    void this.#targets.practiceSite().then(
      () => this.#announcements.blogChanged(),
      // The blog can be written all the same; a publish will say what is wrong.
      () => undefined,
    );
  }
}

/** The journal of a blog, which takes words also while the blog is being opened: thousands of posts take their time. */
export function journalOf({ folder, dataFolder }: EngineStart): Journal {
  return openJournal(folder, async () => join(dataFolder, "journal", await blogId(folder)));
}

function hashesOf({ posts }: PublishedRecord): string[] {
  return Object.values(posts).map(({ hash }) => hash);
}
