import { z } from "zod";
import {
  importChoicesSchema,
  importSummarySchema,
  oldSiteSchema,
  undoneImportSchema,
} from "../types/import-types.ts";

/**
 * Calls that import posts of other services. They name no files: the engine asks the main process which files
 * the author chose.
 */
export const importCalls = {
  /** Returns what an import of the chosen files would do. Writes nothing. Can be cancelled. */
  "import.look": { input: importChoicesSchema, output: importSummarySchema },
  /** Imports the chosen files. If the call is cancelled, the next call continues the import. */
  "import.run": { input: importChoicesSchema, output: importSummarySchema },
  /**
   * Reads the site maps and feeds of the old site at `address`.
   * If `pages` is true, also reads the title of each page in the site maps. Can be cancelled.
   * Rejects with `import.siteUnreachable`, `import.siteWithoutLists` or `import.siteAddress`.
   */
  "import.site": { input: z.object({ address: z.string(), pages: z.boolean() }), output: oldSiteSchema },
  /**
   * Writes the forwarding kit: files for the old site that lead its readers to the new posts.
   * Returns the folder with the written files, and the number of old addresses that are forwarded.
   * Rejects with `import.kitNoUrl`, `import.kitNoAddresses` or `file.*`.
   */
  "import.kit": { input: z.object({}), output: z.object({ folder: z.string(), count: z.number().int() }) },
  /**
   * Undoes the last import. Keeps the posts that were edited after the import.
   * Rejects with `import.nothingToUndo`.
   */
  "import.undo": { input: z.object({}), output: undoneImportSchema },
  /** Returns the last import that can be undone, or null. `at` is in milliseconds since the epoch. */
  "import.last": {
    input: z.object({}),
    output: z.object({
      last: z.object({ at: z.number(), files: z.array(z.string()), posts: z.number().int() }).nullable(),
    }),
  },
} as const;
