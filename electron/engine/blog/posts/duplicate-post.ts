import type { FrontMatterChanges } from "../front-matter/front-matter-spelling.ts";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { editFrontMatter } from "../front-matter/edit-front-matter.ts";
import { frontMatterText, momentAt } from "../dates/moment.ts";
import type { CreatePost } from "./new-post.ts";
import type { Post } from "./post.ts";

/** The properties that a copy of a post loses: its identity, its addresses and its history. */
const ownKeys: FrontMatterChanges = {
  guid: null,
  permalink: null,
  aliases: null,
  slug: null,
  updated: null,
  pinned: null,
  shareKey: null,
  shareUntil: null,
  relations: null,
  revisions: null,
};

/**
 * Maximum number of keys that mean the same property, for instance Hitofude's and Hugo's key.
 * The front matter of a copy is edited this many times, because each edit removes one key of each property.
 */
const maxSpellings = 4;

interface CopyOptions extends Pick<BlogSettings, "timeZone"> {
  /** The title of the draft. If it is empty, the draft keeps the title of the post. */
  readonly title: string;
  /** The date of the draft, in milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Returns a draft with the text and properties of a post.
 * Throws `post.frontMatterSyntax` if the front matter cannot be parsed.
 */
export function duplicatePost(
  { path, kind, section }: Pick<Post, "path" | "kind" | "section">,
  { frontMatter, body }: { readonly frontMatter: string; readonly body: string },
  { title, timeZone, now }: CopyOptions,
): CreatePost {
  let edited = frontMatter;
  // Several passes are needed, because without Hitofude's key, another generator's key takes effect.
  for (let round = 0; round < maxSpellings; round += 1) edited = editFrontMatter(edited, ownKeys, path);
  const date = frontMatterText(momentAt(now, timeZone));
  const given = title === "" ? {} : { title };
  edited = editFrontMatter(edited, { ...given, date, status: "draft" }, path);
  return { kind, title, ...(section === "" ? {} : { section }), frontMatter: edited, body };
}
