import { z } from "zod";
import { problemSchema } from "../errors.ts";
import { bytesSchema } from "../rpc/bytes.ts";
import { blogPathSchema } from "../types/blog-types.ts";
import { bulkOutcomeSchema } from "../types/bulk-types.ts";

const localizedSchema = z.record(z.string(), z.string());

const shownColourSchema = z.object({
  on: z.string(),
  lightness: z.tuple([z.number(), z.number()]),
  chroma: z.number(),
});
/**
 * How pages show a colour that the author chooses, in the light or in the dark colour scheme.
 * `on` is the background colour of this scheme. `lightness` and `chroma` are limits in OKLCH.
 */
export type ShownColour = z.infer<typeof shownColourSchema>;

const themeOptionSchema = z.object({
  kind: z.enum(["choice", "switch", "colour"]),
  title: localizedSchema,
  default: z.union([z.string(), z.boolean()]),
  /** The values that an option of the kind `choice` can have, and their titles. Empty for other kinds. */
  choices: z.array(z.object({ value: z.string(), title: localizedSchema })),
  /**
   * How readers see the chosen colour in the light and the dark scheme.
   * A colour scheme is absent if the theme does not describe it.
   */
  shown: z.object({ light: shownColourSchema.optional(), dark: shownColourSchema.optional() }),
});
export type ThemeOptionInfo = z.infer<typeof themeOptionSchema>;

/** A theme that the author can choose. Its options include the options in the blog's own folder `theme/`. */
const themeInfoSchema = z.object({
  name: z.string(),
  /** Whether the theme is built in. Other themes are in the blog's folder `themes/`. */
  isBuiltIn: z.boolean(),
  title: localizedSchema,
  description: localizedSchema,
  options: z.record(z.string(), themeOptionSchema),
});
export type ThemeInfo = z.infer<typeof themeInfoSchema>;

const lookSchema = z.object({ theme: z.string(), front: z.string(), post: z.string() });
/** The URLs of the blog's front page and newest post, as a theme shows them. */
export type Look = z.infer<typeof lookSchema>;

const themeFileSchema = z.object({
  /** Path inside the theme: `templates/post.liquid`. */
  path: z.string(),
  /** Blog path of the author's version of the file. The file may not exist yet. */
  blogPath: blogPathSchema,
  /** Whether the blog has its own version of the file. False if only the built-in theme has the file. */
  isInBlog: z.boolean(),
  /** Whether a built-in theme has the file. If so, the original file can be restored. */
  isInTheme: z.boolean(),
  /** Whether the file is text that can be edited. */
  isText: z.boolean(),
});
/** A file of a theme. */
export type ThemeFileInfo = z.infer<typeof themeFileSchema>;

/** Maps blog paths of theme files to unsaved texts. Null stands for a file that will be removed. */
const themeDraftsSchema = z.record(blogPathSchema, z.string().nullable());

const savedFileSchema = z.object({
  path: blogPathSchema,
  text: z.string().nullable(),
  /** Hash that the blog's file had when the window last read the file. "" if the file did not exist. */
  baseHash: z.string(),
});
/** A theme's file to save. If the text is null, the file is removed. */
export type SavedThemeFile = z.infer<typeof savedFileSchema>;

const valuesSchema = z.record(z.string(), z.unknown());

const editedSettingsSchema = z.object({
  text: z.string(),
  /** The settings in the text of `blog.yaml`, without defaults. Null if the text is not YAML. */
  values: valuesSchema.nullable(),
  problems: z.array(problemSchema),
  /** For each section, the addresses that new posts would get today and on the next two days. */
  addresses: z.record(z.string(), z.array(z.string())),
});
/** An edited text of `blog.yaml`, with its settings and problems. */
export type EditedSettings = z.infer<typeof editedSettingsSchema>;

export const settingsCalls = {
  /** Returns the text of `blog.yaml`, the hash of the file, and the available themes. */
  "settings.read": {
    input: z.object({}),
    output: editedSettingsSchema.extend({ hash: z.string(), themes: z.array(themeInfoSchema) }),
  },
  /**
   * Writes the settings `values` into a text of `blog.yaml`, and returns the new text.
   * If `values` is null, returns the given text unchanged. Writes no file.
   * The result contains a problem for each broken link in the settings.
   */
  "settings.edit": {
    input: z.object({ text: z.string(), values: valuesSchema.nullable() }),
    output: editedSettingsSchema,
  },
  /** Returns the hash of a password for `sections.*.password.hash`. */
  "settings.hashPassword": {
    input: z.object({ password: z.string().min(1) }),
    output: z.object({ hash: z.string() }),
  },
  /**
   * Renders a page of the site with the settings of an unsaved `blog.yaml`. Returns the page and its URL.
   * Before rendering, writes `values` into the text, as the call `settings.edit` does.
   */
  "settings.preview": {
    input: z.object({
      text: z.string(),
      values: valuesSchema.optional(),
      page: z.enum(["front", "post"]),
      files: themeDraftsSchema,
    }),
    output: z.object({ url: z.string(), html: z.string(), problems: z.array(problemSchema) }),
  },
  /**
   * For each theme, returns the URLs of the front page and of the newest post in this theme.
   * The pages follow the settings in an unsaved `blog.yaml`.
   * The returned URLs are valid until the next call.
   */
  "settings.looks": {
    input: z.object({ text: z.string(), files: themeDraftsSchema }),
    output: z.object({
      looks: z.array(lookSchema),
      /** Whether the themes show sample posts. True if the blog has no published post. */
      hasSamples: z.boolean(),
    }),
  },
  /** Returns how many published pages get new addresses if this text of `blog.yaml` is saved. */
  "settings.moved": {
    input: z.object({ text: z.string() }),
    output: z.object({ pages: z.number().int() }),
  },
  /**
   * Writes `blog.yaml` and files of themes.
   * If `redirect` is true, former addresses of post lists and posts redirect to the new addresses.
   * Rejects with `blog.settingsChanged` if the hash of `blog.yaml` is no longer `baseHash`.
   * Rejects with `theme.fileChanged` if the hash of a theme's file differs from its `baseHash` in `files`.
   * If the text has a problem that the file on disk does not have, rejects with the problem's code.
   * A call that rejects writes nothing.
   */
  "settings.save": {
    input: z.object({
      text: z.string(),
      baseHash: z.string(),
      files: z.array(savedFileSchema),
      redirect: z.boolean(),
    }),
    output: z.object({ hash: z.string(), fileHashes: z.record(blogPathSchema, z.string()) }),
  },
  /**
   * Renames a section, and moves its posts to the folder of the new name. `bulk.undo` undoes the renaming.
   * If `redirect` is true, the former addresses of the section's list redirect to the new addresses.
   * Rejects with `section.exists`, `blog.settings*` or `file.*`.
   */
  "sections.rename": {
    input: z.object({ from: z.string(), to: z.string(), redirect: z.boolean() }),
    output: bulkOutcomeSchema,
  },
  /** Returns how many published pages get new addresses if a section is renamed. */
  "sections.moved": {
    input: z.object({ from: z.string(), to: z.string() }),
    output: z.object({ pages: z.number().int() }),
  },
  /**
   * Copies a theme into the blog's folder `themes/`. The copy includes the blog's changes to the theme.
   * `title` is the title of the copy. Returns the name of the copy.
   */
  "themes.copy": {
    input: z.object({ theme: z.string(), title: z.string(), files: themeDraftsSchema }),
    output: z.object({ name: z.string() }),
  },
  /**
   * Returns a theme as a zip file. The zip includes the blog's changes to the theme, and the unsaved `files`.
   */
  "themes.export": {
    input: z.object({ theme: z.string(), files: themeDraftsSchema }),
    output: z.object({ bytes: bytesSchema }),
  },
  /**
   * Imports the zip of a theme into the blog's folder `themes/`.
   * Returns the theme's name, and the names of its files that contain scripts.
   * Rejects with `theme.zip*`, `theme.syntax` or `file.*`, and then imports nothing.
   */
  "themes.import": {
    input: z.object({ bytes: bytesSchema, fileName: z.string() }),
    output: z.object({ name: z.string(), scripts: z.array(z.string()) }),
  },
  /**
   * Moves a theme of the blog's folder `themes/` into the trash. `themes.restore` needs the returned time.
   * Rejects with `theme.inUse` if the saved settings name the theme, or with `theme.notFound`.
   */
  "themes.trash": { input: z.object({ theme: z.string() }), output: z.object({ at: z.string() }) },
  /**
   * Restores a theme from the trash into `themes/`, under a free name. Returns the title of the theme.
   * Rejects with `file.notFound`.
   */
  "themes.restore": {
    input: z.object({ theme: z.string(), at: z.string() }),
    output: z.object({ title: z.string() }),
  },
  /** Returns the files of a theme, sorted by path. */
  "themes.files": {
    input: z.object({ theme: z.string() }),
    output: z.object({ files: z.array(themeFileSchema) }),
  },
  /**
   * Reads a file of a theme, or `own.css`. Rejects with `theme.noFile`.
   * `original` is the text of the theme's own file. Null if the theme has no such file.
   * `hash` is the hash of the blog's file, or "" if the blog has no such file.
   */
  "themes.read": {
    input: z.object({ theme: z.string(), path: z.string() }),
    output: z.object({
      blogPath: blogPathSchema,
      text: z.string(),
      original: z.string().nullable(),
      hash: z.string(),
    }),
  },
} as const;
