import { z } from "zod";
import { secretKindSchema } from "./types/publish-run-types.ts";
import {
  exportChoicesSchema,
  exportProgressSchema,
  exportRequestSchema,
  exportResultSchema,
} from "./types/export-types.ts";
import { bytesSchema } from "./rpc/bytes.ts";
import { defineContract } from "./rpc/definition.ts";

const secretId = z.object({
  host: z.string(),
  port: z.number().int(),
  user: z.string(),
  kind: secretKindSchema,
});

/** Calls from the engine to main, for work that only Electron's main process can do. */
export const hostContract = defineContract({
  calls: {
    "secret.get": { input: secretId, output: z.object({ secret: z.string().nullable() }) },
    "secret.set": {
      input: secretId.extend({ secret: z.string() }),
      output: z.object({ stored: z.boolean() }),
    },
    "secret.remove": { input: secretId, output: z.object({}) },
    /**
     * Fetches a public URL. Uses the system's proxies and certificates.
     * `form` is a URL-encoded request body.
     * `authorization` is the value of the header `Authorization`, or null for a request without this header.
     * If no response arrives, returns a `reason` and its `code`, for example `ENOTFOUND` for an unknown host.
     */
    "web.fetch": {
      input: z.object({
        url: z.string(),
        method: z.enum(["GET", "POST"]),
        form: z.string().nullable(),
        authorization: z.string().nullable(),
      }),
      output: z.union([
        z.object({ status: z.number().int(), body: bytesSchema }),
        z.object({ code: z.string(), reason: z.string() }),
      ]),
    },
    /** Returns the HTTP proxy that the system has set for a URL, such as `http://proxy:8080`, or null. */
    "web.proxy": { input: z.object({ url: z.string() }), output: z.object({ proxy: z.string().nullable() }) },
    /**
     * Returns the paths of the files or folders that the author last chose for an import in the window.
     */
    "exports.paths": { input: z.object({}), output: z.object({ paths: z.array(z.string()) }) },
    /**
     * Reports that the blog is open. `id` is the blog's id, which stays the same when the folder is moved.
     */
    "blog.opened": { input: z.object({ id: z.string() }), output: z.object({}) },
  },
  events: {},
});

export type HostContract = typeof hostContract;

export const enginePortContract = defineContract({
  calls: {
    /**
     * Returns a file of the site. `path` is decoded and has no leading `/`.
     * `preview` is the path of the post whose unsaved text is shown. Null shows only saved texts.
     */
    "site.respond": {
      input: z.object({
        path: z.string(),
        preview: z.string().nullable(),
        /**
         * The kind of page to return: for feed readers (`feed`), social networks (`card`) or browsers (null).
         */
        view: z.enum(["feed", "card"]).nullable(),
      }),
      output: z.object({ status: z.number().int(), type: z.string(), body: bytesSchema }),
    },
    /**
     * Returns whether closing the window would interrupt a publish.
     * Ignores a publish that waits for an answer of the author, because readers still see the old site.
     */
    "engine.status": { input: z.object({}), output: z.object({ publishing: z.boolean() }) },
    /** Exports posts into a file that the author has chosen. Emits the event `export.progress`. */
    "export.write": {
      input: z.object({ request: exportRequestSchema, file: z.string() }),
      output: exportResultSchema,
    },
    /**
     * Returns a page with the chosen posts. The main process makes a PDF from the page.
     * In `result`, `bytes` is 0, because no file is written yet.
     */
    "export.page": {
      input: exportChoicesSchema,
      output: z.object({ html: z.string(), result: exportResultSchema }),
    },
    /** Writes the given bytes into a file that the author has chosen. Rejects with `file.*`. */
    "export.keep": { input: z.object({ file: z.string(), bytes: bytesSchema }), output: z.object({}) },
    /** Finishes writing files. Then stops watching the folder, and stops serving pages. */
    "engine.close": { input: z.object({}), output: z.object({}) },
  },
  events: { "export.progress": exportProgressSchema },
});
export type EnginePortContract = typeof enginePortContract;
