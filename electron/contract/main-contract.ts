import { z } from "zod";
import { blogPathSchema, postDocumentSchema } from "./types/blog-types.ts";
import { bytesSchema } from "./rpc/bytes.ts";
import { keyChangesSchema } from "./command-keys.ts";
import { defineContract } from "./rpc/definition.ts";

/** A reusable text; `{{…}}` are placeholders. */
const snippetSchema = z.object({ name: z.string(), text: z.string() });
export type Snippet = z.infer<typeof snippetSchema>;

export const preferencesSchema = z.object({
  language: z.enum(["system", "ja", "en"]),
  colours: z.enum(["system", "light", "dark"]),
  /** Stronger colours, even if the system does not request them. */
  highContrast: z.boolean(),
  editorFont: z.enum(["sans", "serif", "mono"]),
  editorFontSize: z.number().int().min(12).max(28),
  editContext: z.boolean(),
  /** Keeps the line being edited in the middle. */
  typewriter: z.boolean(),
  /** Dims every paragraph but the one being edited. */
  focusMode: z.boolean(),
  /** Checks the spelling of English words. */
  spellCheck: z.boolean(),
  /** Closing a window only hides it, so that scheduled posts are still published. */
  keepRunning: z.boolean(),
  panes: z.object({
    list: z.boolean(),
    preview: z.boolean(),
    listWidth: z.number(),
    previewShare: z.number(),
  }),
  /** Blog folder → path of the post opened last. */
  lastPost: z.record(z.string(), z.string()),
  recentBlogs: z.array(z.string()),
  /** Folders opened before the program had the question of trust; null until they are recorded. */
  blogsBeforeTrust: z.array(z.string()).nullable(),
  /** Keys that the author changed. */
  keys: keyChangesSchema,
  snippets: z.array(snippetSchema),
  /** Blog folder → section of quick posts. */
  quickSection: z.record(z.string(), z.string()),
  /** Blog folder → what Publish does with the open draft; asks when absent. */
  newPosts: z.record(z.string(), z.enum(["publish", "keep"])),
});
export type Preferences = z.infer<typeof preferencesSchema>;

const none = z.object({});

/** Renderer ↔ main: what the interface requests from the desktop. */
export const mainContract = defineContract({
  calls: {
    "app.info": {
      input: none,
      output: z.object({
        name: z.string(),
        version: z.string(),
        electron: z.string(),
        /** This Electron is a substitute for development: the intended version could not be downloaded. */
        isStandIn: z.boolean(),
        platform: z.string(),
        language: z.enum(["ja", "en"]),
        folder: z.string(),
        /** Origin that serves this blog's pages and images, `site://b1`. */
        siteOrigin: z.string().optional(),
        /** The system has no secure vault: secrets are not stored. */
        weakSecrets: z.boolean(),
      }),
    },
    "preferences.get": { input: none, output: preferencesSchema },
    /**
     * Returns the last opened post as its file is now; null when only the engine can read it, which then
     * starts.
     */
    "post.last": { input: none, output: z.object({ post: postDocumentSchema.nullable() }) },
    "preferences.set": { input: preferencesSchema.partial(), output: preferencesSchema },
    /** Opens http, https and mailto URLs only. */
    "link.open": { input: z.object({ url: z.string() }), output: none },
    /** Shows the blog folder, or something in it, in the system's file manager. */
    "folder.reveal": { input: z.object({ path: z.string() }), output: none },
    /** Asks for a folder and opens it in a window; false if the author cancels. */
    "blog.choose": { input: none, output: z.object({ opened: z.boolean() }) },
    /** Opens a recently opened blog; rejects any other folder. */
    "blog.open": { input: z.object({ folder: z.string() }), output: none },
    /** Asks for image files; empty if the author cancels. */
    "images.choose": {
      input: none,
      output: z.array(z.object({ id: z.string(), name: z.string(), size: z.number() })),
    },
    /** Reads one of the last chosen files. */
    "image.read": { input: z.object({ id: z.string() }), output: z.object({ bytes: bytesSchema }) },
    /**
     * Returns, once, the Markdown file outside of any blog that was opened with the program; `folder`: name
     * of a possible blog folder around it.
     */
    "file.given": {
      input: none,
      output: z.object({
        file: z.object({ name: z.string(), bytes: bytesSchema, folder: z.string().nullable() }).nullable(),
      }),
    },
    /** Opens that folder as a blog, and the file in it. */
    "file.openFolder": { input: none, output: none },
    /** The page has its editor, or waits for the engine: starts the engine if it is not running. */
    "engine.start": { input: none, output: none },
    /** Sends a new engine port; starts the engine if it was left stopped after `engine.died`. */
    "engine.reconnect": { input: none, output: none },
    /** The page shows the last post, or there is none: the window can be shown. */
    "window.ready-to-show": { input: none, output: none },
    /** The renderer has no unsaved changes: the window can close. */
    "window.ready-to-close": { input: none, output: none },
    /** The commands that are unavailable now, for the native menu. */
    "menu.state": { input: z.object({ disabled: z.array(z.string()) }), output: none },
  },
  events: {
    "command.run": z.object({ id: z.string() }),
    "preferences.changed": preferencesSchema,
    /** Requests saving, to be answered with `window.ready-to-close`. */
    "window.closing": none,
    /** The engine crashed too often and is not restarted automatically; `engine.reconnect` restarts it. */
    "engine.died": none,
    /** A Markdown file outside of any blog is ready to be fetched. */
    "file.given": none,
    /** Another program requested to show a post of this blog. */
    "post.show": z.object({ path: blogPathSchema }),
  },
});
export type MainContract = typeof mainContract;
