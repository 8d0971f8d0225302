import { numberedNames } from "#engine/base/numbered-names.ts";
import { isPortableName } from "#contract/text/portable-name.ts";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { FrontMatterItem } from "#contract/types/blog-types.ts";
import { editFrontMatter } from "../front-matter/edit-front-matter.ts";
import { addFrontMatterItem } from "../front-matter/front-matter-items.ts";
import { frontMatterText, momentAt, wallText } from "../dates/moment.ts";
import type { SeriesPart } from "./post.ts";

/** A request for a new post. If `frontMatter` is set, the text consists of `frontMatter` and `body`. */
export interface CreatePost {
  readonly kind: "post" | "page";
  /** Name of the section. Default: the first section of the blog. */
  readonly section?: string | undefined;
  readonly title?: string | undefined;
  readonly status?: "draft" | "ready" | undefined;
  readonly series?: SeriesPart | undefined;
  /** Items to add to lists in the front matter, such as the relation of a reply to the original post. */
  readonly items?: readonly FrontMatterItem[] | undefined;
  readonly frontMatter?: string | undefined;
  readonly body?: string | undefined;
}

/** Returns the text of a new post, by default with front matter that contains the current date. */
export function newPostText(
  { title, status = "draft", series, items = [], frontMatter, body = "" }: CreatePost,
  timeZone: string,
  now: number,
): string {
  if (frontMatter) return frontMatter + body;
  const date = frontMatterText(momentAt(now, timeZone));
  const block = withSeries(editFrontMatter("", { ...(title ? { title } : {}), date, status }), series);
  return items.reduce((written, item) => addFrontMatterItem(written, item), block) + body;
}

function withSeries(block: string, series: SeriesPart | undefined): string {
  if (!series) return block;
  const named = editFrontMatter(block, { series: series.name });
  if (series.number === undefined) return named;
  return named.replace(
    /^series: (.*)$/m,
    (_all, name) => `series:\n  name: ${name}\n  number: ${series.number}`,
  );
}

/**
 * Yields possible paths for a new post: `posts/hitokoto/20220506-0000.md`, `…-2.md`, `…-3.md`, …
 * Never ends: yields as many paths as the caller requests.
 */
export function* newPostPaths(post: CreatePost, settings: BlogSettings, now: number): Generator<string> {
  const stem =
    post.kind === "page" ? `pages/${pageName(post, settings, now)}` : postStem(post, settings, now);
  yield* numberedNames(stem, ".md");
}

function postStem({ section }: CreatePost, settings: BlogSettings, now: number): string {
  const folder = section ?? Object.keys(settings.sections)[0] ?? "posts";
  return `posts/${folder}/${dateName(settings.timeZone, now)}`;
}

/** Returns the name of a new page's file: the title if it is ASCII, otherwise the current date. */
function pageName({ title = "" }: CreatePost, { timeZone }: BlogSettings, now: number): string {
  const isPlain = /^[\x20-\x7E]+$/.test(title);
  const slug = isPlain
    ? title
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-+|-+$/g, "")
        .slice(0, 80)
    : "";
  if (slug === "") return dateName(timeZone, now);
  // Avoids the name of a device, such as `aux`, because Windows cannot create such a file.
  return isPortableName(slug) ? slug : `${slug}-page`;
}

/** Returns the current date and time as `20220506-0000`. */
function dateName(timeZone: string, now: number): string {
  const [, day = "", time = ""] = /^([\d-]+)T(\d\d:\d\d)/.exec(wallText(momentAt(now, timeZone))) ?? [];
  return `${day.replaceAll("-", "")}-${time.replace(":", "")}`;
}
