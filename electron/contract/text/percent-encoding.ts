/** Percent-encodes a character, also those that `encodeURIComponent` leaves, such as brackets. */
export function percentEncoded(character: string): string {
  const written = encodeURIComponent(character);
  if (written !== character) return written;
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Percent-decodes a target and converts it to NFC. A target that cannot be decoded is only converted. */
export function decoded(target: string): string {
  try {
    return decodeURIComponent(target).normalize("NFC");
  } catch {
    return target.normalize("NFC");
  }
}
