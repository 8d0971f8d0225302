import { Cancellation } from "#contract/rpc/cancellation.ts";
import type { FoundWords } from "#contract/types/blog-types.ts";
import type { EngineStart } from "#contract/engine-start.ts";
import type { Problem } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import { type BlogFolder, openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { Journal } from "#engine/blog/safety/journal.ts";
import type { Secrets } from "#engine/publish/base/targets.ts";
import { BlogState } from "#engine/state/blog-state.ts";
import { type Trust, trustWithoutAsking } from "#engine/state/trust.ts";
import { cacheFolderOf } from "#engine/state/state-path.ts";
import type { PublishesByHand } from "#engine/state/publishes-by-hand.ts";
import type { SpellChecker } from "#engine/spelling/spell-checker.ts";
import type { Announcements } from "./announcements.ts";
import type { BlogServiceOptions } from "./blog-service-options.ts";
import type { BlogEvents } from "./blog-events.ts";
import type { BulkService } from "./posts/bulk-service.ts";
import type { DueTimer } from "./due-timer.ts";
import type { ExportService } from "./export/export-service.ts";
import type { HistoryService } from "./posts/history-service.ts";
import type { LastPostNote } from "./last-post-note.ts";
import type { LiveRecords } from "./publish/live-records.ts";
import type { MediaService } from "./media/media-service.ts";
import type { CardService } from "./cards/card-service.ts";
import type { MoveInService } from "./move-in/move-in-service.ts";
import { makeBlog } from "./new-blog.ts";
import type { Overview } from "./overview.ts";
import type { PostService } from "./posts/post-service.ts";
import type { PreviewService } from "./preview/preview-service.ts";
import type { PublishService } from "./publish/publish-service.ts";
import type { QuestionDesk } from "./question-desk.ts";
import type { ReplaceService } from "./posts/replace-service.ts";
import type { Schedule } from "./publish/schedule.ts";
import type { ScheduleMemory } from "./publish/schedule-memory.ts";
import type { SiteBuilder } from "./site/site-builder.ts";
import type { SettingsService } from "./site/settings-service.ts";
import type { TermService } from "./posts/term-service.ts";
import type { TargetResolver } from "./publish/target-resolver.ts";
import type { TargetService } from "./publish/target-service.ts";
import { type BlogParts, composeBlog } from "./compose-blog.ts";

/** One open blog, with all services that a window or the command line uses. */
export class BlogService {
  readonly blog: BlogFolder;
  readonly events: BlogEvents;
  readonly journal: Journal;
  readonly builder: SiteBuilder;
  readonly overview: Overview;
  readonly preview: PreviewService;
  readonly exporting: ExportService;
  readonly posts: PostService;
  readonly lastPost: LastPostNote;
  readonly media: MediaService;
  readonly settings: SettingsService;
  readonly spelling: SpellChecker;
  readonly history: HistoryService;
  readonly replacing: ReplaceService;
  readonly moveIn: MoveInService;
  readonly cards: () => Promise<CardService>;
  readonly bulk: BulkService;
  readonly terms: TermService;
  readonly publishing: PublishService;
  readonly targets: TargetService;
  readonly schedule: Schedule;
  readonly trust: Trust;
  readonly #byHand: PublishesByHand;
  readonly #questions: QuestionDesk;
  readonly #resolver: TargetResolver;
  readonly #records: LiveRecords;
  readonly #due: DueTimer;
  readonly #memory: ScheduleMemory;
  readonly #announcements: Announcements;

  private constructor({ blog, announcements, site, writing, publishing }: BlogParts) {
    this.blog = blog;
    this.events = site.events;
    this.builder = site.builder;
    this.overview = site.overview;
    this.preview = site.preview;
    this.exporting = site.exporting;
    this.history = site.history;
    this.journal = writing.journal;
    this.posts = writing.posts;
    this.lastPost = writing.lastPost;
    this.media = writing.media;
    this.settings = writing.settings;
    this.spelling = writing.spelling;
    this.replacing = writing.replacing;
    this.moveIn = writing.moveIn;
    this.cards = writing.cards;
    this.bulk = writing.bulk;
    this.terms = writing.terms;
    this.publishing = publishing.publishing;
    this.targets = publishing.targets;
    this.schedule = publishing.schedule;
    this.trust = publishing.trust;
    this.#byHand = publishing.byHand;
    this.#questions = publishing.questions;
    this.#resolver = site.resolver;
    this.#records = site.records;
    this.#due = publishing.due;
    this.#memory = publishing.memory;
    this.#announcements = announcements;
  }

  /** Opens a blog folder. Makes the blog first if `start` requests it. Rejects with `blog.*` errors. */
  static async open(
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
    const service = new BlogService(composeBlog({ start, blog, state, secrets, options }));
    await service.publishing.followRenames();
    await service.#records.load(Object.keys(blog.settings.targets));
    await service.journal.findPlaces();
    if (isFormer) await service.#byHand.noteFormer(service.#records);
    if (start.movedFrom !== undefined) await service.trust.takeMoveFrom(start.movedFrom);
    if (watch) {
      service.#records.follow();
      await service.#memory.load();
      service.#announcements.watchTime();
    }
    return service;
  }

  check(...how: Parameters<SiteBuilder["check"]>): Promise<Problem[]> {
    return this.builder.check(...how);
  }

  /** Returns texts that a crash left unsaved: journal entries that differ from the posts' files. */
  recoverJournal(): Promise<FoundWords[]> {
    return this.journal.recover(async (path) => {
      if (!this.blog.posts.has(path)) return null;
      const { frontMatter, body } = await this.blog.documents.read(path);
      return { frontMatter, body };
    });
  }

  /** Closes the blog. Cancels a running publish, which leaves the site in a consistent state. */
  async close(): Promise<void> {
    this.#due.stop();
    await this.#records.close();
    this.schedule.close();
    await this.publishing.close();
    await this.schedule.settled();
    await this.lastPost.close();
    await this.media.close();
    await Promise.all([this.#resolver.close(), this.blog.close(), this.spelling.close()]);
  }

  /** Asks about trust if necessary. Then returns the public address of the default target. */
  async siteAddress(signal: CancelSignal): Promise<string> {
    await this.trust.require((question) => this.#questions.ask(question, signal));
    const { url } = await this.#resolver.resolve(this.blog.settings);
    this.#announcements.blogChanged();
    return url;
  }

  /** If this blog was in another folder before, asks the author whether the folder was moved. */
  askWhetherMoved(): Promise<void> {
    return this.trust.askWhetherMoved((question) => this.#questions.ask(question, new Cancellation()));
  }
}
