import { gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";
import { AppError } from "#contract/errors.ts";
import { sitePathSchema } from "../base/site-path.ts";
import { releaseNameSchema } from "../commit/swap/release-name.ts";

/** Increased when an older program could no longer read the files in the state directory. */
export const stateFormat = 1;

/** Far more than the largest sites need; a server that sends endlessly must not fill the memory. */
export const mostStateBytes = 256 * 1024 * 1024;

export const publishedPostsSchema = z.record(z.string(), z.object({ hash: z.string(), address: z.string() }));

const nameRulesSchema = z.object({
  /** Names that differ only in case are equal. */
  foldsCase: z.boolean(),
  /** Names that differ only in Unicode normalization (NFC and NFD) are equal. */
  foldsForms: z.boolean(),
  /** Only ASCII names were accepted. */
  onlyAscii: z.literal(true).optional(),
});
/** Which names a server treats as equal. */
export type NameRules = z.infer<typeof nameRulesSchema>;

/** What the first publish found out about a server. */
export const traitsSchema = z.object({
  /** How one file replaces another: atomically by one of two renames, or not at all. */
  replace: z.enum(["posix", "plain", "none"]),
  /** A new file gets the mode that was requested. */
  keepsModes: z.boolean(),
  /** Absent where not probed: in manifests of older versions, until it matters. */
  names: nameRulesSchema.optional(),
  /** Names with a leading dot that the server refused, of files or folders of the site. */
  refused: z.array(z.string()).optional(),
});
export type ServerTraits = z.infer<typeof traitsSchema>;

const liveFileSchema = z.object({
  sha256: z.string(),
  size: z.number(),
  /** As the server reported it after the upload. */
  mtime: z.number(),
  /** It existed before our first publish and was equal to ours: it is not removed without a question. */
  adopted: z.literal(true).optional(),
  /**
   * No longer part of the site, and to be removed by the next publish; absent in manifests of older versions.
   */
  retired: z.literal(true).optional(),
});
export type LiveFile = z.infer<typeof liveFileSchema>;

/** Another's file at a path of ours, which the author decided to keep. */
export const keptFileSchema = z.object({
  size: z.number(),
  mtime: z.number(),
  /** SHA-256 of our version, which was not published. */
  mine: z.string(),
});
export type KeptFile = z.infer<typeof keptFileSchema>;

/** The releases of a site that is published by swapping a link. */
const swapSchema = z.object({
  /** The live release, beside the document root, which is a link to it. */
  present: releaseNameSchema,
  /** The release before, for readers whose page is still open. */
  previous: releaseNameSchema.nullable(),
  /** To be removed, if they still exist. */
  older: z.array(releaseNameSchema),
});
export type SwapReleases = z.infer<typeof swapSchema>;

export const manifestSchema = z.object({
  format: z.literal(stateFormat),
  blogId: z.string(),
  /** Incremented by each publish that changed something. */
  generation: z.number().int(),
  program: z.string(),
  at: z.string(),
  traits: traitsSchema,
  posts: publishedPostsSchema,
  /** Directories inside the document root that we made, and may remove when they are empty. */
  directories: z.array(sitePathSchema),
  /** Every file that is ours, by its path inside the document root. */
  files: z.record(sitePathSchema, liveFileSchema),
  /** Absent in manifests of older versions. */
  kept: z.record(sitePathSchema, keptFileSchema).default({}),
  /** Absent where the document root was never swapped. */
  swap: swapSchema.optional(),
});
/** What is live, and which of it is ours. */
export type Manifest = z.infer<typeof manifestSchema>;

export const manifestNames = { current: "manifest", previous: "manifest.previous" } as const;

/** Parses a file of the state directory; throws if it is damaged or was written by a newer program. */
export function parseState<T>(schema: z.ZodType<T>, bytes: Uint8Array, path: string): T {
  try {
    const text = isCompressed(bytes) ? gunzipSync(bytes, { maxOutputLength: mostStateBytes }) : bytes;
    return schema.parse(JSON.parse(Buffer.from(text).toString("utf8")));
  } catch (error) {
    const isDamaged = error instanceof SyntaxError || (error instanceof Error && "code" in error);
    const reason = isDamaged ? error.message : "unknown format";
    throw new AppError("publish.remoteFailed", { operation: "read", path, reason }, error);
  }
}

/**
 * Serializes a state file. For a large site it is megabytes, uploaded with every publish: compressed it is a
 * third, and fits into one round trip.
 */
export function stateBytes(state: object): Uint8Array {
  return gzipSync(Buffer.from(JSON.stringify(state), "utf8"), { level: 1 });
}

function isCompressed(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
