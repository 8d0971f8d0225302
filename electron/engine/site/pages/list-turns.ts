import { termKey } from "#contract/text/collision-key.ts";
import { categoriesOf } from "#engine/blog/posts/post.ts";
import { archiveFolder, categoryFolder, tagFolder } from "../addresses/places.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import type { SiteModel } from "../model/site-model.ts";
import { hashIn, reach } from "./list-pages.ts";

/**
 * Number of posts that must follow a complete page, up to a turn that is the first post of a month.
 * Up to any other turn, `reach` posts are enough.
 */
const longestDelay = 33;

type Model = Pick<SiteModel, "sections" | "tagsByKey" | "categoriesByKey" | "years">;

/**
 * Decides at which new post the newest posts of a list become a page of their own, so that few files change.
 * A list gets new complete pages only at its *turns*.
 * Each post is a turn of exactly one of the lists that contain the post.
 * A new post therefore divides at most one list.
 * The first post of a month changes more files than others, so it divides a list only after a longer delay.
 */
export class ListTurns {
  readonly #model: Model;
  #firsts: ReadonlySet<SiteEntry> | undefined;

  constructor(model: Model) {
    this.#model = model;
  }

  /** Returns how many of the oldest posts of a list may be on complete pages now. */
  endOf(folder: string, entries: readonly SiteEntry[]): number {
    const isTurn = (entry: SiteEntry): boolean => this.#turnOf(entry) === folder;
    const last = entries.findLastIndex((entry) => isTurn(entry) && !this.#isFirstOfMonth(entry));
    const late = entries.findLastIndex(isTurn);
    return Math.max(last + 1 - reach, late + 1 - longestDelay);
  }

  /** Returns the folder of the one list for which a post is a turn. */
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
