import { readFileSync } from "node:fs";
import { fileError } from "#engine/base/file-errors.ts";
import { bodyOf } from "./parse-post.ts";
import type { Post } from "./post.ts";
import { type StoredPost, usual } from "./stored-post.ts";

const inside = Symbol("inside");
const name = Symbol("name");

/**
 * A post whose text is read from disk on each access, because the texts of all posts would need much memory.
 * Reading `body` may throw `file.notFound` or `file.failed`. This is a class, because an object with its own
 * getter takes a kilobyte; its fields have the same order as in `parsePost`.
 */
export class KnownPost implements Post {
  declare readonly [inside]: (path: string) => string;
  declare readonly [name]: string;
  declare readonly path: Post["path"];
  declare readonly kind: Post["kind"];
  declare readonly section: Post["section"];
  declare readonly properties: Post["properties"];
  declare readonly title: Post["title"];
  declare readonly firstWords: Post["firstWords"];
  declare readonly date: Post["date"];
  declare readonly updated: Post["updated"];
  declare readonly status: Post["status"];
  declare readonly tags: Post["tags"];
  declare readonly guid: Post["guid"];
  declare readonly source: Post["source"];
  declare readonly aliases: Post["aliases"];
  declare readonly language: Post["language"];
  declare readonly slug?: string;
  declare readonly series?: NonNullable<Post["series"]>;
  declare readonly relations: Post["relations"];
  declare readonly revisions: Post["revisions"];
  declare readonly factsKey: Post["factsKey"];
  declare readonly hash: Post["hash"];
  declare readonly bodyHash: Post["bodyHash"];
  declare readonly imageNames: Post["imageNames"];
  declare readonly bodyLine: Post["bodyLine"];
  declare readonly problems: Post["problems"];

  /**
   * `pathInside` returns the absolute path of a file in the blog; `spelling` is the path of the post's file
   * as spelled on disk.
   */
  constructor(post: StoredPost, pathInside: (path: string) => string, spelling: string) {
    this[inside] = pathInside;
    this[name] = spelling;
    this.path = post.path;
    this.kind = post.kind ?? usual.kind;
    this.section = post.section;
    this.properties = post.properties;
    this.title = post.title ?? post.properties.title ?? "";
    this.firstWords = post.firstWords ?? usual.firstWords;
    this.date = post.date;
    this.updated = post.updated ?? usual.updated;
    this.status = post.status ?? usual.status;
    this.tags = post.tags ?? post.properties.tags ?? usual.tags;
    this.guid = post.guid ?? usual.guid;
    this.source = post.source ?? usual.source;
    this.aliases = post.aliases ?? usual.aliases;
    this.language = post.language ?? usual.language;
    if (post.slug !== undefined) this.slug = post.slug;
    if (post.series !== undefined) this.series = post.series;
    this.relations = post.relations ?? usual.relations;
    this.revisions = post.revisions ?? usual.revisions;
    this.factsKey = post.factsKey;
    this.hash = post.hash;
    this.bodyHash = post.bodyHash;
    this.imageNames = post.imageNames ?? usual.imageNames;
    this.bodyLine = post.bodyLine;
    this.problems = post.problems ?? usual.problems;
  }

  get body(): string {
    return readBody(this[inside](this[name]));
  }
}

/**
 * Returns the path of a post's file if each access to its text reads that file; undefined if the text is in
 * memory.
 */
export function textFileOf(post: Post): string | undefined {
  return post instanceof KnownPost ? post[inside](post[name]) : undefined;
}

/** Reads the text after the front matter from a post's file. Throws `file.notFound` or `file.failed`. */
export function readBody(location: string): string {
  try {
    return bodyOf(readFileSync(location));
  } catch (error) {
    throw fileError(error, location);
  }
}
