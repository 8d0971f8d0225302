import type { OutputFile, PublishedPost } from "#engine/site/output/site-output.ts";
import type { Manifest } from "../state/manifest.ts";

/** What this computer published last: what its author believes to be live. */
export interface LastHere {
  readonly posts: Readonly<Record<string, PublishedPost>>;
  /** Path → SHA-256 of each file; null when it is no longer known. */
  readonly files: Readonly<Record<string, string>> | null;
}

type Posts = Readonly<Record<string, PublishedPost>>;

/**
 * Detects what another computer has published since this one did. The manifest alone cannot show it: it
 * treats both computers as one. A publish from a folder that lacks the other's changes would silently revert
 * them.
 */
export class Elsewhere {
  readonly #live: Manifest;
  readonly #last: LastHere;
  readonly #posts: Posts;
  /** Path of a live page → the post that it shows. */
  readonly #pages = new Map<string, string>();

  /** `posts`: those of the site to be published. */
  constructor(live: Manifest, last: LastHere, posts: Posts) {
    this.#live = live;
    this.#last = last;
    this.#posts = posts;
    for (const [post, { address }] of Object.entries(live.posts)) {
      this.#pages.set(address, post);
      this.#pages.set(`${address.replace(/\/?$/, "/")}index.html`, post);
    }
  }

  /** Whether publishing this file would revert what another computer published. */
  wouldRevert({ path, post, group, sha256 }: OutputFile): boolean {
    if (post !== undefined) return this.#isNewerElsewhere(post);
    const [live, last] = [this.#live.files[path]?.sha256, this.#last.files?.[path]];
    // Lists, feeds and the search index change with every post; the posts themselves reveal the other
    // computer's changes
    return group === "asset" && last !== undefined && last === sha256 && live !== undefined && live !== last;
  }

  /** Whether a live file that our site lacks was published by another computer. */
  wasAdded(path: string): boolean {
    const post = this.#pages.get(path);
    if (post !== undefined && this.#posts[post] === undefined && this.#isNewerElsewhere(post)) return true;
    return this.#last.files !== null && this.#last.files[path] !== this.#live.files[path]?.sha256;
  }

  /** Returns the post that a live page shows. */
  postAt(path: string): string | undefined {
    return this.#pages.get(path);
  }

  /**
   * Whether the live version is neither what this computer published last nor what it is about to publish.
   */
  #isNewerElsewhere(post: string): boolean {
    const [live, last, mine] = [this.#live.posts, this.#last.posts, this.#posts].map(
      (posts) => posts[post]?.hash,
    );
    // Deleted elsewhere: a post that was edited here since then is published all the same
    if (live === undefined) return last !== undefined && last === mine;
    return live !== last && live !== mine;
  }
}
