import type { PostProperties } from "#contract/types/blog-types.ts";
import type { Problem } from "#contract/errors.ts";
import type { RelationKind } from "#contract/types/relation-kinds.ts";

/**
 * A date and time that the author wrote.
 * Without a written UTC offset, the offset of the blog's time zone applies.
 */
export interface Moment {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly offsetMinutes: number;
  /** Whether the author wrote a time with the date. If false, `time` is midnight in the blog's time zone. */
  readonly hasTime: boolean;
}

export interface Relation {
  readonly kind: RelationKind;
  /** Blog path or address of the related post. */
  readonly to: string;
  readonly label?: string;
}

export interface SeriesPart {
  readonly name: string;
  readonly number?: number;
}

/** The permission for chosen people to read an unpublished post at a secret address. */
export interface DraftShare {
  /** The secret part of the address: 32 hexadecimal digits. */
  readonly key: string;
  /** The time at which the secret address expires, in milliseconds since the epoch. */
  readonly until: number;
}

/** The text of a post: a string, UTF-8 bytes, or the absolute path of a file that is read for each access. */
export type PostBody = string | Uint8Array | { readonly file: string };

/** A Markdown file of the blog, as it was last read. If the file changes, a new object replaces this one. */
export interface Post {
  readonly path: string;
  readonly kind: "post" | "page";
  /** The section in the front matter. Default: the name of the folder under `posts/`, or "" for pages. */
  readonly section: string;
  /** SHA-256 of the whole file's bytes, hex. */
  readonly hash: string;
  readonly properties: PostProperties;
  readonly title: string;
  readonly date: Moment | null;
  readonly updated: Moment | null;
  readonly status: "draft" | "ready";
  /**
   * Time from which readers may see the post, in milliseconds since the epoch.
   * The time can be later than the date of the post.
   */
  readonly shownFrom?: number;
  /** Time from which readers may no longer see the post, in milliseconds since the epoch. */
  readonly shownUntil?: number;
  readonly tags: readonly string[];
  /** The second and further categories, for posts from other generators. Absent if there are none. */
  readonly furtherCategories?: readonly string[];
  readonly guid: string | null;
  readonly source: { readonly name: string; readonly url?: string } | null;
  readonly aliases: readonly string[];
  readonly language: string | null;
  /** The `slug` in front matter of another generator. `{slug}` in an address pattern becomes this value. */
  readonly slug?: string;
  /** The series that the post belongs to. Contains the part's number if the author set a number. */
  readonly series?: SeriesPart;
  readonly relations: readonly Relation[];
  readonly revisions: readonly { readonly date: string; readonly note: string }[];
  /** Absent if the author does not share the post as a draft. */
  readonly draftShare?: DraftShare;
  /** The first words of the text if the post has no title. "" if the post has a title. */
  readonly firstWords: string;
  /** The Markdown text after the front matter, or the path of the file that contains the text. */
  readonly body: PostBody;
  /** Hash of the text and its language. The rendered text depends on no other part of the post. */
  readonly bodyHash: string;
  /** File names of the images that the text or the front matter may show. Folders are omitted. */
  readonly imageNames: readonly string[];
  /** 0-based line of the file where the body begins. */
  readonly bodyLine: number;
  /** A hash of everything in the post except its text (see `factsOf`). */
  readonly factsKey: string;
  readonly problems: readonly Problem[];
}

/** Whether a post lacks a date, both in its front matter and in the name of its file. Pages need no date. */
export function isUndated({ kind, date, properties }: Pick<Post, "kind" | "date" | "properties">): boolean {
  return kind === "post" && date === null && properties.date === undefined;
}

/** The part of a post that other pages of the site need: everything except its text. */
export type PostFacts = Omit<
  Post,
  "body" | "bodyHash" | "imageNames" | "bodyLine" | "factsKey" | "hash" | "problems"
>;

/** Returns all categories of a post. The post's own page shows only the first one. */
export function categoriesOf({ properties: { category }, furtherCategories = [] }: PostFacts): string[] {
  return category === undefined ? [] : [category, ...furtherCategories];
}

/** Returns the fields of a post, but leaves out its text. */
export function factsOf(post: PostFacts): PostFacts {
  // `factsKey` hashes the properties in the order of this object. A different order would change every hash.
  return complete({
    path: post.path,
    kind: post.kind,
    section: post.section,
    properties: post.properties,
    title: post.title,
    firstWords: post.firstWords,
    date: post.date,
    updated: post.updated,
    status: post.status,
    ...(post.shownFrom === undefined ? {} : { shownFrom: post.shownFrom }),
    ...(post.shownUntil === undefined ? {} : { shownUntil: post.shownUntil }),
    tags: post.tags,
    ...(post.furtherCategories === undefined ? {} : { furtherCategories: post.furtherCategories }),
    guid: post.guid,
    source: post.source,
    aliases: post.aliases,
    language: post.language,
    ...(post.slug === undefined ? {} : { slug: post.slug }),
    ...(post.series === undefined ? {} : { series: post.series }),
    relations: post.relations,
    revisions: post.revisions,
    ...(post.draftShare === undefined ? {} : { draftShare: post.draftShare }),
  });
}

/** Returns the facts unchanged. The compiler refuses facts that lack a key, even an optional one. */
function complete<Facts extends PostFacts>(
  facts: Facts & Readonly<Record<Exclude<keyof PostFacts, keyof Facts>, never>>,
): PostFacts {
  return facts;
}
