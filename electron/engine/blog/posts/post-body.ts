import { readFileSync } from "node:fs";
import { readError } from "#engine/base/file-errors.ts";
import { packText } from "#engine/base/packed-text.ts";
import { decodeByGuess, decodeUtf8Strict } from "#engine/base/text/text-encoding.ts";
import { splitFrontMatter } from "../front-matter/front-matter.ts";
import type { Post } from "./post.ts";

/** Returns the Markdown text of a post, read from its file if necessary. Throws `file.*`. */
export function bodyOf({ body }: Pick<Post, "body">): string {
  if (typeof body === "string") return body;
  return body instanceof Uint8Array
    ? Buffer.from(body.buffer, body.byteOffset, body.length).toString()
    : readBody(body.file);
}

/**
 * Returns the post with its text as UTF-8 bytes outside V8's heap. The bytes use less memory than a string.
 */
export function withPackedText(post: Post): Post {
  return typeof post.body === "string" ? { ...post, body: packText(post.body) } : post;
}

/** Reads the text after the front matter from a post's file. Throws `file.*`. */
export function readBody(location: string): string {
  try {
    return bodyIn(readFileSync(location));
  } catch (error) {
    throw readError(error, location);
  }
}

/** Returns the text after the front matter, faster than `parsePost`. */
function bodyIn(bytes: Uint8Array): string {
  return splitFrontMatter(decodeUtf8Strict(bytes) ?? decodeByGuess(bytes)).body;
}
