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

/** Percent-decodes a text. Returns null if its percent-encoding is damaged. */
export function percentDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Percent-decodes the path or URL of a link if that is possible. Converts the result to NFC. */
export function decoded(target: string): string {
  return (percentDecoded(target) ?? target).normalize("NFC");
}

/**
 * Percent-decodes a URL if that is possible, so that people can read it.
 * Unlike `decoded`, keeps the encoding of characters that have a meaning in URLs, such as `%2F` and `%23`.
 */
export function decodedUrl(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}
