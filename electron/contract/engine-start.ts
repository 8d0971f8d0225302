import { z } from "zod";

/** Parameters of a new engine process, as JSON in its first argument. */
export const engineStartSchema = z.object({
  /** Absolute path of the blog folder. */
  folder: z.string(),
  /** Make the sample blog first when the folder does not exist. */
  sample: z.boolean(),
  /** Make a blog with this title first when the folder contains none. */
  newBlog: z.object({ title: z.string(), language: z.enum(["ja", "en"]) }).optional(),
  /** Absolute path of the folder that contains `themes/` and `sample-blog/`. */
  resources: z.string(),
  /** Origin of this engine's preview pages, `site://b1`. */
  siteOrigin: z.string(),
  /** Folder for data of this computer that belongs to no blog: accepted host keys. */
  dataFolder: z.string(),
  /** Folder with the state of all blogs on this computer: see `stateRootOf`. */
  stateRoot: z.string(),
  /**
   * File in which the engine stores the last opened post, as a `PostDocument`, so that main can show it at
   * the next start before the engine runs. Absent: not stored.
   */
  lastPostFile: z.string().optional(),
  /** The folder was opened on this computer before the program had the question of trust. Default: false. */
  openedBefore: z.boolean().optional(),
  version: z.string(),
});
export type EngineStart = z.infer<typeof engineStartSchema>;
