/**
 * Whether a file of a folder or an archive is hidden, was added by the system, or belongs to a package.
 * Eleventy's configuration is read although its name begins with a dot.
 */
export function isHidden(path: string): boolean {
  return /(?:^|\/)(?:\.(?!eleventy\.c?js$)|node_modules\/|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i.test(path);
}
