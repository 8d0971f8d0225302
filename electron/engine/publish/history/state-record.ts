import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { z } from "zod";
import { stateChangesSchema } from "#contract/types/publish-types.ts";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { outputGroups } from "#engine/site/output/site-output.ts";
import { publishedPostsSchema } from "../state/manifest.ts";
import { sitePathSchema } from "../base/site-path.ts";

const stateFileSchema = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  size: z.number().int().nonnegative(),
  group: z.enum(outputGroups),
  post: z.string().optional(),
});

const draftSchema = z.object({
  format: z.literal(1),
  target: z.string(),
  /** Site URL that the pages were made for. */
  url: z.string(),
  /** Time of the earlier state that this one restores. */
  backTo: z.string().nullable(),
  posts: publishedPostsSchema,
  /** Titles of the posts, for descriptions. */
  titles: z.record(z.string(), z.string()),
  /** Site fingerprint. */
  surroundings: z.string().optional(),
  files: z.record(sitePathSchema, stateFileSchema),
});
/** A state about to be published. */
export type StateDraft = z.infer<typeof draftSchema>;

const recordSchema = draftSchema.extend({
  number: z.number().int().positive(),
  /** Generation of the manifest on the server. */
  generation: z.number().int(),
  at: z.string(),
  changes: stateChangesSchema,
});
/** A state that was published. */
export type StateRecord = z.infer<typeof recordSchema>;

const [zip, unzip] = [promisify(gzip), promisify(gunzip)];

/** Limit when decompressed; far more than the largest sites need. */
const mostBytes = 256 * 1024 * 1024;

/** Reads a published state; null when it is missing or damaged. */
export function readState(file: string): Promise<StateRecord | null> {
  return read(file, recordSchema);
}

/** Reads the draft of an interrupted publish; null when there is none. */
export function readDraft(file: string): Promise<StateDraft | null> {
  return read(file, draftSchema);
}

/** Writes a published state or a draft. */
export async function writeState(file: string, state: StateDraft | StateRecord): Promise<void> {
  await atomicWrite(file, await zip(JSON.stringify(state)));
}

async function read<T>(file: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    const bytes = await unzip(await readFile(file), { maxOutputLength: mostBytes });
    return schema.parse(JSON.parse(bytes.toString("utf8")));
  } catch {
    return null;
  }
}
