import { packText } from "#engine/base/packed-text.ts";
import type { Post } from "./post.ts";

const packed = Symbol("packed");

/** A class, because an object with its own getter takes a kilobyte. */
class PackedBody {
  readonly [packed]: Buffer;

  constructor(body: string) {
    this[packed] = packText(body);
  }

  get body(): string {
    return this[packed].toString();
  }
}

/**
 * Returns the post with its text packed: all texts of a blog as strings need more memory than the rest of the
 * engine.
 */
export function packedPost({ body, ...rest }: Post): Post {
  return Object.assign(new PackedBody(body), rest);
}
