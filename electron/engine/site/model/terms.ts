import { createHash } from "node:crypto";
import { isPortableName } from "#engine/base/plain-name.ts";
import { collisionKey } from "../addresses/addresses.ts";
import { withoutServerEndings } from "../addresses/server-names.ts";

/** A tag or category with the entries that carry it, in the order in which they were given. */
export interface Term<Entry> {
  readonly name: string;
  /** Name of its folder in the site; keeps Japanese, is never empty, and unique among its kind. */
  readonly slug: string;
  readonly entries: readonly Entry[];
}

/**
 * Gathers tags or categories. Spellings that differ in case only (`Go`, `go`, `GO`) are one term, shown in the
 * spelling used most. Sorted by name, by code units, so that every machine agrees.
 */
export function gatherTerms<Entry>(
  entries: readonly Entry[],
  namesOf: (entry: Entry) => readonly string[],
): Term<Entry>[] {
  const gathered = new Map<string, { spellings: Map<string, number>; entries: Entry[] }>();
  const spell = speller();
  for (const entry of entries) {
    for (const { key, name } of distinctNames(namesOf(entry), spell)) {
      const term = gathered.get(key) ?? { spellings: new Map<string, number>(), entries: [] };
      term.spellings.set(name, (term.spellings.get(name) ?? 0) + 1);
      term.entries.push(entry);
      gathered.set(key, term);
    }
  }
  const named = [...gathered.values()].map((term) => ({
    name: mostUsed(term.spellings),
    entries: term.entries,
  }));
  named.sort((a, b) => (a.name < b.name ? -1 : 1));
  return withSlugs(named);
}

/** The key under which spellings of one term meet. */
export function termKey(name: string): string {
  return collisionKey(name.trim());
}

/** Terms under the keys of their names. */
export function termsByKey<Entry>(terms: readonly Term<Entry>[]): Map<string, Term<Entry>> {
  return new Map(terms.map((term) => [termKey(term.name), term]));
}

interface Spelling {
  readonly key: string;
  /** NFC. */
  readonly name: string;
}

/** Reads each name once: there are as many as there are tags, not as many as posts have. */
function speller(): (written: string) => Spelling {
  const known = new Map<string, Spelling>();
  return (written) => {
    const before = known.get(written);
    if (before) return before;
    const name = written.normalize("NFC").trim();
    const spelling = { key: termKey(name), name };
    known.set(written, spelling);
    return spelling;
  };
}

/** Each of the names once, without blank ones. */
function distinctNames(names: readonly string[], spell: (written: string) => Spelling): Spelling[] {
  const distinct: Spelling[] = [];
  for (const written of names) {
    const spelling = spell(written);
    if (spelling.name !== "" && !distinct.some(({ key }) => key === spelling.key)) distinct.push(spelling);
  }
  return distinct;
}

function mostUsed(spellings: ReadonlyMap<string, number>): string {
  let best = "";
  let most = 0;
  for (const [name, count] of spellings) {
    if (count > most || (count === most && name < best)) {
      best = name;
      most = count;
    }
  }
  return best;
}

function withSlugs<Entry>(terms: readonly { name: string; entries: Entry[] }[]): Term<Entry>[] {
  const taken = new Set<string>();
  return terms.map(({ name, entries }) => {
    const plain = slugify(name);
    const free = plain !== "" && !taken.has(plain);
    // Depends on the name alone, so that an address does not move when another term comes or goes after it.
    const slug = free
      ? plain
      : `${plain || "t"}-${createHash("sha1").update(name).digest("hex").slice(0, 8)}`;
    taken.add(slug);
    return { name, slug, entries };
  });
}

/** Lower case, NFC, words joined by hyphens; only what a file name cannot hold is left out. */
function slugify(name: string): string {
  const slug = name
    .normalize("NFC")
    .toLowerCase()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a name may hold them, a file name may not
    .replace(/[\u0000-\u001F\u007F\\/<>:"|?*%]|\p{Surrogate}/gu, " ")
    .trim()
    .replace(/\s+/g, "-")
    .replace(/^\.+|\.+$/g, "");
  return usable(withoutServerEndings(slug));
}

function usable(slug: string): string {
  return Buffer.byteLength(slug) <= 120 && isPortableName(slug) ? slug : "";
}
