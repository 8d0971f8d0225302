import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { ImportChoices, ImportProgress, ImportSummary } from "#contract/types/import-types.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { EntryState } from "#engine/importers/importer.ts";
import { typedSite } from "#engine/importers/addresses/old-site.ts";
import { addressesInTexts } from "#engine/importers/addresses/read-addresses.ts";
import { openImportFiles } from "#engine/importers/input/import-file.ts";
import {
  type FetchedPictures,
  fetchPictures,
  waitingPictures,
} from "#engine/importers/pictures/fetch-pictures.ts";
import { PictureFetcher, type ProxyOf } from "#engine/importers/pictures/picture-fetcher.ts";
import type { PinnedHosts } from "#engine/importers/pictures/public-address.ts";
import { importerFor } from "#engine/importers/registry.ts";
import { runImport } from "#engine/importers/writing/run-import.ts";
import { importSummary } from "./import-summary.ts";

export interface ImportOptions {
  /** Called after an import has changed a post that existed before the import. */
  readonly onWritten: (path: string) => Promise<void>;
  /** Returns the proxy for a URL. Default: none. */
  readonly proxyOf?: ProxyOf | undefined;
  /** Finds the IP addresses of hosts. Default: asks the system, and accepts only public addresses. */
  readonly pinned?: (() => PinnedHosts) | undefined;
}

interface ImportRun extends ImportOptions {
  readonly blog: BlogFolder;
  readonly stateFolder: string;
  readonly now: number;
  readonly isDryRun: boolean;
  readonly signal: CancelSignal;
  readonly onProgress: (stage: ImportProgress["stage"], done: number, total: number) => void;
}

/**
 * Imports files into a blog, and returns a summary. A dry run returns the same summary and changes nothing.
 */
export async function importFiles(
  paths: readonly string[],
  choices: ImportChoices,
  run: ImportRun,
): Promise<ImportSummary> {
  const { blog, isDryRun, signal } = run;
  if (paths.length === 0) throw new AppError("import.nothingChosen");
  let [read, isOpen] = [0, false];
  const files = await openImportFiles(paths, (bytes) => {
    read += bytes;
    if (!isOpen && signal.aborted) throw new AppError("call.cancelled");
    if (!isOpen) run.onProgress("read", Math.min(read, size), size);
  });
  const size = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const importer = await importerFor(files);
  const { encoding, inPlace, unescapeHtml, section, addresses = [], renamed, site = "" } = choices;
  const source = await importer.open(files, {
    blogTimeZone: blog.settings.timeZone,
    blogLanguage: blog.settings.language,
    blogUrl: blog.settings.url,
    ...(encoding !== undefined && importer.options.includes("encoding") ? { encoding } : {}),
    ...(inPlace === true && importer.options.includes("inPlace") ? { inPlace } : {}),
    ...(unescapeHtml === true && importer.options.includes("unescapeHtml") ? { unescapeHtml } : {}),
  });
  isOpen = true;
  const report = await runImport({
    format: importer.id,
    source,
    files,
    blog,
    stateFolder: run.stateFolder,
    now: run.now,
    section,
    addresses: await addressesInTexts(addresses, source.timeZone),
    site: typedSite(site)?.origin,
    isDryRun,
    leftOut: leftOut(choices),
    renamed,
    signal,
    onProgress: run.onProgress,
  });
  if (!isDryRun) {
    for (const { action, path } of report.posts) if (action === "update") await run.onWritten(path);
    // Waits until the blog has read the imported posts, because the search for pictures needs these posts.
    await blog.catchUp();
  }
  const hosts = new Set(isDryRun ? [] : choices.pictureHosts);
  const fetched = hosts.size === 0 ? null : await picturesFrom(hosts, run);
  return importSummary(report, importer, fetched, await waitingPictures(blog, run.stateFolder));
}

async function picturesFrom(hosts: ReadonlySet<string>, run: ImportRun): Promise<FetchedPictures> {
  const { blog, stateFolder, signal, proxyOf, pinned } = run;
  return fetchPictures({
    blog,
    stateFolder,
    fetcher: new PictureFetcher({ hosts, proxyOf, pinned: pinned?.() }),
    hosts,
    signal,
    onProgress: (done, total) => run.onProgress("pictures", done, total),
  });
}

/** Returns the states of the entries that the author excludes from the import. */
function leftOut({ drafts, hidden }: ImportChoices): EntryState[] {
  return [
    ...(drafts === "leave" ? (["draft", "scheduled"] as const) : []),
    ...(hidden === "leave" ? (["private", "unknown"] as const) : []),
  ];
}
