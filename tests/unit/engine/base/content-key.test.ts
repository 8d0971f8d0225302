import { expect, test } from "vitest";
import { EntriesKey } from "#engine/base/content-key.ts";
import type { SiteEntry } from "#engine/site/entries/site-entry.ts";

const entry = (title: string): SiteEntry => ({ title, year: title.slice(-1) }) as SiteEntry;
const many = Array.from({ length: 700 }, (_, at) => entry(`題 ${at}`));

/** Neighbours in one group, and entries in groups of one name at several places of the list. */
const groupings = [({ title }: SiteEntry) => title.slice(0, 3), ({ year }: SiteEntry) => year, () => ""];

test.each(groupings)("after any change the key equals a newly computed one", (groupOf) => {
  const kept = new EntriesKey(groupOf);
  const variants = [
    many,
    many.map((known, at) => (at === 300 ? entry("別の題") : known)),
    many.toSpliced(5, 1),
    many.toSpliced(699, 0, entry("新しい")),
    many.toSorted((a, b) => (a.title < b.title ? -1 : 1)),
    [],
    many,
  ];
  const keys = variants.map((entries) => kept.of(entries));
  expect(keys).toEqual(
    variants.map((entries) => new EntriesKey(groupOf).of(entries.map((one) => ({ ...one })))),
  );
  expect(new Set(keys).size).toBe(variants.length - 1);
});
