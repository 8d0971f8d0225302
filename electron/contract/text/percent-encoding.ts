/** Percent-encodes any character. `encodeURIComponent` would keep some characters, such as brackets. */
export function percentEncoded(character: string): string {
  const written = encodeURIComponent(character);
  if (written !== character) return written;
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Percent-encodes a path for a URL, but keeps each `/`. Unlike `encodeURI`, also encodes `?` and `#`. */
export function encodedPath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

/** Percent-decodes the path or URL of a link if that is possible. Converts the result to NFC. */
export function decoded(target: string): string {
  try {
    return decodeURIComponent(target).normalize("NFC");
  } catch {
    return target.normalize("NFC");
  }
}
