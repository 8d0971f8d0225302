import { termKey } from "#contract/text/collision-key.ts";
import type { BulkOutcome } from "#contract/types/bulk-types.ts";
import type { TermChange, TermInfo, TermKind, Terms } from "#contract/types/term-types.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { type Rename, renameNames } from "#engine/blog/front-matter/rename-names.ts";
import { categoriesOf, type Post } from "#engine/blog/posts/post.ts";
import { categoryFolder, places, seriesFolder, tagFolder } from "#engine/site/addresses/places.ts";
import { createSiteModel } from "#engine/site/model/site-models.ts";
import { gatherTerms } from "#engine/site/model/terms.ts";
import type { LiveRecords } from "../publish/live-records.ts";
import type { BulkService } from "./bulk-service.ts";
import {
  linkedNames,
  type NamedLink,
  withListRedirects,
  withMoved,
  withRenamedLinks,
} from "./term-settings.ts";

export interface TermServiceParts {
  readonly blog: BlogFolder;
  readonly bulk: BulkService;
  readonly records: LiveRecords;
  readonly onSettingsWritten: () => Promise<void>;
  readonly now: () => number;
}

interface Kind {
  /** The front matter property that lists the names of this kind, such as `tags`. */
  readonly property: string;
  namesOf(post: Post): readonly string[];
  folderOf(slug: string): string;
  /**
   * Prefix of links in `blog.yaml` to post lists, such as `tag`. Missing for a kind without links.
   */
  readonly link?: NamedLink;
}

const kinds: Readonly<Record<TermKind, Kind>> = {
  tags: { property: "tags", namesOf: ({ tags }) => tags, folderOf: tagFolder, link: "tag" },
  categories: {
    property: "category",
    namesOf: categoriesOf,
    folderOf: categoryFolder,
    link: "category",
  },
  series: {
    property: "series",
    namesOf: ({ series }) => (series ? [series.name] : []),
    folderOf: seriesFolder,
  },
};

/** Lists, renames, merges and deletes tags, categories and series in all posts. */
export class TermService {
  readonly #parts: TermServiceParts;

  constructor(parts: TermServiceParts) {
    this.#parts = parts;
  }

  list(): Terms {
    const { settings } = this.#parts.blog;
    const moved = Object.entries(settings.redirects.lists).map(([from, to]) => ({ from, to }));
    return { tags: this.#of("tags"), categories: this.#of("categories"), series: this.#of("series"), moved };
  }

  /** Renames, merges or deletes tags, categories or series. Leaves the posts in `except` unchanged. */
  async change({ kind, names, to, redirect }: TermChange, except: readonly string[]): Promise<BulkOutcome> {
    const { blog, bulk } = this.#parts;
    const { property, namesOf } = kinds[kind];
    const keys = new Set(names.map(termKey));
    const left = new Set(except);
    const hasName = (post: Post): boolean => namesOf(post).some((name) => keys.has(termKey(name)));
    const paths = [...blog.posts.values()]
      .filter((post) => !left.has(post.path) && hasName(post))
      .map(({ path }) => path);
    const known = to === null ? keys : new Set([...keys, termKey(to)]);
    const rename: Rename = (name) => (known.has(termKey(name)) ? to : name);
    const moved = redirect ? this.#listFolders(kind, names, blog.posts) : [];
    const outcome = await bulk.edit(paths, {
      edit: (post, frontMatter) => renameNames(frontMatter, property, rename, post.path),
      settings: (text, posts) => {
        const { link } = kinds[kind];
        const renamed =
          to === null || !link
            ? text
            : withRenamedLinks(text, link, (name) => (keys.has(termKey(name)) ? to : name));
        if (moved.length === 0) return renamed;
        const folder = to === null ? places[kind] : this.#folderOf(kind, to, posts);
        const moves = new Map(moved.map((from) => [from, folder]));
        return withListRedirects(renamed, withMoved(blog.settings.redirects.lists, moves));
      },
    });
    // Leaves out posts that another program has just deleted, instead of reporting them as skipped.
    const skipped = outcome.skipped.filter(({ reason }) => reason.code !== "file.notFound");
    return { ...outcome, skipped };
  }

  /** Removes the redirect from the former folder of a post list. Rejects with `blog.*` or `file.*`. */
  async removeRedirect(from: string): Promise<void> {
    const { blog, onSettingsWritten } = this.#parts;
    const { [from]: _removed, ...lists } = blog.settings.redirects.lists;
    const { text, hash } = await blog.settingsFile.readText();
    await blog.settingsFile.saveText(withListRedirects(text, lists), hash);
    await onSettingsWritten();
  }

  #of(kind: TermKind): TermInfo[] {
    const { blog, records } = this.#parts;
    const { settings, posts } = blog;
    const live = Object.keys(settings.targets).map((target) => records.get(target)?.posts ?? {});
    const collator = new Intl.Collator(settings.language);
    const { namesOf, link } = kinds[kind];
    const terms = gatherTerms([...posts.values()], namesOf);
    const used = new Set(terms.map(({ name }) => termKey(name)));
    const linked = link ? gatherTerms([settings], () => linkedNames(settings, link)) : [];
    const unused = linked.filter(({ name }) => !used.has(termKey(name)));
    return [...terms, ...unused.map(({ name }) => ({ name, entries: [] as Post[] }))]
      .map(({ name, entries }) => ({
        name,
        posts: entries.length,
        drafts: entries.filter(({ status }) => status === "draft").length,
        isOnline: entries.some(({ path }) => live.some((online) => online[path] !== undefined)),
      }))
      .sort((a, b) => collator.compare(a.name, b.name));
  }

  /** Returns the folder of a term's post list, which need not exist yet. */
  #folderOf(kind: TermKind, name: string, posts: ReadonlyMap<string, Post>): string {
    const [folder] = this.#listFolders(kind, [name], posts);
    if (folder !== undefined) return folder;
    const terms = gatherTerms([...posts.values()], kinds[kind].namesOf);
    const term = terms.find((each) => termKey(each.name) === termKey(name));
    return term ? kinds[kind].folderOf(term.slug) : places[kind];
  }

  /** Returns the folders of the post lists that belong to the given names, such as tags. */
  #listFolders(kind: TermKind, names: readonly string[], posts: ReadonlyMap<string, Post>): string[] {
    const { settings } = this.#parts.blog;
    const model = createSiteModel(posts.values(), { settings, now: this.#parts.now(), preview: null });
    const keys = new Set(names.map(termKey));
    const found = model[kind].filter(({ name }) => keys.has(termKey(name)));
    return found.map(({ slug }) => kinds[kind].folderOf(slug));
  }
}
