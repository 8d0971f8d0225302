import fc from "fast-check";
import { expect, test } from "vitest";
import { type Segment, segmentsOf, shardOf, titlesOf } from "#contract/site-search/layout.ts";
import { inText, inTitle, markedBits, termsIn } from "#contract/site-search/terms.ts";
import { SegmentIndex } from "#engine/site/search/segment-index.ts";
import { listTerms, readTerms } from "#engine/site/search/term-list.ts";
import { readPostings } from "#renderer/search-page/candidates.ts";

function termsOf(text: string): number[] {
  return [...new Set(termsIn(text))];
}

function readAll(list: string, start = 0, end = 2 ** markedBits): number[] {
  const terms: number[] = [];
  readTerms(list, start, end, (term) => terms.push(term));
  return terms;
}

const words = fc.string({
  unit: fc.constantFrom(..."日記帳春夏秋冬雨風ひらがなカナabcde xyz。\n"),
  maxLength: 400,
});

test("a list of terms has each term of title and text once, in order", () => {
  fc.assert(
    fc.property(words, words, (title, text) => {
      const expected = [
        ...termsOf(title).map((term) => inTitle(term)),
        ...termsOf(text).map((term) => inText(term)),
      ].sort((a, b) => a - b);
      expect(readAll(listTerms(title, text))).toEqual(expected);
    }),
  );
});

test("a part of a list can be read without the rest", () => {
  fc.assert(
    fc.property(words, fc.nat(2 ** markedBits), fc.nat(2 ** markedBits), (text, a, b) => {
      const [start, end] = [Math.min(a, b), Math.max(a, b)];
      const list = listTerms("", text);
      expect(readAll(list, start, end)).toEqual(readAll(list).filter((term) => term >= start && term < end));
    }),
  );
});

test("lists of long texts are stored as they are in JSON", () => {
  const list = listTerms(
    "題",
    Array.from({ length: 30_000 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join("。"),
  );
  expect(JSON.stringify(list)).toBe(`"${list}"`);
  expect(readAll(list).length).toBeGreaterThan(20_000);
});

const entry = (number: number, edition = ""): string =>
  listTerms(
    `題${number}`,
    `${number}番目の記事${edition}。${"春夏秋冬雨風雪月".slice(number % 5)} w${String(number).padStart(5, "0")}`,
  );

function indexOf(
  lists: readonly string[],
  part: Segment["part"] = "texts",
): { index: SegmentIndex; segment: Segment } {
  const [texts] = segmentsOf("posts", [["2024-05", lists.length]]);
  if (!texts) throw new Error("no segment");
  const segment = part === "titles" ? titlesOf(texts) : texts;
  const index = new SegmentIndex(segment);
  index.replaceAll(lists);
  return { index, segment };
}

function allShards({ index, segment }: ReturnType<typeof indexOf>): [key: string, text: string][] {
  return Array.from({ length: 2 ** segment.shardBits }, (_, shard) => [
    index.keyOf(shard),
    index.textOf(shard),
  ]);
}

test("shards contain which posts have a term, those of texts and those of titles apart", () => {
  const lists = Array.from({ length: 256 }, (_, at) => entry(at));
  const { index, segment } = indexOf(lists);
  const titles = indexOf(lists, "titles");
  expect(titles.segment.shardBits).toBe(0);
  const inTexts = (text: string): Set<number> => {
    const [term = 0] = termsOf(text).slice(-1);
    const shard = shardOf(inText(term), segment);
    const lowest = shard * 2 ** (markedBits - segment.shardBits);
    return readPostings(index.textOf(shard), lowest, inText(term));
  };
  const inTitles = (text: string): Set<number> =>
    readPostings(titles.index.textOf(0), 0, inTitle(termsOf(text).at(-1) ?? 0));
  expect([...inTexts("w00123")]).toEqual([123]);
  expect([...inTexts("夏秋")]).toEqual(Array.from({ length: 256 }, (_, at) => at).filter((at) => at % 5 < 2));
  expect(inTitles("題").size).toBe(256);
  expect(inTexts("題").size).toBe(0);
  expect(inTitles("雪月").size).toBe(0);
  expect(inTexts("無").size).toBe(0);
});

test("the titles of a year with as many posts as a segment can have are found", () => {
  const { index } = indexOf(
    Array.from({ length: 1024 }, (_, at) => entry(at)),
    "titles",
  );
  const titleTerm = (text: string): number => inTitle(termsOf(text).at(-1) ?? 0);
  expect(readPostings(index.textOf(0), 0, titleTerm("題")).size).toBe(1024);
  expect(readPostings(index.textOf(0), 0, titleTerm("無")).size).toBe(0);
});

test("an edit makes only the shards of added and removed words, equal to those from nothing", () => {
  const lists = Array.from({ length: 512 }, (_, at) => entry(at));
  const edited = indexOf(lists);
  const before = allShards(edited);
  const changed = lists.with(77, entry(77, "に書き足し"));
  const touched = edited.index.replace(77, changed[77] ?? "");
  const after = allShards(edited);
  expect(after).toEqual(allShards(indexOf(changed)));
  const differing = before.flatMap(([key, text], shard) =>
    after[shard]?.[1] === text ? [] : [{ shard, key }],
  );
  expect(differing.map(({ shard }) => shard)).toEqual(touched);
  expect(touched.length).toBeGreaterThan(1);
  expect(touched.length).toBeLessThan(8);
  for (const { shard, key } of differing) expect(after[shard]?.[0]).not.toBe(key);
});

test("after any sequence of edits, additions and deletions, the shards equal those from nothing", () => {
  const kind = fc.constantFrom("edit", "edit", "add", "delete");
  const edit = fc.record({ place: fc.nat(23), title: words, text: words, kind });
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 8 }), (edits) => {
      // Eight more entries fill the segment, whose capacity is a power of two
      const lists = Array.from({ length: 24 }, (_, at) => entry(at));
      const { index, segment } = indexOf(lists);
      allShards({ index, segment });
      for (const { place, title, text, kind } of edits) {
        if (place >= lists.length) continue;
        if (kind === "delete") lists.splice(place, 1);
        else lists[kind === "add" ? lists.length : place] = listTerms(title, text);
        if (kind === "edit") index.replace(place, lists[place] ?? "");
        else index.replaceAll(lists);
        const fresh = new SegmentIndex(segment);
        fresh.replaceAll(lists);
        expect(allShards({ index, segment })).toEqual(allShards({ index: fresh, segment }));
      }
    }),
    { numRuns: 40 },
  );
});
