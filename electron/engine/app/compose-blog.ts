import { join } from "node:path";
import type { EngineStart } from "#contract/engine-start.ts";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { Secrets } from "#engine/publish/base/targets.ts";
import { PublishedHistory } from "#engine/publish/history/published-history.ts";
import { SpareConnection } from "#engine/publish/run/spare-connection.ts";
import { hashesOf } from "#engine/publish/state/published-record.ts";
import { createSiteRenderer } from "#engine/site/output/build-site.ts";
import { SpellChecker } from "#engine/spelling/spell-checker.ts";
import type { BlogState } from "#engine/state/blog-state.ts";
import { HostTraits } from "#engine/state/host-traits.ts";
import { PublishesByHand } from "#engine/state/publishes-by-hand.ts";
import { Trust } from "#engine/state/trust.ts";
import { Announcements } from "./announcements.ts";
import { BlogEvents } from "./blog-events.ts";
import { journalOf } from "./blog-journal.ts";
import type { BlogServiceOptions } from "./blog-service-options.ts";
import type { CardService } from "./cards/card-service.ts";
import { type Clock, DueTimer, systemClock } from "./due-timer.ts";
import { ExportService } from "./export/export-service.ts";
import { LastPostNote } from "./last-post-note.ts";
import { MediaService } from "./media/media-service.ts";
import { MoveInService } from "./move-in/move-in-service.ts";
import { Overview } from "./overview.ts";
import { BulkService } from "./posts/bulk-service.ts";
import { HistoryService } from "./posts/history-service.ts";
import { LinkFollower } from "./posts/link-follower.ts";
import { PostService } from "./posts/post-service.ts";
import { ReplaceService } from "./posts/replace-service.ts";
import { TermService } from "./posts/term-service.ts";
import { PreviewService } from "./preview/preview-service.ts";
import { LiveRecords } from "./publish/live-records.ts";
import { PublishService } from "./publish/publish-service.ts";
import { RenamedTargets } from "./publish/renamed-targets.ts";
import { Schedule } from "./publish/schedule.ts";
import { ScheduleMemory } from "./publish/schedule-memory.ts";
import { ScheduleOutcomes } from "./publish/schedule-outcomes.ts";
import { TargetResolver } from "./publish/target-resolver.ts";
import { TargetService } from "./publish/target-service.ts";
import { answerForNobody } from "./publish/unattended.ts";
import { QuestionDesk } from "./question-desk.ts";
import { SectionService } from "./site/section-service.ts";
import { SettingsService } from "./site/settings-service.ts";
import { SiteBuilder } from "./site/site-builder.ts";
import { SiteFingerprint } from "./site/site-fingerprint.ts";

/** What `composeBlog` needs to make the services of an open blog. */
export interface BlogSources {
  readonly start: EngineStart;
  readonly blog: BlogFolder;
  readonly state: BlogState;
  readonly secrets: Secrets;
  readonly options: Omit<BlogServiceOptions, "watch">;
}

export type BlogParts = ReturnType<typeof composeBlog>;

/** Makes the services of an open blog and connects them. Reads no files. */
export function composeBlog(sources: BlogSources) {
  const { blog, options } = sources;
  const { clock = systemClock } = options;
  const site = composeSite(sources, () => announcements, clock.now);
  const writing = composeWriting(sources, site, () => announcements, clock.now);
  const publishing = composePublishing(sources, site, () => announcements, clock);
  const parts = { blog, ...site, ...writing, ...publishing };
  const announcements: Announcements = new Announcements(parts);
  blog.onChange((change) => void announcements.folderChanged(change));
  return { ...parts, announcements };
}

type SiteParts = ReturnType<typeof composeSite>;

/** Makes the services for the site: preview, build, export, and comparison with the live sites. */
function composeSite(
  { start, blog, state, secrets, options }: BlogSources,
  announcements: () => Announcements,
  now: () => number,
) {
  const { siteOrigin } = start;
  const events = new BlogEvents();
  const cacheFolder = state.inside("cache");
  const themesFolder = join(start.resources, "themes");
  const renderer = createSiteRenderer({
    blogFolder: start.folder,
    blogId: blog.id,
    cacheFolder,
    themesFolder,
    textRenderer: options.speedups?.textRenderer,
    buildsOnce: options.buildsOnce,
  });
  const records = new LiveRecords(state.inside("live"), {
    onChange: (record) => {
      if (record) void history.publications.mark(hashesOf(record), Date.now());
      announcements().liveChanged();
    },
    // Reads the state again, because another process may have recorded that the author trusts the folder.
    beforeOthers: () => state.read(),
  });
  const resolver = new TargetResolver({
    practiceFolder: state.inside("practice-site"),
    blogId: blog.id,
    hosts: new HostTraits(state),
    secrets,
    knownHostsFile: join(start.dataFolder, "known_hosts"),
    hostKeys: options.hostKeys,
    web: options.web,
  });
  const fingerprint = new SiteFingerprint(blog, {
    themesFolder,
    now,
    records,
    hostOf: (target) => resolver.hostOf(blog.settings, target),
  });
  const preview = new PreviewService(blog, renderer.factory, siteOrigin);
  const history = new HistoryService({
    blog,
    articleOf: (post) => preview.articleOf(post),
    liveHash: (path) => records.get(blog.settings.defaultTarget)?.posts[path]?.hash,
  });
  return {
    events,
    factory: renderer.factory,
    cacheFolder,
    themesFolder,
    records,
    resolver,
    fingerprint,
    preview,
    history,
    builder: new SiteBuilder({ blog, renderer, cacheFolder, now, records }),
    exporting: new ExportService(blog, renderer.factory, siteOrigin, { state, events }),
    overview: new Overview({ blog, records, fingerprint, targets: resolver, now }),
  };
}

/** Makes the services that change posts, media and settings. */
function composeWriting(
  { start, blog, state, options }: BlogSources,
  { events, factory, overview, preview, records, themesFolder }: SiteParts,
  announcements: () => Announcements,
  now: () => number,
) {
  const onWritten = (path: string): Promise<void> => announcements().fileWritten(path);
  const onSettingsWritten = (): Promise<void> => announcements().settingsWritten();
  const onDone = (): void => announcements().filesMoved();
  const links = new LinkFollower(blog, factory, { onWritten, onSettingsWritten });
  const posts = new PostService(blog, {
    publicationStateOf: (post) => overview.publicationStateOf(post),
    onSaved: () => announcements().postsChanged(),
    onMoved: onDone,
    links,
    now,
  });
  const bulk = new BulkService(blog, {
    events,
    links,
    onDone: () => announcements().postsEdited(),
    onMoved: (move) => announcements().fileMoved(move),
    onSettingsWritten,
  });
  const edits = { blog, bulk, records, onWritten, onSettingsWritten, now };
  const sections = new SectionService(edits);
  return {
    posts,
    bulk,
    journal: options.journal ?? journalOf(start),
    lastPost: new LastPostNote(start.lastPostFile),
    spelling: new SpellChecker(join(start.dataFolder, "dictionary.txt")),
    terms: new TermService(edits),
    settings: new SettingsService({ blog, preview, sections, themesFolder, onWritten: onSettingsWritten }),
    replacing: new ReplaceService(blog, { onWritten, onDone }),
    media: new MediaService({
      blog,
      readMedia: () => factory.readMedia(blog.settings),
      links,
      siteOrigin: start.siteOrigin,
      onChanged: () => announcements().mediaChanged(),
    }),
    cards: async (): Promise<CardService> => {
      const cards = await import("./cards/card-service.ts");
      return new cards.CardService({ posts, proxyOf: options.proxyOf });
    },
    moveIn: new MoveInService(blog, state, {
      exports: options.exports,
      proxyOf: options.proxyOf,
      onProgress: (progress) => events.emit("import.progress", progress),
      onWritten,
      onDone,
      now,
    }),
  };
}

/** Makes the services that publish the site, at the author's request and on schedule. */
function composePublishing(
  { start, blog, state, options }: BlogSources,
  { events, records, resolver, fingerprint, builder, exporting, cacheFolder }: SiteParts,
  announcements: () => Announcements,
  clock: Clock,
) {
  const questions = new QuestionDesk((id, question) => events.emit("publish.question", { id, question }));
  const byHand = new PublishesByHand(state, () => blog.settings);
  const memory = new ScheduleMemory(state.inside("scheduled.json"));
  const outcomes = new ScheduleOutcomes(state.inside("schedule-outcomes.json"));
  const readStateAgain = async (): Promise<void> => {
    await publishing.followRenames();
    await records.reload();
    await memory.load();
    announcements().liveChanged();
  };
  const trust = new Trust({
    folder: start.folder,
    root: start.stateRoot,
    state,
    settings: () => blog.settings,
    onMoved: readStateAgain,
    onRecordsTaken: async () => {
      await readStateAgain();
      await byHand.noteFormer(records);
    },
  });
  const publishing = new PublishService({
    trust,
    backups: exporting.backups,
    onPublishedByHand: (target) => byHand.note(target),
    questions,
    blog,
    builder,
    targets: resolver,
    records,
    renames: new RenamedTargets({ blog, records, inside: (...names) => state.inside(...names) }),
    // Builds replace files in the cache folder and never modify them, so hard links to these files are safe.
    history: new PublishedHistory(state.inside("published"), (path) => path.startsWith(cacheFolder)),
    fingerprint,
    spare: new SpareConnection(),
    lockTimeoutMs: options.lockTimeoutMs,
    events,
    onPostWritten: (path) => announcements().fileWritten(path),
    version: start.version,
  });
  return {
    trust,
    byHand,
    questions,
    memory,
    outcomes,
    publishing,
    due: new DueTimer(
      () => blog.posts.values(),
      () => announcements().postsDue(),
      clock,
    ),
    targets: new TargetService({
      trust,
      blog,
      targets: resolver,
      questions,
      events,
      onChange: () => announcements().targetsChanged(),
    }),
    schedule: new Schedule({
      blog,
      records,
      memory,
      outcomes,
      clock,
      isPublishedByHand: (name) => byHand.has(name),
      publish: (target) =>
        publishing.run({ target, review: false, ask: answerForNobody, signal: new Cancellation() }),
      onReport: (report) => events.emit("schedule.done", report),
      onRevised: () => events.emit("schedule.revised", [...outcomes.unread]),
    }),
  };
}
