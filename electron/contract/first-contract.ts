import { z } from "zod";
import { defineContract } from "./rpc/definition.ts";

const none = z.object({});

/**
 * First page ↔ main: chooses or makes a blog where there is none yet. Each call but the first three opens the
 * blog's window.
 */
export const firstContract = defineContract({
  calls: {
    "first.info": {
      input: none,
      output: z.object({
        language: z.enum(["ja", "en"]),
        colours: z.enum(["system", "light", "dark"]),
        highContrast: z.boolean(),
        /** Name of a Markdown file that was opened with the program and belongs to no blog yet. */
        given: z.string().nullable(),
      }),
    },
    /** Sets the language of the whole program. */
    "first.language": { input: z.object({ language: z.enum(["ja", "en"]) }), output: none },
    /** Returns the display path of a blog with this name; `change` asks for another parent folder. */
    "first.place": {
      input: z.object({ name: z.string(), change: z.boolean() }),
      output: z.object({ folder: z.string() }),
    },
    "first.sample": { input: none, output: none },
    "first.new": { input: z.object({ name: z.string() }), output: none },
    /** Asks for a folder; nothing opens if the author cancels. */
    "first.open": { input: none, output: none },
  },
  events: {},
});
export type FirstContract = typeof firstContract;
