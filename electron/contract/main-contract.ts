import { z } from "zod";
import { blogPathSchema, postDocumentSchema } from "./types/blog-types.ts";
import { bytesSchema } from "./rpc/bytes.ts";
import { keyChangesSchema } from "./command-keys.ts";
import { defineContract } from "./rpc/definition.ts";

/** A text that the author can insert into posts. It may contain placeholders (`{{…}}`). */
const snippetSchema = z.object({ name: z.string(), text: z.string() });
export type Snippet = z.infer<typeof snippetSchema>;

export const preferencesSchema = z.object({
  language: z.enum(["system", "ja", "en"]),
  colours: z.enum(["system", "light", "dark"]),
  /** Stronger colours, even if the system does not ask for high contrast. */
  highContrast: z.boolean(),
  editorFont: z.enum(["sans", "serif", "mono"]),
  editorFontSize: z.number().int().min(12).max(28),
  editContext: z.boolean(),
  /** Keeps the line being edited in the middle of the editor. */
  typewriter: z.boolean(),
  /** Dims every paragraph except the one being edited. */
  focusMode: z.boolean(),
  /** Checks the spelling of English words. */
  spellCheck: z.boolean(),
  /** Hides a window instead of closing it, so that scheduled posts are still published. */
  keepRunning: z.boolean(),
  panes: z.object({
    list: z.boolean(),
    preview: z.boolean(),
    listWidth: z.number(),
    previewShare: z.number(),
  }),
  /** For each blog folder, the path of the post that was open last. */
  lastPost: z.record(z.string(), z.string()),
  recentBlogs: z.array(z.string()),
  /**
   * Folders that were opened before the program asked whether a folder is trusted. Null until the program has
   * made this list.
   */
  blogsBeforeTrust: z.array(z.string()).nullable(),
  /** The author's changes to the keys of commands. */
  keys: keyChangesSchema,
  snippets: z.array(snippetSchema),
  /** For each blog folder, the section in which `quick-post` makes posts. */
  quickSection: z.record(z.string(), z.string()),
  /**
   * For each blog folder, the author's choice for a draft that is open when the author publishes: publish it
   * as well, or keep it as a draft. If a folder is missing here, Publish asks the author.
   */
  newPosts: z.record(z.string(), z.enum(["publish", "keep"])),
});
export type Preferences = z.infer<typeof preferencesSchema>;

const none = z.object({});

/** Calls and events between the renderer and main: the interface's requests to the desktop. */
export const mainContract = defineContract({
  calls: {
    "app.info": {
      input: none,
      output: z.object({
        name: z.string(),
        version: z.string(),
        electron: z.string(),
        /**
         * Whether this is not the intended version of Electron but another one, because the intended one
         * could not be downloaded. Only for development.
         */
        isStandIn: z.boolean(),
        platform: z.string(),
        language: z.enum(["ja", "en"]),
        folder: z.string(),
        /** Origin of this blog's pages and images, for example `site://b1`. */
        siteOrigin: z.string().optional(),
        /** Whether the system has no secure vault, so that secrets are not stored. */
        weakSecrets: z.boolean(),
      }),
    },
    "preferences.get": { input: none, output: preferencesSchema },
    /**
     * Returns the last opened post if its file has not changed since. Returns null if only the engine can
     * open the post; main then starts the engine.
     */
    "post.last": { input: none, output: z.object({ post: postDocumentSchema.nullable() }) },
    "preferences.set": { input: preferencesSchema.partial(), output: preferencesSchema },
    /**
     * Opens a URL in the system's browser or mail program. Does nothing if its scheme is not http, https or
     * mailto.
     */
    "link.open": { input: z.object({ url: z.string() }), output: none },
    /**
     * Shows the blog folder, or a file or folder in it, in the system's file manager. Rejects with
     * `file.outside` for any other path.
     */
    "folder.reveal": { input: z.object({ path: z.string() }), output: none },
    /** Asks the author for a folder and opens it in a window. `opened` is false if the author cancels. */
    "blog.choose": { input: none, output: z.object({ opened: z.boolean() }) },
    /** Shows the window in which the author makes a new blog. */
    "blog.new": { input: none, output: none },
    /**
     * Asks the author for the folder to which this blog was moved, and continues there with a new engine.
     * `folder` is null if the author cancels. Rejects with `blog.notTheSame` if the folder is not this blog.
     */
    "blog.find": { input: none, output: z.object({ folder: z.string().nullable() }) },
    /** Opens a blog that was opened recently. Does nothing for any other folder. */
    "blog.open": { input: z.object({ folder: z.string() }), output: none },
    /** Asks the author for image files. Returns none if the author cancels. */
    "images.choose": {
      input: none,
      output: z.array(z.object({ id: z.string(), name: z.string(), size: z.number() })),
    },
    /** Reads one of the files that `images.choose` returned last. */
    "image.read": { input: z.object({ id: z.string() }), output: z.object({ bytes: bytesSchema }) },
    /**
     * Returns a Markdown file that was opened with the program and belongs to no blog; each file is returned
     * only once. `folder` is the name of a folder around the file that may be a blog; null if there is none.
     */
    "file.given": {
      input: none,
      output: z.object({
        file: z.object({ name: z.string(), bytes: bytesSchema, folder: z.string().nullable() }).nullable(),
      }),
    },
    /** Opens the folder around the file returned by `file.given` as a blog, and shows the file in it. */
    "file.openFolder": { input: none, output: none },
    /**
     * Starts the engine if it is not running. The page calls it when its editor is ready, or when it cannot
     * continue without the engine.
     */
    "engine.start": { input: none, output: none },
    /**
     * Sends the page a port to the engine. If the engine was stopped after `engine.died`, starts it first.
     */
    "engine.reconnect": { input: none, output: none },
    /**
     * Reports that the page shows the last post, or that there is no last post. Main then shows the window.
     */
    "window.ready-to-show": { input: none, output: none },
    /** Reports that the page has no unsaved changes: main then closes the window. */
    "window.ready-to-close": { input: none, output: none },
    /** Reports which commands are unavailable now, for the native menu. */
    "menu.state": { input: z.object({ disabled: z.array(z.string()) }), output: none },
  },
  events: {
    "command.run": z.object({ id: z.string() }),
    "preferences.changed": preferencesSchema,
    /** Asks the page to save; the page answers with `window.ready-to-close`. */
    "window.closing": none,
    /**
     * The engine crashed too often and is no longer restarted automatically. `engine.reconnect` starts it
     * again.
     */
    "engine.died": none,
    /** A Markdown file that belongs to no blog was opened. The page fetches it with the call `file.given`. */
    "file.given": none,
    /** Another program asked to show a post of this blog. */
    "post.show": z.object({ path: blogPathSchema }),
  },
});
export type MainContract = typeof mainContract;
