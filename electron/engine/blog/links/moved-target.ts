import { posix } from "node:path";
import { decoded, encodedPath, percentEncoded } from "#contract/text/percent-encoding.ts";

/** The blog paths of a file before and after it was moved or renamed. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** Returns a `Move` with two equal paths, for a file that was not moved. */
export function unmoved(path: string): Move {
  return { from: path, to: path };
}

/**
 * Changes the target of a link from `move.from` to `move.to`.
 * `source` is the file that contains the link. The file can have been moved, too.
 * A target relative to `source` stays relative to `source`. Other targets stay relative to the blog folder.
 * Keeps the percent-encoding and the `?…#…` of a target.
 * A target in front matter (`plain`) is never encoded.
 */
export function movedTarget(written: string, source: Move, { from, to }: Move, plain = false): string {
  const [, path = "", rest = ""] = /^([^?#]*)([\s\S]*)$/.exec(written) ?? [];
  const name = decoded(path);
  const encode = plain ? String : /%[89A-F]/i.test(path) ? encodeAll : encodeSome;
  if (name.startsWith("/")) return `/${encode(to)}${rest}`;
  const isRelative = posix.join(posix.dirname(source.from), name) === from;
  // The author wrote a path from the blog folder, so the new target is also a path from the blog folder.
  if (!isRelative && posix.normalize(name) === from) return encode(to) + rest;
  if (isRelative && isInSameFolder(source) && isInSameFolder({ from, to })) {
    return path.slice(0, path.lastIndexOf("/") + 1) + encode(posix.basename(to)) + rest;
  }
  return encode(posix.relative(posix.dirname(source.to), to)) + rest;
}

function isInSameFolder({ from, to }: Move): boolean {
  return posix.dirname(from) === posix.dirname(to);
}

/**
 * Percent-encodes only the characters that have a meaning in URLs or would end the link's target.
 * All others, such as Japanese letters, stay as they are.
 */
function encodeSome(path: string): string {
  return path.replace(/[\s()<>[\]{}%\\?#"'&]/g, percentEncoded);
}

function encodeAll(path: string): string {
  return encodedPath(path).replace(/[()']/g, percentEncoded);
}
