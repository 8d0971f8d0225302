import { z } from "zod";
import { defineContract } from "./rpc/definition.ts";

const none = z.object({});

/** First page ↔ main: where there is no blog yet, one is chosen or made. After each of these calls but the first three its window opens. */
export const firstContract = defineContract({
  calls: {
    "first.info": {
      input: none,
      output: z.object({
        language: z.enum(["ja", "en"]),
        colours: z.enum(["system", "light", "dark"]),
        highContrast: z.boolean(),
        /** Name of a Markdown file that was opened with the program and is in no blog yet. */
        given: z.string().nullable(),
      }),
    },
    /** Chosen here, it holds for the whole program. */
    "first.language": { input: z.object({ language: z.enum(["ja", "en"]) }), output: none },
    /** Where a blog of this name would lie, as people write it; `change` asks for another folder around it. */
    "first.place": {
      input: z.object({ name: z.string(), change: z.boolean() }),
      output: z.object({ folder: z.string() }),
    },
    "first.sample": { input: none, output: none },
    "first.new": { input: z.object({ name: z.string() }), output: none },
    /** Asks for a folder; nothing opens when the author cancelled. */
    "first.open": { input: none, output: none },
  },
  events: {},
});
export type FirstContract = typeof firstContract;
