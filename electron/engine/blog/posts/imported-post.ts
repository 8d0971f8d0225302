import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { decodeByGuess, decodeUtf8Strict } from "#engine/base/text/text-encoding.ts";
import { editFrontMatter } from "../front-matter/edit-front-matter.ts";
import { splitFrontMatter } from "../front-matter/front-matter.ts";
import { frontMatterText, momentAt } from "../dates/moment.ts";
import type { CreatePost } from "./new-post.ts";
import { parsePost } from "./parse-post.ts";

/**
 * Converts a Markdown file from outside the blog to a draft.
 * A file without a date gets the current date. A file without front matter gets its name as the title.
 * Keeps invalid front matter unchanged. The post list then reports the error.
 */
export function importedPost(
  name: string,
  bytes: Uint8Array,
  settings: BlogSettings,
  now: number,
): CreatePost {
  const { frontMatter, body } = splitFrontMatter(decodeUtf8Strict(bytes) ?? decodeByGuess(bytes));
  const title = name.replace(/\.[^.]*$/, "").normalize("NFC");
  if (frontMatter === "") return { kind: "post", title, body };
  const path = "posts/imported.md";
  const post = parsePost({ path, bytes: Buffer.from(frontMatter), settings });
  if (post.problems.some(({ code }) => code === "post.frontMatterSyntax")) {
    return { kind: "post", frontMatter, body };
  }
  const date = post.date ? {} : { date: frontMatterText(momentAt(now, settings.timeZone)) };
  const edited = editFrontMatter(frontMatter, { status: "draft", ...date }, path);
  return { kind: "post", frontMatter: edited, body };
}
