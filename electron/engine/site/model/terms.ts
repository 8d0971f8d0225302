import { createHash } from "node:crypto";
import { termKey } from "#contract/text/collision-key.ts";
import { isPortableName } from "#contract/text/portable-name.ts";
import { withoutServerEndings } from "../addresses/server-names.ts";

export interface Term<Entry> {
  readonly name: string;
  /** Name of the term's folder on the site, unique among tags or among categories. May contain Japanese. */
  readonly slug: string;
  readonly entries: readonly Entry[];
}

/**
 * Makes the list of tags or categories. Sorts it by code units, an order that is the same everywhere.
 * Spellings that differ only in case (`Go`, `go`, `GO`) are one term. Its name is the most frequent spelling.
 * `before` contains the terms of the last call. A term that has not changed stays the same object.
 */
export function gatherTerms<Entry>(
  entries: readonly Entry[],
  namesOf: (entry: Entry) => readonly string[],
  before: readonly Term<Entry>[] = [],
): Term<Entry>[] {
  const gathered = new Map<string, GatheredTerm<Entry>>();
  const spellings = new Map<string, Spelling<Entry>>();
  const spell = (written: string): Spelling<Entry> => {
    const spelling = spellingOf(written, gathered);
    spellings.set(written, spelling);
    return spelling;
  };
  for (const entry of entries) {
    for (const written of namesOf(entry)) {
      const { use, term } = spellings.get(written) ?? spell(written);
      // An entry counts once, even if it has several spellings of one term.
      if (use.name === "" || term.entries.at(-1) === entry) continue;
      use.count += 1;
      term.entries.push(entry);
    }
  }
  const named = [...gathered.values()].map((term) => ({
    name: mostUsed(term.uses),
    entries: term.entries,
  }));
  named.sort((a, b) => (a.name < b.name ? -1 : 1));
  const known = new Map(before.map((term) => [term.slug, term]));
  return withSlugs(named).map((term) => sameTerm(known.get(term.slug), term));
}

/** Returns `before` if the two terms are equal, so that an unchanged term stays the same object. */
function sameTerm<Entry>(before: Term<Entry> | undefined, now: Term<Entry>): Term<Entry> {
  const isSame = before?.name === now.name && sameItems(before.entries, now.entries);
  return isSame ? before : now;
}

export function sameItems<Item>(a: readonly Item[], b: readonly Item[]): boolean {
  return a === b || (a.length === b.length && a.every((item, index) => item === b[index]));
}

export function termsByKey<Entry>(terms: readonly Term<Entry>[]): Map<string, Term<Entry>> {
  return new Map(terms.map((term) => [termKey(term.name), term]));
}

/** A spelling of a term, and the number of its uses. */
interface SpellingUse {
  /** The written name without spaces around it; "" for a blank name, which is not a term. */
  readonly name: string;
  count: number;
}

interface GatheredTerm<Entry> {
  readonly uses: SpellingUse[];
  readonly entries: Entry[];
}

interface Spelling<Entry> {
  readonly use: SpellingUse;
  readonly term: GatheredTerm<Entry>;
}

/** Returns the term of a written name. Adds the term to `gathered` if the term is new. */
function spellingOf<Entry>(written: string, gathered: Map<string, GatheredTerm<Entry>>): Spelling<Entry> {
  const name = written.normalize("NFC").trim();
  const key = termKey(name);
  const term = gathered.get(key) ?? { uses: [], entries: [] };
  if (name !== "") gathered.set(key, term);
  const known = term.uses.find((use) => use.name === name);
  if (known) return { use: known, term };
  const use = { name, count: 0 };
  term.uses.push(use);
  return { use, term };
}

function mostUsed(uses: readonly SpellingUse[]): string {
  let best = "";
  let most = 0;
  for (const { name, count } of uses) {
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
    // Appends a hash of the name, not a running number.
    // A number would change when other terms are added or removed.
    const slug = free
      ? plain
      : `${plain || "t"}-${createHash("sha1").update(name).digest("hex").slice(0, 8)}`;
    taken.add(slug);
    return { name, slug, entries };
  });
}

/** Converts a name to a folder name: NFC, lower case, hyphens for spaces, only valid characters. */
function slugify(name: string): string {
  const slug = name
    .normalize("NFC")
    .toLowerCase()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters must be removed from names
    .replace(/[\u0000-\u001F\u007F\\/<>:"|?*%]|\p{Surrogate}/gu, " ")
    .trim()
    .replace(/\s+/g, "-")
    .replace(/^\.+|\.+$/g, "");
  return usable(withoutServerEndings(slug));
}

function usable(slug: string): string {
  return Buffer.byteLength(slug) <= 120 && isPortableName(slug) ? slug : "";
}
