import { z } from "zod";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { readError } from "#engine/base/file-errors.ts";
import { readTextIfThere } from "#engine/base/files/read-files.ts";
import { publishedPostsSchema } from "./manifest.ts";

/** Layout version of published pages, and how they include shared parts. */
export const pagesMadeSchema = z.object({ layout: z.number().int(), include: z.string() });

const recordSchema = z.object({
  format: z.literal(1),
  generation: z.number().int(),
  /** Time of the publish that made the live site, ISO 8601. */
  at: z.string(),
  posts: publishedPostsSchema,
  /** Maps blog paths to the drafts at secret addresses. Missing if there are none. */
  shared: publishedPostsSchema.optional(),
  /** The latest time of all publishes, ISO 8601. This time is later than `at` if the clock was set back. */
  latest: z.string().optional(),
  /** Hash of the settings, theme and media of the published site. Missing in records of older versions. */
  fingerprint: z.string().optional(),
  /** Server and folder of the target (`identityOf`). Missing in records of older versions. */
  place: z.string().optional(),
  /** How the published pages are made. Missing in records of older versions. */
  made: pagesMadeSchema.optional(),
});

/**
 * A record of the last publish from this computer to a target. The record is on this computer.
 * If the record differs from the manifest on the server, the manifest is correct.
 */
export type PublishedRecord = Omit<z.infer<typeof recordSchema>, "format">;

/**
 * Reads a record. Returns null for a missing or damaged record. Rejects with `file.*` for an unreadable file.
 */
export async function readPublishedRecord(file: string): Promise<PublishedRecord | null> {
  const text = await readTextIfThere(file).catch((error: unknown) => {
    throw readError(error, file);
  });
  if (text === null) return null;
  try {
    const { format, ...record } = recordSchema.parse(JSON.parse(text));
    return record;
  } catch {
    return null;
  }
}

/** Writes a record, and makes its folder if needed. */
export async function writePublishedRecord(file: string, record: PublishedRecord): Promise<void> {
  await atomicWrite(file, `${JSON.stringify({ format: 1, ...record })}\n`);
}

/** Returns the hashes of the posts' live versions. */
export function hashesOf({ posts }: PublishedRecord): string[] {
  return Object.values(posts).map(({ hash }) => hash);
}
