import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { AppError } from "#contract/errors.ts";
import { throwIfCancelled } from "#contract/rpc/cancellation.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type {
  ExportChoices,
  ExportProgress,
  ExportRequest,
  ExportResult,
} from "#contract/types/export-types.ts";
import { writeChosenFile } from "#engine/base/atomic-write.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { SiteFactory, type SiteFactoryOptions } from "#engine/site/session/site-factory.ts";
import { fullTitle } from "#engine/site/template-data/site-texts.ts";
import { Book } from "./book.ts";
import { epubFiles } from "./epub.ts";
import { allFiles, markdownFiles } from "./folder-files.ts";
import { asDataUrl, htmlPage } from "./html-page.ts";
import { writeZip, type ZipEntry } from "./zip-file.ts";
import type { Site } from "#engine/site/model/site.ts";
import { type SiteEntry, timeOf } from "#engine/site/entries/site-entry.ts";

/** The blog whose posts are exported. */
export interface ExportSource {
  readonly settings: BlogSettings;
  readonly posts: ReadonlyMap<string, Post>;
  readonly site: SiteFactoryOptions;
  readonly now: number;
}

/** The signal that stops an export, and the function to which the export reports its progress. */
export interface ExportRun {
  readonly signal?: CancelSignal | undefined;
  readonly onProgress?: ((progress: ExportProgress) => void) | undefined;
}

/**
 * Makes the book of the chosen posts. Throws `export.nothing` or `theme.*`.
 * Uses its own `SiteFactory`: other options for Markdown would discard the texts that the preview has cached.
 */
export function makeBook(source: ExportSource, choices: ExportChoices): Book {
  const { vertical, scope } = choices;
  const { markdown } = source.settings;
  const uprightDigits = markdown.uprightDigits ?? vertical;
  const settings = { ...source.settings, markdown: { ...markdown, uprightDigits } };
  const { posts, now } = source;
  const input = { settings, posts, baseUrl: publicAddress(settings), now };
  const site = new SiteFactory(source.site).create(input, { open: null });
  const entries = chosenEntries(site, choices);
  const blog = fullTitle(settings);
  const [first, second] = entries;
  const single = first && !second && scope.kind === "posts" ? first.title : null;
  const title = single ?? (scope.kind === "year" ? `${blog} ${scope.year}` : blog);
  return new Book(site, entries, { title, vertical });
}

/** Writes a file in the requested format. Rejects with `export.*`, `theme.*`, `file.*`, `call.cancelled`. */
export function exportFile(
  source: ExportSource,
  request: ExportRequest,
  file: string,
  run: ExportRun = {},
): Promise<ExportResult> {
  switch (request.as) {
    case "epub":
      return exportBook(makeBook(source, request), run, (book, onChapter) =>
        writeZip(file, epubFiles(book, onChapter), { signal: run.signal }),
      );
    case "html":
      return exportBook(makeBook(source, request), run, (book, onChapter) =>
        writeChosenFile(file, async (handle) => {
          for await (const part of htmlPage(book, asDataUrl, onChapter)) await handle.writeFile(part);
        }),
      );
    case "markdown":
      return exportMarkdown(source, request, file, run);
    case "backup":
      return writeBackup(source.site.blogFolder, file, run);
  }
}

async function exportBook(
  book: Book,
  { signal, onProgress }: ExportRun,
  write: (book: Book, onChapter: () => void) => Promise<number>,
): Promise<ExportResult> {
  const total = book.chapters.length;
  let done = 0;
  const bytes = await write(book, () => {
    throwIfCancelled(signal);
    onProgress?.({ done: ++done, total });
  });
  return { count: total, bytes, leftOut: book.leftOut };
}

async function exportMarkdown(
  source: ExportSource,
  choices: ExportChoices,
  file: string,
  run: ExportRun,
): Promise<ExportResult> {
  const { site, chapters } = makeBook(source, choices);
  const entries = chapters.map(({ entry }) => entry);
  const files = await markdownFiles(source.site.blogFolder, source.posts, { site, entries });
  const bytes = await writeFiles(files, file, run);
  return { count: entries.length, bytes, leftOut: [] };
}

/** Writes a zip of all files in the blog folder. Rejects with `export.noSpace` if the disk is too full. */
export async function writeBackup(blogFolder: string, file: string, run: ExportRun): Promise<ExportResult> {
  const files = await allFiles(blogFolder, file);
  const needed = files.reduce((sum, { size }) => sum + size, 0);
  const { bavail, bsize } = await statfs(dirname(file));
  if (bavail * bsize < needed) throw new AppError("export.noSpace", { path: dirname(file), bytes: needed });
  return { count: files.length, bytes: await writeFiles(files, file, run), leftOut: [] };
}

function writeFiles(
  files: readonly ZipEntry[],
  file: string,
  { signal, onProgress }: ExportRun,
): Promise<number> {
  let done = 0;
  const onRead = (): void => onProgress?.({ done: ++done, total: files.length });
  return writeZip(file, files, { signal, onRead });
}

/**
 * Returns the web address of the blog: the URL of the default target, otherwise the setting `url`.
 */
function publicAddress({ targets, defaultTarget, url }: BlogSettings): string {
  const target = targets[defaultTarget];
  return target && "url" in target && target.url !== "" ? target.url : url;
}

/**
 * Returns the posts and pages that an export includes: posts from the oldest to the newest, then pages.
 * Throws `export.nothing` if there is no such post or page.
 */
function chosenEntries(site: Site, { scope, drafts }: ExportChoices): readonly SiteEntry[] {
  const all = site.model.entries;
  const named = scope.kind === "posts" ? new Set(scope.paths.map((path) => path.normalize("NFC"))) : null;
  const chosen = all.filter((entry) => {
    if (named) return named.has(entry.post.path);
    if (!drafts && (entry.draft || entry.scheduled || isWithoutDate(entry))) return false;
    return scope.kind !== "year" || entry.year === scope.year;
  });
  if (chosen.length === 0) throw new AppError("export.nothing");
  return chosen.sort(inReadingOrder);
}

/** Whether a post has no valid date. Such a post is never published. */
function isWithoutDate({ post: { kind, date } }: SiteEntry): boolean {
  return kind === "post" && date === null;
}

function inReadingOrder(a: SiteEntry, b: SiteEntry): number {
  const [isPageA, isPageB] = [a.post.kind === "page", b.post.kind === "page"];
  if (isPageA !== isPageB) return isPageA ? 1 : -1;
  return timeOf(a) - timeOf(b) || (a.post.path < b.post.path ? -1 : 1);
}
