/**
 * The path of an address as text; null when it is not percent-encoded UTF-8, or names a character that no file name can
 * have. It may still hold `..`: whoever opens files checks where it leads.
 */
export function decodePath(pathname: string): string | null {
  try {
    const path = decodeURIComponent(pathname).replace(/^\/+/, "");
    return path.includes("\0") ? null : path;
  } catch {
    return null;
  }
}
