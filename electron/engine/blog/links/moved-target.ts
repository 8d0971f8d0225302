import { posix } from "node:path";
import { decoded } from "./written-targets.ts";

/** A file of the blog that was moved or renamed. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/**
 * Rewrites a target of `move.from` to lead to `move.to`, in the same style: relative or from the top, encoded
 * or not, with its `?` and `#`. `source` is the file that contains it. A `plain` target, from front matter,
 * is never encoded.
 */
export function movedTarget(written: string, source: string, { from, to }: Move, plain = false): string {
  const [, path = "", rest = ""] = /^([^?#]*)([\s\S]*)$/.exec(written) ?? [];
  const name = decoded(path);
  const encode = plain ? String : /%[89A-F]/i.test(path) ? encodeAll : encodeSome;
  if (name.startsWith("/")) return `/${encode(to)}${rest}`;
  const isRelative = posix.join(posix.dirname(source), name) === from;
  // Relative to the blog folder, or a page address that has changed
  if (!isRelative && posix.normalize(name) === from) return encode(to) + rest;
  if (isRelative && posix.dirname(from) === posix.dirname(to)) {
    return path.slice(0, path.lastIndexOf("/") + 1) + encode(posix.basename(to)) + rest;
  }
  return encode(posix.relative(posix.dirname(source), to)) + rest;
}

/** Encodes characters that would end a target in Markdown or HTML, or are special in a URL. */
function encodeSome(path: string): string {
  return path.replace(/[\s()<>[\]%\\?#"'&]/g, (character) =>
    encodeURIComponent(character).replace(/[()']/g, hex),
  );
}

function encodeAll(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/").replace(/[()']/g, hex);
}

function hex(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
