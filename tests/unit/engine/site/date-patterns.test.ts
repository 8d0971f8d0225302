import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { formatMoment, parseMoment } from "#engine/blog/dates/moment.ts";
import { createDateWriter } from "#engine/site/model/dates.ts";
import { makePost, makeSettings } from "./make-post.ts";

const docs = readFileSync(join(import.meta.dirname, "../../../../docs/site.md"), "utf8");
const zone = "Asia/Tokyo";

/** Returns the cells of the table with these column heads; `␣` stands for a space. */
function rowsOf(heads: string): string[][] {
  const lines = docs.slice(docs.indexOf(heads)).split("\n").slice(2);
  const rows = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith("|")),
  );
  return rows.map((row) => row.split(" | ").map((cell) => cell.replaceAll(/^\| | \|$/g, "")));
}

const spaced = (text: string): string => text.replaceAll("␣", " ");

const patterns = rowsOf("| pattern | date | written |");

test("the documentation has a table of patterns", () => {
  expect(patterns.length).toBeGreaterThan(12);
});

test.each(patterns)("%s formats %s as in the documentation: %s", (pattern = "", date = "", written = "") => {
  const moment = parseMoment(date, zone);
  if (!moment) throw new Error(`no date: ${date}`);
  const dateFormat = pattern.replaceAll("`", "");
  expect(formatMoment(moment, dateFormat, "ja", zone)).toBe(spaced(written));
  // Pages write the same date
  const settings = makeSettings({ dateFormat });
  expect(createDateWriter(settings, new Map()).ofPost(moment, makePost("posts/hitokoto/a.md"))).toBe(
    spaced(written),
  );
});

test.each(rowsOf("| word | 6 May 2022, 9:05:03 |"))("the words %s yield %s", (words = "", examples = "") => {
  const moment = parseMoment("2022-05-06 09:05:03", zone);
  if (!moment) throw new Error("no date");
  const given = examples.split(/[,;] /).map(spaced);
  for (const word of words.match(/\{\w+\}/g) ?? []) {
    const made = ["ja", "en"].map((language) => formatMoment(moment, word, language, zone));
    expect([word, made.some((text) => given.includes(text))]).toEqual([word, true]);
  }
});
