import { z } from "zod";

/** What main tells a new engine process, as JSON in its first argument. */
export const engineStartSchema = z.object({
  /** Absolute path of the blog folder. */
  folder: z.string(),
  /** Make the sample blog there first when the folder does not exist. */
  sample: z.boolean(),
  /** Make a blog of this name there first when the folder holds none. */
  newBlog: z.object({ title: z.string(), language: z.enum(["ja", "en"]) }).optional(),
  /** Absolute path of the folder with `themes/` and `sample-blog/`. */
  resources: z.string(),
  /** Origin of the preview's pages for this engine, `site://b1`. */
  siteOrigin: z.string(),
  /** Where the program keeps what belongs to this computer and no blog: accepted host keys. */
  dataFolder: z.string(),
  /** Where the state of all blogs of this computer lies: see `stateRootOf`. */
  stateRoot: z.string(),
  /**
   * Where the engine notes the post that was opened last, as a `PostDocument`, so that main can show it at the next start
   * before there is an engine. Absent: nowhere.
   */
  lastPostFile: z.string().optional(),
  /** The folder was open on this computer before the program asked whether folders are trusted. Default: false. */
  openedBefore: z.boolean().optional(),
  version: z.string(),
});
export type EngineStart = z.infer<typeof engineStartSchema>;
