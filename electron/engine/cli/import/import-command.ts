import { resolve } from "node:path";
import { AppError } from "#contract/errors.ts";
import { type BlogFolder, openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { Importer, ImportOptionName, ImportOptions } from "#engine/importers/importer.ts";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { mediaUses } from "#engine/app/media/media-uses.ts";
import { oldSite } from "#engine/app/move-in/old-site.ts";
import { kitFolder, writeKit } from "#engine/app/move-in/write-kit.ts";
import {
  addressesIn,
  addressesInFiles,
  type OldAddress,
} from "#engine/importers/addresses/read-addresses.ts";
import { openImportFiles } from "#engine/importers/input/import-file.ts";
import { type FetchedPictures, fetchPictures } from "#engine/importers/pictures/fetch-pictures.ts";
import { PictureFetcher, proxyByEnvironment } from "#engine/importers/pictures/picture-fetcher.ts";
import { importerFor } from "#engine/importers/registry.ts";
import type { ImportReport } from "#engine/importers/report/import-report.ts";
import { runImport } from "#engine/importers/writing/run-import.ts";
import { shellSpeedups } from "#engine/speed/speedups.ts";
import { undoImport } from "#engine/importers/writing/undo-import.ts";
import { BlogState } from "#engine/state/blog-state.ts";
import { cacheFolderOf } from "#engine/state/state-path.ts";
import type { Report } from "../report.ts";
import { stateRoot } from "../shell-data.ts";
import type { ImportRequest } from "./import-request.ts";
import { confirms, hasTerminal } from "../shell-answers.ts";
import { sayCounts, sayReport } from "./say-report.ts";

/**
 * `hitofude import`: imports posts of another service. With `--undo`, undoes the last import.
 * At a terminal, shows the report of a dry run first, and asks whether to import.
 */
export async function importCommand(request: ImportRequest, report: Report): Promise<number> {
  // Uses the post cache, so that the texts of existing posts need not stay in memory.
  const { postCache } = await shellSpeedups();
  const cacheFolder = cacheFolderOf(stateRoot, request.blog);
  const blog = await openBlogFolder(request.blog, {
    watch: false,
    postCache: postCache?.(resolve(request.blog), cacheFolder),
  });
  try {
    const state = await BlogState.load(stateRoot, blog.folder, blog.id);
    if (request.undo) {
      const undone = await undoImport(blog, state.folder, (paths) => mediaUses(blog, paths));
      if (request.json) report.json("import", undone);
      else {
        const [removed, restored, kept] = [undone.removed.length, undone.restored.length, undone.kept.length];
        report.say(report.text("import.undone", { removed, restored, kept }));
        for (const path of undone.kept) report.result(path);
        const count = undone.picturesLeft.length;
        if (count > 0) report.say(report.text("import.picturesLeft", { count }));
        for (const path of undone.picturesLeft) report.result(path);
      }
      return 0;
    }
    if (request.files.length === 0) return await sayKit(blog, state.folder, request, report);
    const files = await openImportFiles(request.files);
    const importer = await importerFor(files, request.format ?? undefined);
    const source = await importer.open(files, optionsFor(importer, request, blog.settings));
    const run = {
      addresses: await oldAddresses(request, source.timeZone, report),
      format: importer.id,
      source,
      files,
      blog,
      stateFolder: state.folder,
      now: Date.now(),
      section: request.section ?? undefined,
      site: siteIn(request),
      isDryRun: request.dryRun,
    };
    const asks = !request.dryRun && !request.yes && !request.json && hasTerminal();
    if (asks) {
      sayReport(await runImport({ ...run, isDryRun: true }), importer.name, report);
      if (!(await confirms(`${report.text("import.confirm")} [y/N]`, report))) return 1;
    }
    const result = await runImport(run);
    const pictures = request.dryRun ? null : await picturesOf(request, result, run);
    if (request.json) report.json("import", pictures === null ? result : { ...result, pictures });
    else if (asks) sayCounts(result, report);
    else sayReport(result, importer.name, report);
    if (!request.json && pictures) sayPictures(pictures, report);
    if (request.kit && !request.dryRun) await sayKit(blog, state.folder, request, report);
    return pictures !== null && pictures.failed.length > 0 ? 1 : 0;
  } finally {
    await blog.close();
  }
}

function isSite(given: string): boolean {
  return /^https?:\/\//i.test(given) && URL.canParse(given);
}

/** Returns the scheme and host of the old site, if the user named its URL. */
function siteIn({ addresses }: ImportRequest): string | undefined {
  const named = addresses.find(isSite);
  return named === undefined ? undefined : new URL(named).origin;
}

/**
 * Reads the addresses of the old site: from files, and from the site itself if its URL is given.
 * Reads the titles of pages only with `--read-pages`, because each title needs a request.
 */
async function oldAddresses(request: ImportRequest, timeZone: string, report: Report): Promise<OldAddress[]> {
  const files = request.addresses.filter((given) => !isSite(given));
  const found = await addressesInFiles(await openImportFiles(files), timeZone);
  for (const address of request.addresses.filter(isSite)) {
    const site = await oldSite(
      { address, pages: request.readPages },
      {
        timeZone,
        signal: new Cancellation(),
        proxyOf: proxyByEnvironment(),
        onProgress: (done, total) => report.progress("shell.progress.pages", { done, total }),
      },
    );
    report.say(
      report.text("moveIn.old.found", { host: site.host, count: site.addresses, pages: site.pages }),
    );
    if (site.pages > 0) report.say(report.text("shell.readPages"));
    found.push(...(await addressesIn(site.table, timeZone)));
  }
  return found;
}

/** Fetches pictures from the servers that the user named. Returns null if the user named none. */
async function picturesOf(
  request: ImportRequest,
  { analysis }: ImportReport,
  { blog, stateFolder }: { readonly blog: BlogFolder; readonly stateFolder: string },
): Promise<FetchedPictures | null> {
  if (request.pictures.length === 0) return null;
  const named = request.pictures.includes("all") ? Object.keys(analysis.images.hosts) : request.pictures;
  const hosts = new Set(named.filter((host) => host !== ""));
  // Opens the blog again, because the posts in memory lack the changes of the import.
  const written = await openBlogFolder(blog.folder, { watch: false });
  try {
    const fetcher = new PictureFetcher({ hosts, proxyOf: proxyByEnvironment() });
    return await fetchPictures({ blog: written, stateFolder, fetcher, hosts });
  } finally {
    await written.close();
  }
}

/**
 * Writes the files with which the old site forwards its readers to the new posts.
 * Reads the posts from disk again, because the import may have added posts.
 */
async function sayKit(
  { folder }: BlogFolder,
  stateFolder: string,
  request: ImportRequest,
  report: Report,
): Promise<number> {
  const blog = await openBlogFolder(folder, { watch: false });
  try {
    const count = await writeKit({ blog, stateFolder, now: Date.now() });
    report.say(report.text("moveIn.kit.done", { count, folder: kitFolder }));
    if (request.json && request.files.length === 0) report.json("import", { folder: kitFolder, count });
    return 0;
  } finally {
    await blog.close();
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
  inPlace: "--in-place",
} as const;

/**
 * Returns the import options in the request. Throws `import.noOption` for an option that the format lacks.
 */
function optionsFor(
  importer: Importer,
  request: ImportRequest,
  { timeZone, language, url }: BlogFolder["settings"],
): ImportOptions {
  const options = {
    ...(request.encoding === null ? {} : { encoding: request.encoding }),
    ...(request.timeZone === null ? {} : { timeZone: request.timeZone }),
    ...(request.unescapeHtml ? { unescapeHtml: true } : {}),
    ...(request.inPlace ? { inPlace: true } : {}),
  };
  for (const name of Object.keys(options) as ImportOptionName[]) {
    if (importer.options.includes(name)) continue;
    throw new AppError("import.noOption", { format: importer.name, option: optionNames[name] });
  }
  return { blogTimeZone: timeZone, blogLanguage: language, blogUrl: url, ...options };
}
