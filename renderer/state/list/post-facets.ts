import type { PostState, PostSummary } from "#contract/types/blog-types.ts";

/** The properties by which the list of posts can be filtered. */
export const facetNames = ["state", "section", "tag", "category", "series", "year", "mark"] as const;
export type FacetName = (typeof facetNames)[number];

/** The values of the filter `mark`, such as `pinned`. A post can have several of these values. */
export const postMarks = ["pinned", "unlisted", "noindex", "stillOnline"] as const;

/**
 * The chosen values of each property. An empty list does not filter.
 * The value "" means posts without the property.
 * A post matches if it has one of the chosen values. A post must have all of the chosen tags.
 */
export type PostFacets = Readonly<Record<FacetName, readonly string[]>>;

export const noFacets: PostFacets = {
  state: [],
  section: [],
  tag: [],
  category: [],
  series: [],
  year: [],
  mark: [],
};

export function hasFacets(facets: PostFacets): boolean {
  return facetNames.some((name) => facets[name].length > 0);
}

/** Returns the values that a post has for a property. `yearOf` returns a time's year on the blog. */
function facetValues(
  post: PostSummary,
  name: FacetName,
  yearOf: (time: number) => string,
): readonly string[] {
  switch (name) {
    case "state":
      return [post.state satisfies PostState];
    case "section":
      return [post.kind === "page" ? "" : post.section];
    case "tag":
      return post.tags.length > 0 ? post.tags : [""];
    case "category":
      return [post.category ?? ""];
    case "series":
      return [post.series ?? ""];
    case "year":
      return [post.date === null ? "" : yearOf(post.date)];
    case "mark":
      return postMarks.filter((mark) => post[mark] === true);
  }
}

/** Returns a function that tests whether a post matches all chosen values. */
export function facetMatcher(
  facets: PostFacets,
  yearOf: (time: number) => string,
): (post: PostSummary) => boolean {
  const tests = facetNames
    .filter((name) => facets[name].length > 0)
    .map((name) => facetTest(name, facets[name], yearOf));
  return (post) => tests.every((test) => test(post));
}

function facetTest(
  name: FacetName,
  chosen: readonly string[],
  yearOf: (time: number) => string,
): (post: PostSummary) => boolean {
  // Most filters are by tag, so tags are compared directly, without a new list for each post.
  if (name === "tag")
    return ({ tags }) => chosen.every((tag) => (tag === "" ? tags.length === 0 : tags.includes(tag)));
  return (post) => facetValues(post, name, yearOf).some((value) => chosen.includes(value));
}

/** A value of a property, and the number of posts that have it. */
export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

/** Returns the values that posts have for a property, the most frequent first. */
export function countFacet(
  posts: readonly PostSummary[],
  name: FacetName,
  yearOf: (time: number) => string,
): FacetCount[] {
  const counts = new Map<string, number>();
  for (const post of posts) {
    for (const value of facetValues(post, name, yearOf)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return Array.from(counts, ([value, count]) => ({ value, count })).sort(
    (one, other) => other.count - one.count || (one.value < other.value ? -1 : 1),
  );
}
