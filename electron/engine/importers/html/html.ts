import { posix } from "node:path";
import { decoded } from "#contract/text/percent-encoding.ts";
import { neutralEntry, otherLanguage } from "../conversion/neutral-entry.ts";
import type {
  EntryNote,
  EntryState,
  ImportEntry,
  Importer,
  ImportOptions,
  ImportSource,
} from "../importer.ts";
import type { ImportFile } from "../input/import-file.ts";
import { FileSurvey } from "../input/survey.ts";
import { bodyOf, type FileNames, type PageBody } from "./page-body.ts";
import { pagesIn, pageText } from "./page-files.ts";
import { listOfOldPages, oldFilesOf } from "./site-in-place.ts";
import { type OldSite, readSite, type SitePage } from "./site-pages.ts";

/** Imports a folder that contains the HTML pages, the feeds and the pictures of an existing site. */
export const html: Importer = {
  id: "html",
  name: "HTML",
  options: ["encoding", "timeZone", "inPlace"],
  // Returns a low probability, so that other importers are preferred for exports with HTML pages.
  detect: async (files) => ((await pagesIn(files)).length > 0 ? 0.55 : 0),
  open: openSite,
};

async function openSite(files: readonly ImportFile[], options: ImportOptions): Promise<ImportSource> {
  const inside = withoutTopFolder(files);
  const site = await readSite(inside, options);
  const names: FileNames = new Map(
    inside.map(({ name }) => [posix.normalize(`/${name}`).toLowerCase(), name]),
  );
  const isInPlace = options.inPlace === true;
  return {
    service: null,
    timeZone: site.timeZone,
    ...(isInPlace ? { oldFiles: oldFilesOf(inside, site, options) } : {}),
    files: site.pages.map(({ file, facts, role, title }) => {
      const survey = new FileSurvey(file);
      if (role !== "redirect") survey.add(() => title);
      return survey.result(facts.encoding);
    }),
    hosts: [...site.lookup.hosts],
    keepsAddresses: true,
    unused: site.unused,
    async *entries(): AsyncGenerator<ImportEntry> {
      if (isInPlace) {
        yield listOfOldPages(site, options);
        return;
      }
      const aliases = aliasesOf(site);
      for (const [index, page] of site.pages.entries()) {
        if (page.role === "redirect") continue;
        const text = await pageText(page.file, options.encoding);
        const body = bodyOf(text?.html ?? "", { site, index, page, names });
        const entry = entryOf(page, body, site, options);
        yield { ...entry, aliases: aliases.get(index) ?? [], file: page.file };
      }
    },
  };
}

/** Maps the index of each page to all addresses that redirect to the page. */
function aliasesOf({ pages, redirects }: OldSite): Map<number, string[]> {
  const aliases = new Map<number, string[]>();
  for (const [from, to] of redirects) {
    const [old = "", own = ""] = [pages[from]?.address, pages[to]?.address];
    // Makes no redirect if the addresses differ only by a query, because a server ignores an unknown query.
    if (old.replace(/\?.*$/s, "") !== own) aliases.set(to, [...(aliases.get(to) ?? []), old]);
  }
  return aliases;
}

/** Removes the top folder from the names of files if all files are in this folder, as in most zips. */
function withoutTopFolder(files: readonly ImportFile[]): ImportFile[] {
  const top = files[0]?.name.split("/")[0] ?? "";
  const isInTop = files.every(({ name }) => name.startsWith(`${top}/`));
  return isInTop ? files.map((file) => ({ ...file, name: file.name.slice(top.length + 1) })) : [...files];
}

function entryOf(page: SitePage, body: PageBody, site: OldSite, options: ImportOptions): ImportEntry {
  const { address, date, facts, item, role, title, updated } = page;
  const { data } = facts;
  const summary = item?.summary || (site.commonDescriptions.has(data.description) ? "" : data.description);
  const isPost = role === "post";
  return neutralEntry({
    key: `html:${address}`,
    kind: isPost ? "post" : "page",
    title,
    date,
    updated,
    state: stateOf(page),
    body: { format: "html", text: body.html },
    excerpt: summary,
    category: data.category || null,
    tags: [...data.tags, ...(item?.tags ?? []), ...body.tags],
    slug: slugOf(page),
    oldPath: address,
    guid: item?.guid || null,
    language: otherLanguage(facts.language, options.blogLanguage),
    isNoindex: data.isNoindex,
    isOutsideMenu: !isPost && !(page.isInMenu && role === "page"),
    author: data.author || null,
    comments: body.comments,
    notes: notesOf(page, body),
  });
}

/**
 * Returns the state of a page. A page to which no link leads may be a draft, so its state is unknown.
 */
function stateOf({ role, isLocked, isReached }: SitePage): EntryState {
  if (isLocked) return "private";
  if (role === "front") return "draft";
  return isReached ? "published" : "unknown";
}

function notesOf({ facts, isDateOdd, isReached, role }: SitePage, body: PageBody): EntryNote[] {
  return [
    ...(role === "front" ? (["frontPage"] as const) : []),
    ...(isReached ? [] : (["unlinked"] as const)),
    ...(isDateOdd ? (["dateOdd"] as const) : []),
    ...(facts.isFrameset ? (["frames"] as const) : []),
    ...(body.hasFiles ? (["otherFile"] as const) : []),
    ...(body.isDoubtful ? (["repeated"] as const) : []),
    ...(body.html === "" ? (["noText"] as const) : []),
  ];
}

/** Returns the last part of an address as the entry's name, unless this part is only a number or a date. */
function slugOf({ address, role }: SitePage): string | null {
  if (role === "front") return "old-front";
  if (address.includes("?")) return role === "post" ? null : "page";
  const path = decoded(address.replace(/\?.*$/s, "")).replace(/\/(?:index\.\w+)?$/i, "");
  const name = posix.basename(path).replace(/\.\w+$/, "");
  return /\p{L}{2}/u.test(name) ? name : role === "post" ? null : name.replace(/^\W+/, "") || "page";
}
