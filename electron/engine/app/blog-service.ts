import { join } from "node:path";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import type { FoundWords } from "#contract/types/blog-types.ts";
import type { EngineStart } from "#contract/engine-start.ts";
import type { Problem } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import { type BlogFolder, openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { Journal } from "#engine/blog/safety/journal.ts";
import { PublishedHistory } from "#engine/publish/history/published-history.ts";
import { hashesOf } from "#engine/publish/state/published-record.ts";
import type { Secrets } from "#engine/publish/base/targets.ts";
import { createSiteRenderer } from "#engine/site/output/build-site.ts";
import { BlogState } from "#engine/state/blog-state.ts";
import { Trust, trustWithoutAsking } from "#engine/state/trust.ts";
import { HostTraits } from "#engine/state/host-traits.ts";
import { cacheFolderOf } from "#engine/state/state-path.ts";
import { PublishesByHand } from "#engine/state/publishes-by-hand.ts";
import { SpellChecker } from "#engine/spelling/spell-checker.ts";
import { Announcements } from "./announcements.ts";
import { journalOf } from "./blog-journal.ts";
import type { BlogServiceOptions } from "./blog-service-options.ts";
import { BlogEvents } from "./blog-events.ts";
import { BulkService } from "./posts/bulk-service.ts";
import { DueTimer, systemClock } from "./due-timer.ts";
import { ExportService } from "./export/export-service.ts";
import { HistoryService } from "./posts/history-service.ts";
import { LastPostNote } from "./last-post-note.ts";
import { LinkFollower } from "./posts/link-follower.ts";
import { LiveRecords } from "./publish/live-records.ts";
import { MediaService } from "./media/media-service.ts";
import type { CardService } from "./cards/card-service.ts";
import { MoveInService } from "./move-in/move-in-service.ts";
import { makeBlog } from "./new-blog.ts";
import { Overview } from "./overview.ts";
import { PostService } from "./posts/post-service.ts";
import { PreviewService } from "./preview/preview-service.ts";
import { PublishService } from "./publish/publish-service.ts";
import { QuestionDesk } from "./question-desk.ts";
import { ReplaceService } from "./posts/replace-service.ts";
import { Schedule } from "./publish/schedule.ts";
import { ScheduleMemory } from "./publish/schedule-memory.ts";
import { SiteBuilder } from "./site/site-builder.ts";
import { SectionService } from "./site/section-service.ts";
import { SettingsService } from "./site/settings-service.ts";
import { SiteFingerprint } from "./site/site-fingerprint.ts";
import { TermService } from "./posts/term-service.ts";
import { type TargetHost, TargetResolver } from "./publish/target-resolver.ts";
import { TargetService } from "./publish/target-service.ts";
import { answerForNobody } from "./publish/unattended.ts";

/** One open blog. Makes the parts of the engine and connects them, for a window or for the command line. */
export class BlogService {
  readonly blog: BlogFolder;
  readonly events = new BlogEvents();
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
  readonly #targets: TargetResolver;
  readonly #records: LiveRecords;
  readonly #due: DueTimer;
  readonly #memory: ScheduleMemory;
  readonly #announcements: Announcements;

  private constructor(
    start: EngineStart,
    blog: BlogFolder,
    state: BlogState,
    secrets: Secrets,
    options: BlogServiceOptions,
  ) {
    const { journal = journalOf(start), clock = systemClock, lockPatienceMs, speedups } = options;
    const [{ folder, dataFolder, version }, { events }] = [start, this];
    const [cacheFolder, themesFolder] = [state.inside("cache"), join(start.resources, "themes")];
    const renderer = createSiteRenderer({
      blogFolder: folder,
      blogId: blog.id,
      cacheFolder,
      themesFolder,
      textRenderer: speedups?.textRenderer,
      buildsOnce: options.buildsOnce,
    });
    const records = new LiveRecords(state.inside("live"), {
      onChange: (record) => {
        if (record) void this.history.publications.mark(hashesOf(record), Date.now());
        this.#announcements.liveChanged();
      },
      // Another process that changed a record may also have recorded that the folder is trusted.
      beforeOthers: () => state.read(),
    });
    const hostOf = (target: string): TargetHost => this.#targets.hostOf(blog.settings, target);
    const fingerprint = new SiteFingerprint(blog, { themesFolder, now: clock.now, records, hostOf });
    this.blog = blog;
    this.journal = journal;
    this.builder = new SiteBuilder({ blog, renderer, cacheFolder, now: clock.now, records });
    this.preview = new PreviewService(blog, renderer.factory, start.siteOrigin);
    this.exporting = new ExportService(blog, renderer.factory, start.siteOrigin, { state, events });
    const onWritten = (path: string): Promise<void> => this.#announcements.fileWritten(path);
    const onSettingsWritten = (): Promise<void> => this.#announcements.settingsWritten();
    const onDone = (): void => this.#announcements.filesMoved();
    const links = new LinkFollower(blog, renderer.factory, { onWritten, onSettingsWritten });
    this.posts = new PostService(blog, {
      publicationStateOf: (post) => this.overview.publicationStateOf(post),
      onSaved: () => this.#announcements.postsChanged(),
      onMoved: () => this.#announcements.filesMoved(),
      links,
      now: clock.now,
    });
    this.lastPost = new LastPostNote(start.lastPostFile);
    this.media = new MediaService({
      blog,
      readMedia: () => renderer.factory.readMedia(blog.settings),
      links,
      siteOrigin: start.siteOrigin,
      onChanged: () => this.#announcements.mediaChanged(),
    });
    this.spelling = new SpellChecker(join(dataFolder, "dictionary.txt"));
    this.history = new HistoryService({
      blog,
      articleOf: (post) => this.preview.articleOf(post),
      liveHash: (path) => records.get(blog.settings.defaultTarget)?.posts[path]?.hash,
    });
    this.bulk = new BulkService(blog, {
      events,
      links,
      onDone: () => this.#announcements.postsEdited(),
      onMoved: (move) => this.#announcements.fileMoved(move),
      onSettingsWritten,
    });
    const parts = { blog, bulk: this.bulk, records, onWritten, onSettingsWritten, now: clock.now };
    this.terms = new TermService(parts);
    const sections = new SectionService(parts);
    this.settings = new SettingsService(blog, this.preview, sections, themesFolder, onSettingsWritten);
    this.replacing = new ReplaceService(blog, { onWritten, onDone });
    this.cards = async () => {
      const cards = await import("./cards/card-service.ts");
      return new cards.CardService({ posts: this.posts, proxyOf: options.proxyOf });
    };
    this.moveIn = new MoveInService(blog, state, {
      exports: options.exports,
      proxyOf: options.proxyOf,
      onProgress: (progress) => this.events.emit("import.progress", progress),
      onWritten,
      onDone,
      now: clock.now,
    });
    this.#targets = new TargetResolver({
      practiceFolder: state.inside("practice-site"),
      blogId: blog.id,
      hosts: new HostTraits(state),
      secrets,
      knownHostsFile: join(dataFolder, "known_hosts"),
      hostKeys: options.hostKeys,
      web: options.web,
    });
    this.overview = new Overview({ blog, records, fingerprint, targets: this.#targets, now: clock.now });
    this.#records = records;
    const onDue = (): void => this.#announcements.postsDue();
    this.#due = new DueTimer(() => blog.posts.values(), onDue, clock);
    this.#byHand = new PublishesByHand(state, () => blog.settings);
    this.trust = new Trust({
      folder,
      root: start.stateRoot,
      state,
      settings: () => blog.settings,
      onMoved: () => this.#readStateAgain(),
      onRecordsTaken: async () => {
        await this.#readStateAgain();
        await this.#byHand.noteFormer(records);
      },
    });
    this.#questions = new QuestionDesk((id, question) => events.emit("publish.question", { id, question }));
    this.publishing = new PublishService({
      trust: this.trust,
      backups: this.exporting.backups,
      onPublishedByHand: (target) => this.#byHand.note(target),
      questions: this.#questions,
      blog,
      builder: this.builder,
      targets: this.#targets,
      records,
      // Files in the cache folder can be hard-linked safely, because builds replace and never modify them.
      history: new PublishedHistory(state.inside("published"), (path) => path.startsWith(cacheFolder)),
      fingerprint,
      lockPatienceMs,
      events: this.events,
      onPostWritten: (path) => this.#announcements.fileWritten(path),
      version,
    });
    this.targets = new TargetService({
      trust: this.trust,
      blog,
      targets: this.#targets,
      questions: this.#questions,
      events: this.events,
      onChange: () => this.#announcements.targetsChanged(),
    });
    this.#memory = new ScheduleMemory(state.inside("scheduled.json"));
    this.schedule = new Schedule({
      blog,
      records,
      memory: this.#memory,
      clock,
      isPublishedByHand: (name) => this.#byHand.has(name),
      publish: (target) =>
        this.publishing.run({ target, review: false, ask: answerForNobody, signal: new Cancellation() }),
      onReport: (report) => events.emit("schedule.done", report),
    });
    this.#announcements = new Announcements({ ...this, records, fingerprint, due: this.#due });
    blog.onChange((change) => void this.#announcements.folderChanged(change));
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
    const service = new BlogService(start, blog, state, secrets, options);
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
      const { frontMatter, body } = await this.blog.readDocument(path);
      return { frontMatter, body };
    });
  }

  /** Closes the blog. Cancels a running publish. The site stays consistent. */
  async close(): Promise<void> {
    this.#due.stop();
    await this.#records.close();
    this.schedule.close();
    await this.publishing.close();
    await this.schedule.settled();
    await this.lastPost.close();
    await this.media.close();
    await Promise.all([this.#targets.close(), this.blog.close(), this.spelling.close()]);
  }

  /** Asks about trust if necessary. Then returns the public address of the default target. */
  async siteAddress(signal: CancelSignal): Promise<string> {
    await this.trust.require((question) => this.#questions.ask(question, signal));
    const { url } = await this.#targets.resolve(this.blog.settings);
    this.#announcements.blogChanged();
    return url;
  }

  /** If this blog was in another folder before, asks the author whether the folder was moved. */
  askWhetherMoved(): Promise<void> {
    return this.trust.askWhetherMoved((question) => this.#questions.ask(question, new Cancellation()));
  }

  async #readStateAgain(): Promise<void> {
    await this.#records.reload();
    await this.#memory.load();
    this.#announcements.liveChanged();
  }
}
