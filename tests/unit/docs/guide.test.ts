import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { commandTable } from "#contract/commands.ts";
import en from "#resources/locales/en.json" with { type: "json" };
import ja from "#resources/locales/ja.json" with { type: "json" };
import { guideTopics } from "../../../scripts/guide-pages.mjs";

const guides = {
  ja: { texts: ja, label: /［([^］]*)］/g },
  en: { texts: en, label: /\*\*([^*]+)\*\*/g },
} as const;
const languages = ["ja", "en"] as const;

/** Keys that belong to the system, the editor or every window, and so to no command. */
const otherKeys = [
  ...["Ctrl", "Alt", "Shift", "Ctrl+Z", "Ctrl+Enter", "Ctrl+Space", "Ctrl+A", "Shift+F10"],
  ...["Enter", "Escape"],
];

const fileOf = (language: string): string =>
  fileURLToPath(new URL(`../../../docs/guide/${language}.md`, import.meta.url));
const textOf = (language: string): string => readFileSync(fileOf(language), "utf8");

describe.each(languages)("the guide in %s", (language) => {
  const { texts, label } = guides[language];

  test("quotes labels as they are on the screen", () => {
    const said = new Set(Object.values(texts).map((text) => text.replace(/…$/, "")));
    const named = [...textOf(language).matchAll(label)].map(([, name = ""]) => name.replace(/\s+/g, " "));
    // The sentence that explains the notation of labels contains one.
    const explained = ["bold", " "];
    expect(named.length).toBeGreaterThan(60);
    expect(named.filter((name) => !said.has(name) && !explained.includes(name))).toEqual([]);
  });

  test("mentions only keys that have a function", () => {
    const known = new Set(commandTable.map(({ key }) => key?.replace("CmdOrCtrl", "Ctrl")));
    const keys = [...textOf(language).matchAll(/`((?:Ctrl|Alt|Shift|F\d|Escape|Enter)[^`]*)`/g)];
    const named = keys
      .map(([, key = ""]) => key)
      .filter((key) => key !== "Ctrl+S" && !otherKeys.includes(key));
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((key) => !known.has(key))).toEqual([]);
  });

  test("has all its pictures", () => {
    const pictures = [...textOf(language).matchAll(/!\[([^\]]+)\]\((\.\.[^)]+)\)/g)];
    expect(pictures.length).toBeGreaterThan(5);
    const missing = pictures.filter(([, , path = ""]) => !existsSync(join(dirname(fileOf(language)), path)));
    expect(missing.map(([, , path]) => path)).toEqual([]);
  });

  test("mentions the right command for a key when it mentions both", () => {
    const titles = commandTable.map(({ key, titleKey }) => ({
      key: key?.replace("CmdOrCtrl", "Ctrl"),
      title: texts[titleKey].replace(/…$/, ""),
    }));
    const pairs =
      language === "ja"
        ? [...textOf(language).matchAll(/［([^］]+)］(?:[^。（［`]{0,12})（`([^`]+)`）/g)]
        : [...textOf(language).matchAll(/\*\*([^*]+)\*\* \(`([^`]+)`\)/g)];
    expect(pairs.length).toBeGreaterThan(10);
    const wrong = pairs.filter(([, name = "", key]) => {
      const command = titles.find(({ title }) => title === name.replace(/\s+/g, " "));
      return command !== undefined && command.key !== key;
    });
    expect(wrong.map(([all]) => all)).toEqual([]);
  });
});

test("both languages have the same number of topics, and in each the same numbers of paragraphs, steps and pictures", async () => {
  const shapes = await Promise.all(
    languages.map(async (language) =>
      (await guideTopics(language)).map(({ content }) =>
        JSON.stringify(content)
          .match(/"tag":"(ol|ul|li|img)"/g)
          ?.join(" "),
      ),
    ),
  );
  expect(shapes[0]?.length).toBeGreaterThan(20);
  expect(shapes[1]).toEqual(shapes[0]);
});
