import { z } from "zod";
import { lookIds } from "./settings/looks.ts";

/** What the author chose for a new blog. */
export const newBlogSchema = z.object({
  title: z.string(),
  /** Name of the author; may be empty. */
  author: z.string(),
  /** Language of the blog. */
  language: z.enum(["ja", "en"]),
  look: z.enum(lookIds),
});
export type NewBlogChoices = z.infer<typeof newBlogSchema>;

/** Parameters of a new engine process, as JSON in its first argument. */
export const engineStartSchema = z.object({
  /** Absolute path of the blog folder. */
  folder: z.string(),
  /** Whether to make the sample blog in the folder if the folder does not exist. */
  sample: z.boolean(),
  /** Language of the sample blog. Default: Japanese. */
  sampleLanguage: z.enum(["ja", "en"]).optional(),
  /**
   * A blog to make in the folder if that contains no `blog.yaml`. Files that are already in the folder stay
   * as they are.
   */
  newBlog: newBlogSchema.optional(),
  /** Absolute path of the folder that contains `themes/` and the sample blogs. */
  resources: z.string(),
  /** Origin of the preview pages of this engine, for example `site://b1`. */
  siteOrigin: z.string(),
  /** Folder for data that belongs to this computer, not to a single blog, such as the accepted host keys. */
  dataFolder: z.string(),
  /** Folder with the state folders of all blogs on this computer: see `stateRootOf`. */
  stateRoot: z.string(),
  /**
   * File in which the engine stores the last opened post, as a `PostDocument`. At the next start, main can
   * show that post before the engine runs. If the path is missing, nothing is stored.
   */
  lastPostFile: z.string().optional(),
  /**
   * Whether the folder was opened on this computer by an earlier version, which did not yet ask whether a
   * folder is trusted. Default: false.
   */
  openedBefore: z.boolean().optional(),
  /** The blog's folder before the author moved it and chose its new place; missing if it was not moved. */
  movedFrom: z.string().optional(),
  version: z.string(),
});
export type EngineStart = z.infer<typeof engineStartSchema>;
