import { readFile } from "node:fs/promises";
import { z } from "zod";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { publishedPostsSchema } from "./manifest.ts";

const recordSchema = z.object({
  format: z.literal(1),
  generation: z.number().int(),
  /** When the live state was made, ISO 8601. */
  at: z.string(),
  posts: publishedPostsSchema,
  /** Site fingerprint of what was published; absent in records of older versions. */
  surroundings: z.string().optional(),
});

/**
 * What this computer knows of a target's live state without connecting. The manifest on the server is
 * authoritative.
 */
export type PublishedRecord = Omit<z.infer<typeof recordSchema>, "format">;

/** Reads a record; null when there is none or it is damaged. */
export async function readPublishedRecord(file: string): Promise<PublishedRecord | null> {
  try {
    const { format, ...record } = recordSchema.parse(JSON.parse(await readFile(file, "utf8")));
    return record;
  } catch {
    return null;
  }
}

/** Writes a record, making its folder when needed. */
export async function writePublishedRecord(file: string, record: PublishedRecord): Promise<void> {
  const { generation, at, posts, surroundings } = record;
  await atomicWrite(file, `${JSON.stringify({ format: 1, generation, at, posts, surroundings })}\n`);
}

/** Returns the hashes of the live versions of posts. */
export function hashesOf({ posts }: PublishedRecord): string[] {
  return Object.values(posts).map(({ hash }) => hash);
}
