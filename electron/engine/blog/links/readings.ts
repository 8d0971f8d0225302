import { percentDecoded } from "#contract/text/percent-encoding.ts";
import { withoutEscapes } from "#contract/text/markdown-text.ts";
import { decodeEntities } from "#engine/base/markup.ts";

/** Returns the possible meanings of a link target, all in NFC: as written, unescaped, and percent-decoded. */
export function readingsOf(text: string): ReadonlySet<string> {
  const written = text.normalize("NFC");
  const meant = plain(written);
  return new Set([written, meant, decodedRuns(meant).normalize("NFC")]);
}

/** Removes the escapes of Markdown and HTML. */
function plain(text: string): string {
  return decodeEntities(text.includes("\\") ? withoutEscapes(text) : text);
}

/** Percent-decodes each sequence of `%…` separately. An invalid sequence does not affect other sequences. */
function decodedRuns(text: string): string {
  if (!text.includes("%")) return text;
  return text.replace(/(?:%[\dA-F]{2})+/gi, (run) => percentDecoded(run) ?? run);
}
