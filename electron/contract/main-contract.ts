import { z } from "zod";
import { blogPathSchema, postDocumentSchema } from "./types/blog-types.ts";
import { exportProgressSchema, exportResultSchema, windowExportSchema } from "./types/export-types.ts";
import { bytesSchema } from "./rpc/bytes.ts";
import { keyChangesSchema } from "./command-keys.ts";
import { defineContract } from "./rpc/definition.ts";

/** A text that the author can insert into posts. The text can contain placeholders (`{{…}}`). */
const snippetSchema = z.object({ name: z.string(), text: z.string() });
export type Snippet = z.infer<typeof snippetSchema>;

/** The orders of the list of posts. `changed` sorts by the modification times of the posts' files. */
export const listOrders = ["newest", "oldest", "title", "changed"] as const;

/**
 * How the list of posts is divided into groups.
 * `month` and `year` put unfinished posts first, in one group for each state.
 * `auto` divides the published posts into months only if there are many published posts.
 */
export const listGroupings = ["auto", "month", "year", "section", "none"] as const;

const listArrangementSchema = z.object({ order: z.enum(listOrders), grouping: z.enum(listGroupings) });
export type ListArrangement = z.infer<typeof listArrangementSchema>;

/** The preferences that each blog has separately. Each of them maps blog folders to the blogs' values. */
const blogPreferences = {
  lastPost: z.record(z.string(), z.string()),
  /** The section in which `quick-post` makes posts. */
  quickSection: z.record(z.string(), z.string()),
  /** The order and the groups of the list of posts. */
  lists: z.record(z.string(), listArrangementSchema),
  /** Whether a publish includes the draft in the editor. Without a value, the program asks the author. */
  newPosts: z.record(z.string(), z.enum(["publish", "keep"])),
  /**
   * Whether a pasted web address becomes a card: a link with the title and picture of the page.
   * If the blog has no value here, the program asks the author whether to make a card.
   */
  cards: z.record(z.string(), z.enum(["make", "keep"])),
};
export const blogPreferenceNames = ["lastPost", "quickSection", "lists", "newPosts", "cards"] as const;
export type BlogPreferenceName = (typeof blogPreferenceNames)[number];

export const preferencesSchema = z.object({
  language: z.enum(["system", "ja", "en"]),
  colours: z.enum(["system", "light", "dark"]),
  /** Whether the interface uses stronger colours even if the system does not request high contrast. */
  highContrast: z.boolean(),
  editorFont: z.enum(["sans", "serif", "mono"]),
  editorFontSize: z.number().int().min(12).max(28),
  editContext: z.boolean(),
  /** Whether the line being edited stays in the middle of the editor. */
  typewriter: z.boolean(),
  /** Whether the editor dims all paragraphs except the paragraph with the caret. */
  focusMode: z.boolean(),
  /** Whether the program checks the spelling of English words. */
  spellCheck: z.boolean(),
  /** Whether closing a window only hides it, so that scheduled posts are still published. */
  keepRunning: z.boolean(),
  panes: z.object({
    list: z.boolean(),
    preview: z.boolean(),
    listWidth: z.number(),
    previewShare: z.number(),
  }),
  recentBlogs: z.array(z.string()),
  /**
   * Folders opened by earlier versions, which did not ask about trust. Null until the program records them.
   */
  blogsBeforeTrust: z.array(z.string()).nullable(),
  keys: keyChangesSchema,
  snippets: z.array(snippetSchema),
  ...blogPreferences,
});
export type Preferences = z.infer<typeof preferencesSchema>;

/** Returns the change that stores a blog's preference. If `value` is undefined, the entry is removed. */
export function blogPreferenceChange<Name extends BlogPreferenceName>(
  values: Pick<Preferences, Name>,
  name: Name,
  folder: string,
  value: Preferences[Name][string] | undefined,
): Partial<Pick<Preferences, BlogPreferenceName>> {
  const { [folder]: _, ...others }: Record<string, unknown> = values[name];
  const entries = value === undefined ? others : { ...others, [folder]: value };
  return { [name]: entries };
}

/**
 * The preferences that a page can change.
 * A page cannot change the lists of folders, because these lists determine which folders can be opened,
 * and whether the program asks about trust.
 */
const changeablePreferencesSchema = preferencesSchema.omit({ recentBlogs: true, blogsBeforeTrust: true });
export type ChangeablePreferences = z.infer<typeof changeablePreferencesSchema>;

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
         * Whether an older Electron runs the program, because the required version could not be downloaded.
         * This happens only during development.
         */
        isStandIn: z.boolean(),
        platform: z.string(),
        language: z.enum(["ja", "en"]),
        folder: z.string(),
        /** Origin of this blog's pages and images, for example `site://b1`. */
        siteOrigin: z.string().optional(),
        /** Whether the system has no secure store for passwords. The program then stores no secrets. */
        weakSecrets: z.boolean(),
      }),
    },
    "preferences.get": { input: none, output: preferencesSchema },
    /**
     * Returns the last opened post.
     * If no post is stored, or its file has changed since, returns null and starts the engine.
     */
    "post.last": { input: none, output: z.object({ post: postDocumentSchema.nullable() }) },
    "preferences.set": { input: changeablePreferencesSchema.partial(), output: preferencesSchema },
    /** Opens an http, https or mailto URL in the system's browser or mail program. Ignores all other URLs. */
    "link.open": { input: z.object({ url: z.string() }), output: none },
    /** Shows a path of the blog in the system's file manager. Rejects with `file.outside` for other paths. */
    "folder.reveal": { input: z.object({ path: z.string() }), output: none },
    /** Shows the context menu of a text at a point of the page, in CSS pixels. */
    "menu.text": { input: z.object({ x: z.number(), y: z.number() }), output: none },
    /** Prints a page of the blog with the system's dialog. Rejects with `file.outside` for other pages. */
    "page.print": { input: z.object({ url: z.string() }), output: none },
    /**
     * Asks the author for a file, and exports posts into it. `name` is the proposed name, without extension.
     * Returns null if the author cancels the dialog. Emits the event `export.progress`.
     */
    "export.save": {
      input: z.object({ request: windowExportSchema, name: z.string() }),
      output: exportResultSchema.extend({ file: z.string() }).nullable(),
    },
    /** Shows the file of the last export in the system's file manager. */
    "export.reveal": { input: none, output: none },
    /**
     * Asks the author for a folder and opens the folder in a window. `opened` is false if the author cancels.
     */
    "blog.choose": { input: none, output: z.object({ opened: z.boolean() }) },
    /** Asks the author for a folder. Returns null if the author cancels. */
    "folder.choose": { input: none, output: z.object({ folder: z.string().nullable() }) },
    /**
     * Asks the author for the file of an SSH key. Returns its path, or null if the author cancels.
     */
    "key.choose": {
      input: z.object({ kind: z.enum(["private", "public"]) }),
      output: z.object({ file: z.string().nullable() }),
    },
    "blog.new": { input: none, output: none },
    /**
     * Asks the author for the new folder of this blog. Then continues in the new folder with a new engine.
     * Returns null if the author cancels. Rejects with `blog.notTheSame` for another blog's folder.
     */
    "blog.find": { input: none, output: z.object({ folder: z.string().nullable() }) },
    /** Opens a blog that was opened recently. Does nothing for any other folder. */
    "blog.open": { input: z.object({ folder: z.string() }), output: none },
    /** Asks the author for image files. Returns an empty list if the author cancels. */
    "images.choose": {
      input: none,
      output: z.array(z.object({ id: z.string(), name: z.string(), size: z.number() })),
    },
    /** Saves a zip in a place that the author chooses. Returns false if the author cancels. */
    "zip.save": {
      input: z.object({ name: z.string(), bytes: bytesSchema }),
      output: z.object({ isSaved: z.boolean() }),
    },
    /** Reads one of the files that `images.choose` returned last. */
    "image.read": { input: z.object({ id: z.string() }), output: z.object({ bytes: bytesSchema }) },
    /**
     * Asks the author for files or a folder to import. Returns their names, or none if the author cancels.
     */
    "exports.choose": {
      input: z.object({ kind: z.enum(["files", "folder"]) }),
      output: z.object({ names: z.array(z.string()) }),
    },
    /** Returns the names of the files that the author chose last for an import. */
    "exports.chosen": { input: none, output: z.object({ names: z.array(z.string()) }) },
    /**
     * Asks the author to make a new blog. The window of the new blog then imports the last chosen files.
     */
    "exports.newBlog": { input: none, output: none },
    /**
     * Returns a Markdown file that was opened with the program and belongs to no blog.
     * Later calls do not return this file again.
     * `folder` is the name of the blog folder that probably contains the file, or null.
     */
    "file.given": {
      input: none,
      output: z.object({
        file: z.object({ name: z.string(), bytes: bytesSchema, folder: z.string().nullable() }).nullable(),
      }),
    },
    /** Opens the blog of the file that `file.given` returned last, and shows this file. */
    "file.openFolder": { input: none, output: none },
    /**
     * Starts the engine. The page calls this when the editor is ready, or when the page needs the engine.
     */
    "engine.start": { input: none, output: none },
    /**
     * Sends a port of the engine to the page. Restarts an engine that stopped after too many crashes.
     */
    "engine.reconnect": { input: none, output: none },
    /**
     * Reports that the page shows the last opened post, or that there is none. Main then shows the window.
     */
    "window.ready-to-show": { input: none, output: none },
    /** Reports that the page has no unsaved changes, so that main closes the window. */
    "window.ready-to-close": { input: none, output: none },
    /** Reports which commands are unavailable now, for the native menu. */
    "menu.state": { input: z.object({ disabled: z.array(z.string()) }), output: none },
  },
  events: {
    "command.run": z.object({ id: z.string() }),
    "preferences.changed": preferencesSchema,
    /** Asks the page to save. The page answers with `window.ready-to-close`. */
    "window.closing": none,
    /** The engine crashed too often and stays stopped until `engine.reconnect` is called. */
    "engine.died": none,
    /** The author dropped files into the window to import them. */
    "exports.given": z.object({ names: z.array(z.string()) }),
    /** A Markdown file that belongs to no blog was opened. The page fetches it with the call `file.given`. */
    "file.given": none,
    "export.progress": exportProgressSchema,
    "post.show": z.object({ path: blogPathSchema }),
  },
});
export type MainContract = typeof mainContract;
