import type { PostProperties } from "#contract/types/blog-types.ts";
import type { Problem } from "#contract/errors.ts";
import type { RelationKind } from "#contract/types/relation-kinds.ts";

/**
 * A moment as written by the author: the instant, and the offset that was written or follows from the blog's
 * zone.
 */
export interface Moment {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly offsetMinutes: number;
  /** False for a date without time: then `time` is midnight in the blog's zone. */
  readonly hasTime: boolean;
}

export interface Relation {
  readonly kind: RelationKind;
  /** Blog path or address of the other post. */
  readonly to: string;
  readonly label?: string;
}

export interface SeriesPart {
  readonly name: string;
  readonly number?: number;
}

/** An immutable snapshot of one Markdown file of the blog. */
export interface Post {
  /** Inside the blog folder, with `/`, NFC. */
  readonly path: string;
  readonly kind: "post" | "page";
  /** Folder name under `posts/`, or the front matter's; "" for pages. */
  readonly section: string;
  /** SHA-256 of the file's bytes, hex. */
  readonly hash: string;
  readonly properties: PostProperties;
  readonly title: string;
  readonly date: Moment | null;
  readonly updated: Moment | null;
  readonly status: "draft" | "ready";
  readonly tags: readonly string[];
  readonly guid: string | null;
  readonly source: { readonly name: string; readonly url?: string } | null;
  readonly aliases: readonly string[];
  readonly language: string | null;
  /** Another generator's `slug`, for `{slug}` in an address pattern instead of the file name. */
  readonly slug?: string;
  /** The series that the post belongs to, and the part's number if the author set one. */
  readonly series?: SeriesPart;
  readonly relations: readonly Relation[];
  readonly revisions: readonly { readonly date: string; readonly note: string }[];
  /** The first words of the text if there is no title; otherwise "". */
  readonly firstWords: string;
  /** Markdown after the front matter. Cached posts read it from disk on each access. */
  readonly body: string;
  /** A hash of the body. */
  readonly bodyHash: string;
  /** File names, without folders, of images that the text may show, and of the cover. */
  readonly imageNames: readonly string[];
  /** 0-based line of the file where the body begins. */
  readonly bodyLine: number;
  /** A hash of everything but text, hash and problems. */
  readonly factsKey: string;
  readonly problems: readonly Problem[];
}

/** A post without its text: what the rest of the site uses of it. */
export type PostFacts = Omit<
  Post,
  "body" | "bodyHash" | "imageNames" | "bodyLine" | "factsKey" | "hash" | "problems"
>;

/** Returns the post without its text. */
export function factsOf(post: PostFacts): PostFacts {
  // Lists each property, because reading `body` may read it from disk
  return {
    path: post.path,
    kind: post.kind,
    section: post.section,
    properties: post.properties,
    title: post.title,
    firstWords: post.firstWords,
    date: post.date,
    updated: post.updated,
    status: post.status,
    tags: post.tags,
    guid: post.guid,
    source: post.source,
    aliases: post.aliases,
    language: post.language,
    ...(post.slug === undefined ? {} : { slug: post.slug }),
    ...(post.series === undefined ? {} : { series: post.series }),
    relations: post.relations,
    revisions: post.revisions,
  };
}
