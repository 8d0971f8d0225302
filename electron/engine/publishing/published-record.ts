import { mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { atomicWrite } from "#engine/files/atomic-write.ts";
import { publishedPostsSchema } from "./manifest.ts";

const recordSchema = z.object({
  format: z.literal(1),
  generation: z.number().int(),
  /** When the live state was made, ISO 8601. */
  at: z.string(),
  posts: publishedPostsSchema,
});

/** What this computer knows about a target's live state without connecting. The manifest on the server is the truth. */
export type PublishedRecord = Omit<z.infer<typeof recordSchema>, "format">;

/** Reads a record; null when there is none, or when it is damaged: then nothing is known. */
export async function readPublishedRecord(file: string): Promise<PublishedRecord | null> {
  try {
    const { generation, at, posts } = recordSchema.parse(JSON.parse(await readFile(file, "utf8")));
    return { generation, at, posts };
  } catch {
    return null;
  }
}

/** Keeps a record, making its folder when needed. */
export async function writePublishedRecord(file: string, record: PublishedRecord): Promise<void> {
  const { generation, at, posts } = record;
  await mkdir(dirname(file), { recursive: true });
  await atomicWrite(file, `${JSON.stringify({ format: 1, generation, at, posts })}\n`);
}
