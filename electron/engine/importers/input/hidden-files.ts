/**
 * Whether a file is hidden. Files of operating systems and files in `node_modules` count as hidden.
 * Treats `.htaccess`, Eleventy's configuration and lists of ignored files as visible.
 */
export function isHidden(path: string): boolean {
  return /(?:^|\/)(?:\.(?!eleventy\.c?js$|(?:eleventy|git)ignore$|htaccess$)|node_modules\/|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i.test(
    path,
  );
}
