/**
 * Returns the possible readings of a text in NFC: as written, without Markdown and HTML escapes, and
 * percent-decoded.
 */
export function readingsOf(text: string): ReadonlySet<string> {
  const written = text.normalize("NFC");
  const meant = plain(written);
  return new Set([written, meant, percentDecoded(meant).normalize("NFC")]);
}

/** Undoes the escapes of Markdown and HTML. */
function plain(text: string): string {
  const withoutSlashes = text.includes("\\") ? text.replace(/\\([!-/:-@[-`{-~])/g, "$1") : text;
  if (!withoutSlashes.includes("&")) return withoutSlashes;
  return withoutSlashes
    .replaceAll("&quot;", '"')
    .replace(/&(?:#39|#x27|apos);/gi, "'")
    .replaceAll("&amp;", "&");
}

/** Decodes each run separately, so that an invalid `%` does not prevent decoding the rest. */
function percentDecoded(text: string): string {
  if (!text.includes("%")) return text;
  return text.replace(/(?:%[\dA-F]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}
