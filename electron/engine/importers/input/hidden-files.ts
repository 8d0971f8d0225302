/**
 * Whether a file is hidden, was added by the operating system, or is in `node_modules`.
 * Treats `.htaccess`, Eleventy's configuration and lists of ignored files as visible.
 */
export function isHidden(path: string): boolean {
  return /(?:^|\/)(?:\.(?!eleventy\.c?js$|(?:eleventy|git)ignore$|htaccess$)|node_modules\/|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i.test(
    path,
  );
}
