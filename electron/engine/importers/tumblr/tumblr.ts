import { posix } from "node:path";
import { offsetOfWall } from "#engine/blog/dates/zone-offset.ts";
import type { Moment } from "#engine/blog/posts/post.ts";
import {
  attributeOf,
  detach,
  type Element,
  elementsIn,
  firstElement,
  hasClass,
  innerHtml,
  parseDocument,
  textOf,
} from "#engine/markdown/html/html-tree.ts";
import { neutralEntry } from "../conversion/neutral-entry.ts";
import type { EntryState, ImportEntry, Importer, ImportOptions, ImportSource } from "../importer.ts";
import type { ImportFile } from "../input/import-file.ts";
import { textOfFile } from "../input/markdown-file.ts";
import { FileSurvey } from "../input/survey.ts";

/** The export that Tumblr makes under *Settings, Export*: a page for each post, and a folder of media. */
export const tumblr: Importer = {
  id: "tumblr",
  name: "Tumblr",
  options: ["timeZone"],
  async detect(files) {
    const [first] = postsIn(files);
    return first && /id="timestamp"/.test(String(await first.head())) ? 0.9 : 0;
  },
  open: openExport,
};

function postsIn(files: readonly ImportFile[]): ImportFile[] {
  return files.filter(({ name }) => /(?:^|\/)\d{5,}\.html$/.test(name));
}

async function openExport(files: readonly ImportFile[], options: ImportOptions): Promise<ImportSource> {
  const posts = postsIn(files);
  const timeZone = options.timeZone ?? options.blogTimeZone;
  const pictures = picturesByPost(files);
  const hidden = await hiddenPosts(files);
  const surveys: FileSurvey[] = [];
  for (const file of posts) {
    const survey = new FileSurvey(file);
    const text = surveys.length === 0 ? await textOfFile(file) : "";
    survey.add(() => text);
    surveys.push(survey);
  }
  return {
    service: null,
    timeZone,
    files: surveys.map((survey) => survey.result()),
    async *entries(): AsyncGenerator<ImportEntry> {
      for (const file of posts) yield entryOf(file, await textOfFile(file), { timeZone, pictures, hidden });
    },
  };
}

/** Returns the media of each post. The name of a file begins with the post's number: `123456_0.jpg`. */
function picturesByPost(files: readonly ImportFile[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { name } of files) {
    const id = /(?:^|\/)media\/(\d+)(?:_\d+)?\.\w+$/.exec(name)?.[1];
    if (id !== undefined) found.set(id, [...(found.get(id) ?? []), name]);
  }
  return found;
}

/** Returns the posts that were not public. They are listed in `posts.xml`, which some exports lack. */
async function hiddenPosts(files: readonly ImportFile[]): Promise<ReadonlyMap<string, EntryState>> {
  const hidden = new Map<string, EntryState>();
  const list = files.find(({ name }) => posix.basename(name).toLowerCase() === "posts.xml");
  const text = list ? await textOfFile(list) : "";
  for (const [, written = ""] of text.matchAll(/<post\b([^<>]*)>/gi)) {
    const attributes = new Map(
      Array.from(written.matchAll(/([\w-]+)\s*=\s*["']([^"']*)["']/g), ([, name = "", value = ""]) => [
        name.toLowerCase(),
        value.toLowerCase(),
      ]),
    );
    const state = attributes.get("state") ?? "published";
    const isPrivate = state === "private" || /^(?:true|1|yes)$/.test(attributes.get("private") ?? "");
    if (isPrivate) hidden.set(attributes.get("id") ?? "", "private");
    else if (state !== "published") hidden.set(attributes.get("id") ?? "", hiddenStates[state] ?? "unknown");
  }
  return hidden;
}

const hiddenStates: Readonly<Record<string, EntryState>> = {
  draft: "draft",
  queue: "scheduled",
  queued: "scheduled",
};

interface TumblrExport {
  /** Maps the number of each non-public post to the state of the post. */
  readonly hidden: ReadonlyMap<string, EntryState>;
  readonly timeZone: string;
  readonly pictures: ReadonlyMap<string, readonly string[]>;
}

function entryOf(file: ImportFile, page: string, { timeZone, pictures, hidden }: TumblrExport): ImportEntry {
  const root = parseDocument(page);
  const id = posix.basename(file.name, ".html");
  const byId = (name: string): Element | undefined =>
    firstElement(root, (element) => attributeOf(element, "id") === name);
  const footer = byId("footer");
  const written = textOf(byId("timestamp") ?? root);
  const tags = [...elementsIn(footer ?? root)].filter((element) => hasClass(element, "tag")).map(textOf);
  if (footer) detach(footer);
  const body = firstElement(root, ({ tagName }) => tagName === "body");
  const heading = body && firstHeading(body);
  if (heading) detach(heading);
  const html = body ? innerHtml(body).trim() : "";
  const text = html.replace(/<p>\s*\[\[MORE\]\]\s*<\/p>/g, "<!--more-->");
  const date = dateOf(written, timeZone);
  const isDraft = /(?:^|\/)drafts?\//i.test(file.name);
  return neutralEntry({
    key: `tumblr:${id}`,
    title: heading ? textOf(heading) : "",
    date,
    // The pages do not say which posts are drafts or private. A post with a date counts as published.
    state: isDraft ? "draft" : (hidden.get(id) ?? (date === null ? "unknown" : "published")),
    body: { format: "html", text: text + unseen(pictures.get(id) ?? [], text) },
    tags,
    oldPath: `/post/${id}`,
    base: posix.dirname(file.name),
  });
}

function firstHeading(body: Element): Element | undefined {
  const first = body.childNodes.find(
    (node) => "tagName" in node || ("value" in node && node.value.trim() !== ""),
  );
  return first && "tagName" in first && first.tagName === "h1" ? first : undefined;
}

/** Returns the HTML of pictures, videos and sounds that belong to a post but are not in its text. */
function unseen(paths: readonly string[], text: string): string {
  return paths
    .filter((path) => !text.includes(posix.basename(path)))
    .map((path) => {
      const source = encodeURI(path);
      if (/\.(?:mp4|m4v|webm|ogv|mov)$/i.test(path)) return `\n<video controls src="${source}"></video>`;
      if (/\.(?:mp3|m4a|ogg|wav|flac)$/i.test(path)) return `\n<audio controls src="${source}"></audio>`;
      return /\.(?:jpe?g|png|gif|webp)$/i.test(path) ? `\n<p><img src="${source}" alt=""></p>` : "";
    })
    .join("");
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Parses a date such as `May 6th, 2012 9:30pm`. Returns null for any other text. */
function dateOf(written: string, timeZone: string): Moment | null {
  const match =
    /([A-Za-z]{3})[a-z]* (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?: (\d{1,2}):(\d{2})\s*([ap])m)?/i.exec(written);
  const month = months.indexOf((match?.[1] ?? "").toLowerCase());
  if (!match || month < 0) return null;
  const [day, year, hour, minute] = [2, 3, 4, 5].map((at) => Number(match[at] ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  const half = match[6]?.toLowerCase() === "p" ? 12 : 0;
  const wall = Date.UTC(year, month, day, match[4] === undefined ? 0 : (hour % 12) + half, minute);
  const offsetMinutes = offsetOfWall(wall, timeZone);
  return { time: wall - offsetMinutes * 60_000, offsetMinutes, hasTime: match[4] !== undefined };
}
