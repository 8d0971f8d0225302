import type { OutputFile, PublishedPost } from "#engine/site/output/site-output.ts";
import { isSharedDraftPage } from "#engine/site/entries/shared-drafts.ts";
import type { Manifest } from "../state/manifest.ts";
import { partOf } from "./replaced-files.ts";

/** Maps the path of each file to the versions of the file that this computer published before. */
export type EarlierFiles = ReadonlyMap<string, readonly { readonly sha256: string; readonly size: number }[]>;

/** The files of a site whose publish was begun, but perhaps not finished. */
interface BegunSite {
  readonly files: Readonly<Record<string, { readonly sha256: string }>>;
}

/** Whether a site is live: the manifest has the same files, apart from files that are marked for removal. */
export function isLiveSite({ files }: BegunSite, manifest: Pick<Manifest, "files">): boolean {
  const paths = Object.keys(files);
  const live = Object.values(manifest.files).filter(({ retired }) => !retired);
  return (
    paths.length === live.length &&
    paths.every((path) => files[path]?.sha256 === manifest.files[path]?.sha256)
  );
}

/** The site that this computer published last. The author believes that this site is live. */
export interface LastHere {
  readonly posts: Readonly<Record<string, PublishedPost>>;
  /** Maps paths to the SHA-256 of each file. Null if the files are no longer known. */
  readonly files: Readonly<Record<string, string>> | null;
  /** Number and time (ISO 8601) of the publish, or undefined if this computer has not published yet. */
  readonly generation?: number | undefined;
  readonly at?: string | undefined;
  /** The publishes that began on this computer and did not finish. Each may have gone live later. */
  readonly begun?: readonly BegunSite[] | undefined;
  /** Reads which versions of each file this computer has published before. */
  readonly earlier?: (() => Promise<EarlierFiles>) | undefined;
}

/**
 * Whether the manifest on the server is older than the last publish from this computer.
 * An older manifest means that the server's state directory was restored from a backup.
 */
export function isSetBack(live: Pick<Manifest, "generation" | "at">, { generation, at }: LastHere): boolean {
  return generation !== undefined && at !== undefined && live.generation < generation && live.at < at;
}

/**
 * Returns the site that this computer published last: the live site, or the recorded site `here`.
 * If an interrupted publish from this computer has gone live, returns the live site.
 * Without a recorded publish, also returns the live site if it was published under the name `publisher`.
 */
export function lastOf(
  live: Manifest | null,
  here: LastHere | undefined,
  publisher: string | undefined,
): LastHere | undefined {
  if (!live) return here;
  const isRecorded = here?.generation !== undefined;
  const isOfPublisher = !isRecorded && publisher !== undefined && live.publisher === publisher;
  const isBegunHere = here?.begun?.some((site) => isLiveSite(site, live)) === true;
  if (!isOfPublisher && !isBegunHere) return here;
  const files = Object.entries(live.files).map(([path, { sha256 }]) => [path, sha256]);
  return { ...here, posts: live.posts, files: Object.fromEntries(files) };
}

type Posts = Readonly<Record<string, PublishedPost>>;

/** The posts of the site to be published, and the files of drafts that are no longer shared (`ended`). */
interface NextSite {
  readonly posts: Posts;
  readonly ended?: readonly string[] | undefined;
}

/** Returns a function that recognises the live files of drafts whose sharing has ended. */
export function ofEndedShares(
  { ended = [] }: Pick<NextSite, "ended">,
  live: Pick<Manifest, "files"> | null,
): (path: string) => boolean {
  const isLive = ended.some((path) => isSharedDraftPage(path) && live?.files[path] !== undefined);
  return isLive ? partOf(ended) : () => false;
}

/**
 * Detects changes that another computer has published since this computer published last.
 * If the blog folder lacks changes of the other computer, a publish would silently revert these changes.
 */
export class Elsewhere {
  readonly #live: Manifest;
  readonly #last: LastHere;
  readonly #posts: Posts;
  readonly #isOfEnded: (path: string) => boolean;
  /** Maps the site path of each page to the blog path of the post that the page shows. */
  readonly #pages = new Map<string, string>();

  constructor(live: Manifest, last: LastHere, input: NextSite) {
    this.#live = live;
    this.#last = last;
    this.#posts = input.posts;
    this.#isOfEnded = ofEndedShares(input, live);
    for (const [post, { address }] of Object.entries(live.posts)) {
      this.#pages.set(address, post);
      this.#pages.set(`${address.replace(/\/?$/, "/")}index.html`, post);
    }
  }

  /** Whether publishing this file would revert a change that another computer has published. */
  wouldRevert({ path, post, group, sha256 }: OutputFile): boolean {
    if (post !== undefined) return this.#isNewerElsewhere(post);
    const [live, last] = [this.#live.files[path]?.sha256, this.#last.files?.[path]];
    // Compares only posts and assets, because lists, feeds and the search index change with every post.
    return group === "asset" && last !== undefined && last === sha256 && live !== undefined && live !== last;
  }

  /** For a live file that is not in the new site: whether another computer has published the file. */
  wasAdded(path: string): boolean {
    const post = this.#pages.get(path);
    if (post !== undefined && this.#posts[post] === undefined && this.#isNewerElsewhere(post)) return true;
    // Allows the removal, because the blog folder itself records that the draft is no longer shared.
    if (post === undefined && this.#isOfEnded(path)) return false;
    return this.#last.files !== null && this.#last.files[path] !== this.#live.files[path]?.sha256;
  }

  /** Returns the post that a live page shows. Returns undefined if the page shows no post. */
  postAt(path: string): string | undefined {
    return this.#pages.get(path);
  }

  /** Whether another computer has published a version of a post that is not here, or deleted the post. */
  #isNewerElsewhere(post: string): boolean {
    const [live, last, mine] = [this.#live.posts, this.#last.posts, this.#posts].map(
      (posts) => posts[post]?.hash,
    );
    // If another computer has deleted the post, the deletion counts only if the post was not edited here.
    if (live === undefined) return last !== undefined && last === mine;
    return live !== last && live !== mine;
  }
}
