import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type BlogSettings, blogSettingsSchema } from "#contract/settings/blog-settings.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import { createDateWriter } from "#engine/site/model/dates.ts";
import { loadTheme } from "#engine/site/theme/theme.ts";

const builtIn = fileURLToPath(new URL("../../../../../resources/themes", import.meta.url));
let override = "";
beforeEach(async () => {
  override = await mkdtemp(join(tmpdir(), "hitofude-theme-"));
});
afterEach(() => rm(override, { recursive: true }));

/** Returns the formatted date of a post of 6 May 2022, 9:05:00 in Tokyo. */
function dateIn(theme: string, changes: Partial<BlogSettings>): string {
  const settings: BlogSettings = { ...blogSettingsSchema.parse({ title: "x" }), ...changes };
  const bytes = Buffer.from("---\ndate: 2022-05-06 09:05:00\n---\n");
  const post = parsePost({ path: "posts/posts/a.md", bytes, settings });
  if (!post.date) throw new Error("no date");
  const { dateFormats } = loadTheme(theme, { builtIn, override });
  return createDateWriter(settings, dateFormats).ofPost(post.date, post);
}

test.each([
  ["hitokoto", "ja", "2022年 5月 6日(金) 9:05:00"],
  ["hitokoto", "en", "May 6, 2022"],
  ["hitokoto", "en-GB", "6 May 2022"],
  ["hitokoto", "fr", "6 mai 2022"],
  ["fude", "ja", "2022年5月6日"],
  ["fude", "en", "May 6, 2022"],
  ["fude", "en-GB", "6 May 2022"],
  ["fude", "de", "6. Mai 2022"],
  ["fude", "fr-CA", "6 mai 2022"],
  ["fude", "ko", "2022년 5월 6일"],
  ["fude", "zh-Hant", "2022年5月6日"],
  ["koyomi", "ja", "2022年5月6日（金）"],
])("the theme %s dates a blog in %s", (theme, language, expected) => {
  expect(dateIn(theme, { language })).toBe(expected);
});

test.each([
  ["ja", "[2022/5/6 9:05]"],
  ["en", "[May 6, 2022, 9:05]"],
  ["en-GB", "[6 May 2022, 9:05]"],
  ["fr", "[6 mai 2022, 9:05]"],
])("a notice in %s has the stamp %s", (language, expected) => {
  const settings = blogSettingsSchema.parse({ title: "x", language });
  const moment = { time: Date.parse("2022-05-06T09:05:00+09:00"), offsetMinutes: 540, hasTime: true };
  expect(createDateWriter(settings, new Map()).stamp(moment)).toBe(expected);
});

test("the blog's pattern takes precedence over the theme's, and the section's over both", () => {
  expect(dateIn("hitokoto", { language: "ja", dateFormat: "{yy}/{M}" })).toBe("22/5");
  const sections = { posts: { title: "x", address: "{slug}.html", path: "", dateFormat: "{d}" } };
  expect(dateIn("hitokoto", { dateFormat: "{yy}/{M}", sections })).toBe("6");
});

test("one pattern applies to all languages; a language without a pattern gets the English one", async () => {
  await writeFile(join(override, "theme.yaml"), 'dateFormat: "{M}.{d}"\n');
  expect([dateIn("fude", { language: "ja" }), dateIn("fude", { language: "de" })]).toEqual(["5.6", "5.6"]);
  await writeFile(join(override, "theme.yaml"), 'dateFormat: { ja: "{M}月", en: "{MMMM}" }\n');
  expect(dateIn("fude", { language: "ja-JP" })).toBe("5月");
  expect(dateIn("fude", { language: "de" })).toBe("Mai");
  await writeFile(join(override, "theme.yaml"), "dateFormat: [1]\n");
  expect(() => dateIn("fude", {})).toThrow("theme.syntax");
});
