import { gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";
import { AppError } from "#contract/errors.ts";
import { sitePathSchema } from "../base/server-data.ts";
import { traitsSchema } from "../base/server-traits.ts";
import { releaseNameSchema } from "./release-name.ts";

/**
 * Version of the format of the files in the state directory.
 * Increase the version for a change that older programs cannot read.
 */
export const stateFormat = 1;

/** Maximum size in bytes of a file in the state directory. A larger file could fill the memory. */
export const maxStateBytes = 256 * 1024 * 1024;

export const publishedPostsSchema = z.record(z.string(), z.object({ hash: z.string(), address: z.string() }));

const liveFileSchema = z.object({
  sha256: z.string(),
  size: z.number(),
  /**
   * Time of the last change, in seconds by the server's clock. The server reports this time after the upload.
   */
  mtime: z.number(),
  /** True if an equal file was on the server before the first publish. */
  adopted: z.literal(true).optional(),
  /** Present if the file is no longer part of the site. The next publish removes it. */
  retired: z.literal(true).optional(),
});
export type LiveFile = z.infer<typeof liveFileSchema>;

/** A file that the author chose to keep on the server, in place of the site's file. */
export const keptFileSchema = z.object({
  size: z.number(),
  mtime: z.number(),
  /** SHA-256 of the built file for this path. The built file was not published. */
  mine: z.string(),
});
export type KeptFile = z.infer<typeof keptFileSchema>;

const linkDecisionSchema = z.object({
  /** `through`: files are written through the symbolic link. `left`: the files behind it are left out. */
  choice: z.enum(["through", "left"]),
  /** The target of the symbolic link when the author decided. "" if the server does not return targets. */
  target: z.string(),
});
export type LinkDecision = z.infer<typeof linkDecisionSchema>;

/**
 * Maps the paths of folders that are symbolic links on the server to the author's decisions about them.
 * Drops decisions of earlier versions, which stored the choice without the target, so that the author is asked.
 */
export const linkDecisionsSchema = z
  .record(sitePathSchema, z.union([linkDecisionSchema, linkDecisionSchema.shape.choice]))
  .transform((decisions): Record<string, LinkDecision> => {
    const complete = Object.entries(decisions).flatMap(([path, decision]) =>
      typeof decision === "string" ? [] : [[path, decision] as const],
    );
    return Object.fromEntries(complete);
  });
export type LinkDecisions = z.infer<typeof linkDecisionsSchema>;

const markerSchema = z.object({
  path: sitePathSchema,
  /** Present if the last publish removed the marker file. */
  removed: z.literal(true).optional(),
});
/**
 * One file that the last publish wrote or removed.
 * A check of the marker file shows whether the document root was emptied, moved or restored from a backup.
 */
export type Marker = z.infer<typeof markerSchema>;

/** The releases of a site that is published by switching a symbolic link. */
const swapSchema = z.object({
  /** Name of the live release. The document root is a symbolic link to this release. */
  present: releaseNameSchema,
  /** Name of the previous live release. It is kept for readers whose page is still open. */
  previous: releaseNameSchema.nullable(),
  /** Names of older releases. These releases are removed if they still exist. */
  older: z.array(releaseNameSchema),
});
export type SwapReleases = z.infer<typeof swapSchema>;

export const manifestSchema = z.object({
  format: z.literal(stateFormat),
  blogId: z.string(),
  /** Number of the publish. Each publish that changes something increases the number. */
  generation: z.number().int(),
  program: z.string(),
  at: z.string(),
  /** Name that the author gave to the publishing computer. Missing if the author gave no name. */
  publisher: z.string().optional(),
  traits: traitsSchema,
  posts: publishedPostsSchema,
  /** Directories inside the document root that Hitofude made and may remove when they are empty. */
  directories: z.array(sitePathSchema),
  /** Maps paths inside the document root to the files that Hitofude published. */
  files: z.record(sitePathSchema, liveFileSchema),
  /** Maps paths of the site to files that the author chose to keep on the server. */
  kept: z.record(sitePathSchema, keptFileSchema).default({}),
  /** The author's decisions about symbolic links at paths of folders. Missing if there were no decisions. */
  links: linkDecisionsSchema.optional(),
  /** The marker file. Missing in manifests of older versions. */
  marker: markerSchema.optional(),
  /** The releases of the site. Missing if the site never went live by switching a symbolic link. */
  swap: swapSchema.optional(),
});
/** All files that Hitofude published, and all directories that it made on the server. */
export type Manifest = z.infer<typeof manifestSchema>;

export const manifestNames = { current: "manifest", previous: "manifest.previous" } as const;

/** Parses a file of the state directory. Throws if the file is damaged or has a newer format. */
export function parseState<T>(schema: z.ZodType<T>, bytes: Uint8Array, path: string): T {
  try {
    const text = isCompressed(bytes) ? gunzipSync(bytes, { maxOutputLength: maxStateBytes }) : bytes;
    return schema.parse(JSON.parse(Buffer.from(text).toString("utf8")));
  } catch (error) {
    const isDamaged = error instanceof SyntaxError || (error instanceof Error && "code" in error);
    const reason = isDamaged ? error.message : "unknown format";
    throw new AppError("publish.remoteFailed", { operation: "read", path, reason }, error);
  }
}

/** Converts an object to the compressed bytes of a file in the state directory. */
export function stateBytes(state: object): Uint8Array {
  return gzipSync(Buffer.from(JSON.stringify(state), "utf8"), { level: 1 });
}

function isCompressed(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
