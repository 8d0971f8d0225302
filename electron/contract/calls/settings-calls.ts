import { z } from "zod";
import { problemSchema } from "../errors.ts";

/** Texts of a theme by language. A theme may have no text in a language. */
const localizedSchema = z.record(z.string(), z.string());

const themeOptionSchema = z.object({
  kind: z.enum(["choice", "switch", "colour"]),
  title: localizedSchema,
  default: z.union([z.string(), z.boolean()]),
  /** If the option is a choice, the values to choose from, with their titles; otherwise empty. */
  choices: z.array(z.object({ value: z.string(), title: localizedSchema })),
});
export type ThemeOptionInfo = z.infer<typeof themeOptionSchema>;

/**
 * A built-in theme, as the author chooses it. Its options include those of the blog's own `theme/` folder.
 */
const themeInfoSchema = z.object({
  name: z.string(),
  title: localizedSchema,
  description: localizedSchema,
  options: z.record(z.string(), themeOptionSchema),
});
export type ThemeInfo = z.infer<typeof themeInfoSchema>;

const valuesSchema = z.record(z.string(), z.unknown());

const editedSettingsSchema = z.object({
  /** The text of `blog.yaml` after the edit. */
  text: z.string(),
  /** The values in the text, without defaults; null if the text is not YAML. */
  values: valuesSchema.nullable(),
  /** The problems of the text. */
  problems: z.array(problemSchema),
  /**
   * For each section, the addresses of three new posts: one written today, and one on each of the next two
   * days.
   */
  addresses: z.record(z.string(), z.array(z.string())),
});
/** The text of a `blog.yaml` that is being edited, with its values and problems. */
export type EditedSettings = z.infer<typeof editedSettingsSchema>;

/** Calls of the engine contract about all settings of the blog. */
export const settingsCalls = {
  /**
   * Returns the text of `blog.yaml` and the themes to choose from. `hash` is the hash of the file, to be
   * passed to `settings.save` as `baseHash`.
   */
  "settings.read": {
    input: z.object({}),
    output: editedSettingsSchema.extend({ hash: z.string(), themes: z.array(themeInfoSchema) }),
  },
  /**
   * Changes a text of `blog.yaml` so that it has these values, and keeps everything else in it. If `values`
   * is null, does not change the text. Writes no file.
   */
  "settings.edit": {
    input: z.object({ text: z.string(), values: valuesSchema.nullable() }),
    output: editedSettingsSchema,
  },
  /**
   * Returns the URL of a preview page that shows the blog with this text of `blog.yaml` instead of the saved
   * one: its front page or its newest post.
   */
  "settings.preview": {
    input: z.object({ text: z.string(), page: z.enum(["front", "post"]) }),
    output: z.object({ url: z.string() }),
  },
  /**
   * Writes `blog.yaml`. Rejects with `blog.settingsChanged` if the file's hash is no longer `baseHash`, or,
   * if the text has a problem that the file on disk does not have, with the code of that problem.
   */
  "settings.save": {
    input: z.object({ text: z.string(), baseHash: z.string() }),
    output: z.object({ hash: z.string() }),
  },
} as const;
