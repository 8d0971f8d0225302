import type { OutputFile, PublishedPost } from "#engine/site/output/site-output.ts";
import type { Manifest } from "../state/manifest.ts";

/** What this computer published last, which is what its author believes to be live. */
export interface LastHere {
  readonly posts: Readonly<Record<string, PublishedPost>>;
  /** Path → SHA-256 of each file; null when that is not known any more. */
  readonly files: Readonly<Record<string, string>> | null;
}

type Posts = Readonly<Record<string, PublishedPost>>;

/**
 * Tells what another computer has published since this one did. The manifest alone cannot: for it, both computers are us.
 * A publish from a folder that lacks the other's changes would take them back without a word.
 */
export class Elsewhere {
  readonly #live: Manifest;
  readonly #last: LastHere;
  readonly #posts: Posts;
  /** Path of a page that is live → the post that it shows. */
  readonly #pages = new Map<string, string>();

  /** `posts`: those of the site that is to be published. */
  constructor(live: Manifest, last: LastHere, posts: Posts) {
    this.#live = live;
    this.#last = last;
    this.#posts = posts;
    for (const [post, { address }] of Object.entries(live.posts)) {
      this.#pages.set(address, post);
      this.#pages.set(`${address.replace(/\/?$/, "/")}index.html`, post);
    }
  }

  /** To put this file there would take back what another computer has done. */
  wouldRevert({ path, post, group, sha256 }: OutputFile): boolean {
    if (post !== undefined) return this.#isNewerElsewhere(post);
    const [live, last] = [this.#live.files[path]?.sha256, this.#last.files?.[path]];
    // Lists, feeds and the search change with every post; what they show of another computer's is told by its posts
    return group === "asset" && last !== undefined && last === sha256 && live !== undefined && live !== last;
  }

  /** A file that is live and not in our site was put there by another computer. */
  wasAdded(path: string): boolean {
    const post = this.#pages.get(path);
    if (post !== undefined && this.#posts[post] === undefined && this.#isNewerElsewhere(post)) return true;
    return this.#last.files !== null && this.#last.files[path] !== this.#live.files[path]?.sha256;
  }

  /** The post that a live page shows. */
  postAt(path: string): string | undefined {
    return this.#pages.get(path);
  }

  /** Live is neither what this computer published last nor what it is about to publish. */
  #isNewerElsewhere(post: string): boolean {
    const [live, last, mine] = [this.#live.posts, this.#last.posts, this.#posts].map(
      (posts) => posts[post]?.hash,
    );
    // Taken away elsewhere: a text that was changed here since then is wanted all the same
    if (live === undefined) return last !== undefined && last === mine;
    return live !== last && live !== mine;
  }
}
