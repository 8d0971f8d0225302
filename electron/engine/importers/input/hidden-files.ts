/**
 * Whether the import ignores a file as hidden: names with a leading dot, files that systems add to folders
 * (`Thumbs.db`, `desktop.ini`, `__MACOSX/`), and files in `node_modules`.
 * Not hidden are `.htaccess`, `.eleventy.js`, `.eleventyignore` and `.gitignore`, which importers read.
 */
export function isHidden(path: string): boolean {
  return /(?:^|\/)(?:\.(?!eleventy\.c?js$|(?:eleventy|git)ignore$|htaccess$)|node_modules\/|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i.test(
    path,
  );
}
