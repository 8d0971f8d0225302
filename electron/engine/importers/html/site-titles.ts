import type { PageFacts } from "./page-facts.ts";
import type { FeedItem } from "./site-feed.ts";

/** Matches a symbol that templates write before titles, such as `■`. */
const titleMark = /^[■□●○◆◇★☆▼▽▲△♪◎※▶▷]\s*/u;

/** A text counts as the name of the site only if the titles of at least this number of pages contain it. */
const fewestPages = 3;

const separator = /\s+[-|–—：｜»«/～~@]\s+|\s*[｜»«]\s*|\s*:\s+|：/;

/** Finds the titles of pages. Templates add the site's name to each title, so the name is removed. */
export class SiteTitles {
  readonly #parts = new Map<string, number>();
  readonly #titles = new Map<string, number>();
  #pages = 0;

  /** Counts the title of a page. `title` is the text of the page's `title` element. */
  add(title: string): void {
    this.#pages += 1;
    const parts = title.split(separator);
    this.#titles.set(title, (this.#titles.get(title) ?? 0) + 1);
    if (parts.length < 2) return;
    for (const part of new Set([parts[0] ?? "", parts.at(-1) ?? ""]))
      this.#parts.set(part, (this.#parts.get(part) ?? 0) + 1);
  }

  /** Returns a page's title without the name of the site. Returns "" if many pages have the same title. */
  plain(title: string): string {
    if ((this.#titles.get(title) ?? 0) >= fewestPages) return "";
    const parts = title.split(separator);
    if (parts.length < 2) return title.trim();
    for (const [name, other] of [
      [parts.at(-1) ?? "", () => title.slice(0, title.lastIndexOf(parts.at(-1) ?? ""))],
      [parts[0] ?? "", () => title.slice((parts[0] ?? "").length)],
    ] as const) {
      if (name === "" || (this.#parts.get(name) ?? 0) < Math.max(fewestPages, this.#pages / 4)) continue;
      return other()
        .replace(/^\s*[-|–—:：｜»«/～~@]\s*|\s*[-|–—:：｜»«/～~@]\s*$/g, "")
        .trim();
    }
    return title.trim();
  }
}

/** Removes a symbol such as `■` before each title if the template has put one before all titles. */
export function withoutSharedMark(titles: readonly string[]): string[] {
  const isShared = titles.length >= fewestPages && titles.every((title) => titleMark.test(title));
  return isShared ? titles.map((title) => title.replace(titleMark, "")) : [...titles];
}

/**
 * Returns the title of a page. Prefers the feed, then the metadata of the page.
 * If feed and metadata have no title, uses `<title>` without the name of the site, or the first heading.
 */
export function titleOf(facts: PageFacts, items: readonly FeedItem[], titles: SiteTitles): string {
  const plain = titles.plain(facts.documentTitle);
  const fromFeed = items.length === 1 ? (items[0]?.title ?? "") : "";
  return (
    fromFeed ||
    facts.data.title.replace(/\s+/g, " ") ||
    (plain === facts.documentTitle.trim() ? headingIn(facts) : "") ||
    plain ||
    (facts.headings[0] ?? "") ||
    facts.documentTitle
  );
}

/**
 * Returns the heading that is a part of the page's title. The other part is the name of the site.
 * Returns "" if no heading is a part of the title.
 */
function headingIn({ documentTitle, headings }: PageFacts): string {
  return (
    headings.find((heading) => {
      if (documentTitle.startsWith(heading))
        return /^\s*[-|–—:：｜»«/]/.test(documentTitle.slice(heading.length));
      return (
        documentTitle.endsWith(heading) && /[-|–—:：｜»«/]\s*$/.test(documentTitle.slice(0, -heading.length))
      );
    }) ?? ""
  );
}
