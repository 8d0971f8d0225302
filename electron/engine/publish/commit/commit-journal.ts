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
  /** Name in the stage directory. */
  staged: z.string().regex(stagedNamePattern),
  /** What the plan saw at the path: null is nothing. Left out where it could not be told for sure. */
  seen: z.object({ size: z.number(), mtime: z.number() }).nullable().optional(),
});
export type JournalPut = z.infer<typeof putSchema>;

const seenFileSchema = z.object({ path: sitePathSchema, size: z.number(), mtime: z.number() });
export type JournalRemoval = z.infer<typeof seenFileSchema>;

/**
 * All that one publish changes, written before the first change. While it lies on the server, the publish is decided: whoever
 * connects next carries it out. Each step can be done again without harm.
 */
const journalSchema = z.object({
  format: z.literal(stateFormat),
  /** Of the manifest that follows from it. */
  generation: z.number().int(),
  program: z.string(),
  at: z.string(),
  blogId: z.string(),
  traits: traitsSchema,
  posts: publishedPostsSchema,
  puts: z.array(putSchema),
  /** Files found on the server that equal ours: taken over as they are. */
  adopted: z.array(seenFileSchema.extend({ sha256: z.string(), adopted: z.literal(true).optional() })),
  /** As they were when they were looked at; what has changed since stays. */
  removals: z.array(seenFileSchema),
  /** Files that are no part of the site any more, and that the next publish removes: a page that is still open may ask for them. */
  retired: z.array(sitePathSchema).default([]),
  /** Paths that are no longer ours, and stay. */
  released: z.array(sitePathSchema),
  /** Theirs in the places of ours, which stay. */
  kept: z.array(keptFileSchema.extend({ path: sitePathSchema })).default([]),
  /** Where a file that is removed gives way to a folder with files that are put, or a folder whose files are removed to a file. */
  turns: z.array(z.object({ path: sitePathSchema, to: z.enum(["folder", "file"]) })).default([]),
  /** Directories made for this publish. */
  directories: z.array(sitePathSchema),
  /** Set where all of it goes live by one swap of a link. */
  swap: z
    .object({
      /** Name of the new release: in the stage directory first, and beside the document root then. */
      release: releaseNameSchema,
      /** What was live when this was decided: where the document root is still a directory, the name that it is to get. */
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
