/**
 * Returns the decoded path of a URL; null when it is not percent-encoded UTF-8, or contains NUL. It may
 * contain `..`: the caller has to check it before opening files.
 */
export function decodePath(pathname: string): string | null {
  try {
    const path = decodeURIComponent(pathname).replace(/^\/+/, "");
    return path.includes("\0") ? null : path;
  } catch {
    return null;
  }
}
