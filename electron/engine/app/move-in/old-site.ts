import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { OldSite } from "#contract/types/import-types.ts";
import {
  addressTable,
  readSiteLists,
  readSitePages,
  typedSite,
} from "#engine/importers/addresses/old-site.ts";
import { PictureFetcher } from "#engine/importers/pictures/picture-fetcher.ts";
import type { ImportOptions } from "./import-files.ts";

interface OldSiteRun extends Pick<ImportOptions, "proxyOf" | "pinned"> {
  readonly timeZone: string;
  readonly signal: CancelSignal;
  readonly onProgress: (done: number, total: number) => void;
  /** For tests: milliseconds between two requests. */
  readonly pauseMs?: number;
}

/**
 * Reads the addresses of an old site, but only from the host that the author typed.
 * With `pages`, also reads the titles of pages that no feed contains.
 */
export async function oldSite(
  { address, pages }: { readonly address: string; readonly pages: boolean },
  { timeZone, signal, proxyOf, pinned, onProgress, pauseMs }: OldSiteRun,
): Promise<OldSite> {
  const site = siteAt(address);
  const abort = new AbortController();
  const stop = (): void => abort.abort();
  signal.addEventListener("abort", stop);
  const options = {
    fetcher: new PictureFetcher({ hosts: new Set([site.host]), accept: "*/*", proxyOf, pinned: pinned?.() }),
    timeZone,
    signal: abort.signal,
    onProgress,
    pauseMs,
  };
  try {
    const lists = await readSiteLists(site.href, options);
    const read = pages ? await readSitePages(lists.pages, options) : [];
    const found = [...lists.known, ...read];
    return {
      host: site.host,
      addresses: found.length,
      pages: pages ? 0 : lists.pages.length,
      table: addressTable(found),
    };
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** Parses a web address that the author typed. Throws `import.siteAddress`. */
function siteAt(typed: string): URL {
  const site = typedSite(typed);
  if (site === null) throw new AppError("import.siteAddress", { address: typed.trim() });
  return site;
}
