import { hash } from "node:crypto";
import type { Problem } from "#contract/errors.ts";
import type { Post } from "#engine/blog/posts/post.ts";

/**
 * Returns the permanent id of a post in feeds.
 * If the front matter has no id, the id is made from blog id and path: a version 5 UUID (RFC 9562).
 */
export function guidOf(post: Pick<Post, "guid" | "path">, blogId: string): string {
  return post.guid ?? `urn:uuid:${uuidOf(`${blogId}\n${post.path}`)}`;
}

/** Returns the permanent id of a feed. */
export function feedIdOf(blogId: string, path: string): string {
  return `urn:uuid:${uuidOf(`${blogId}\nfeed\n${path}`)}`;
}

/** Finds posts with equal ids, for instance because the author has copied a post's file. */
export function findDuplicateGuids(posts: Iterable<Pick<Post, "guid" | "path">>): Problem[] {
  const problems: Problem[] = [];
  const owners = new Map<string, string>();
  for (const { guid, path } of posts) {
    if (guid === null) continue;
    const first = owners.get(guid);
    if (first === undefined) owners.set(guid, path);
    else {
      const values = { guid, first, second: path };
      problems.push({ code: "guid.duplicate", severity: "warning", file: path, values });
    }
  }
  return problems;
}

function uuidOf(name: string): string {
  const hex = hash("sha1", name, "hex");
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  const groups = [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, variant + hex.slice(17, 20)];
  return [...groups, hex.slice(20, 32)].join("-");
}
