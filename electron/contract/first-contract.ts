import { z } from "zod";
import { newBlogSchema } from "./engine-start.ts";
import { defineContract } from "./rpc/definition.ts";

const none = z.object({});

/** A folder without `blog.yaml` that the author wants to open. */
const otherFolderSchema = z.object({
  name: z.string(),
  /** Path of the folder, as shown to the author. */
  path: z.string(),
  isEmpty: z.boolean(),
  /** Whether the folder seems to contain posts, so that it can be opened as a blog without `blog.yaml`. */
  hasPosts: z.boolean(),
});
export type OtherFolder = z.infer<typeof otherFolderSchema>;

/** Calls from the first page to the main process. On this page, the author chooses or makes a blog. */
export const firstContract = defineContract({
  calls: {
    "first.info": {
      input: none,
      output: z.object({
        language: z.enum(["ja", "en"]),
        colours: z.enum(["system", "light", "dark"]),
        highContrast: z.boolean(),
        /** Name of an opened Markdown file that belongs to no blog, or null. */
        given: z.string().nullable(),
        /** Suggested name of the author: the user's name on this computer. */
        author: z.string(),
        /** Whether the page starts with the form for a new blog. */
        asksForNew: z.boolean(),
        /** Whether the author makes the blog in order to import posts of another service. */
        movesIn: z.boolean(),
        /** The folder that will become a blog. Null if the page offers all ways to open or make a blog. */
        folder: otherFolderSchema.nullable(),
      }),
    },
    "first.language": { input: z.object({ language: z.enum(["ja", "en"]) }), output: none },
    /**
     * Returns the path of the folder for a new blog with this name, as shown to the author.
     * If `change` is true, first asks the author for another parent folder.
     * `cloud` is the name of the cloud service that synchronizes the folder, or null.
     */
    "first.place": {
      input: z.object({ name: z.string(), change: z.boolean() }),
      output: z.object({ folder: z.string(), cloud: z.string().nullable() }),
    },
    "first.sample": { input: none, output: none },
    /**
     * Makes a new blog in the folder that `first.info` or `first.open` returned last.
     * After `first.back`, or if no folder was returned, makes the blog in a new folder.
     * If `movesIn` is true, the window of the new blog asks for the files of another service.
     */
    "first.new": { input: newBlogSchema.extend({ movesIn: z.boolean() }), output: none },
    /** Asks the author for a folder. Opens a folder that is a blog, and returns any other folder. */
    "first.open": { input: none, output: z.object({ folder: otherFolderSchema.nullable() }) },
    /** Opens the folder that `first.info` or `first.open` returned last, without making a new blog in it. */
    "first.openAsItIs": { input: none, output: none },
    /** Forgets the folder that `first.info` or `first.open` returned. `first.new` then makes a new folder. */
    "first.back": { input: none, output: none },
  },
  events: {},
});
export type FirstContract = typeof firstContract;
