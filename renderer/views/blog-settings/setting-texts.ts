import type { ThemeInfo } from "#contract/calls/settings-calls.ts";
import type { Problem } from "#contract/errors.ts";
import { blogMessages, isMessageKey, type MessageKey, type Messages } from "../../state/language.ts";
import {
  type Setting,
  settingAt,
  settingOfKey,
  settingsBeside,
  settingsIn,
} from "../../state/blog-settings/setting-schema.ts";
import { settingsSections, type SettingsSection } from "../../state/blog-settings/setting-table.ts";
import { errorTexts } from "../shared/texts.ts";

/** Placeholders and code that are inserted into the explanations of settings and are never translated. */
const notation = {
  words: "{yyyy} {yy} {MM} {M} {dd} {d} {HH} {H} {mm} {ss} {slug} {filename} {section} {letter}",
  // The word joiners (U+2060) keep a line from ending inside of `-->`.
  code: "<? … ?>, <!--# … -\u2060-\u2060>",
  more: "<!--more-->",
  titleWords: "{title} {section} {blog} {brand} {site}",
};

/** Returns the key of a setting's texts: its path without indexes and item names. */
export function textKeyOf({ pattern }: Pick<Setting, "pattern">): string {
  return pattern.replace(/\.\*$/, ".item").replaceAll(".*", "");
}

export function labelOf(t: Messages, setting: Pick<Setting, "pattern">): string {
  const key = `setting.${textKeyOf(setting)}`;
  return isMessageKey(key) ? t(key) : setting.pattern;
}

/** Returns the sentence that explains a setting, or undefined if the label is enough. */
export function detailOf(t: Messages, setting: Pick<Setting, "pattern">): string | undefined {
  const key = `setting.${textKeyOf(setting)}.detail`;
  return isMessageKey(key) ? t(key, notation) : undefined;
}

/** Returns the label of a value that a setting can have. */
export function choiceLabelOf(t: Messages, setting: Pick<Setting, "pattern">, value: string): string {
  const key = `setting.${textKeyOf(setting)}.${value}`;
  return isMessageKey(key) ? t(key) : value;
}

/** Returns the error message for a setting's value, or undefined if the value is correct. */
export function problemOf(t: Messages, problems: readonly Problem[], setting: Setting): string | undefined {
  const key = setting.path.join(".");
  const isItems = setting.kind === "numbers";
  const found = problems.find(({ values }) => {
    const its = String(values.key);
    return its === key || (isItems && its.startsWith(`${key}.`));
  });
  return found && errorTexts(t, { ...found, values: { ...found.values, key: labelOf(t, setting) } }).what;
}

/** Returns the sentence about the cost of a chosen value in a blog with `posts` posts, or undefined. */
export function costOf(
  t: Messages,
  setting: Pick<Setting, "pattern">,
  value: string,
  posts: number,
): string | undefined {
  const key = `setting.${textKeyOf(setting)}.${value}.cost`;
  return isMessageKey(key) ? t(key, { count: posts }) : undefined;
}

/** A setting with its texts in both languages. A search compares these texts with the query. */
export interface SettingRow {
  readonly section: SettingsSection;
  readonly setting: Setting;
  /** The texts to search. The first text is the name that is shown. */
  readonly words: readonly string[];
}

/** Returns all settings that have a row of their own: single values, lists, and maps with names as keys. */
export function settingRows(t: Messages, themes: readonly OptionTitles[]): SettingRow[] {
  const ofThemes = wordsOfThemes(t, themes);
  return settingsSections.flatMap((section) =>
    section.keys
      .flatMap((key) => rowsUnder(settingOfKey(key)))
      .map((setting) => ({
        section,
        setting,
        words: [...wordsOf(t, section, setting), ...(setting.kind === "theme" ? ofThemes : [])],
      })),
  );
}

/** Returns the names of the settings below the gallery of themes: options of themes, own CSS, and files. */
function wordsOfThemes(t: Messages, themes: readonly OptionTitles[]): string[] {
  const options = themes.flatMap(({ options: all }) => Object.values(all));
  return [
    t("blogSettings.ownCss"),
    t("blogSettings.themeFiles"),
    ...options.flatMap(({ title }) => Object.values(title)),
  ];
}

function rowsUnder(setting: Setting): Setting[] {
  if (setting.kind === "none") return [];
  return setting.kind === "group" ? settingsBeside(setting).flatMap(rowsUnder) : [setting];
}

function wordsOf(t: Messages, { id }: SettingsSection, setting: Setting): string[] {
  const languages = [t, blogMessages("ja"), blogMessages("en")];
  const heading: MessageKey = `blogSettings.section.${id}`;
  // A setting is also found if the query matches the name of a map that contains the setting.
  // A list is also found if the query matches a setting inside the list's items.
  const around = setting.path.map((_, at) => settingAt(setting.path.slice(0, at + 1)));
  const inside = inner(setting);
  return languages.flatMap((speak) => [
    labelOf(speak, setting),
    setting.path.join("."),
    detailOf(speak, setting) ?? "",
    speak(heading),
    ...[...around, ...inside].map((other) => labelOf(speak, other)),
    ...[setting, ...inside].flatMap((other) =>
      (other.schema.enum ?? []).map((value) => choiceLabelOf(speak, other, value)),
    ),
  ]);
}

function inner(setting: Setting): Setting[] {
  if (setting.kind === "switched") return settingsIn(setting);
  if (setting.kind === "theme") return [settingAt(["themeOptions"])];
  if (setting.kind === "list" || setting.kind === "record") {
    const item = settingAt([...setting.path, setting.kind === "list" ? 0 : "x"]);
    return item.kind === "group" ? settingsIn(item) : [];
  }
  return [];
}

/** The names of a theme's options, in each language. */
interface OptionTitles {
  readonly options: Readonly<Record<string, Pick<ThemeInfo, "title">>>;
}

type NamedTheme = Pick<ThemeInfo, "name" | "title">;

/**
 * Returns the name of a theme for the author: its title, or otherwise the name of its folder.
 * If several themes have the same title, adds the name of the folder.
 */
export function themeName(
  t: Messages,
  language: string,
  theme: NamedTheme,
  all: readonly NamedTheme[],
): string {
  const titleOf = ({ title, name }: NamedTheme): string => textIn(title, language) || name;
  const title = titleOf(theme);
  const isAlone = all.every((other) => other.name === theme.name || titleOf(other) !== title);
  return isAlone ? title : t("blogSettings.theme.named", { title, folder: theme.name });
}

/** Returns a theme's text in a language. Falls back to English, and then to "". */
export function textIn(texts: Readonly<Record<string, string>>, language: string): string {
  return texts[language] ?? texts.en ?? "";
}
