import { z } from "zod";
import { lookIds } from "./settings/looks.ts";

/** The author's choices for a new blog. */
export const newBlogSchema = z.object({
  title: z.string(),
  /** Name of the author, which may be empty. */
  author: z.string(),
  language: z.enum(["ja", "en"]),
  look: z.enum(lookIds),
});
export type NewBlogChoices = z.infer<typeof newBlogSchema>;

/** Parameters of a new engine process, as JSON in its first argument. */
export const engineStartSchema = z.object({
  folder: z.string(),
  /** Whether to create the folder with the sample blog if the folder does not exist. */
  sample: z.boolean(),
  /** Language of the sample blog. Default: Japanese. */
  sampleLanguage: z.enum(["ja", "en"]).optional(),
  /** A blog to make in a folder without `blog.yaml`. Existing files in the folder do not change. */
  newBlog: newBlogSchema.optional(),
  /** Absolute path of the folder that contains `themes/` and the sample blogs. */
  resources: z.string(),
  /** Origin of the preview pages of this engine, for example `site://b1`. */
  siteOrigin: z.string(),
  /** Folder for this computer's data that belongs to no single blog, such as the accepted host keys. */
  dataFolder: z.string(),
  /** Folder with the state folders of all blogs on this computer: see `stateRootOf`. */
  stateRoot: z.string(),
  /** File in which the engine stores the last opened post. The next start shows this post immediately. */
  lastPostFile: z.string().optional(),
  /**
   * Whether the folder was opened by an earlier version of the program, which did not ask about trust.
   * Such a folder is trusted without a question.
   */
  openedBefore: z.boolean().optional(),
  /** The blog's earlier folder, if the author has moved the blog. */
  movedFrom: z.string().optional(),
  version: z.string(),
});
export type EngineStart = z.infer<typeof engineStartSchema>;
