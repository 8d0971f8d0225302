import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { needsServerRule } from "#engine/site/addresses/addresses.ts";
import { readOldFilesList } from "#engine/site/addresses/old-files.ts";
import { toIso } from "#engine/blog/dates/moment.ts";
import { pairAddresses } from "../addresses/pair-addresses.ts";
import type { OldAddress } from "../addresses/read-addresses.ts";
import { withServer } from "../conversion/absolute-addresses.ts";
import { OwnLinks } from "../conversion/own-links.ts";
import type { EntryState, ImportEntry, ImportSource } from "../importer.ts";
import type { ImportFile } from "../input/import-file.ts";
import { ExportedPictures, PicturesOfExport } from "../pictures/exported-pictures.ts";
import { AnalysisBuilder, imagesOf } from "../report/analysis.ts";
import {
  type ImportAction,
  importActions,
  type ImportedPost,
  type ImportReport,
  type PostNote,
} from "../report/import-report.ts";
import { type MissingPicture, missingPictures } from "../report/missing-pictures.ts";
import { CommentsFile } from "./comments-file.ts";
import { readEarlierImports } from "./earlier-imports.ts";
import { EntryTexts } from "./entry-texts.ts";
import { FreeAddresses, PostNames } from "./free-names.ts";
import { isOnlyDated, type PlannedEntry, planImport, type PlanStep } from "./import-plan.ts";
import { type ChangedList, ImportRecord, type ImportRecordWriter } from "./import-record.ts";
import { withOldFiles, writeOldFiles } from "./list-old-files.ts";
import { PostFiles } from "./post-files.ts";
import { type RenamedTerms, termRenamer } from "./rename-terms.ts";
import { wordsHash, wordsOf } from "./same-words.ts";

export interface ImportRun {
  /** Id of the importer. */
  readonly format: string;
  readonly source: ImportSource;
  /** All files of the export. They may contain the pictures of the posts. Default: none. */
  readonly files?: readonly ImportFile[] | undefined;
  readonly blog: BlogFolder;
  readonly stateFolder: string;
  /** Addresses of the old site, for entries whose export lacks them. Default: none. */
  readonly addresses?: readonly OldAddress[] | undefined;
  /**
   * Scheme and host of the old site: `https://old.example`. Completes addresses without a host in texts.
   * Default: the host of the given old addresses.
   */
  readonly site?: string | undefined;
  /** Current time, in milliseconds since the epoch. */
  readonly now: number;
  /** Section for the posts. Default: the first section of the blog. */
  readonly section?: string | undefined;
  /** Whether to only report the planned actions and write nothing. */
  readonly isDryRun: boolean;
  /** The import leaves out the entries with these states. Default: none. */
  readonly leftOut?: readonly EntryState[] | undefined;
  /** The categories and tags that are renamed in the posts. Default: none. */
  readonly renamed?: RenamedTerms | undefined;
  readonly signal?: CancelSignal | undefined;
  /** Called twice for each entry: once in the stage `plan`, and once in the stage `convert`. */
  readonly onProgress?: ((stage: "plan" | "convert", done: number, total: number) => void) | undefined;
}

/**
 * Plans all entries of an export, and then imports them into a blog.
 * Overwrites an existing post only if an earlier import wrote the post and nobody has edited it since.
 * Rejects with `import.noSection`, `file.*` or `call.cancelled`. The next run continues a stopped import.
 */
export async function runImport(run: ImportRun): Promise<ImportReport> {
  const { blog, source, signal } = run;
  const { threads = [] } = source;
  const section = sectionOf(run);
  const pictures = new ExportedPictures(run.files ?? []);
  const analysis = new AnalysisBuilder(pictures, run.now);
  const given = run.addresses ?? [];
  const hosts = new Set(
    [...(source.hosts ?? []), ...given.map(({ host }) => host)].filter((host) => host !== ""),
  );
  const site = source.keepsAddresses
    ? undefined
    : (run.site ?? given.find(({ origin }) => origin !== "")?.origin);
  const links = new OwnLinks([...hosts], site === undefined ? null : new URL(site).host);
  const record = new ImportRecord(run.stateFolder, blog.id);
  const recorded = (await record.imports()).flatMap(({ posts }) => posts);
  const [keys, sources] = [new Set(recorded.map(({ key }) => key)), new Set(recorded.map((p) => p.source))];
  const facts: PlannedEntry[] = [];
  const addressed: { readonly oldPath: string | null; readonly linkPaths: readonly string[] }[] = [];
  const expected = source.files.reduce((sum, { entries }) => sum + entries, 0);
  for await (const read of source.entries()) {
    if (signal?.aborted) throw new AppError("call.cancelled");
    const entry = withServer(pictures.takeEmbedded(read), site, pictures);
    analysis.add(entry);
    links.gather(entry);
    const isCompared = isOnlyDated(entry) && keys.has(entry.key) && !sources.has(entry.hash);
    facts.push(factsOf(entry, run.leftOut?.includes(entry.state) ?? false, isCompared));
    addressed.push(structuredClone({ oldPath: entry.oldPath, linkPaths: entry.linkPaths ?? [] }));
    run.onProgress?.("plan", facts.length, expected);
  }
  for (const { comments } of threads) analysis.addComments(comments.length);
  const paired = pairAddresses(
    facts.map(({ title, date }, at) => ({ title, date, oldPath: addressed[at]?.oldPath ?? null })),
    given,
  );
  const earlier = await readEarlierImports(blog, record, facts);
  const steps = planImport(facts, { ...earlier, names: new PostNames(section, takenPaths(blog)) });
  for (const [index, { oldPath, linkPaths }] of addressed.entries()) {
    const step = steps[index];
    const own = oldPath ?? paired.paths.get(index);
    if (step && step.action !== "left")
      for (const path of [...(own === undefined ? [] : [own]), ...linkPaths]) links.add(path, step.path);
  }
  const changes = steps.some(({ action }) => action === "add" || action === "update");
  const files = source.files.map(({ name }) => name);
  const oldFiles = await listedBefore(run);
  const writer =
    run.isDryRun || !(changes || oldFiles) ? null : await record.begin(run.format, files, run.now, oldFiles);
  try {
    if (writer && oldFiles) await writeOldFiles(blog.folder, oldFiles.after);
    const comments = new CommentsFile(files[0] ?? "");
    const context = { links, pictures, comments, site, paths: paired.paths };
    const posts = await writePosts(run, steps, context, writer);
    const imported = facts.map(({ title, date }, at) => ({ title, date, path: steps[at]?.path ?? "" }));
    comments.addThreads(threads, { blog, now: run.now, imported });
    const hasText = writer !== null || (threads.length > 0 && !run.isDryRun);
    const commentsFile = hasText ? await comments.write(blog.folder) : null;
    await writer?.finish();
    return {
      isDryRun: run.isDryRun,
      format: run.format,
      service: source.service,
      timeZone: source.timeZone,
      files: source.files,
      ignored: source.ignored ?? {},
      unused: source.unused ?? [],
      oldFiles: source.oldFiles?.length ?? 0,
      analysis: analysis.result(),
      counts: countsOf(steps),
      commentsFile,
      addresses:
        given.length === 0
          ? null
          : {
              paired: paired.paths.size,
              unpaired: paired.unpaired.map(({ path, title }) => ({ path, title })),
            },
      posts,
    };
  } finally {
    await writer?.close();
  }
}

/**
 * Returns the blog's list of old files before and after the import, or null if the list stays the same.
 */
async function listedBefore({ blog, source }: ImportRun): Promise<ChangedList | null> {
  if (!source.oldFiles) return null;
  const before = await readOldFilesList(blog.folder);
  const after = withOldFiles(before, source.oldFiles, blog.settings.url);
  return after === (before ?? "") ? null : { before, after };
}

/** Returns the paths of all posts, and of the files that cannot be read as posts. */
function takenPaths({ posts, problems }: BlogFolder): string[] {
  return [...posts.keys(), ...problems.flatMap(({ file }) => file ?? [])];
}

function sectionOf({ blog, section }: ImportRun): string {
  const names = Object.keys(blog.settings.sections);
  if (section !== undefined && !names.includes(section))
    throw new AppError("import.noSection", { section, known: names.join(", ") });
  return section ?? names[0] ?? "posts";
}

/** Copies what the plan needs from an entry, so that the memory of the entry can be freed. */
function factsOf(entry: ImportEntry, isLeft: boolean, isCompared: boolean): PlannedEntry {
  const { key, kind, title, date, slug, hash, body } = entry;
  const words = title === "" ? wordsHash(body) : "";
  const text = isCompared ? wordsOf(body) : null;
  return structuredClone({ key, kind, title, date, slug, hash, words, text, isLeft });
}

function countsOf(steps: readonly PlanStep[]): Record<ImportAction, number> {
  const counts = Object.fromEntries(importActions.map((action) => [action, 0])) as Record<
    ImportAction,
    number
  >;
  for (const { action } of steps) counts[action] += 1;
  return counts;
}

/** Objects that are shared while all entries of an export are written. */
interface EntryContext {
  readonly links: OwnLinks;
  readonly pictures: ExportedPictures;
  readonly comments: CommentsFile;
  /** Scheme and host of the old site. Undefined if they are unknown or if no text needs them. */
  readonly site: string | undefined;
  /** Maps the index of an entry to the old path that the author gave for this entry. */
  readonly paths: ReadonlyMap<number, string>;
}

async function writePosts(
  run: ImportRun,
  steps: readonly PlanStep[],
  { links, pictures, comments, site, paths }: EntryContext,
  writer: ImportRecordWriter | null,
): Promise<ImportedPost[]> {
  const { blog, source, now, signal, onProgress } = run;
  const { settings } = blog;
  const texts = new EntryTexts(settings, now);
  const addresses = new FreeAddresses([...blog.posts.values()], settings);
  const files = new PostFiles(blog, now);
  const stored = new PicturesOfExport(blog, pictures, writer);
  const rename = termRenamer(run.renamed ?? { categories: [], tags: [] });
  const posts: ImportedPost[] = [];
  let index = 0;
  for await (const read of source.entries()) {
    if (signal?.aborted) throw new AppError("call.cancelled");
    const step = steps[index];
    const renamed = rename({ ...read, oldPath: read.oldPath ?? paths.get(index) ?? null });
    const entry = withServer(pictures.takeEmbedded(renamed), site, pictures);
    index += 1;
    if (!step) break;
    const { action, path } = step;
    if (action !== "repeated") comments.add(entry, path);
    const images = remoteImages(entry, pictures);
    const missing = await missingPictures(images, entry.file);
    let notes: readonly PostNote[] = entry.notes;
    if (action === "add" || action === "update") {
      const entryText = texts.textOf(entry, links.from(path));
      const { text, notes: pictureNotes } = await stored.into(entryText.text, entry, path);
      const claimed =
        action === "add"
          ? addresses.claim(path, text, entry, source.keepsAddresses)
          : { text, isLost: false };
      const isQuery = entry.oldPath !== null && needsServerRule(entry.oldPath);
      notes = [
        ...entryText.notes,
        ...(source.keepsAddresses || entry.file ? pictureNotes : withServerNote(pictureNotes, missing)),
        ...(isQuery ? ["queryAddress" as const] : []),
        // Omits `addressTaken` for the old front page, because the note `frontPage` has the same cause.
        ...(claimed.isLost && !entry.notes.includes("frontPage") ? ["addressTaken" as const] : []),
      ];
      if (writer) await files.write(action, { path, text: claimed.text }, entry, writer);
    }
    posts.push({ ...postOf(entry, notes), images, missing, action, path });
    onProgress?.("convert", index, steps.length);
  }
  return posts;
}

/**
 * Adds a note if the server of some pictures is unknown. These pictures do not count as missing.
 * The server of a picture is unknown if the picture's address begins with a slash.
 */
function withServerNote(notes: readonly PostNote[], missing: readonly MissingPicture[]): PostNote[] {
  const onServer = missing.filter(({ address }) => address.startsWith("/")).length;
  const others = notes.filter((note) => note !== "pictureMissing" || onServer < missing.length);
  return onServer > 0 ? [...others, "serverUnknown"] : others;
}

/** Returns the addresses of an entry's images that the export does not contain. */
function remoteImages(entry: ImportEntry, pictures: ExportedPictures): string[] {
  return imagesOf(entry).filter((address) => pictures.find(address, entry.base) === null);
}

function postOf(
  entry: ImportEntry,
  notes: readonly PostNote[],
): Omit<ImportedPost, "action" | "path" | "images" | "missing"> {
  const { title, date, state, oldPath, unreadTags = [], unknownParts = [] } = entry;
  return structuredClone({
    title,
    date: date === null ? null : toIso(date),
    state,
    oldPath,
    notes: [...notes],
    unreadTags: [...unreadTags],
    unknownParts: [...unknownParts],
  });
}
