import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { z } from "zod";
import { stateChangesSchema } from "#contract/types/publish-types.ts";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { readError } from "#engine/base/file-errors.ts";
import { rename, rm } from "#engine/base/files/change-files.ts";
import { namesIfThere, nullIfMissing, readIfThere } from "#engine/base/files/read-files.ts";
import { outputGroups } from "#engine/site/model/output-groups.ts";
import { publishedPostsSchema } from "../state/manifest.ts";
import { pagesMadeSchema } from "../state/published-record.ts";
import { sitePathSchema } from "../base/server-data.ts";

const stateFileSchema = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  size: z.number().int().nonnegative(),
  group: z.enum(outputGroups),
  post: z.string().optional(),
});

const draftSchema = z.object({
  format: z.literal(1),
  target: z.string(),
  /** Site URL for which the pages were made. */
  url: z.string(),
  /** Time of the earlier publish that this publish restored. Null if this publish restored none. */
  backTo: z.string().nullable(),
  posts: publishedPostsSchema,
  /** Maps the blog paths of posts to their titles, which appear in the list of the publish's changes. */
  titles: z.record(z.string(), z.string()),
  /** Hash of the settings, theme and media of the site. Missing in records of older versions. */
  fingerprint: z.string().optional(),
  /** How the pages are made. Missing in records of older versions. */
  made: pagesMadeSchema.optional(),
  files: z.record(sitePathSchema, stateFileSchema),
});
/** The record of a publish that is not finished yet. It has no number, time or list of changes. */
export type StateDraft = z.infer<typeof draftSchema>;

const recordSchema = draftSchema.extend({
  number: z.number().int().positive(),
  /** Generation number of the manifest that the publish wrote on the server. */
  generation: z.number().int(),
  at: z.string(),
  changes: stateChangesSchema,
  /** Changes of posts and pages. Missing in records of older versions. */
  postChanges: stateChangesSchema.optional(),
});
/** The record of a finished publish. */
export type StateRecord = z.infer<typeof recordSchema>;

const [zip, unzip] = [promisify(gzip), promisify(gunzip)];

/** Maximum size of a decompressed record, in bytes. Real records are far smaller. */
const maxBytes = 256 * 1024 * 1024;

/** Reads the record of a publish. Returns null if it is missing or damaged. Rejects if it is unreadable. */
export function readState(file: string): Promise<StateRecord | null> {
  return read(file, recordSchema);
}

/** Reads the draft of a record. Returns null if it is missing or damaged. Rejects if it is unreadable. */
export function readDraft(file: string): Promise<StateDraft | null> {
  return read(file, draftSchema);
}

/** Writes the record of a publish, or a draft of the record. */
export async function writeState(file: string, state: StateDraft | StateRecord): Promise<void> {
  await atomicWrite(file, await zip(JSON.stringify(state)));
}

async function read<T>(file: string, schema: z.ZodType<T>): Promise<T | null> {
  const zipped = await readIfThere(file).catch((error: unknown) => {
    throw readError(error, file);
  });
  if (zipped === null) return null;
  try {
    const bytes = await unzip(zipped, { maxOutputLength: maxBytes });
    return schema.parse(JSON.parse(bytes.toString("utf8")));
  } catch {
    return null;
  }
}

/** Returns the numbers of the publishes whose records are in a folder, in ascending order. */
export async function stateNumbers(folder: string): Promise<number[]> {
  const names = await namesIfThere(folder);
  const numbers = names.flatMap((name) => /^(\d{1,9})\.json\.gz$/.exec(name)?.[1] ?? []);
  return numbers.map(Number).sort((a, b) => a - b);
}

/** Returns the path of the file with the record of a publish. */
export function stateFile(folder: string, number: number): string {
  return join(folder, `${number}.json.gz`);
}

/**
 * Moves the records of all publishes from the folder `from` to `to`, and numbers them after those in `to`.
 * Also moves a record that this version of the program cannot read, and the draft of an unfinished publish.
 */
export async function appendStates(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  let last = (await stateNumbers(to)).at(-1) ?? 0;
  for (const number of await stateNumbers(from)) {
    const state = await readState(stateFile(from, number));
    last += 1;
    if (!state) {
      await rename(stateFile(from, number), stateFile(to, last));
      continue;
    }
    await writeState(stateFile(to, last), { ...state, number: last });
    await rm(stateFile(from, number), { force: true });
  }
  const there = new Set(await namesIfThere(to));
  for (const name of await namesIfThere(from)) {
    if (!there.has(name)) await rename(join(from, name), join(to, name)).catch(nullIfMissing);
  }
  await rm(from, { recursive: true, force: true });
}
