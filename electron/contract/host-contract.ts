import { z } from "zod";
import { secretKindSchema } from "./types/publish-run-types.ts";
import { bytesSchema } from "./rpc/bytes.ts";
import { defineContract } from "./rpc/definition.ts";

const secretId = z.object({
  host: z.string(),
  port: z.number().int(),
  user: z.string(),
  kind: secretKindSchema,
});

/** Engine → main: what only Electron's main process can do. */
export const hostContract = defineContract({
  calls: {
    "secret.get": { input: secretId, output: z.object({ secret: z.string().nullable() }) },
    "secret.set": {
      input: secretId.extend({ secret: z.string() }),
      output: z.object({ stored: z.boolean() }),
    },
    "secret.remove": { input: secretId, output: z.object({}) },
  },
  events: {},
});

/** Main → engine: serves the pages of `site://`, and ends the engine in an orderly way. */
export const enginePortContract = defineContract({
  calls: {
    /**
     * `path` is decoded, without a leading `/`; `preview` identifies the open post whose unsaved text is
     * shown.
     */
    "site.respond": {
      input: z.object({
        path: z.string(),
        preview: z.string().nullable(),
        /** Shows the open post as a feed reader or a social network does, instead of as a page. */
        view: z.enum(["feed", "card"]).nullable(),
      }),
      output: z.object({ status: z.number().int(), type: z.string(), body: bytesSchema }),
    },
    /** Whether a publish runs; called before a window closes. */
    "engine.status": { input: z.object({}), output: z.object({ publishing: z.boolean() }) },
    /** Finishes writes; stops watching and serving. */
    "engine.close": { input: z.object({}), output: z.object({}) },
  },
  events: {},
});
export type EnginePortContract = typeof enginePortContract;
