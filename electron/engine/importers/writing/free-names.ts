import { decoded } from "#contract/text/percent-encoding.ts";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { collisionKey } from "#contract/text/collision-key.ts";
import { isPortableName } from "#contract/text/portable-name.ts";
import { wallText } from "#engine/blog/dates/moment.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import type { Moment, Post } from "#engine/blog/posts/post.ts";
import { addressOf, completeAddress, needsServerRule, pageFault } from "#engine/site/addresses/addresses.ts";
import { isFixedPage, isGeneratedPage } from "#engine/site/addresses/places.ts";
import { lettersOf } from "#engine/site/addresses/running-letters.ts";
import type { ImportEntry } from "../importer.ts";
import { withAliases, withPermalink } from "./post-text.ts";

/** Maximum number of characters of a file name that are taken from an entry's slug or title. */
const longestName = 60;

/** Chooses file names for posts. No two names differ only in case, because some disks ignore case. */
export class PostNames {
  readonly #folder: string;
  readonly #taken: Set<string>;
  /** Maps each name to the first suffix number that may still be free. */
  readonly #numbers = new Map<string, number>();

  /** `paths` are the existing posts and pages of the blog. */
  constructor(section: string, paths: Iterable<string>) {
    this.#folder = `posts/${section}`;
    this.#taken = new Set(Array.from(paths, collisionKey));
  }

  /**
   * Returns a free path that contains the date (`posts/hibi/20220506-0930.md`).
   * Without a date, the path contains the slug. Without a slug, the path contains the title.
   * If the path is already in use, tries `b`, `c` and so on at the end of the name.
   */
  next(date: Moment | null, slug: string | null, title: string): string {
    const stem = date === null ? plainName([slug, title], "undated") : dateName(date);
    return this.#nextOf(`${this.#folder}/${stem}`, lettersFor);
  }

  /**
   * Returns a free path of a page, such as `pages/about.md`. The name comes from the slug, or else the title.
   */
  nextPage(slug: string | null, title: string): string {
    const stem = plainName([slug, title.toLowerCase()], "page");
    return this.#nextOf(`pages/${stem}`, (number) => (number === 0 ? "" : `-${number + 1}`));
  }

  /** Returns the first free path. Later calls do not try the taken paths again. */
  #nextOf(start: string, suffixOf: (number: number) => string): string {
    for (let number = this.#numbers.get(start) ?? 0; ; number += 1) {
      const path = `${start}${suffixOf(number)}.md`;
      this.#numbers.set(start, number + 1);
      if (this.take(path)) return path;
    }
  }

  /** Reserves a path. Returns false if the path is already in use. */
  take(path: string): boolean {
    const key = collisionKey(path);
    if (this.#taken.has(key)) return false;
    this.#taken.add(key);
    return true;
  }
}

function dateName(date: Moment): string {
  const [, day = "", time = ""] = /^([\d-]+)T(\d\d:\d\d)/.exec(wallText(date)) ?? [];
  return `${day.replaceAll("-", "")}-${time.replace(":", "")}`;
}

/** Returns a name that every disk accepts, made from the first text that has letters. */
function plainName(texts: readonly (string | null)[], other: string): string {
  for (const text of texts) {
    const name = [...(text ?? "").replace(/[\p{Cc}\s\\/<>:"|?*]+/gu, "-")].slice(0, longestName).join("");
    const trimmed = name.replace(/^[.-]+|[.-]+$/g, "");
    if (isPortableName(trimmed)) return trimmed;
  }
  return other;
}

/** Returns the suffix of a post by its index within a minute: "" for 0, then b, c … z, ba, bb … */
function lettersFor(number: number): string {
  if (number === 0) return "";
  const letter = String.fromCharCode(97 + (number % 26));
  return number < 26 ? letter : lettersFor(Math.floor(number / 26)) + letter;
}

/** The paths at which an entry was on the old site. */
type OldPaths = Pick<ImportEntry, "oldPath" | "aliases">;

/** An old path from which the new blog can redirect readers. */
interface OldPlace {
  /** The path as it is written as an alias in front matter. */
  readonly written: string;
  /** Equal keys are equal paths. For a page, the path includes the name of the file (`index.html`). */
  readonly key: string;
  /** Whether a page can have this path. If not, a rule of the server must redirect readers from the path. */
  readonly isPage: boolean;
}

/** The text of a new post, with the address that was chosen for the post. */
export interface ClaimedText {
  readonly text: string;
  readonly isLost: boolean;
}

/** Chooses addresses for new posts, so that posts of the same minute get different addresses. */
export class FreeAddresses {
  readonly #settings: BlogSettings;
  readonly #taken = new Set<string>();
  /** Maps each address to the suffix number that is tried first for the next post with this address. */
  readonly #numbers = new Map<string, number>();

  constructor(posts: readonly Post[], settings: BlogSettings) {
    this.#settings = settings;
    const letters = lettersOf(posts, settings);
    for (const post of posts) {
      const address = addressOf(post, settings, letters);
      if (address.kind === "address") this.#taken.add(collisionKey(address.address));
      for (const alias of post.aliases)
        this.#take(needsServerRule(alias) ? ruleKey(alias) : completeAddress(alias));
    }
  }

  /**
   * Returns the text of a new post. If the post's address is already in use, the text gets a free address.
   * With `keepsAddresses`, the old path becomes the post's address, if the path is valid and free.
   * All other old paths redirect to the post, by a page or by a rule of the server.
   * `isLost` is true if another page of the blog is at the old path.
   */
  claim(
    path: string,
    text: string,
    { oldPath, aliases = [] }: OldPaths,
    keepsAddresses = false,
  ): ClaimedText {
    const own = oldPath === null ? null : this.#oldPlace(oldPath);
    const isKept = keepsAddresses && own?.isPage === true && this.#takeOld(own);
    const claimed = isKept
      ? { text: withPermalink(text, own.written.replace(/^\/+/, "")), address: own.key }
      : this.#claimAddress(path, text);
    const isThere = own !== null && collisionKey(own.key) === collisionKey(claimed.address);
    const isRedirected = own !== null && !isThere && this.#takeOld(own);
    const others = aliases
      .map((alias) => this.#oldPlace(alias))
      .filter((place) => place !== null && this.#takeOld(place));
    const redirects = [...(isRedirected ? [own] : []), ...others].flatMap((place) => place?.written ?? []);
    return {
      text: redirects.length === 0 ? claimed.text : withAliases(claimed.text, redirects),
      isLost: own !== null && !isThere && !isRedirected,
    };
  }

  /** Returns null if the new blog cannot redirect readers from this path. */
  #oldPlace(oldPath: string): OldPlace | null {
    const inside = insideBlog(oldPath, this.#settings.url);
    if (needsServerRule(inside)) return { written: inside, key: ruleKey(inside), isPage: false };
    const written = decoded(inside);
    const page = completeAddress(written);
    return pageFault(page) === null ? { written, key: page, isPage: true } : null;
  }

  /** Reserves an old path. Returns false if the path is in use, or if the site generates a page there. */
  #takeOld({ key, isPage }: OldPlace): boolean {
    return !(isPage && isGeneratedPage(key, this.#settings)) && this.#take(key);
  }

  /** Reserves a path. Returns false if the path is already in use. */
  #take(path: string): boolean {
    const key = collisionKey(path);
    if (this.#taken.has(key)) return false;
    this.#taken.add(key);
    return true;
  }

  #claimAddress(path: string, text: string): { readonly text: string; readonly address: string } {
    const post = parsePost({ path, bytes: Buffer.from(text), settings: this.#settings });
    // A post whose address pattern contains `{letter}` gets no address here.
    // The letter, which is chosen later, makes the address unique.
    const address = addressOf(post, this.#settings, new Map());
    if (address.kind !== "address") return { text, address: "" };
    const [, stem = "", ending = ""] = /^(.*?)((?:\/index)?\.[^./]+)$/.exec(address.address) ?? [];
    for (let number = this.#numbers.get(address.address) ?? 1; ; number += 1) {
      this.#numbers.set(address.address, number + 1);
      const free = number === 1 ? address.address : `${stem}-${number}${ending}`;
      if (isFixedPage(free) || !this.#take(free)) continue;
      return { text: number === 1 ? text : withPermalink(text, free), address: free };
    }
  }
}

/** Returns a key for an old address that needs a rule of the server. Equal addresses have equal keys. */
function ruleKey(address: string): string {
  return address.trim().replace(/^\/+/, "");
}

/**
 * Removes the folder of the blog from the beginning of a path. Returns paths outside this folder unchanged.
 */
export function insideBlog(path: string, blogUrl: string): string {
  const folder = URL.canParse(blogUrl) ? decoded(new URL(blogUrl).pathname) : "/";
  const base = folder.endsWith("/") ? folder : `${folder}/`;
  return path.startsWith(base) ? path.slice(base.length - 1) : path;
}
