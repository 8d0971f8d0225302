import type { FrontMatterChanges } from "../front-matter/front-matter-spelling.ts";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { editFrontMatter } from "../front-matter/edit-front-matter.ts";
import { frontMatterText, momentAt } from "../dates/moment.ts";
import type { CreatePost } from "./new-post.ts";
import type { Post } from "./post.ts";

/** What belongs to the one post alone: its identity, its addresses and its history. */
const ownKeys: FrontMatterChanges = {
  guid: null,
  permalink: null,
  aliases: null,
  slug: null,
  updated: null,
  pinned: null,
  relations: null,
  revisions: null,
};

/** More spellings of one property than any file has. */
const mostSpellings = 4;

/**
 * A draft with the words of another post, dated now, under the title that is given; "" leaves it without one. Throws
 * `post.frontMatterSyntax` when the front matter cannot be read.
 */
export function duplicatePost(
  { path, kind, section }: Pick<Post, "path" | "kind" | "section">,
  { frontMatter, body }: { readonly frontMatter: string; readonly body: string },
  title: string,
  { timeZone }: Pick<BlogSettings, "timeZone">,
  now: number,
): CreatePost {
  let edited = frontMatter;
  // A file may say the same under another generator's name, too, which counts once ours is gone.
  for (let round = 0; round < mostSpellings; round += 1) edited = editFrontMatter(edited, ownKeys, path);
  const date = frontMatterText(momentAt(now, timeZone));
  const given = title === "" ? {} : { title };
  edited = editFrontMatter(edited, { ...given, date, status: "draft" }, path);
  return { kind, title, ...(section === "" ? {} : { section }), frontMatter: edited, body };
}
