import { packText } from "#engine/base/packed-text.ts";
import type { Post } from "./post.ts";

const packed = Symbol("packed");

/**
 * Holds a packed text and decodes it on each access. A class, because an object with its own getter takes a
 * kilobyte.
 */
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
 * Returns the post with its text as UTF-8 bytes outside the heap. As strings, all texts of a blog would need
 * more memory than the rest of the engine.
 */
export function packedPost({ body, ...rest }: Post): Post {
  return Object.assign(new PackedBody(body), rest);
}
