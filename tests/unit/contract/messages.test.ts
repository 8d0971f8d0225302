import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, test } from "vitest";
import { commandTable } from "#contract/commands.ts";
import { errorCodes } from "#contract/error-codes.ts";
import { createMessages, type Language, type MessageTable, resolveLanguage } from "#contract/messages.ts";
import en from "#resources/locales/en.json" with { type: "json" };
import ja from "#resources/locales/ja.json" with { type: "json" };

const tables: readonly [Language, MessageTable][] = [
  ["ja", ja],
  ["en", en],
];

type MessageFormatElement = ReturnType<IntlMessageFormat["getAst"]>[number];

/** Returns the names of the values in a text, including those inside plurals. */
function placeholders(text: string, language: string): string[] {
  const names = new Set<string>();
  JSON.stringify(
    new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst(),
    (key, value) => {
      // Element types 1 to 6 contain the name of a value; 0 is plain text and 7 the number sign of a plural.
      if (value?.type >= 1 && value.type <= 6 && key !== "style") names.add(value.value);
      return value;
    },
  );
  return [...names].sort();
}

/** Returns the forms between which the plurals of a text choose, such as `one`. */
function pluralForms(text: string, language: string): string[] {
  const forms: string[] = [];
  JSON.stringify(
    new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst(),
    (_key, value) => {
      if (value?.type === 6) forms.push(...Object.keys(value.options));
      return value;
    },
  );
  return forms;
}

/** Returns a text with each of its choices between words and plurals. Values become "x". */
function variants(elements: readonly MessageFormatElement[]): string[] {
  let texts = [""];
  for (const element of elements) {
    const ends = endsOf(element);
    texts = texts.flatMap((text) => ends.map((end) => text + end));
  }
  return texts;
}

function endsOf(element: MessageFormatElement): string[] {
  // The numbers are those of `TYPE`, which the formatter exports only as a type.
  if (element.type === 0) return [element.value];
  if (element.type === 5 || element.type === 6)
    return Object.values(element.options).flatMap(({ value }) => variants(value));
  return ["x"];
}

test.each(tables)("no text of the locale %s ends a sentence twice", (language, table) => {
  const twice = Object.values(table)
    .flatMap((text) =>
      variants(new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst()),
    )
    .filter((text) => /[?？][.。]|。。/.test(text));
  expect(twice).toEqual([]);
});

test.each(tables)("plurals of the locale %s have only forms that its language chooses", (language, table) => {
  const chosen: readonly string[] = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const isUsed = (form: string): boolean => form.startsWith("=") || chosen.includes(form);
  expect(Object.entries(table).filter(([, text]) => !pluralForms(text, language).every(isUsed))).toEqual([]);
});

test("both locales have the same keys in the same order", () => {
  expect(Object.keys(en)).toEqual(Object.keys(ja));
});

test("each text uses the same values in both languages", () => {
  const english: MessageTable = en;
  const different = Object.entries(ja).filter(
    ([key, text]) =>
      JSON.stringify(placeholders(text, "ja")) !== JSON.stringify(placeholders(english[key] ?? "", "en")),
  );
  expect(different).toEqual([]);
  expect(placeholders(ja["publish.done.detail"], "ja")).toEqual(["bytes", "removed", "size", "uploaded"]);
});

test.each([
  ["ja", "ページと RSS など 3 個のファイルを送信しました"],
  ["en", "3 files were sent"],
] as const)("a publish that only finished earlier uploads names no size: %s", (language, words) => {
  const t = createMessages(language, language === "ja" ? ja : en);
  const detail = (bytes: number, size: string): string =>
    t("publish.done.detail", { uploaded: 3, removed: 0, bytes, size });
  expect(detail(0, "0 B")).toMatch(new RegExp(`^${words}[.。] ?$`));
  expect(detail(3000, "3 KB")).toContain("3 KB");
});

describe.each(tables)("%s", (_language, table) => {
  test.each(errorCodes)("%s says what happened and what to do", (code) => {
    expect(table[`error.${code}.what`]).toBeTruthy();
    expect(table[`error.${code}.todo`]).toBeTruthy();
  });

  test("there is no text for an error that does not exist", () => {
    const codes: readonly string[] = errorCodes;
    const strangers = Object.keys(table)
      .filter((key) => key.startsWith("error."))
      .filter((key) => !codes.includes(key.replace(/^error\.|\.(?:what|todo)$/g, "")));
    expect(strangers).toEqual([]);
  });

  test("each command has a title", () => {
    expect(commandTable.filter(({ titleKey }) => !table[titleKey])).toEqual([]);
  });

  test("no text has an exclamation mark, except in the syntax of callouts", () => {
    const shouts = (text: string): boolean => /[!！]/.test(text.replace(/\[![A-Z]+\]/g, ""));
    expect(Object.entries(table).filter(([, text]) => shouts(text))).toEqual([]);
  });
});

test("texts are formatted with numbers and plurals of the language", () => {
  const t = createMessages("en", en);
  expect(t("plan.new", { count: 1 })).toBe("1 new file");
  expect(t("plan.new", { count: 1200 })).toBe("1,200 new files");
  expect(createMessages("ja", ja)("plan.new", { count: 1200 })).toBe("新しいファイル 1,200 個");
});

test("a missing value leaves the rest of the sentence intact", () => {
  const t = createMessages("ja", ja);
  expect(t("error.publish.hostUnknown.what")).toBe("サーバー … が見つかりません。");
});

test("a time is shown as the computer’s clock shows it", () => {
  const since = new Date(2024, 4, 6, 9, 3);
  const t = createMessages("en", en);
  expect(t("error.publish.locked.what", { owner: "me (desk)", since: since.toISOString() })).toBe(
    "me (desk) has been publishing since 2024-05-06 09:03.",
  );
});

test("angle brackets and quotation marks are plain text", () => {
  expect(createMessages("en", { key: "It’s <b> “{name}”" })("key", { name: "x" })).toBe("It’s <b> “x”");
});

test("a missing text for a key throws", () => {
  const t = createMessages<MessageTable>("en", {});
  expect(() => t("nothing")).toThrow("no text for nothing");
});

test("every system language except Japanese results in English", () => {
  expect(resolveLanguage("system", "ja-JP")).toBe("ja");
  expect(resolveLanguage("system", "de-DE")).toBe("en");
  expect(resolveLanguage("en", "ja")).toBe("en");
});
