/** What a text may mean to say, composed: as it is written, without Markdown's and HTML's marks, and not percent-encoded. */
export function readingsOf(text: string): ReadonlySet<string> {
  const written = text.normalize("NFC");
  const meant = plain(written);
  return new Set([written, meant, percentDecoded(meant).normalize("NFC")]);
}

/** Without what Markdown and HTML do to characters. */
function plain(text: string): string {
  const withoutSlashes = text.includes("\\") ? text.replace(/\\([!-/:-@[-`{-~])/g, "$1") : text;
  if (!withoutSlashes.includes("&")) return withoutSlashes;
  return withoutSlashes
    .replaceAll("&quot;", '"')
    .replace(/&(?:#39|#x27|apos);/gi, "'")
    .replaceAll("&amp;", "&");
}

/** Decodes run by run, because a single `%` elsewhere in the text must not keep it from being read. */
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
