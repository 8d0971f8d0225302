import { z } from "zod";
import { outputGroups } from "#engine/site/output/site-output.ts";
import {
  keptFileSchema,
  maxStateBytes,
  parseState,
  publishedPostsSchema,
  stateFormat,
  traitsSchema,
} from "../state/manifest.ts";
import { orMissing, type RemoteFiles } from "../base/remote-files.ts";
import { sitePathSchema } from "../base/server-data.ts";
import { stagedNamePattern } from "../upload/staged-names.ts";
import { releaseNameSchema } from "./swap/release-name.ts";
import { readWhole } from "../base/whole-file.ts";

const putSchema = z.object({
  path: sitePathSchema,
  sha256: z.string(),
  size: z.number(),
  group: z.enum(outputGroups),
  /** Name of the uploaded file in the stage directory. */
  staged: z.string().regex(stagedNamePattern),
  /**
   * The file that was at the path when the plan was made; null if there was none. Missing if the plan could
   * not determine this reliably.
   */
  seen: z.object({ size: z.number(), mtime: z.number() }).nullable().optional(),
});
export type JournalPut = z.infer<typeof putSchema>;

const seenFileSchema = z.object({ path: sitePathSchema, size: z.number(), mtime: z.number() });
export type JournalRemoval = z.infer<typeof seenFileSchema>;

/**
 * Everything that one publish changes. Written to the server before the first change of the live site. Once
 * the journal is on the server, an interrupted publish is completed by the next client that takes the lock.
 * Each step can be repeated without harm.
 */
const journalSchema = z.object({
  format: z.literal(stateFormat),
  /** Generation of the manifest that this publish will write. */
  generation: z.number().int(),
  program: z.string(),
  at: z.string(),
  blogId: z.string(),
  traits: traitsSchema,
  posts: publishedPostsSchema,
  puts: z.array(putSchema),
  /**
   * Files that were on the server before and are equal to the site's files. From now on, they count as
   * published by Hitofude, without an upload.
   */
  adopted: z.array(seenFileSchema.extend({ sha256: z.string(), adopted: z.literal(true).optional() })),
  /**
   * Files to remove, with the size and time that the plan saw. A file that has changed since is not removed.
   */
  removals: z.array(seenFileSchema),
  /**
   * Files that are no longer part of the site but stay until the next publish, since a page that is still
   * open may request them.
   */
  retired: z.array(sitePathSchema).default([]),
  /** Paths that are dropped from the list of published files. The files at these paths stay. */
  released: z.array(sitePathSchema),
  /**
   * Files at paths of the site that stay as they are on the server, because the author chose to keep them.
   */
  kept: z.array(keptFileSchema.extend({ path: sitePathSchema })).default([]),
  /**
   * Paths of kind changes. `folder`: a folder with new files replaces a file. `file`: a file replaces a
   * folder whose files are all removed.
   */
  turns: z.array(z.object({ path: sitePathSchema, to: z.enum(["folder", "file"]) })).default([]),
  /** Directories that were made for this publish. */
  directories: z.array(sitePathSchema),
  /** Present only if the publish goes live by swapping one symbolic link. */
  swap: z
    .object({
      /**
       * Name of the new release. The release is made in the stage directory, and then moved beside the
       * document root.
       */
      release: releaseNameSchema,
      /**
       * Name of the release that is live when the journal is written. If the document root is still a
       * directory, the name that this directory will get.
       */
      before: releaseNameSchema,
    })
    .optional(),
});
export type CommitJournal = z.infer<typeof journalSchema>;

export const journalName = "journal";

/** Reads the journal that an interrupted publish has left on the server. Null if there is none. */
export async function readJournal(files: RemoteFiles, directory: string): Promise<CommitJournal | null> {
  const path = `${directory}/${journalName}`;
  const bytes = await orMissing(readWhole(files, path, maxStateBytes));
  return bytes && parseState(journalSchema, bytes, path);
}
