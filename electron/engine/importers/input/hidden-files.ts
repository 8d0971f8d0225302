/**
 * Whether a file of a folder or archive is hidden, was added by the system, or is in `node_modules`.
 * Some files are read although their names begin with a dot: `.htaccess`, Eleventy's configuration, and lists
 * of ignored files.
 */
export function isHidden(path: string): boolean {
  return /(?:^|\/)(?:\.(?!eleventy\.c?js$|(?:eleventy|git)ignore$|htaccess$)|node_modules\/|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i.test(
    path,
  );
}
