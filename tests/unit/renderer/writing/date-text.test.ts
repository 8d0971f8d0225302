import { expect, test } from "vitest";
import { dateIn, isDate, pickedDate, pickerDate, plainDate, shownDate } from "#renderer/writing/dates.ts";

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
  ["2026-05-06T18:30:00+09:00", "en", "2026-05-06T18:30:00+09:00"],
  ["昨日", "ja", "昨日"],
])("%s is shown as in the list of posts: %s", (written, language, expected) => {
  expect(shownDate(written, language)).toBe(expected);
});

test("versions of one minute are distinguished by their seconds", () => {
  expect(shownDate("2026-05-06 18:30:05", "ja", true)).toBe("2026年5月6日 18:30:05");
});

test.each([
  ["2026-05-06 18:30:05", "2026-05-06T18:30", "2026-05-07 09:00:00"],
  ["2026-05-06 8:30 +0900", "2026-05-06T08:30", "2026-05-07 09:00:00 +0900"],
  ["2026-05-06T18:30:00Z", "2026-05-06T18:30", "2026-05-07 09:00:00Z"],
  ["2026-05-06", "2026-05-06T00:00", "2026-05-07 09:00:00"],
  ["昨日", "", "2026-05-07 09:00:00"],
])("the calendar begins at %s, and what is chosen keeps its zone", (written, shown, expected) => {
  expect(pickerDate(written)).toBe(shown);
  expect(pickedDate("2026-05-07T09:00", written)).toBe(expected);
});
