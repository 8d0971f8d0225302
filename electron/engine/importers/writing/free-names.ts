import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { isPortableName } from "#engine/base/plain-name.ts";
import { wallText } from "#engine/blog/dates/moment.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import type { Moment, Post } from "#engine/blog/posts/post.ts";
import { addressOf, collisionKey, completeAddress, pageFault } from "#engine/site/addresses/addresses.ts";
import { lettersOf } from "#engine/site/addresses/running-letters.ts";
import type { ImportEntry } from "../importer.ts";
import { withAliases, withPermalink } from "./post-text.ts";

/** Maximum number of characters that a file name takes from an entry's old name (slug). */
const longestName = 60;

/** Chooses file names for posts. No two names differ only in case, because some disks ignore case. */
export class PostNames {
  readonly #folder: string;
  readonly #taken: Set<string>;

  /** `paths` are the existing posts and pages of the blog. */
  constructor(section: string, paths: Iterable<string>) {
    this.#folder = `posts/${section}`;
    this.#taken = new Set(Array.from(paths, collisionKey));
  }

  /**
   * Returns a free path with the date (`posts/hibi/20220506-0930.md`) or, without a date, with the slug.
   * Further posts of the same minute get `b`, `c` and so on at the end of the name.
   */
  next(date: Moment | null, slug: string | null): string {
    const stem = date === null ? plainSlug(slug) : dateName(date);
    for (let number = 0; ; number += 1) {
      const path = `${this.#folder}/${stem}${lettersFor(number)}.md`;
      if (this.take(path)) return path;
    }
  }

  /** Returns a free path of a page, such as `pages/about.md`, by its slug or else its title. */
  nextPage(slug: string | null, title: string): string {
    const stem = plainSlug(slug ?? title.toLowerCase().replace(/\s+/g, "-"));
    for (let number = 1; ; number += 1) {
      const path = `pages/${stem}${number === 1 ? "" : `-${number}`}.md`;
      if (this.take(path)) return path;
    }
  }

  /** Reserves a path; returns false if it is already in use. */
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

function plainSlug(slug: string | null): string {
  const name = [...(slug ?? "")].slice(0, longestName).join("");
  return isPortableName(name) && !name.startsWith(".") ? name : "undated-";
}

/** Returns the suffix of a post by its index within a minute: "" for 0, then b, c … z, ba, bb … */
function lettersFor(number: number): string {
  if (number === 0) return "";
  const letter = String.fromCharCode(97 + (number % 26));
  return number < 26 ? letter : lettersFor(Math.floor(number / 26)) + letter;
}

/** The paths at which an entry was on the old site. */
type OldPaths = Pick<ImportEntry, "oldPath" | "aliases">;

/** Chooses different addresses for posts of the same minute. */
export class FreeAddresses {
  readonly #settings: BlogSettings;
  readonly #taken = new Set<string>();

  constructor(posts: readonly Post[], settings: BlogSettings) {
    this.#settings = settings;
    const letters = lettersOf(posts, settings);
    for (const post of posts) {
      const address = addressOf(post, settings, letters);
      if (address.kind === "address") this.#taken.add(collisionKey(address.address));
      for (const alias of post.aliases) this.#taken.add(collisionKey(completeAddress(alias)));
    }
  }

  /**
   * Returns the text of a new post. If another post already has its address, the text gets a free address.
   * A page at each of the entry's old paths redirects to the post, unless the path is invalid or in use.
   * With `keepsAddresses`, the post itself is at its old path, if that path is valid and free.
   */
  claim(path: string, text: string, entry: OldPaths, keepsAddresses = false): string {
    const { oldPath, aliases = [] } = entry;
    const kept = keepsAddresses && oldPath !== null && this.#take(oldPath) ? decodedPath(oldPath) : null;
    const claimed =
      kept === null ? this.#claimAddress(path, text) : withPermalink(text, kept.replace(/^\/+/, ""));
    const others = kept === null && oldPath !== null ? [oldPath, ...aliases] : aliases;
    const redirects = others.filter((other) => this.#take(other)).map(decodedPath);
    return redirects.length === 0 ? claimed : withAliases(claimed, redirects);
  }

  /** Reserves the page at an old path; returns false if the path is invalid or in use. */
  #take(oldPath: string): boolean {
    const page = completeAddress(decodedPath(oldPath));
    if (pageFault(page) !== null || this.#taken.has(collisionKey(page))) return false;
    this.#taken.add(collisionKey(page));
    return true;
  }

  #claimAddress(path: string, text: string): string {
    const post = parsePost({ path, bytes: Buffer.from(text), settings: this.#settings });
    // The map of letters is empty, so a post with `{letter}` in its address pattern gets no address here.
    // The letter will later make the address of the post unique.
    const address = addressOf(post, this.#settings, new Map());
    if (address.kind !== "address") return text;
    const [, stem = "", ending = ""] = /^(.*?)((?:\/index)?\.[^./]+)$/.exec(address.address) ?? [];
    for (let number = 1; ; number += 1) {
      const free = number === 1 ? address.address : `${stem}-${number}${ending}`;
      if (this.#taken.has(collisionKey(free))) continue;
      this.#taken.add(collisionKey(free));
      return number === 1 ? text : withPermalink(text, free);
    }
  }
}

/** Decodes a percent-encoded path. Returns a damaged path unchanged, such as one cut inside a character. */
function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path).normalize("NFC");
  } catch {
    return path;
  }
}
