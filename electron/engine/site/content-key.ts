import { createHash } from "node:crypto";

/**
 * A key that stands for values by their content: equal values, equal key. Whatever is made from these values alone need
 * not be made again while the key is the same.
 */
export function contentKey(...values: readonly unknown[]): string {
  return createHash("sha1").update(JSON.stringify(values)).digest("base64url");
}
