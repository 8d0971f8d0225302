import { expect, test } from "vitest";
import { shiftDateText } from "#engine/blog/dates/moment.ts";

const day = 24 * 60;

test.each([
  ["2022-05-06 09:08:07", 1, "2022-05-06 09:09:07"],
  ["2022-12-31", day, "2023-01-01"],
  ["2022-05-06", 90, "2022-05-06 01:30"],
  ["2022/5/6 0:00", -1, "2022/5/5 23:59"],
  ["2022/12/9 9:05", day, "2022/12/10 9:05"],
  ["2022-05-06T00:00:00.000Z", -day, "2022-05-05T00:00:00.000Z"],
  ["2022-05-06 00:00:00 +0900", 60, "2022-05-06 01:00:00 +0900"],
  ["2022年5月6日 0:00", day, "2022年5月7日 0:00"],
  ["2022年5月6日", 31 * day, "2022年6月6日"],
  ["２０２２年５月６日", day, "2022-05-07 00:00:00"],
])("%s moved by %d minutes → %s", (text, minutes, expected) => {
  expect(shiftDateText(text, minutes, "Asia/Tokyo")).toBe(expected);
});

test("the digits move, whatever the clocks of the time zone do", () => {
  expect(shiftDateText("2024-03-30 12:00", day, "Europe/Berlin")).toBe("2024-03-31 12:00");
});

test("a text that is not a date is not moved", () => {
  expect(shiftDateText("last spring", day, "Asia/Tokyo")).toBeNull();
  expect(shiftDateText("2022-02-30", day, "Asia/Tokyo")).toBeNull();
});
