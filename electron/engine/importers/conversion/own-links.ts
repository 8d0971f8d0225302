import { posix } from "node:path";
import { decoded } from "#contract/text/percent-encoding.ts";
import type { TextLinks } from "#engine/markdown/from-html/import/html-converter.ts";
import type { ImportEntry } from "../importer.ts";

/** Maximum number of links that are counted to find the old site's host, and of fragments that are kept. */
const mostCounted = 200_000;

/** Matches a link with a fragment, such as `a.html#notes`, in HTML or Markdown. Captures the fragment. */
const linkWithFragment = /(?:\shref\s*=\s*["']?|\]\(<?)[^\s"'<>()#]*#([^\s"'<>()#]+)/gi;

/** Finds links from one imported post to another, by the old addresses of the posts. */
export class OwnLinks {
  readonly #paths = new Map<string, string>();
  /** For each host, the number of links to each path. A path includes the query. */
  readonly #hosts = new Map<string, Map<string, number>>();
  readonly #known: ReadonlySet<string> | null;
  readonly #typed: string | null;
  readonly #fragments = new Set<string>();
  #count = 0;
  #host: string | null | undefined;

  /**
   * `hosts` are the host names of the old site. If empty, they are guessed from the entries' links.
   * `typed` is the host that the author entered for the old site. It is used in addition to `hosts`.
   */
  constructor(hosts: readonly string[], typed: string | null) {
    this.#typed = typed;
    this.#known = hosts.length > 0 ? new Set(hosts) : null;
  }

  /** Collects the links of an entry. */
  gather({ body }: ImportEntry): void {
    for (const [, written = ""] of body.text.matchAll(linkWithFragment)) {
      const fragment = decoded(written);
      // Copies the fragment, because a substring would keep the whole text in memory.
      if (!this.#fragments.has(fragment) && this.#fragments.size < mostCounted)
        this.#fragments.add(structuredClone(fragment));
    }
    if (this.#known) return;
    for (const [, href = ""] of body.text.matchAll(/\shref\s*=\s*["'](https?:\/\/[^"'\s<>]+)/gi)) {
      const address = parsed(href);
      if (
        address === null ||
        (address.pathname === "/" && address.search === "") ||
        this.#count >= mostCounted
      )
        continue;
      this.#count += 1;
      const paths = this.#hosts.get(address.host) ?? new Map<string, number>();
      const path = address.pathname + address.search;
      paths.set(path, (paths.get(path) ?? 0) + 1);
      this.#hosts.set(address.host, paths);
    }
  }

  /** Records that the entry with this old path becomes the post at `path`. */
  add(oldPath: string, path: string): void {
    this.#paths.set(normalPath(oldPath), path);
  }

  /** Returns the new targets of links, and the linked ids, for the conversion of the post at `path`. */
  from(path: string): Required<TextLinks> {
    return { link: (href) => this.resolve(href, path), linked: this.#fragments };
  }

  /**
   * Returns the new target of a link in the post at `from`, or `href` if the target was not imported.
   * A path without a host counts as an address of the old site.
   */
  resolve(href: string, from: string): string {
    const isPath = /^\/(?!\/)/.test(href);
    const address = parsed(isPath ? `https://old.invalid${href}` : href);
    if (address === null || !(isPath || this.#isOld(address.host))) return href;
    const { pathname, search } = address;
    const path = this.#paths.get(normalPath(pathname + search)) ?? this.#paths.get(normalPath(pathname));
    if (path === undefined) return href;
    return encodeURI(posix.relative(posix.dirname(from), path)) + address.hash;
  }

  #isOld(host: string): boolean {
    if (host === this.#typed) return true;
    return this.#known ? this.#known.has(host) : host === this.#oldHost();
  }

  /** The host of the old blog: the host with the most links to old paths of imported entries. */
  #oldHost(): string | null {
    if (this.#host !== undefined) return this.#host;
    let highest = 0;
    this.#host = null;
    for (const [host, paths] of this.#hosts) {
      let count = 0;
      for (const [path, links] of paths) if (this.#paths.has(normalPath(path))) count += links;
      if (count > highest) [highest, this.#host] = [count, host];
    }
    return this.#host;
  }
}

function parsed(href: string): URL | null {
  return URL.canParse(href) ? new URL(href) : null;
}

function normalPath(path: string): string {
  return decoded(path).replace(/\/$/, "");
}
