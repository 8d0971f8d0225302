import { termKey } from "#contract/text/collision-key.ts";
import type { ImportChoices } from "#contract/types/import-types.ts";
import type { ImportEntry } from "../importer.ts";

/** The categories and tags that are renamed in the imported posts. */
export type RenamedTerms = NonNullable<ImportChoices["renamed"]>;

/**
 * Returns a function that renames the category and the tags of an entry.
 * Leaves out a category or tag whose new name is blank.
 * Two tags of an entry that get the same name become one tag.
 */
export function termRenamer(renamed: RenamedTerms): (entry: ImportEntry) => ImportEntry {
  const categories = newNames(renamed.categories);
  const tags = newNames(renamed.tags);
  return (entry) => {
    const { category } = entry;
    return {
      ...entry,
      category: category === null ? null : (categories.get(category) ?? category) || null,
      tags: entry.tags.some((tag) => tags.has(tag)) ? renamedTags(entry.tags, tags) : entry.tags,
    };
  };
}

function newNames(terms: RenamedTerms["tags"]): ReadonlyMap<string, string> {
  return new Map(terms.map(({ from, to }) => [from, to.trim()]));
}

/** Returns the new names of tags. Spellings of a tag that differ only in case count as the same name. */
function renamedTags(tags: readonly string[], names: ReadonlyMap<string, string>): string[] {
  const byKey = new Map<string, string>();
  for (const tag of tags) {
    const name = names.get(tag) ?? tag;
    const key = termKey(name);
    if (name !== "" && !byKey.has(key)) byKey.set(key, name);
  }
  return [...byKey.values()];
}
