import { basename, resolve } from "node:path";
import { type BlogSettings, blogSettingsSchema, defaultZone } from "#contract/settings/blog-settings.ts";
import type { Problem } from "#contract/errors.ts";
import { readError } from "#engine/base/file-errors.ts";
import { readIfThere } from "#engine/base/files/read-files.ts";
import { readableInside } from "#engine/base/safe-path.ts";
import { decodeUtf8Strict, guessEncoding } from "#engine/base/text/text-encoding.ts";
import { repairSettings } from "./repair-settings.ts";
import { SettingsText } from "./settings-text.ts";

export interface LoadedSettings {
  readonly settings: BlogSettings;
  /** Problems of `blog.yaml`, each with its line and key. A setting with a problem has its default value. */
  readonly problems: readonly Problem[];
  /** Hints that are not errors, such as a missing time zone. Only a check of the blog reports hints. */
  readonly advice: readonly Problem[];
  /**
   * Whether `blog.yaml` is missing. All settings then have their default values, and no problem is reported.
   */
  readonly isMissing?: boolean;
}

export const settingsFile = "blog.yaml";

/** Reads the settings of a blog folder, or the defaults if `blog.yaml` is missing or unreadable. */
export async function loadSettings(folder: string): Promise<LoadedSettings> {
  const fallbackTitle = basename(resolve(folder));
  let bytes: Uint8Array | null;
  try {
    bytes = await readIfThere(await readableInside(folder, settingsFile));
  } catch (error) {
    const { code, values } = readError(error, settingsFile);
    return defaults(fallbackTitle, { code, severity: "error", file: settingsFile, values });
  }
  if (bytes === null) return { ...defaults(fallbackTitle), isMissing: true };
  const text = decodeUtf8Strict(bytes);
  if (text !== null) return readSettings(text, fallbackTitle);
  const values = { path: settingsFile, encoding: guessEncoding(bytes) };
  return defaults(fallbackTitle, { code: "post.notUtf8", severity: "error", file: settingsFile, values });
}

/** Parses the text of a `blog.yaml`. Never throws. `fallbackTitle` is the title if the text has none. */
export function readSettings(text: string, fallbackTitle: string): LoadedSettings {
  const source = new SettingsText(text);
  if (source.error) {
    const { reason, line } = source.error;
    const place = { file: settingsFile, line, values: { reason } };
    return defaults(fallbackTitle, { code: "blog.settingsSyntax", severity: "error", ...place });
  }
  const hasZone = source.values.timeZone !== undefined;
  const { settings, faults } = repairSettings(source, fallbackTitle);
  const problems = faults.map(
    ({ path, reason, code = "blog.settingsInvalid" }): Problem => ({
      code,
      severity: "error",
      file: settingsFile,
      line: source.lineOf(path),
      values: { key: path.join("."), ...targetIn(path), ...reason },
    }),
  );
  return { settings, problems, advice: hasZone ? [] : [zoneAdvice] };
}

/**
 * Returns the name of the target that a path in the settings belongs to.
 * The name may contain dots, so it cannot be found in the key, which joins the path with dots.
 */
function targetIn([section, name]: readonly PropertyKey[]): { target?: string } {
  return section === "targets" && typeof name === "string" ? { target: name } : {};
}

const zoneAdvice: Problem = {
  code: "blog.zoneMissing",
  severity: "warning",
  file: settingsFile,
  values: { zone: defaultZone },
};

function defaults(title: string, ...problems: Problem[]): LoadedSettings {
  return { settings: blogSettingsSchema.parse({ title }), problems, advice: [] };
}
