import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { BulkOutcome } from "#contract/types/bulk-types.ts";
import { AppError } from "#contract/errors.ts";
import { isRecord } from "#contract/objects.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { editFrontMatter } from "#engine/blog/front-matter/edit-front-matter.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { editSettings, valuesOf } from "#engine/blog/settings/edit-settings.ts";
import { createSiteModel } from "#engine/site/model/site-models.ts";
import type { SiteModel } from "#engine/site/model/site-model.ts";
import { listsOf, pagesOf } from "#engine/site/pages/plan-lists.ts";
import type { LiveRecords } from "../publish/live-records.ts";
import { freePath } from "../posts/bulk-properties.ts";
import type { BulkService } from "../posts/bulk-service.ts";
import { withListRedirects, withMoved, withRenamedLinks } from "../posts/term-settings.ts";

export interface SectionServiceParts {
  readonly blog: BlogFolder;
  readonly bulk: BulkService;
  readonly records: LiveRecords;
  readonly now: () => number;
  /** Called after the program has written a post's file, so that the window loads the file again. */
  onWritten(path: string): Promise<void>;
}

/** The published pages that get different addresses when the sections change. */
export interface MovedAddresses {
  readonly pages: number;
  /** The post lists that move. Maps the present folder of each list to the list's new folder. */
  readonly lists: ReadonlyMap<string, string>;
  /** The posts whose addresses change. Maps the blog path of each post to the post's present address. */
  readonly posts: ReadonlyMap<string, string>;
}

export interface RenameSection {
  readonly from: string;
  readonly to: string;
  /** Whether the former addresses of published post lists redirect to the new ones. */
  readonly redirect: boolean;
}

/** Renames sections. Finds the published pages whose addresses change when sections change. */
export class SectionService {
  readonly #parts: SectionServiceParts;

  constructor(parts: SectionServiceParts) {
    this.#parts = parts;
  }

  /** Returns the addresses that new settings would change. `nameOf` returns the new name of a section. */
  movedBy(settings: BlogSettings, nameOf = (name: string): string => name): MovedAddresses {
    const { blog, records } = this.#parts;
    const online = Object.keys(blog.settings.targets).flatMap((target) =>
      Object.entries(records.get(target)?.posts ?? {}),
    );
    const posts = [...blog.posts.values()];
    const before = this.#modelOf(posts, blog.settings);
    const after = this.#modelOf(
      posts.map((post) => ({ ...post, section: nameOf(post.section) })),
      settings,
    );
    const moved = new Map<string, string>();
    const changed = new Set<string>();
    for (const [path, { address }] of online) {
      const [was, becomes] = [before, after].map((model) => model.byPath.get(path)?.address);
      if (was !== address || becomes === address) continue;
      changed.add(path);
      if (becomes !== undefined) moved.set(path, address);
    }
    // Looks at file paths as well as addresses, because not every address contains the name of its section.
    const places = online.flatMap(([path, { address }]) => [path, address]);
    const lists =
      online.length > 0 ? movedLists(before, after, nameOf, places) : new Map<string, MovedList>();
    const pages = [...lists.values()].reduce((sum, list) => sum + list.pages, changed.size);
    return { pages, posts: moved, lists: new Map(Array.from(lists, ([from, { to }]) => [from, to])) };
  }

  /**
   * Adds redirects to a text of `blog.yaml`: from the present folder of each post list to its new folder.
   * Returns the new text. Throws `blog.settings*`.
   */
  withRedirects(text: string, settings: BlogSettings, { lists }: Pick<MovedAddresses, "lists">): string {
    return lists.size === 0 ? text : withListRedirects(text, withMoved(settings.redirects.lists, lists));
  }

  /** Adds the former address of each post to the aliases of the post. */
  async keepAddresses({ posts }: Pick<MovedAddresses, "posts">): Promise<void> {
    const { bulk, onWritten } = this.#parts;
    const { changed } = await bulk.edit([...posts.keys()], {
      edit: ({ path, aliases }, frontMatter) => {
        const address = posts.get(path);
        const isKnown = address === undefined || aliases.includes(address);
        return isKnown ? frontMatter : editFrontMatter(frontMatter, { aliases: [...aliases, address] }, path);
      },
    });
    for (const path of changed) await onWritten(path);
  }

  /** Returns the addresses that change if a section gets a new name. */
  movedByName({ from, to }: Pick<RenameSection, "from" | "to">): MovedAddresses {
    const { settings } = this.#parts.blog;
    const rename = (name: string): string => (name === from ? to : name);
    return this.movedBy({ ...settings, sections: withNames(settings.sections, rename) }, rename);
  }

  /**
   * Renames a section and the folder of its posts.
   * Rejects with `section.exists`, `blog.settings*` or `file.*`.
   */
  async rename({ from, to, redirect }: RenameSection): Promise<BulkOutcome> {
    const { blog, bulk } = this.#parts;
    const { sections } = blog.settings;
    if (Object.hasOwn(sections, to) || !Object.hasOwn(sections, from))
      throw new AppError("section.exists", { name: to });
    const rename = (name: string): string => (name === from ? to : name);
    const moved = redirect ? this.movedByName({ from, to }) : null;
    const folder = `posts/${from}/`;
    const paths = [...blog.posts.values()]
      .filter(({ path, properties }) => path.startsWith(folder) || properties.section === from)
      .map(({ path }) => path);
    return bulk.edit(paths, {
      edit: ({ path, properties }, frontMatter) =>
        properties.section === from ? editFrontMatter(frontMatter, { section: to }, path) : frontMatter,
      pathFor: ({ path }, posts) =>
        path.startsWith(folder) ? freePath(`posts/${to}/${path.slice(folder.length)}`, posts) : null,
      settings: (text) => {
        const values = valuesOf(text.replace(/^\uFEFF/, ""));
        const named = {
          ...values,
          sections: withNames(isRecord(values.sections) ? values.sections : sections, rename),
        };
        const edited = withRenamedLinks(editSettings(text, named), "section", rename);
        return moved ? this.withRedirects(edited, blog.settings, moved) : edited;
      },
    });
  }

  #modelOf(posts: Iterable<Post>, settings: BlogSettings): SiteModel {
    return createSiteModel(posts, { settings, now: this.#parts.now(), preview: null });
  }
}

/** Returns a copy of a map with renamed keys. The order stays the same. */
function withNames<Value>(
  map: Readonly<Record<string, Value>>,
  nameOf: (name: string) => string,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [nameOf(name), value]));
}

interface MovedList {
  readonly to: string;
  readonly pages: number;
}

/**
 * Maps the present folder of each moved section list to the list's new folder.
 * Leaves out lists that have no posts now and had none when the site was last published.
 * `places` are the files and addresses of the published posts.
 */
function movedLists(
  before: SiteModel,
  after: SiteModel,
  nameOf: (name: string) => string,
  places: readonly string[],
): Map<string, MovedList> {
  const next = [...listsOf({ model: after })].filter(({ kind }) => kind === "section" || kind === "archive");
  const present = new Set(next.map(({ folder }) => folder));
  const moved = new Map<string, MovedList>();
  for (const { kind, section, folder, entries, turns } of listsOf({ model: before })) {
    const isList = kind === "section" || kind === "archive";
    const folders = [`${folder}/`, `posts/${section}/`];
    const hasPosts = entries.length > 0 || places.some((place) => folders.some((at) => place.startsWith(at)));
    if (!isList || !hasPosts || present.has(folder)) continue;
    const list = next.find((each) => each.section === nameOf(section)) ?? next[0];
    if (list) moved.set(folder, { to: list.folder, pages: pagesOf({ folder, entries, turns }).length });
  }
  return moved;
}
