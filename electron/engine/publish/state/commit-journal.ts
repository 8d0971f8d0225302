import { z } from "zod";
import { outputGroups } from "#engine/site/model/output-groups.ts";
import {
  keptFileSchema,
  linkDecisionsSchema,
  maxStateBytes,
  parseState,
  publishedPostsSchema,
  stateFormat,
} from "./manifest.ts";
import { traitsSchema } from "../base/server-traits.ts";
import { orMissing, type RemoteFiles } from "../base/remote-files.ts";
import { sitePathSchema } from "../base/server-data.ts";
import { releaseNameSchema } from "./release-name.ts";
import { readWhole } from "../base/whole-file.ts";

/** Pattern of the names of files in the staging directory. */
export const stagedNamePattern = /^[0-9a-f]{64}(\.\d+)?$/;

const putSchema = z.object({
  path: sitePathSchema,
  sha256: z.string(),
  size: z.number(),
  group: z.enum(outputGroups),
  /** Name of the uploaded file in the staging directory. */
  staged: z.string().regex(stagedNamePattern),
  /** The file at the path when the plan was made. Null if there was no file. Undefined if this is unknown. */
  seen: z.object({ size: z.number(), mtime: z.number() }).nullable().optional(),
});
export type JournalPut = z.infer<typeof putSchema>;

const seenFileSchema = z.object({ path: sitePathSchema, size: z.number(), mtime: z.number() });
export type JournalRemoval = z.infer<typeof seenFileSchema>;

/**
 * All changes of one publish, written to the server before the first change of the live site.
 * The next client that takes the lock uses the journal to complete an interrupted publish.
 * Each step can be repeated without harm.
 */
const journalSchema = z.object({
  format: z.literal(stateFormat),
  /** Generation number of the manifest that this publish will write. */
  generation: z.number().int(),
  program: z.string(),
  at: z.string(),
  publisher: z.string().optional(),
  blogId: z.string(),
  traits: traitsSchema,
  posts: publishedPostsSchema,
  puts: z.array(putSchema),
  /**
   * Files of the site that were found unchanged on the server. They now count as published.
   */
  adopted: z.array(seenFileSchema.extend({ sha256: z.string(), adopted: z.literal(true).optional() })),
  /** Files to remove. A file is kept if its size or time has changed since the plan was made. */
  removals: z.array(seenFileSchema),
  /** Files that left the site. They stay until the next publish, because open pages may still load them. */
  retired: z.array(sitePathSchema).default([]),
  /** Paths to remove from the list of published files. The files themselves stay on the server. */
  released: z.array(sitePathSchema),
  /** Files that the author chose to keep on the server, in place of the site's files at the same paths. */
  kept: z.array(keptFileSchema.extend({ path: sitePathSchema })).default([]),
  /** The author's decisions about symbolic links, including earlier ones that still apply. */
  links: linkDecisionsSchema.optional(),
  /**
   * Paths at which a folder replaces a file (`to` is `folder`), or a file replaces a folder (`to` is `file`).
   */
  turns: z.array(z.object({ path: sitePathSchema, to: z.enum(["folder", "file"]) })).default([]),
  /** Directories that were made for this publish. */
  directories: z.array(sitePathSchema),
  /** Present if the publish goes live by switching one symbolic link. */
  swap: z
    .object({
      /** Name of the new release. It moves from the staging directory to a path next to the document root. */
      release: releaseNameSchema,
      /**
       * Name of the release that was live before.
       * If the document root was a directory, that directory gets this name.
       */
      before: releaseNameSchema,
    })
    .optional(),
});
export type CommitJournal = z.infer<typeof journalSchema>;

export const journalName = "journal";

/** Reads the journal of an interrupted publish. Returns null if there is none. */
export async function readJournal(files: RemoteFiles, directory: string): Promise<CommitJournal | null> {
  const path = `${directory}/${journalName}`;
  const bytes = await orMissing(readWhole(files, path, maxStateBytes));
  return bytes && parseState(journalSchema, bytes, path);
}
