import { gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";
import { AppError } from "#contract/errors.ts";
import { sitePathSchema } from "../base/site-path.ts";
import { releaseNameSchema } from "../commit/swap/release-name.ts";

/** Raised when an older program could no longer read the files in the state directory. */
export const stateFormat = 1;

/** Far more than the largest sites need; a server that sends without end must not fill the memory. */
export const mostStateBytes = 256 * 1024 * 1024;

export const publishedPostsSchema = z.record(z.string(), z.object({ hash: z.string(), address: z.string() }));

const nameRulesSchema = z.object({
  /** Names that differ only in capitals and small letters are one name. */
  foldsCase: z.boolean(),
  /** Names that differ only in how their characters are composed (Unicode's forms NFC and NFD) are one name. */
  foldsForms: z.boolean(),
  /** Nothing but ASCII was taken for a name. */
  onlyAscii: z.literal(true).optional(),
});
/** Which names are the same name on a server. */
export type NameRules = z.infer<typeof nameRulesSchema>;

/** What was found out about a server when it was first published to. */
export const traitsSchema = z.object({
  /** How a file is put in the place of another: atomically by one of two renames, or not at all. */
  replace: z.enum(["posix", "plain", "none"]),
  /** The mode asked for when a file is made is the mode it gets. */
  keepsModes: z.boolean(),
  /** Absent where it was not tried out: in manifests of older versions, until it matters. */
  names: nameRulesSchema.optional(),
  /** Names with a dot at their beginning that the server refused: of files of the site, or of folders. */
  refused: z.array(z.string()).optional(),
});
export type ServerTraits = z.infer<typeof traitsSchema>;

const liveFileSchema = z.object({
  sha256: z.string(),
  size: z.number(),
  /** As the server reported it after we had put the file there. */
  mtime: z.number(),
  /** It lay there before we came and was equal to ours: not ours to remove without a question. */
  adopted: z.literal(true).optional(),
  /** No part of the site any more, and to be removed by the next publish; absent in manifests of older versions. */
  retired: z.literal(true).optional(),
});
export type LiveFile = z.infer<typeof liveFileSchema>;

/** Somebody else's file in the place of ours, which the author decided to keep. */
export const keptFileSchema = z.object({
  size: z.number(),
  mtime: z.number(),
  /** SHA-256 of ours, which was not published. */
  mine: z.string(),
});
export type KeptFile = z.infer<typeof keptFileSchema>;

/** The releases of a site that is published by swapping a link. */
const swapSchema = z.object({
  /** Beside the document root, which is a link to it. */
  present: releaseNameSchema,
  /** What was live before, for readers whose page is still open. */
  previous: releaseNameSchema.nullable(),
  /** To be removed, unless they are gone. */
  older: z.array(releaseNameSchema),
});
export type SwapReleases = z.infer<typeof swapSchema>;

export const manifestSchema = z.object({
  format: z.literal(stateFormat),
  blogId: z.string(),
  /** One higher with each publish that changed something. */
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
/** What is live, and what of it is ours. */
export type Manifest = z.infer<typeof manifestSchema>;

export const manifestNames = { current: "manifest", previous: "manifest.previous" } as const;

/** Parses a file of the state directory; one that a newer program wrote, or that is damaged, is nothing to guess at. */
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
 * The bytes of a state file. Of a large site it is megabytes, which go over the line with each publish, however small: compressed they are a
 * third, and fit into one round trip.
 */
export function stateBytes(state: object): Uint8Array {
  return gzipSync(Buffer.from(JSON.stringify(state), "utf8"), { level: 1 });
}

function isCompressed(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
