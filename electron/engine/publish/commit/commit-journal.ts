import { z } from "zod";
import { outputGroups } from "#engine/site/output/site-output.ts";
import {
  keptFileSchema,
  mostStateBytes,
  parseState,
  publishedPostsSchema,
  stateFormat,
  traitsSchema,
} from "../state/manifest.ts";
import { orMissing, type RemoteFiles } from "../base/remote-files.ts";
import { sitePathSchema } from "../base/site-path.ts";
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
  /** What the plan saw at the path; null: nothing. Absent where it could not be determined reliably. */
  seen: z.object({ size: z.number(), mtime: z.number() }).nullable().optional(),
});
export type JournalPut = z.infer<typeof putSchema>;

const seenFileSchema = z.object({ path: sitePathSchema, size: z.number(), mtime: z.number() });
export type JournalRemoval = z.infer<typeof seenFileSchema>;

/**
 * Everything that one publish changes, written before the first change. While it exists on the server, the
 * publish is decided: the next client to connect carries it out. Each step can be repeated safely.
 */
const journalSchema = z.object({
  format: z.literal(stateFormat),
  /** Generation of the resulting manifest. */
  generation: z.number().int(),
  program: z.string(),
  at: z.string(),
  blogId: z.string(),
  traits: traitsSchema,
  posts: publishedPostsSchema,
  puts: z.array(putSchema),
  /** Files found on the server that equal ours; recorded without an upload. */
  adopted: z.array(seenFileSchema.extend({ sha256: z.string(), adopted: z.literal(true).optional() })),
  /** As the plan saw them; files that have changed since stay. */
  removals: z.array(seenFileSchema),
  /**
   * Files no longer part of the site, which the next publish removes: a page that is still open may request
   * them.
   */
  retired: z.array(sitePathSchema).default([]),
  /** Paths of files that are no longer ours, and stay. */
  released: z.array(sitePathSchema),
  /** Files of others at paths of ours, which stay. */
  kept: z.array(keptFileSchema.extend({ path: sitePathSchema })).default([]),
  /**
   * Paths at which a removed file is replaced by a folder of new files, or a folder of removed files by a
   * file.
   */
  turns: z.array(z.object({ path: sitePathSchema, to: z.enum(["folder", "file"]) })).default([]),
  /** Directories made for this publish. */
  directories: z.array(sitePathSchema),
  /** Set where the publish goes live by swapping one link. */
  swap: z
    .object({
      /** Name of the new release: first in the stage directory, then beside the document root. */
      release: releaseNameSchema,
      /**
       * The live release at the time of the decision; where the document root is still a directory, its
       * future name.
       */
      before: releaseNameSchema,
    })
    .optional(),
});
export type CommitJournal = z.infer<typeof journalSchema>;

export const journalName = "journal";

/** Reads the journal that an interrupted publish left; null when there is none. */
export async function readJournal(files: RemoteFiles, directory: string): Promise<CommitJournal | null> {
  const path = `${directory}/${journalName}`;
  const bytes = await orMissing(readWhole(files, path, mostStateBytes));
  return bytes && parseState(journalSchema, bytes, path);
}
