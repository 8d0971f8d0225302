import { resolve } from "node:path";
import { AppError } from "#contract/errors.ts";
import { type BlogFolder, openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { Importer, ImportOptionName, ImportOptions } from "#engine/importers/importer.ts";
import { addressesInFiles } from "#engine/importers/addresses/read-addresses.ts";
import { openImportFiles } from "#engine/importers/input/import-file.ts";
import { type FetchedPictures, fetchPictures } from "#engine/importers/pictures/fetch-pictures.ts";
import { PictureFetcher, proxyByEnvironment } from "#engine/importers/pictures/picture-fetcher.ts";
import { importerFor } from "#engine/importers/registry.ts";
import { importActions, type ImportReport, type PostNote } from "#engine/importers/report/import-report.ts";
import { runImport } from "#engine/importers/writing/run-import.ts";
import { shellSpeedups } from "#engine/speed/speedups.ts";
import { undoImport } from "#engine/importers/writing/undo-import.ts";
import { BlogState } from "#engine/state/blog-state.ts";
import { cacheFolderOf } from "#engine/state/state-path.ts";
import type { Request } from "./command-line.ts";
import type { Report } from "./report.ts";
import { stateRoot } from "./shell-data.ts";

type ImportRequest = Extract<Request, { command: "import" }>;

/** `hitofude import`: imports posts of another service; with `--undo`, undoes the last import. */
export async function importCommand(request: ImportRequest, report: Report): Promise<number> {
  // With a cache, the texts of existing posts do not stay in memory.
  const { postCache } = await shellSpeedups();
  const cacheFolder = cacheFolderOf(stateRoot, request.blog);
  const blog = await openBlogFolder(request.blog, {
    watch: false,
    postCache: postCache?.(resolve(request.blog), cacheFolder),
  });
  try {
    const state = await BlogState.load(stateRoot, blog.folder, blog.id);
    if (request.undo) {
      const undone = await undoImport(blog, state.folder);
      if (request.json) report.json("import", undone);
      else {
        const [removed, restored, kept] = [undone.removed.length, undone.restored.length, undone.kept.length];
        report.say(report.text("import.undone", { removed, restored, kept }));
        for (const path of undone.kept) report.result(path);
      }
      return 0;
    }
    const files = await openImportFiles(request.files);
    const importer = await importerFor(files, request.format ?? undefined);
    const source = await importer.open(files, optionsFor(importer, request, blog.settings.timeZone));
    const run = {
      addresses: await addressesInFiles(await openImportFiles(request.addresses), source.timeZone),
      format: importer.id,
      source,
      files,
      blog,
      stateFolder: state.folder,
      now: Date.now(),
      section: request.section ?? undefined,
      isDryRun: request.dryRun,
    };
    const result = await runImport(run);
    const pictures = request.dryRun ? null : await picturesOf(request, result, run);
    if (request.json) report.json("import", pictures === null ? result : { ...result, pictures });
    else sayReport(result, importer.name, report);
    if (!request.json && pictures) sayPictures(pictures, report);
    return pictures !== null && pictures.failed.length > 0 ? 1 : 0;
  } finally {
    await blog.close();
  }
}

/** Fetches the pictures from the servers that the user named; returns null if none were named. */
async function picturesOf(
  request: ImportRequest,
  { analysis }: ImportReport,
  { blog, stateFolder }: { readonly blog: BlogFolder; readonly stateFolder: string },
): Promise<FetchedPictures | null> {
  if (request.pictures.length === 0) return null;
  const named = request.pictures.includes("all") ? Object.keys(analysis.images.hosts) : request.pictures;
  const hosts = new Set(named.filter((host) => host !== ""));
  // The blog is opened again, because the posts in memory are those from before the import.
  const written = await openBlogFolder(blog.folder, { watch: false });
  try {
    const fetcher = new PictureFetcher({ hosts, proxyOf: proxyByEnvironment() });
    return await fetchPictures({ blog: written, stateFolder, fetcher, hosts });
  } finally {
    await written.close();
  }
}

function sayPictures({ fetched, failed }: FetchedPictures, report: Report): void {
  report.say(report.text("import.fetched", { count: fetched }));
  for (const { path, address, fault } of failed)
    report.result(
      report.text("import.notFetched", { path, address, fault: report.text(`moveIn.fault.${fault}`) }),
    );
}

const optionNames = {
  encoding: "--encoding",
  timeZone: "--time-zone",
  unescapeHtml: "--unescape-html",
} as const;

/** Returns the options of the command line. Throws `import.noOption` for an option that the format lacks. */
function optionsFor(importer: Importer, request: ImportRequest, blogTimeZone: string): ImportOptions {
  const options = {
    ...(request.encoding === null ? {} : { encoding: request.encoding }),
    ...(request.timeZone === null ? {} : { timeZone: request.timeZone }),
    ...(request.unescapeHtml ? { unescapeHtml: true } : {}),
  };
  for (const name of Object.keys(options) as ImportOptionName[]) {
    if (importer.options.includes(name)) continue;
    throw new AppError("import.noOption", { format: importer.name, option: optionNames[name] });
  }
  return { blogTimeZone, ...options };
}

function sayReport(result: ImportReport, format: string, report: Report): void {
  const { analysis, counts, files, posts, service, timeZone } = result;
  const name = service === null ? format : `${format} (${service})`;
  const values = { format: name, entries: analysis.entries, files: files.length, timeZone };
  report.say(report.text("import.source", values));
  for (const file of files) {
    report.say(report.text("import.encoding", { name: file.name, encodings: countsText(file.encodings) }));
    report.say(`  ${file.sample}`);
    if (file.damage)
      report.say(report.text("import.damagedFile", { name: file.name, line: file.damage.line }));
  }
  const states = (["published", "draft", "scheduled", "private", "unknown"] as const).filter(
    (state) => (analysis.states[state] ?? 0) > 0,
  );
  report.say(
    states
      .map((state) => report.text(`import.state.${state}`, { count: analysis.states[state] ?? 0 }))
      .join(", "),
  );
  if (states.some((state) => state !== "published")) report.say(report.text("import.drafts"));
  report.say(countsText(analysis.years));
  const ignored = Object.values(result.ignored).reduce((sum, count) => sum + count, 0);
  if (ignored > 0)
    report.say(report.text("import.ignored", { count: ignored, kinds: countsText(result.ignored) }));
  const answers = analysis.comments + analysis.trackbacks;
  if (answers > 0) report.say(report.text("import.comments", { count: answers }));
  if (result.addresses) {
    const { paired, unpaired } = result.addresses;
    report.say(report.text("import.addresses", { paired, unpaired: unpaired.length }));
    for (const { path, title } of unpaired) report.say(`  ${path} ${title}`.trimEnd());
  }
  const { addresses, hosts } = analysis.images;
  if (addresses > 0) report.say(report.text("import.images", { count: addresses, hosts: countsText(hosts) }));
  for (const [note, paths] of notesOf(result)) {
    const shown = paths.slice(0, 3).join(", ") + (paths.length > 3 ? ", …" : "");
    report.say(
      report.text("import.noted", {
        note: report.text(`import.note.${note}`),
        count: paths.length,
        paths: shown,
      }),
    );
  }
  for (const { action, path, title } of posts) {
    if (action !== "unchanged") report.result([action, path, title].join("\t"));
  }
  const done = importActions.filter((action) => counts[action] > 0);
  report.say(
    done.map((action) => report.text(`import.action.${action}`, { count: counts[action] })).join(", "),
  );
  if (result.isDryRun) report.say(report.text("import.dryRun"));
}

function countsText(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name || "-"} ${count}`)
    .join(", ");
}

/** Returns each note with the paths of the posts that have this note. */
function notesOf({ posts }: ImportReport): Map<PostNote, string[]> {
  const noted = new Map<PostNote, string[]>();
  for (const { path, notes } of posts) {
    for (const note of notes) noted.set(note, [...(noted.get(note) ?? []), path]);
  }
  return noted;
}
