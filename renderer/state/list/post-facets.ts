import { termKey } from "#contract/text/collision-key.ts";
import type { PostState, PostSummary } from "#contract/types/blog-types.ts";

/** The properties by which the list of posts can be filtered. */
export const facetNames = ["state", "section", "tag", "category", "series", "year", "mark"] as const;
export type FacetName = (typeof facetNames)[number];

/** The values of the filter `mark`, such as `pinned`. A post can have several of these values. */
export const postMarks = ["pinned", "unlisted", "noindex", "stillOnline"] as const;

/**
 * The chosen values of each property. An empty list does not filter.
 * The value "" means posts without the property.
 * A post matches if it has one of the chosen values of each property. Of tags, it must have all chosen ones.
 * All spellings of a tag, category or series count as one value (`Go`, `go`).
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

/** Returns the values that a post has for a property. `yearOf` returns the year of a time. */
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
      return [post.category ?? "", ...(post.furtherCategories ?? [])];
    case "series":
      return [post.series ?? ""];
    case "year":
      return [post.date === null ? "" : yearOf(post.date)];
    case "mark":
      return postMarks.filter((mark) => post[mark] === true);
  }
}

/** Returns a function that tests whether a post matches the chosen values. */
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
  const keyOf = knownKeys(name);
  const keys = chosen.map(keyOf);
  // Compares tags without making a new list for each post, because most filters are by tag.
  if (name === "tag") {
    return ({ tags }) =>
      keys.every((key) => (key === "" ? tags.length === 0 : tags.some((tag) => keyOf(tag) === key)));
  }
  return (post) => facetValues(post, name, yearOf).some((value) => keys.includes(keyOf(value)));
}

/** Returns a function that computes the key of a value. Values with the same key count as one value. */
function knownKeys(name: FacetName): (value: string) => string {
  if (name !== "tag" && name !== "category" && name !== "series") return (value) => value;
  // Computes the key of each name only once, because many posts share few names.
  const keys = new Map<string, string>();
  return (value) => {
    const known = keys.get(value);
    if (known !== undefined) return known;
    const key = termKey(value);
    keys.set(value, key);
    return key;
  };
}

/** A value of a property, and the number of posts that have it. */
export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

/**
 * Returns the values that posts have for a property, the most frequent first.
 * If a value has several spellings, returns the chosen spelling, or else the most frequent one.
 */
export function countFacet(
  posts: readonly PostSummary[],
  name: FacetName,
  yearOf: (time: number) => string,
  chosen: readonly string[] = [],
): FacetCount[] {
  const keyOf = knownKeys(name);
  const values = new Map<string, CountedValue>();
  for (const post of posts) {
    for (const spelling of facetValues(post, name, yearOf)) {
      const key = keyOf(spelling);
      let value = values.get(key);
      if (!value) {
        value = { count: 0, last: null, spellings: new Map() };
        values.set(key, value);
      }
      if (value.last === post) continue;
      value.last = post;
      value.count += 1;
      value.spellings.set(spelling, (value.spellings.get(spelling) ?? 0) + 1);
    }
  }
  const spelled = new Map(chosen.map((spelling) => [keyOf(spelling), spelling]));
  return Array.from(values, ([key, { count, spellings }]) => ({
    value: spelled.get(key) ?? mostUsed(spellings),
    count,
  })).sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1));
}

/** A value with all its spellings. A post that has several spellings counts once. */
interface CountedValue {
  count: number;
  /** The post that was counted last. It does not count again for another spelling. */
  last: PostSummary | null;
  readonly spellings: Map<string, number>;
}

function mostUsed(spellings: ReadonlyMap<string, number>): string {
  let best = "";
  let most = 0;
  for (const [spelling, count] of spellings) {
    if (count < most || (count === most && spelling > best)) continue;
    best = spelling;
    most = count;
  }
  return best;
}
