/**
 * Decodes the path of a URL. Returns null if the path contains NUL or invalid percent-encoding.
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
