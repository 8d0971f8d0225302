import { termKey } from "#contract/text/collision-key.ts";
import { categoriesOf } from "#engine/blog/posts/post.ts";
import { archiveFolder, categoryFolder, tagFolder } from "../addresses/places.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import type { SiteModel } from "../model/site-model.ts";
import { hashIn, reach } from "./list-pages.ts";

/** Number of posts after which a page ends although each later turn of its list is the first post of a month. */
const longestDelay = 33;

type Model = Pick<SiteModel, "sections" | "tagsByKey" | "categoriesByKey" | "years">;

/**
 * Decides at which new posts a list may be divided in a new way.
 * A post is the turn of only one of its lists, so that no post divides several lists. The first post of a month
 * changes more files than others, so it is no turn. Each new post then changes few files.
 */
export class ListTurns {
  readonly #model: Model;
  #firsts: ReadonlySet<SiteEntry> | undefined;

  constructor(model: Model) {
    this.#model = model;
  }

  /** Returns how many posts of the list, oldest first, may be on complete pages now. */
  endOf(folder: string, entries: readonly SiteEntry[]): number {
    const isTurn = (entry: SiteEntry): boolean => this.#turnOf(entry) === folder;
    const last = entries.findLastIndex((entry) => isTurn(entry) && !this.#isFirstOfMonth(entry));
    const late = entries.findLastIndex(isTurn);
    return Math.max(last + 1 - reach, late + 1 - longestDelay);
  }

  /** Returns the folder of the list whose turn a post is. */
  #turnOf(entry: SiteEntry): string | undefined {
    const hash = (folder: string): number => hashIn(folder, entry.post.path);
    return this.#foldersOf(entry).reduce((best, folder) => (hash(folder) > hash(best) ? folder : best));
  }

  #foldersOf({ post }: SiteEntry): [string, ...string[]] {
    const { sections, tagsByKey, categoriesByKey } = this.#model;
    const ofSection = sections.find(({ name }) => name === post.section);
    return [
      archiveFolder(sections),
      ...(sections.length > 1 && ofSection ? [ofSection.folder] : []),
      ...post.tags.flatMap((tag) => tagsByKey.get(termKey(tag)) ?? []).map(({ slug }) => tagFolder(slug)),
      ...categoriesOf(post)
        .flatMap((category) => categoriesByKey.get(termKey(category)) ?? [])
        .map(({ slug }) => categoryFolder(slug)),
    ];
  }

  #isFirstOfMonth(entry: SiteEntry): boolean {
    this.#firsts ??= new Set(
      this.#model.years.flatMap(({ months }) => months.flatMap(({ entries }) => entries[0] ?? [])),
    );
    return this.#firsts.has(entry);
  }
}
