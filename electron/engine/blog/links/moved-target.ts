import { posix } from "node:path";
import { decoded, percentEncoded } from "#contract/text/percent-encoding.ts";

/** A file of the blog that was moved or renamed. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/**
 * Changes the target of a link from `move.from` to `move.to`. `source` is the file that contains the link.
 * The target stays relative to `source` or to the blog folder, percent-encoded or not, and keeps its `?…#…`.
 * A target in front matter (`plain`) is never encoded.
 */
export function movedTarget(written: string, source: string, { from, to }: Move, plain = false): string {
  const [, path = "", rest = ""] = /^([^?#]*)([\s\S]*)$/.exec(written) ?? [];
  const name = decoded(path);
  const encode = plain ? String : /%[89A-F]/i.test(path) ? encodeAll : encodeSome;
  if (name.startsWith("/")) return `/${encode(to)}${rest}`;
  const isRelative = posix.join(posix.dirname(source), name) === from;
  // The target is written relative to the blog folder, not to `source`.
  if (!isRelative && posix.normalize(name) === from) return encode(to) + rest;
  if (isRelative && posix.dirname(from) === posix.dirname(to)) {
    return path.slice(0, path.lastIndexOf("/") + 1) + encode(posix.basename(to)) + rest;
  }
  return encode(posix.relative(posix.dirname(source), to)) + rest;
}

/** Percent-encodes only characters that would end a target in Markdown or HTML, or are special in a URL. */
function encodeSome(path: string): string {
  return path.replace(/[\s()<>[\]{}%\\?#"'&]/g, percentEncoded);
}

function encodeAll(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/").replace(/[()']/g, percentEncoded);
}
