/**
 * Decodes the path of a URL. Null if it is not percent-encoded UTF-8, or contains NUL. The result may contain
 * `..`: the caller has to check it before opening a file.
 */
export function decodePath(pathname: string): string | null {
  try {
    const path = decodeURIComponent(pathname).replace(/^\/+/, "");
    return path.includes("\0") ? null : path;
  } catch {
    return null;
  }
}
