import {
  contentsName,
  type EntryKind,
  entryKinds,
  type Group,
  type SearchContents,
  type Segment,
  segmentsOf,
  shardName,
  shardOf,
  titlesName,
} from "#contract/site-search/layout.ts";
import { NumberReader } from "#contract/site-search/numbers.ts";
import { inText, inTitle, markedBits } from "#contract/site-search/terms.ts";

/** An entry that the index lists for all terms. Its text must still be compared with the query. */
export interface Candidate {
  readonly kind: EntryKind;
  readonly number: number;
  readonly inTitle: boolean;
}

type Load = (name: string) => Promise<unknown>;

/** Loads the groups of all entries. They are in the index files of titles, which each search loads anyway. */
export async function loadContents(load: Load): Promise<SearchContents> {
  const names: unknown = await load(contentsName);
  const groupsOf = async (kind: EntryKind): Promise<Group[]> => {
    const segments: unknown = Object(names)[kind];
    const files = Array.isArray(segments) ? segments.map((name) => load(titlesName(kind, String(name)))) : [];
    return (await Promise.all(files)).flatMap(groupsIn);
  };
  const [posts, pages] = await Promise.all(entryKinds.map(groupsOf));
  return { posts: posts ?? [], pages: pages ?? [] };
}

function groupsIn(titles: unknown): Group[] {
  const groups: unknown = Array.isArray(titles) ? titles[0] : [];
  return Array.isArray(groups) ? groups.map((group) => [String(group[0]), Number(group[1])] as const) : [];
}

function termsIn(titles: unknown): string {
  return Array.isArray(titles) ? String(titles[1]) : "";
}

/** The entries that contain a term. `title` lists the entries whose titles contain the term. */
interface Holders {
  readonly title: ReadonlySet<number>;
  readonly all: ReadonlySet<number>;
}

/**
 * Returns the entries that contain all terms. Matches in titles come first.
 * Among equal matches, posts come before pages, and newer entries before older entries.
 */
export async function findCandidates(
  terms: readonly number[],
  contents: SearchContents,
  load: Load,
): Promise<Candidate[]> {
  const segments = entryKinds.flatMap((kind) => segmentsOf(kind, contents[kind]));
  const found = await Promise.all(segments.map((segment) => searchSegment(terms, segment, load)));
  return found.flat().sort(byRank);
}

function byRank(a: Candidate, b: Candidate): number {
  if (a.inTitle !== b.inTitle) return a.inTitle ? -1 : 1;
  if (a.kind !== b.kind) return a.kind === "posts" ? -1 : 1;
  return b.number - a.number;
}

async function searchSegment(terms: readonly number[], segment: Segment, load: Load): Promise<Candidate[]> {
  const titles = load(titlesName(segment.kind, segment.name));
  const holders = await Promise.all(
    terms.map(async (term): Promise<Holders> => {
      const shard = shardOf(inText(term), segment);
      const lowest = shard * 2 ** (markedBits - segment.shardBits);
      const inTexts = readPostings(String(await load(shardName(segment, shard))), lowest, inText(term));
      const title = readPostings(termsIn(await titles), 0, inTitle(term));
      return { title, all: new Set([...inTexts, ...title]) };
    }),
  );
  const [first, ...others] = holders;
  return [...(first?.all ?? [])]
    .filter((index) => others.every(({ all }) => all.has(index)))
    .map((index) => ({
      kind: segment.kind,
      number: segment.first + index,
      inTitle: holders.every(({ title }) => title.has(index)),
    }));
}

/** Returns the entries for a term from an index file (`shard`). `lowest` is the first term of the file. */
export function readPostings(shard: string, lowest: number, term: number): Set<number> {
  const holders = new Set<number>();
  const reader = new NumberReader(shard);
  for (let marked = lowest; !reader.isAtEnd; ) {
    marked += reader.read();
    let index = -1;
    for (let left = reader.read() + 1; left > 0; left--) {
      index += reader.read() + 1;
      if (marked === term) holders.add(index);
    }
  }
  return holders;
}
