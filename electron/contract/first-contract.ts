import { z } from "zod";
import { defineContract } from "./rpc/definition.ts";

const none = z.object({});

/**
 * Calls between the first page and main. The first page is shown if no blog is open yet; it chooses or makes
 * one. Each call except the first three opens the blog's window.
 */
export const firstContract = defineContract({
  calls: {
    "first.info": {
      input: none,
      output: z.object({
        language: z.enum(["ja", "en"]),
        colours: z.enum(["system", "light", "dark"]),
        highContrast: z.boolean(),
        /**
         * Name of a Markdown file that the author opened with the program and that belongs to no blog; null
         * if there is none.
         */
        given: z.string().nullable(),
      }),
    },
    /** Sets the language of the whole program. */
    "first.language": { input: z.object({ language: z.enum(["ja", "en"]) }), output: none },
    /**
     * Returns the folder, as text for display, that a new blog with this name would get. `change`: first asks
     * the author for another parent folder. `cloud`: name of the cloud service that synchronizes the folder;
     * null if there is none.
     */
    "first.place": {
      input: z.object({ name: z.string(), change: z.boolean() }),
      output: z.object({ folder: z.string(), cloud: z.string().nullable() }),
    },
    "first.sample": { input: none, output: none },
    "first.new": { input: z.object({ name: z.string() }), output: none },
    /** Asks the author for a folder and opens it. Does nothing if the author cancels. */
    "first.open": { input: none, output: none },
  },
  events: {},
});
export type FirstContract = typeof firstContract;
