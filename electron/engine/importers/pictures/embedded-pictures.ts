import { shortHash } from "#engine/base/hash.ts";
import { outsideCode } from "../conversion/markdown-text.ts";
import type { ImportEntry } from "../importer.ts";
import type { ImportFile } from "../input/import-file.ts";

/** A picture whose bytes are in the text of an entry, as a `data:` address. */
export interface EmbeddedPicture {
  readonly file: ImportFile;
  /** The `data:` address. */
  readonly written: string;
}

/** An entry whose `data:` addresses were replaced. `pictures` maps the new addresses to the pictures. */
export interface WithoutEmbedded {
  readonly entry: ImportEntry;
  readonly pictures: ReadonlyMap<string, EmbeddedPicture>;
}

const data = String.raw`data:image\/(png|jpe?g|gif|webp|avif|svg\+xml);base64,([A-Za-z0-9+/=\s%]+)`;
const inHtml = new RegExp(String.raw`(<img\b[^<>]*?\ssrc\s*=\s*["'])${data}(?=["'])`, "gi");
const inMarkdown = new RegExp(String.raw`(!\[[^\]\n]*\]\(<?)${data}(?=[>)\s])`, "gi");

/**
 * Takes the embedded pictures out of an entry's text, so that they can be stored like files of the export.
 * Otherwise, the text could not be converted or edited, because a single picture can take a megabyte of it.
 */
export function withoutEmbeddedPictures(entry: ImportEntry): WithoutEmbedded {
  const pictures = new Map<string, EmbeddedPicture>();
  const { format, text } = entry.body;
  if (!/data:image\//i.test(text)) return { entry, pictures };
  const replaced = (part: string, pattern: RegExp): string =>
    part.replace(pattern, (whole: string, before: string, kind: string, base64: string) => {
      const bytes = Buffer.from(
        base64.replace(/%2B/gi, "+").replace(/%2F/gi, "/").replace(/%3D/gi, "="),
        "base64",
      );
      const ending = kind.toLowerCase().replace("jpeg", "jpg").replace("svg+xml", "svg");
      const name = `embedded-picture-${shortHash(base64)}.${ending}`;
      pictures.set(name, { file: fileOf(name, bytes), written: whole.slice(before.length) });
      return before + name;
    });
  const html = (part: string): string => replaced(part, inHtml);
  const body = format === "html" ? html(text) : outsideCode(text, (part) => replaced(html(part), inMarkdown));
  return { entry: { ...entry, body: { format, text: body } }, pictures };
}

function fileOf(name: string, bytes: Buffer): ImportFile {
  return {
    name,
    bytes: bytes.length,
    head: async () => bytes.subarray(0, 65_536),
    async *read() {
      yield bytes;
    },
  };
}
