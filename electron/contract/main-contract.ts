import { z } from "zod";
import { blogPathSchema, postDocumentSchema } from "./types/blog-types.ts";
import { bytesSchema } from "./rpc/bytes.ts";
import { keyChangesSchema } from "./command-keys.ts";
import { defineContract } from "./rpc/definition.ts";

/** Words that the author writes again and again; `{{…}}` are places to fill. */
const snippetSchema = z.object({ name: z.string(), text: z.string() });
export type Snippet = z.infer<typeof snippetSchema>;

export const preferencesSchema = z.object({
  language: z.enum(["system", "ja", "en"]),
  colours: z.enum(["system", "light", "dark"]),
  /** Stronger colours, also where the system does not ask for them. */
  highContrast: z.boolean(),
  editorFont: z.enum(["sans", "serif", "mono"]),
  editorFontSize: z.number().int().min(12).max(28),
  editContext: z.boolean(),
  /** The line that is being written stays in the middle. */
  typewriter: z.boolean(),
  /** Every paragraph but the one that is being written is dimmed. */
  focusMode: z.boolean(),
  /** English words are looked up. */
  spellCheck: z.boolean(),
  /** A window that is closed only goes out of sight, so that scheduled posts are published. */
  keepRunning: z.boolean(),
  panes: z.object({
    list: z.boolean(),
    preview: z.boolean(),
    listWidth: z.number(),
    previewShare: z.number(),
  }),
  /** Blog folder → path of the post that was open. */
  lastPost: z.record(z.string(), z.string()),
  recentBlogs: z.array(z.string()),
  /** Folders that were open before the program asked whether folders are trusted; null until that is noted. */
  blogsBeforeTrust: z.array(z.string()).nullable(),
  /** Keys that the author changed. */
  keys: keyChangesSchema,
  snippets: z.array(snippetSchema),
  /** Blog folder → section that quick posts go to. */
  quickSection: z.record(z.string(), z.string()),
  /** Blog folder → what becomes of a draft on screen when its author presses Publish; else it is asked. */
  newPosts: z.record(z.string(), z.enum(["publish", "keep"])),
});
export type Preferences = z.infer<typeof preferencesSchema>;

const none = z.object({});

/** Renderer ↔ main: what the interface asks of the desktop. */
export const mainContract = defineContract({
  calls: {
    "app.info": {
      input: none,
      output: z.object({
        name: z.string(),
        version: z.string(),
        electron: z.string(),
        /** This Electron is for development: the one that the program is made for could not be downloaded. */
        isStandIn: z.boolean(),
        platform: z.string(),
        language: z.enum(["ja", "en"]),
        folder: z.string(),
        /** Origin that serves this blog's pages and images, `site://b1`. */
        siteOrigin: z.string().optional(),
        /** The system has no vault that deserves the name: secrets are not kept. */
        weakSecrets: z.boolean(),
      }),
    },
    "preferences.get": { input: none, output: preferencesSchema },
    /** The post that was open last, as its file is now; null when only the engine can tell, which is starting then. */
    "post.last": { input: none, output: z.object({ post: postDocumentSchema.nullable() }) },
    "preferences.set": { input: preferencesSchema.partial(), output: preferencesSchema },
    /** http, https and mailto only. */
    "link.open": { input: z.object({ url: z.string() }), output: none },
    /** Shows the blog folder, or something in it, in the system's file manager. */
    "folder.reveal": { input: z.object({ path: z.string() }), output: none },
    /** Asks for a folder and opens it in a window; false when the author cancelled. */
    "blog.choose": { input: none, output: z.object({ opened: z.boolean() }) },
    /** Opens a blog that was open lately, and no other folder. */
    "blog.open": { input: z.object({ folder: z.string() }), output: none },
    /** Asks for image files; empty when the author cancelled. */
    "images.choose": {
      input: none,
      output: z.array(z.object({ id: z.string(), name: z.string(), size: z.number() })),
    },
    /** One of the files that were chosen last. */
    "image.read": { input: z.object({ id: z.string() }), output: z.object({ bytes: bytesSchema }) },
    /** The Markdown file in no blog that was opened with the program, once; `folder`: name of one that may be a blog around it. */
    "file.given": {
      input: none,
      output: z.object({
        file: z.object({ name: z.string(), bytes: bytesSchema, folder: z.string().nullable() }).nullable(),
      }),
    },
    /** Opens that folder as a blog, and the file in it. */
    "file.openFolder": { input: none, output: none },
    /** The page has its editor, or waits for the engine: an engine that has not been started yet is started now. */
    "engine.start": { input: none, output: none },
    /** Hands over a fresh engine port, starting the engine when `engine.died` told that it was left dead. */
    "engine.reconnect": { input: none, output: none },
    /** The words of the last post are in the page, or there are none to wait for: the window may be seen. */
    "window.ready-to-show": { input: none, output: none },
    /** The renderer has nothing unsaved: the window may close. */
    "window.ready-to-close": { input: none, output: none },
    /** Which commands can run now, so that the native menu shows the truth. */
    "menu.state": { input: z.object({ disabled: z.array(z.string()) }), output: none },
  },
  events: {
    "command.run": z.object({ id: z.string() }),
    "preferences.changed": preferencesSchema,
    /** Save what is open, then answer with `window.ready-to-close`. */
    "window.closing": none,
    /** The engine died too often and is not started again by itself; `engine.reconnect` does it. */
    "engine.died": none,
    /** A Markdown file in no blog waits to be fetched. */
    "file.given": none,
    /** Another program asked for a post of this blog. */
    "post.show": z.object({ path: blogPathSchema }),
  },
});
export type MainContract = typeof mainContract;
