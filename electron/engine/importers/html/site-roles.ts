import { posix } from "node:path";
import type { PageFacts } from "./page-facts.ts";
import type { RepeatedParts } from "./repeated-parts.ts";
import { dateInPage } from "./site-dates.ts";
import type { FeedItem } from "./site-feed.ts";
import type { PageLookup, ReadPage } from "./site-lookup.ts";
import { dateInAddress } from "./written-dates.ts";

/** The role of a page of the old site, such as a post or a list of posts. */
export type PageRole = "post" | "page" | "list" | "front" | "redirect";

interface RoleFacts {
  readonly lookup: PageLookup;
  /** Returns the feed items about the page with this index. */
  feedItems(index: number): readonly FeedItem[];
  readonly repeated: RepeatedParts;
  readonly redirects: ReadonlyMap<number, number>;
  readonly timeZone: string;
}

/** Decides the role of each page. */
export function rolesOf(read: readonly ReadPage[], site: RoleFacts): PageRole[] {
  const { lookup, feedItems, repeated, redirects, timeZone } = site;
  const sure = read.map(
    ({ facts }, index) => feedItems(index).length > 0 || (facts.data.isPost && facts.entries < 2),
  );
  const likely = read.map(({ facts }) => dateInAddress(facts.address, timeZone)?.hasDay === true);
  return read.map(({ facts }, index): PageRole => {
    if (redirects.has(index)) return "redirect";
    const { headingLink } = facts.data;
    const linked = headingLink === "" ? undefined : lookup.follow(headingLink, facts.address)?.page;
    const shown = linked === undefined ? undefined : (redirects.get(linked) ?? linked);
    // The page is a list if the heading of its only post links to another page.
    if (shown !== undefined && shown !== index && feedItems(index).length === 0 && !isFront(facts))
      return "list";
    const inAddress = dateInAddress(facts.address, timeZone);
    const isDated =
      facts.data.published !== "" || (inAddress ?? facts.timed ?? dateInPage(facts, repeated)) !== null;
    // Requires a date or a feed item, because themes also mark undated pages as posts.
    if (sure[index] && (isDated || feedItems(index).length > 0)) return "post";
    if (isFront(facts)) return "front";
    if (facts.isFrameset) return "page";
    const isOfMonth = inAddress?.hasDay === false || /アーカイブ|\barchives?\b/i.test(facts.documentTitle);
    const list = linkedPosts(facts, lookup, repeated, (page) => sure[page] || likely[page] || false);
    const isList = list.posts.size >= fewestLinks && list.beside / list.posts.size < listedText;
    // The page of a month is a list if it links to at least one page that is certainly a post.
    const isMonth = isOfMonth && [...list.posts].some((page) => sure[page]);
    if (facts.entries > 1 || isList || isMonth) return "list";
    return isDated ? "post" : "page";
  });
}

function isFront({ address }: PageFacts): boolean {
  return /^\/(?:index\.\w+)?$/i.test(address);
}

/** A page is a list of posts if it has fewer than this many characters outside links for each linked post. */
const listedText = 200;
const fewestLinks = 3;

/** Returns the posts to which a page links, and the number of characters outside links. */
function linkedPosts(
  facts: PageFacts,
  lookup: PageLookup,
  repeated: RepeatedParts,
  isPostPage: (index: number) => boolean,
): { readonly posts: ReadonlySet<number>; readonly beside: number } {
  const folder = posix.dirname(facts.address);
  const posts = new Set<number>();
  let beside = 0;
  for (const [at, key] of facts.partKeys.entries()) {
    if (repeated.has(folder, key)) continue;
    const [text, links] = facts.lengths[at] ?? [0, 0];
    beside += text - links;
    for (const link of facts.links[at] ?? []) {
      const page = lookup.follow(link, facts.address)?.page;
      if (page !== undefined && isPostPage(page)) posts.add(page);
    }
  }
  return { posts, beside };
}
