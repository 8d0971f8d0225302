import { readSettings } from "#engine/blog/settings/load-settings.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { settings as text } from "./open-service.ts";

export const { settings } = readSettings(text, "blog");

/** Returns a ready post with these lines of front matter, parsed as from a file. */
export function loadPost(path: string, frontMatter: string, body = ""): Post {
  const bytes = Buffer.from(
    `---\nstatus: ready\n${frontMatter}\n---\n${body}`.replace(/status: ready\n(.*status:)/s, "$1"),
  );
  return parsePost({ path, bytes, settings });
}
