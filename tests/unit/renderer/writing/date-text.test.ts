import { expect, test } from "vitest";
import { dateIn, isDate, plainDate } from "#renderer/writing/dates.ts";

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
