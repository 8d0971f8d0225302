import { percentDecoded } from "#contract/text/percent-encoding.ts";

/**
 * Decodes the path of a URL. Returns null if the path contains NUL or invalid percent-encoding.
 * The result may contain `..`, so the caller has to check it before opening a file.
 */
export function decodePath(pathname: string): string | null {
  const path = percentDecoded(pathname)?.replace(/^\/+/, "");
  return path === undefined || path.includes("\0") ? null : path;
}
