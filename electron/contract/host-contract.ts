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

/**
 * Calls from the engine to main: requests that only Electron's main process can carry out, and reports that
 * it needs.
 */
export const hostContract = defineContract({
  calls: {
    "secret.get": { input: secretId, output: z.object({ secret: z.string().nullable() }) },
    "secret.set": {
      input: secretId.extend({ secret: z.string() }),
      output: z.object({ stored: z.boolean() }),
    },
    "secret.remove": { input: secretId, output: z.object({}) },
    /**
     * Fetches a public URL, with the system's proxies and certificates. `form`: the fields of a form to post,
     * URL-encoded. The result has a `reason` if there is no response; `code` is `ENOTFOUND` if the host's
     * name is unknown.
     */
    "web.fetch": {
      input: z.object({ url: z.string(), method: z.enum(["GET", "POST"]), form: z.string().nullable() }),
      output: z.union([
        z.object({ status: z.number().int(), body: bytesSchema }),
        z.object({ code: z.string(), reason: z.string() }),
      ]),
    },
    /** Reports that the blog is open. `id`: the blog's id, which does not change if its folder is moved. */
    "blog.opened": { input: z.object({ id: z.string() }), output: z.object({}) },
  },
  events: {},
});

export type HostContract = typeof hostContract;

/** Calls from main to the engine: pages of `site://`, and an orderly end. */
export const enginePortContract = defineContract({
  calls: {
    /**
     * Returns a file of the site. `path` is decoded and has no leading `/`. `preview` is the path of the open
     * post whose unsaved text is shown; null to show only saved texts.
     */
    "site.respond": {
      input: z.object({
        path: z.string(),
        preview: z.string().nullable(),
        /**
         * With `feed` or `card`, shows the open post as a feed reader or a social network would show it. With
         * null, shows it as a page.
         */
        view: z.enum(["feed", "card"]).nullable(),
      }),
      output: z.object({ status: z.number().int(), type: z.string(), body: bytesSchema }),
    },
    /**
     * Returns whether closing the window would interrupt a publish. A publish that waits for an answer of the
     * author does not count: readers have seen no change yet.
     */
    "engine.status": { input: z.object({}), output: z.object({ publishing: z.boolean() }) },
    /** Finishes writing files, then stops watching the folder and serving pages. */
    "engine.close": { input: z.object({}), output: z.object({}) },
  },
  events: {},
});
export type EnginePortContract = typeof enginePortContract;
