import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { formatMoment, momentAt } from "../dates/moment.ts";
import { editFrontMatter } from "../front-matter/edit-front-matter.ts";
import { splitFrontMatter } from "../front-matter/front-matter.ts";
import { duplicatePost } from "./duplicate-post.ts";
import type { CreatePost } from "./new-post.ts";
import { parsePost } from "./parse-post.ts";
import type { Post } from "./post.ts";

/** The text of a post template, and the status of the post that is made from it. */
export interface TemplateText {
  /** Blog path of the template, for errors. */
  readonly path: string;
  readonly text: string;
  /** Status of the post that is made from the template. Default: `draft`. */
  readonly status?: "draft" | "ready" | undefined;
}

type Settings = Pick<BlogSettings, "timeZone" | "language" | "sections">;

/**
 * Makes a post from the text of a template. The post gets the current date.
 * Date tokens such as `{yyyy}` in the text and in the properties become parts of the current date.
 * Throws `post.frontMatterSyntax` if the front matter cannot be parsed.
 */
export function postFromTemplate(
  { path, text, status = "draft" }: TemplateText,
  settings: BlogSettings,
  now: number,
): CreatePost {
  const { language, timeZone } = settings;
  const filled = formatMoment(momentAt(now, timeZone), text, language, timeZone);
  const { frontMatter, body } = splitFrontMatter(filled);
  const { properties } = parsePost({ path, bytes: Buffer.from(frontMatter), settings });
  const section = properties.section !== undefined && isSection(properties.section, settings);
  const place = { path, kind: "post", section: section ? (properties.section ?? "") : "" } as const;
  const post = duplicatePost(place, { frontMatter, body }, { title: "", timeZone, now });
  const edited = editFrontMatter(post.frontMatter ?? "", { status }, path);
  return { ...post, status, frontMatter: edited };
}

/**
 * Returns the text of a template that is made from a post.
 * The template lacks the properties that belong only to the post (see `duplicatePost`).
 */
export function templateOfPost(
  post: Post,
  words: { readonly frontMatter: string; readonly body: string },
  settings: BlogSettings,
): string {
  const { timeZone } = settings;
  const { frontMatter = "", body = "" } = duplicatePost(post, words, { title: "", timeZone, now: 0 });
  const section = isSection(post.section, settings) ? { section: post.section } : {};
  return editFrontMatter(frontMatter, { date: null, status: null, ...section }, post.path) + body;
}

function isSection(name: string, { sections }: Settings): boolean {
  return Object.hasOwn(sections, name);
}
