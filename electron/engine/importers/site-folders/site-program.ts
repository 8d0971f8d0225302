import type { FrontMatterValues } from "#engine/blog/front-matter/front-matter.ts";
import type { Moment } from "#engine/blog/posts/post.ts";
import type { CommentRule } from "./template-comments.ts";

/** The files of a site's folder. Paths are relative to the folder that holds the configuration. */
export interface SiteFolder {
  /** Values in the configuration file. A configuration in JavaScript yields only its literal values. */
  readonly config: FrontMatterValues;
  /** Name of the configuration file, such as `hugo.toml`. */
  readonly configName: string;
  /** The beginning of the configuration file. */
  readonly configText: string;
  readonly paths: readonly string[];
  /** Paths of the folders that directly contain files. */
  readonly folders: ReadonlySet<string>;
  /**
   * Maps the paths of files to their texts. Contains only files for which `readsText` returns true.
   * `texts` is empty while `isOwn` is called.
   */
  readonly texts: ReadonlyMap<string, string>;
}

/** What the path of a text file says about its page. */
export interface PagePlace {
  /** An `undecided` text is a post if a file of its folder has a date. Otherwise the text is a page. */
  readonly kind: "post" | "page" | "undecided";
  /** Folders of the page below the folder of all texts, such as `["blog", "2024"]`. */
  readonly folders: readonly string[];
  /** The name that the address contains, without extension and date. */
  readonly name: string;
  /** The date at the beginning of the file's name, exactly as the name contains it. */
  readonly date: string | null;
  /** Language of the page, if the file's name contains a language. */
  readonly language?: string;
  /** Whether the page is in a folder that the site generator never publishes, such as `_drafts`. */
  readonly isPrivate: boolean;
  /** Folder to which the addresses of pictures in the text are relative. Default: the folder of the file. */
  readonly pictures?: string;
}

/** A text file, and the values from which the address of its page is made. */
export interface SitePage {
  /** Path of the file in the folder of the site. */
  readonly path: string;
  readonly place: PagePlace;
  /** Values of the page, from its front matter or inherited. */
  readonly values: FrontMatterValues;
  readonly title: string;
  readonly date: Moment | null;
  readonly categories: readonly string[];
}

/** A path that a site generator gives to a page. */
export interface PageAddress {
  readonly path: string;
  /** True if the real path cannot be known. `path` is then the site generator's usual path for the page. */
  readonly isGuess: boolean;
}

/** Converts the tags that `pattern` matches to Markdown. `parts` are the match and its groups. */
export type TagRule = readonly [
  pattern: RegExp,
  change: (parts: readonly string[], links: SiteLinks) => string,
];

/** Finds the pages to which texts of the site link. */
export interface SiteLinks {
  /** Returns the address of the page with this path or name. Returns null if there is no such page. */
  addressOf(target: string): string | null;
  readonly config: FrontMatterValues;
}

/** A site generator: a program that makes a website from a folder of text files. */
export interface SiteProgram {
  readonly id: string;
  readonly name: string;
  /** Names of the configuration files, relative to the folder of the site. */
  readonly configs: readonly string[];
  /** Whether a folder that has one of the files in `configs` belongs to this site generator. */
  isOwn(folder: SiteFolder): boolean;
  /** Reads what the path of a file says about its page. Returns null for a file that is not a page. */
  placeOf(path: string, folder: SiteFolder): PagePlace | null;
  /**
   * Whether the site generator ignores a file, although `placeOf` treats the file as a page.
   * An ignored file becomes a draft. By default, no file is ignored.
   */
  isIgnored?(path: string, folder: SiteFolder): boolean;
  /**
   * Returns the path of the page's address, such as `/2024/01/rain/`, or null if it cannot be known.
   * Returns a `PageAddress` if the path may only be a guess.
   */
  addressOf(page: SitePage, folder: SiteFolder): string | PageAddress | null;
  /**
   * Whether the text of a file must be read because it determines values or addresses of pages.
   * Must return false for the file of a page. Default: false for all files.
   */
  readsText?(path: string, folder: SiteFolder): boolean;
  /**
   * Adds the values that a page gets from other files or from the configuration.
   * Default: a page has only the values of its front matter.
   */
  valuesOf?(own: FrontMatterValues, path: string, folder: SiteFolder): FrontMatterValues;
  /** The kinds of comments that the site generator removes. Default: none. */
  comments?(path: string, folder: SiteFolder): readonly CommentRule[];
  /** Rules for whole texts, applied before `tags`. A rule may insert blocks of code. */
  readonly blocks: readonly TagRule[];
  /** Rules for the parts of a text that are not code. */
  readonly tags: readonly TagRule[];
  /** Matches the tags that no rule has converted. */
  readonly unread: RegExp;
  /** Whether a single line end in a text is a line break on the page. Default: false. */
  breaks?(folder: SiteFolder): boolean;
  /** Whether spaces separate tags and categories, so that `a b` means two tags. */
  readonly hasSpacedLists?: boolean;
  /** Tags that only control the site generator and say nothing about the text. */
  readonly ownTags?: readonly string[];
}

/** Returns a function that computes a value for each folder once and then caches it. */
export function oncePerFolder<Result>(
  calculate: (folder: SiteFolder) => Result,
): (folder: SiteFolder) => Result {
  const known = new WeakMap<SiteFolder, { readonly result: Result }>();
  return (folder) => {
    const found = known.get(folder) ?? { result: calculate(folder) };
    known.set(folder, found);
    return found.result;
  };
}
