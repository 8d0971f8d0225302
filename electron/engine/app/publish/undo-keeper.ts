import type { PublishedState } from "#contract/types/publish-types.ts";
import { AppError } from "#contract/errors.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { LastHere } from "#engine/publish/plan/elsewhere.ts";
import type { PublishedHistory } from "#engine/publish/history/published-history.ts";
import type { StateDraft } from "#engine/publish/history/state-record.ts";
import type { RunOutcome } from "#engine/publish/run/run-outcome.ts";
import type { PublishedRecord } from "#engine/publish/state/published-record.ts";
import { isProtected } from "#engine/site/entries/protected-sections.ts";
import { isSharedDraftFile, isSharedDraftPage } from "#engine/site/entries/shared-drafts.ts";
import type { LiveRecords } from "./live-records.ts";
import type { ResolvedTarget } from "./target-resolver.ts";
import type { SiteToPublish } from "./publish-once.ts";
import type { Source } from "./publish-requests.ts";
import { readFile } from "node:fs/promises";
import { mentionedFiles } from "#engine/blog/media/media-mentions.ts";
import { stemOf } from "#engine/publish/plan/replaced-files.ts";
import { isPasswordFile } from "#engine/publish/plan/server-rules.ts";
import { passwordLine } from "#engine/site/pages/plan-passwords.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";

interface UndoKeeperParts {
  readonly blog: BlogFolder;
  readonly history: PublishedHistory;
  readonly records: LiveRecords;
}

/** What is stored about one publish, except its files. */
interface PublishInHand {
  readonly target: string;
  readonly url: string;
  readonly fingerprint: string | undefined;
  readonly made: PublishedRecord["made"];
  /** Time of the earlier publish that this publish restores, or null. */
  readonly backTo: string | null;
}

/** Stores each published site for undo. If the disk is full, the publish continues. */
export class UndoKeeper {
  readonly #parts: UndoKeeperParts;
  readonly #publish: PublishInHand;
  readonly #titles: StateDraft["titles"];
  #draft: StateDraft | undefined;
  #failed = false;

  constructor(
    parts: UndoKeeperParts,
    {
      target,
      fingerprint,
      backTo,
      made,
      titles = {},
    }: Pick<Source, "target" | "fingerprint" | "backTo" | "made" | "titles">,
  ) {
    this.#parts = parts;
    this.#titles = titles;
    this.#publish = { target: target.name, url: target.url, fingerprint, backTo, made };
  }

  /** Stores the files of the site. Call this after all files are sent and before the site is live. */
  async prepare({ files, posts }: SiteToPublish): Promise<void> {
    const { blog, history } = this.#parts;
    const { target, url, backTo, fingerprint, made } = this.#publish;
    // An undo can restore deleted posts, whose titles are only in the record of the earlier publish.
    const titleOf = (path: string): string => titleNow(blog, path) ?? this.#titles[path] ?? path;
    const titles = Object.keys(posts).map((path) => [path, titleOf(path)]);
    this.#draft = {
      format: 1,
      target,
      url,
      backTo,
      posts: { ...posts },
      titles: Object.fromEntries(titles),
      ...(fingerprint === undefined ? {} : { fingerprint }),
      ...(made === undefined ? {} : { made }),
      files: Object.fromEntries(
        files.map(({ path, sha256, size, group, post }) => [
          path,
          { sha256, size, group, ...(post === undefined ? {} : { post }) },
        ]),
      ),
    };
    await this.#trying(history.prepare(this.#draft, files));
  }

  /** Records that the site is live. Resolves with false if the site could not be stored. */
  async record({ manifest, before, puts, left, kept, finished }: RunOutcome): Promise<boolean> {
    if (!this.#draft) {
      // If this publish sent nothing, it may have completed an interrupted publish, which is then recorded.
      await this.#trying(
        this.#parts.history.recordFinished(this.#publish.target, manifest, finished?.postsBefore),
      );
      return !this.#failed;
    }
    const pathsOf = (change: "new" | "changed"): string[] =>
      puts.filter((put) => put.change === change).map(({ file }) => file.path);
    const touched = { new: pathsOf("new"), changed: pathsOf("changed"), removed: left };
    if (!this.#failed) {
      const ended = { manifest, before, postsBefore: finished?.postsBefore, touched, kept };
      await this.#trying(this.#parts.history.record(this.#draft, ended));
    }
    return !this.#failed;
  }

  async #trying(work: Promise<void>): Promise<void> {
    await work.catch(() => {
      this.#failed = true;
    });
  }
}

/** Returns the title of a post, or its first words. Returns undefined if it has neither, or is deleted. */
function titleNow({ posts }: Pick<BlogFolder, "posts">, path: string): string | undefined {
  const post = posts.get(path);
  return post?.title.trim() || post?.firstWords || undefined;
}

/** Returns the posts that this computer last published to a target, and the files if they are stored. */
export async function lastPublishedHere(
  { history, records }: Pick<UndoKeeperParts, "history" | "records">,
  target: string,
): Promise<LastHere> {
  const [newest, begun] = await Promise.all([history.newest(target), history.begun(target)]);
  const record = records.get(target);
  const { generation, at } = record ?? newest ?? {};
  const last = { generation, at, begun, earlier: () => history.earlierFiles(target) };
  if (!newest || (record && record.at !== newest.at)) {
    return { ...last, posts: record?.posts ?? {}, files: null };
  }
  const files = Object.entries(newest.files).map(([path, { sha256 }]) => [path, sha256]);
  return { ...last, posts: record?.posts ?? newest.posts, files: Object.fromEntries(files) };
}

/**
 * Calls `work` with the number of the publish that an undo restores. `wanted` is the author's choice.
 * By default, an undo restores the newest state that differs from the live site, so a second undo is a redo.
 * If another computer has published once since this computer's last publish, restores this computer's last
 * publish, unless `states` lacks it.
 * `expects` is the option of the same name in `PublishOptions`.
 */
export async function forStateToRestore<T>(
  states: readonly PublishedState[],
  wanted: number | undefined,
  work: (number: number, expects: "last" | "newer" | undefined) => Promise<T>,
): Promise<T> {
  if (wanted !== undefined && !states.some(({ number }) => number === wanted)) {
    throw new AppError("undo.gone", { number: wanted });
  }
  if (wanted !== undefined) return work(wanted, undefined);
  const before = states.find(({ isLive, isSame }) => !isLive && !isSame);
  const [newest] = states;
  if (!newest) throw new AppError("undo.none");
  try {
    // With a single state, only a publish from another computer can be undone.
    return await work((before ?? newest).number, before ? "last" : "newer");
  } catch (error) {
    const isOneAfter =
      error instanceof AppError && error.code === "undo.elsewhere" && error.values.count === 1;
    if (!isOneAfter || !newest.isLive) throw error;
    return work(newest.number, undefined);
  }
}

/**
 * Returns the files of an earlier publish, so that they can be published again.
 * Password files get the current passwords.
 * `live` are the drafts that are at secret addresses now.
 * Rejects with `undo.open` if the undo would publish a section without its current password.
 */
export async function filesToRestore(
  state: Pick<SiteToPublish, "files" | "posts">,
  live: SiteToPublish["shared"],
  { blog, history }: Pick<UndoKeeperParts, "blog" | "history">,
  { protection }: Pick<ResolvedTarget, "protection">,
): Promise<Pick<SiteToPublish, "files" | "shared">> {
  // The protection `open` means that only the author can reach the site, as with the practice site.
  if (protection !== "open") expectProtected(state, blog);
  const { files, shared } = await withoutEndedShares(state.files, live);
  const restored = files.map((file) => {
    const password = isPasswordFile(file.path) ? presentPassword(file.path, state, blog) : undefined;
    return password ? history.withText(file, passwordLine(password)) : file;
  });
  return { files: await Promise.all(restored), shared };
}

/**
 * Rejects with `undo.open` if posts of an earlier publish were open to everyone and need a password now.
 * The post lists, feeds and search of the earlier publish would also show the protected posts.
 */
function expectProtected(
  { files, posts }: Pick<SiteToPublish, "files" | "posts">,
  blog: Pick<BlogFolder, "posts" | "settings">,
): void {
  const { settings } = blog;
  const closed = files.flatMap(({ path }) => (isPasswordFile(path) ? folderOf(path) : []));
  const open = Object.entries(posts).flatMap(([path, { address }]) => {
    const section = sectionOf(path, blog);
    const isClosed = closed.some((folder) => address.startsWith(folder));
    return isProtected(settings, section) && !isClosed ? [section] : [];
  });
  if (open.length === 0) return;
  const titles = [...new Set(open)].map((section) => settings.sections[section]?.title ?? section);
  throw new AppError("undo.open", { sections: titles.join(", ") });
}

/**
 * Returns the present password for the section that had the password file `path` in an earlier publish.
 * If the folder of the section has changed, finds the section by its posts.
 */
function presentPassword(
  path: string,
  { posts }: Pick<SiteToPublish, "posts">,
  blog: Pick<BlogFolder, "posts" | "settings">,
): SectionPassword | undefined {
  const sections = Object.entries(blog.settings.sections);
  const folder = folderOf(path);
  const here = sections.find(([, section]) => `${section.path?.normalize("NFC")}/` === folder)?.[1];
  if (here?.password) return here.password;
  const [post] = Object.entries(posts).find(([, { address }]) => address.startsWith(folder)) ?? [];
  return post === undefined ? undefined : blog.settings.sections[sectionOf(post, blog)]?.password;
}

type SectionPassword = BlogFolder["settings"]["sections"][string]["password"];

/** Returns the folder of a site path, with a slash at its end. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** Returns the section of a post, even of a deleted post. `path` is the path of the post in the blog. */
function sectionOf(path: string, { posts }: Pick<BlogFolder, "posts">): string {
  return posts.get(path)?.section ?? /^posts\/([^/]+)\//.exec(path)?.[1] ?? "";
}

/**
 * Returns the files of an earlier publish, without drafts that are no longer shared.
 * Also leaves out media that appear only in drafts that are no longer shared.
 * `live` are the drafts that are at secret addresses now.
 * In the result, `shared` contains the drafts whose pages are among the returned files.
 */
async function withoutEndedShares(
  files: SiteToPublish["files"],
  live: NonNullable<SiteToPublish["shared"]> = {},
): Promise<Pick<SiteToPublish, "files" | "shared">> {
  const open = new Set(Object.values(live).map(({ address }) => address));
  const isEnded = (file: OutputFile): boolean =>
    isSharedDraftFile(file) && !open.has(file.path) && (open.size === 0 || isSharedDraftPage(file.path));
  const media = await mediaOnlyIn(files, isEnded);
  const kept = files.filter((file) => !isEnded(file) && !media.has(file.path));
  const paths = new Set(kept.map(({ path }) => path));
  const shared = Object.fromEntries(Object.entries(live).filter(([, { address }]) => paths.has(address)));
  return { files: kept, shared };
}

/** Returns the paths of the media that appear only on pages selected by `isEnded`. */
async function mediaOnlyIn(
  files: readonly OutputFile[],
  isEnded: (file: OutputFile) => boolean,
): Promise<ReadonlySet<string>> {
  const media = new Map(
    files.filter(({ path }) => path.startsWith("media/")).map(({ path }) => [path, null]),
  );
  // A page may show any of the smaller copies of a picture, so each copy counts as the picture itself.
  const shownIn = async (pages: readonly OutputFile[]): Promise<ReadonlySet<string>> => {
    const shown = new Set<string>();
    for (const { location } of pages)
      for (const path of mentionedFiles(await readFile(location, "utf8"), media)) shown.add(stemOf(path));
    return shown;
  };
  const found = media.size === 0 ? new Set<string>() : await shownIn(files.filter(isEnded));
  if (found.size === 0) return found;
  const isText = (path: string): boolean => /\.(?:html|css)$/.test(path);
  const others = await shownIn(files.filter((file) => isText(file.path) && !isEnded(file)));
  return new Set([...media.keys()].filter((path) => found.has(stemOf(path)) && !others.has(stemOf(path))));
}

/** Returns the record of the live site after a publish. `before` is the record of the previous publish. */
export function recordOf(
  {
    generation,
    at,
    posts,
    shared = {},
  }: Pick<SiteToPublish, "shared"> & Pick<PublishedRecord, "generation" | "at" | "posts">,
  fingerprint: string | undefined,
  before: PublishedRecord | null,
): PublishedRecord {
  const [latest = at] = [at, before?.latest ?? before?.at ?? at].sort().reverse();
  return {
    generation,
    at,
    latest,
    posts,
    ...(Object.keys(shared).length === 0 ? {} : { shared: { ...shared } }),
    ...(fingerprint === undefined ? {} : { fingerprint }),
  };
}
