import { z } from "zod";
import { problemSchema } from "../errors.ts";

/** Texts by language, as a theme has them; a theme may lack any. */
const localizedSchema = z.record(z.string(), z.string());

const themeOptionSchema = z.object({
  kind: z.enum(["choice", "switch", "colour"]),
  title: localizedSchema,
  default: z.union([z.string(), z.boolean()]),
  /** The values of a choice with their titles; none for other kinds. */
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
  /** The text of `blog.yaml` with the values. */
  text: z.string(),
  /** The values in the text, without defaults; null if the text is not YAML. */
  values: valuesSchema.nullable(),
  /** What is wrong in the text. */
  problems: z.array(problemSchema),
  /** For each section the addresses that its next three posts would get, one a day. */
  addresses: z.record(z.string(), z.array(z.string())),
});
/** The text of a `blog.yaml` being edited, and what it says. */
export type EditedSettings = z.infer<typeof editedSettingsSchema>;

/** Calls of the engine contract about all settings of the blog. */
export const settingsCalls = {
  /**
   * Returns the text of `blog.yaml` and the themes to choose from. `hash`: hash of the file, to be passed to
   * `settings.save`.
   */
  "settings.read": {
    input: z.object({}),
    output: editedSettingsSchema.extend({ hash: z.string(), themes: z.array(themeInfoSchema) }),
  },
  /**
   * Changes a text of `blog.yaml` so that it has these values, and keeps everything else in it. With null,
   * only reads the text. Writes nothing.
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
   * Writes `blog.yaml`. Rejects with `blog.settingsChanged` if the file's hash is no longer `baseHash`, and
   * with the code of a problem that the file on disk does not have.
   */
  "settings.save": {
    input: z.object({ text: z.string(), baseHash: z.string() }),
    output: z.object({ hash: z.string() }),
  },
} as const;
