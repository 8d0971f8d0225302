import { decoded } from "#contract/text/percent-encoding.ts";
import { posix } from "node:path";
import { offsetAt } from "#engine/blog/dates/zone-offset.ts";
import {
  attributeOf,
  detach,
  type Element,
  elementsIn,
  firstElement,
  hasClass,
  innerHtml,
  parseDocument,
  setAttribute,
  textOf,
} from "#engine/markdown/html/html-tree.ts";
import { neutralEntry } from "../conversion/neutral-entry.ts";
import type { ImportEntry, Importer, ImportOptions, ImportSource } from "../importer.ts";
import type { ImportFile } from "../input/import-file.ts";
import { textOfFile } from "../input/markdown-file.ts";
import { FileSurvey } from "../input/survey.ts";

/** The zip that Medium sends on *Download your information*. It contains an HTML page for each post. */
export const medium: Importer = {
  id: "medium",
  name: "Medium",
  options: ["timeZone"],
  async detect(files) {
    const [first] = postsIn(files);
    const head = first ? String(await first.head()) : "";
    return /class="h-entry"/.test(head) && /class="p-name"/.test(head) && head.includes("graf") ? 0.9 : 0;
  },
  open: openExport,
};

/** Returns the files of posts. The export also contains pages about the profile, claps and other people. */
function postsIn(files: readonly ImportFile[]): ImportFile[] {
  return files.filter(({ name }) => /(?:^|\/)(?:posts\/)?(?:draft|\d{4}-\d\d-\d\d)_[^/]*\.html$/i.test(name));
}

async function openExport(files: readonly ImportFile[], options: ImportOptions): Promise<ImportSource> {
  const posts = postsIn(files);
  const timeZone = options.timeZone ?? options.blogTimeZone;
  const site: MediumExport = { timeZone, ids: new Set(posts.map(({ name }) => idIn(name))) };
  const surveys: FileSurvey[] = [];
  const hosts = new Set(["medium.com"]);
  for (const file of posts) {
    const entry = entryOf(file, await textOfFile(file), site);
    const survey = new FileSurvey(file);
    survey.add(() => `${entry.title} ${entry.body.text}`);
    surveys.push(survey);
    if (entry.extra.host !== undefined) hosts.add(entry.extra.host);
  }
  return {
    service: null,
    timeZone,
    files: surveys.map((survey) => survey.result()),
    hosts: [...hosts],
    async *entries(): AsyncGenerator<ImportEntry> {
      for (const file of posts) {
        const { extra: _, ...entry } = entryOf(file, await textOfFile(file), site);
        yield { ...entry, extra: {} };
      }
    },
  };
}

interface MediumExport {
  readonly timeZone: string;
  /** Ids of the exported posts, such as `3f2a1b0c9d8e`. Medium's addresses end with these ids. */
  readonly ids: ReadonlySet<string>;
}

/** Returns the id at the end of a post's file name or address, or "" if there is no id. */
function idIn(name: string): string {
  return /(?:^|[-_/])([0-9a-f]{8,12})(?:\.html)?$/.exec(name)?.[1] ?? "";
}

function entryOf(file: ImportFile, html: string, { timeZone, ids }: MediumExport): ImportEntry {
  const root = parseDocument(html);
  const find = (className: string, within = root): Element | undefined =>
    firstElement(within, (element) => hasClass(element, className));
  const name = posix.basename(file.name);
  const isDraft = /^draft_/i.test(name);
  const time = Date.parse(attributeOf(find("dt-published") ?? emptyElement, "datetime"));
  const link = attributeOf(find("p-canonical") ?? emptyElement, "href");
  const canonical = URL.canParse(link) ? new URL(link) : null;
  const id = idIn(name);
  const heading = textOf(find("p-name") ?? emptyElement);
  const body = find("e-content");
  const isOnOwnHost = canonical !== null && !/(?:^|\.)medium\.com$/.test(canonical.host);
  return neutralEntry({
    key: `medium:${id || name}`,
    title: isComment(body, heading) ? "" : heading,
    date: Number.isNaN(time) ? null : { time, offsetMinutes: offsetAt(time, timeZone), hasTime: true },
    state: isDraft ? "draft" : "published",
    body: { format: "html", text: body ? bodyOf(body, heading, ids) : "" },
    excerpt: textOf(find("p-summary") ?? emptyElement),
    slug: slugOf(canonical?.pathname ?? "", id),
    // Addresses on medium.com are left out, because medium.com cannot redirect readers to the new site.
    oldPath: isOnOwnHost ? canonical.pathname : null,
    linkPaths: id === "" ? [] : [`/p/${id}`],
    author: textOf(find("p-author") ?? emptyElement) || null,
    extra: isOnOwnHost ? { host: canonical.host } : {},
  });
}

const emptyElement = parseEmpty();

function parseEmpty(): Element {
  const element = firstElement(parseDocument(""), ({ tagName }) => tagName === "body");
  if (!element) throw new Error("no body");
  return element;
}

/** Whether a post has no title, so that Medium exports the beginning of the text as its title. */
function isComment(body: Element | undefined, heading: string): boolean {
  return (
    body !== undefined && heading !== "" && titleIn(body) === undefined && textOf(body).startsWith(heading)
  );
}

function titleIn(body: Element): Element | undefined {
  return firstElement(body, (element) => hasClass(element, "graf--title"));
}

/**
 * Returns the text without its title, its first dividing line and the empty links of cards.
 * A post has several addresses, so each link to an exported post gets the form `/p/ID`.
 */
function bodyOf(body: Element, heading: string, ids: ReadonlySet<string>): string {
  const title = titleIn(body);
  if (title && textOf(title) === heading) detach(title);
  const [divider] = [...elementsIn(body)].filter((element) => hasClass(element, "section-divider"));
  if (divider) detach(divider);
  for (const element of [...elementsIn(body)]) {
    if (hasClass(element, "js-mixtapeImage")) detach(element);
    const link = attributeOf(element, "href");
    if (element.tagName !== "a" || !URL.canParse(link)) continue;
    const { pathname, hash } = new URL(link);
    const id = idIn(pathname);
    if (ids.has(id)) setAttribute(element, "href", `https://medium.com/p/${id}${hash}`);
  }
  return innerHtml(body);
}

/** Returns the name in an address, such as `ame` of `/@hanako/ame-3f2a1b0c9d8e`. */
function slugOf(path: string, id: string): string {
  const name = decoded(path.split("/").at(-1) ?? "");
  return id !== "" && name.endsWith(`-${id}`) ? name.slice(0, -1 - id.length) : name === id ? "" : name;
}
