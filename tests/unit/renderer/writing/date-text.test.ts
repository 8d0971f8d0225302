import { expect, test } from "vitest";
import { readWrittenDate } from "#contract/text/written-date.ts";
import {
  chosenDate,
  dateIn,
  isAhead,
  isDate,
  offsetHere,
  plainDate,
  shownDate,
  tidyDate,
} from "#renderer/writing/dates.ts";

test("full-width digits and slashes are converted", () => {
  expect(plainDate("　２０２６／５／６　１８：３０ ")).toBe("2026-5-6 18:30");
});

test.each(["", "2026-05-06", "2026-5-6 18:30", "2026-05-06T18:30:00+09:00", "2026-05-06 18:30:00 +0900"])(
  "%s is a valid date",
  (text) => {
    expect(isDate(text)).toBe(true);
  },
);

test.each(["昨日", "2026-13-01", "2026-02-30", "2026-05-06 6pm", "26-05-06"])(
  "%s is not a valid date",
  (text) => {
    expect(isDate(text)).toBe(false);
  },
);

test("a time is formatted in the blog's zone", () => {
  expect(dateIn("Asia/Tokyo", Date.UTC(2026, 4, 5, 15))).toBe("2026-05-06 00:00:00");
});

test.each([
  ["2026-05-06 00:00:05", "ja", "2026年5月6日 0:00"],
  ["2026-5-6 8:30", "en", "2026-05-06 08:30"],
  ["2026-05-06", "ja", "2026年5月6日"],
  ["2026-05-06T18:30:00+09:00", "en", "2026-05-06 18:30"],
  ["2011-04-25 11:44:00+09:00", "ja", "2011年4月25日 11:44"],
  ["2026/5/6 9:00", "ja", "2026年5月6日 9:00"],
  ["昨日", "ja", "昨日"],
])("%s is shown as in the list of posts: %s", (written, language, expected) => {
  expect(shownDate(written, language)).toBe(expected);
});

test("versions of one minute are distinguished by their seconds", () => {
  expect(shownDate("2026-05-06 18:30:05", "ja", true)).toBe("2026年5月6日 18:30:05");
});

const plain = "2026-05-07 09:00:00";

test.each([
  ["2026-05-06 18:30:05", "2026-05-07 09:00:00"],
  ["2026-05-06 8:30 +0900", "2026-05-07 9:00 +0900"],
  ["2026-05-06T18:30:00.000Z", "2026-05-07T09:00:00.000Z"],
  ["2026/5/6 8:30", "2026/5/7 9:00"],
  ["2026.05.06", "2026.05.07 09:00"],
  ["2026年5月6日 8:30", "2026年5月7日 9:00"],
  ["２０２６年５月６日", plain],
  ["昨日", plain],
  ["2026-02-30", plain],
  ["2026-5-6 25:00", plain],
  ["2026/5-6", plain],
  ["", plain],
])("a date that is chosen for “%s” is written as “%s”", (written, expected) => {
  const offset = readWrittenDate(written)?.offset ?? "";
  const wall = new Date("2026-05-07T09:00:00Z");
  expect(chosenDate({ wall, hasTime: true, offset }, written)).toBe(expected);
});

test.each([
  ["2026-05-06 18:30:05", "Z", "2026-05-07 09:00:00Z"],
  ["2026-05-06T18:30:00Z", "", "2026-05-07T09:00:00"],
  ["2026/5/6 8:30 +0900", "-05:30", "2026/5/7 9:00-05:30"],
  ["2026-05-06T18:30:00.5+09:00", "Z", "2026-05-07T09:00:00.5Z"],
  ["", "+02:00", "2026-05-07 09:00:00+02:00"],
])("another offset from UTC for “%s” is “%s”: “%s”", (written, offset, expected) => {
  const wall = new Date("2026-05-07T09:00:00Z");
  expect(chosenDate({ wall, hasTime: true, offset }, written)).toBe(expected);
  expect(readWrittenDate(expected)).toEqual({ wall, hasTime: true, offset });
});

test("without a time, a date is a day without an offset", () => {
  const day = { wall: new Date("2026-05-07T09:00:00Z"), hasTime: false, offset: "Z" };
  expect(chosenDate(day, "2026/5/6 8:30 +0900")).toBe("2026/5/7");
  expect(chosenDate(day, "2026-05-06")).toBe("2026-05-07");
  expect(chosenDate(day, "")).toBe("2026-05-07");
});

test("a typed date keeps its separators if the front matter has the same ones", () => {
  expect(tidyDate("２０２６/5/7 9:00 ", "2026/5/6")).toBe("2026/5/7 9:00");
  expect(tidyDate("2026/5/7", "2026-05-06")).toBe("2026-5-7");
  expect(tidyDate("2026/5/7", "")).toBe("2026-5-7");
});

test("the offset of this computer belongs to the day that is chosen", () => {
  const zone = process.env.TZ;
  try {
    process.env.TZ = "America/New_York";
    expect(offsetHere(new Date("2026-01-07T09:00:00Z"))).toBe("-05:00");
    expect(offsetHere(new Date("2026-07-07T09:00:00Z"))).toBe("-04:00");
    process.env.TZ = "Asia/Kolkata";
    expect(offsetHere(new Date("2026-07-07T09:00:00Z"))).toBe("+05:30");
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});

test.each([
  ["2026-5-6", false],
  ["2026-11-29", false],
  ["2026-11-30", true],
  ["2026-11-29T10:00:00", false],
  ["2026-11-29 18:31", true],
  ["２０２６／１１／２９ 18:31", true],
  ["2026-11-29 09:29 Z", false],
  ["2026-11-29T09:31:00Z", true],
  ["2026-11-29T05:00:00-0500", true],
  ["2026-11-29 20:00 +09:00", true],
  ["2026-11-29 20:00 +12:00", false],
  ["いつか", false],
])("whether %s is in the future at 18:30 in Japan: %s", (written, ahead) => {
  expect(isAhead(written, "Asia/Tokyo", Date.parse("2026-11-29T09:30:00Z"))).toBe(ahead);
});
