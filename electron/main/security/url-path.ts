/**
 * Decodes the path of a URL. Returns null for a path with NUL or that is not percent-encoded UTF-8.
 * The result may contain `..`, so the caller has to check it before opening a file.
 */
export function decodePath(pathname: string): string | null {
  try {
    const path = decodeURIComponent(pathname).replace(/^\/+/, "");
    return path.includes("\0") ? null : path;
  } catch {
    return null;
  }
}
