import {
  type EntryKind,
  entryKinds,
  type SearchContents,
  type Segment,
  segmentsOf,
  shardName,
  shardOf,
  titlesOf,
} from "#contract/site-search/layout.ts";
import { NumberReader } from "#contract/site-search/numbers.ts";
import { inText, inTitle, markedBits } from "#contract/site-search/terms.ts";

/** An entry that the index lists for all terms. Its text must still be compared with the query. */
export interface Candidate {
  readonly kind: EntryKind;
  readonly number: number;
  readonly inTitle: boolean;
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
  load: (name: string) => Promise<unknown>,
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

async function searchSegment(
  terms: readonly number[],
  segment: Segment,
  load: (name: string) => Promise<unknown>,
): Promise<Candidate[]> {
  const titles = load(shardName(titlesOf(segment), 0));
  const holders = await Promise.all(
    terms.map(async (term): Promise<Holders> => {
      const shard = shardOf(inText(term), segment);
      const lowest = shard * 2 ** (markedBits - segment.shardBits);
      const inTexts = readPostings(String(await load(shardName(segment, shard))), lowest, inText(term));
      const title = readPostings(String(await titles), 0, inTitle(term));
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
