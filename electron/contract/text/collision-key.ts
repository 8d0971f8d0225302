/**
 * Returns a key for a path. Paths with equal keys are one file on systems that ignore case or Unicode form.
 */
export function collisionKey(path: string): string {
  if (isAscii(path)) return path.toLowerCase();
  return path.normalize("NFC").toUpperCase().toLowerCase().normalize("NFC");
}

/** Returns a key of a tag, category or series. All spellings of one name (`Go`, `go`) have the same key. */
export function termKey(name: string): string {
  return collisionKey(name.trim());
}

function isAscii(text: string): boolean {
  return !/[\u0080-\uffff]/.test(text);
}
