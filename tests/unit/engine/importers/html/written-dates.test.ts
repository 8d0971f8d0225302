import { describe, expect, test } from "vitest";
import { toIso } from "#engine/blog/dates/moment.ts";
import { dateInAddress, dateInText, machineDate } from "#engine/importers/html/written-dates.ts";

const zone = "Asia/Tokyo";

describe("dates in texts", () => {
  test.each([
    ["2014年5月3日(土) 12:34", "2014-05-03T12:34:00+09:00", ""],
    ["■2014年 5月 3日 土曜日 午後3時04分 の記事", "2014-05-03T15:04:00+09:00", "■ の記事"],
    ["投稿日: 2014/05/03", "2014-05-03T00:00:00+09:00", "投稿日:"],
    ["2014.5.3 雨", "2014-05-03T00:00:00+09:00", "雨"],
    ["平成26年5月3日", "2014-05-03T00:00:00+09:00", ""],
    ["令和元年5月1日に", "2019-05-01T00:00:00+09:00", "に"],
    ["２０１４年５月３日", "2014-05-03T00:00:00+09:00", ""],
    ["99年5月3日(月)", "1999-05-03T00:00:00+09:00", ""],
    ["Posted on May 3, 2014 at 1:05 PM", "2014-05-03T13:05:00+09:00", "Posted on"],
    ["3rd Dec. 2014", "2014-12-03T00:00:00+09:00", ""],
    ["2014-05-03 23:30:00 +0000", "2014-05-03T23:30:00+00:00", ""],
  ])("%s", (text, expected, rest) => {
    const found = dateInText(text, zone);
    expect(found && [toIso(found.date), found.rest]).toEqual([expected, rest]);
  });

  test.each(["2014年13月3日", "電話 03-1234-5678", "1/2", "12.5.3.4", "100年5月3日", ""])(
    "no date: %j",
    (text) => {
      expect(dateInText(text, zone)).toBeNull();
    },
  );
});

test.each([
  ["/2014/05/03/rain/", "2014-05-03T00:00:00+09:00", true],
  ["/diary/20140503-1230.html", "2014-05-03T12:30:00+09:00", true],
  ["/d20140503b.html", "2014-05-03T00:00:00+09:00", true],
  ["/diary/d990503.html", "1999-05-03T00:00:00+09:00", true],
  ["/2014-05.html", "2014-05-01T00:00:00+09:00", false],
  ["/200305.html", "2003-05-01T00:00:00+09:00", false],
  ["/diary/9905.html", "1999-05-01T00:00:00+09:00", false],
])("the date in the address %s", (address, expected, hasDay) => {
  const found = dateInAddress(address, zone);
  expect(found && [toIso(found.date), found.hasDay]).toEqual([expected, hasDay]);
});

test.each(["/about.html", "/0012.html", "/20141399.html", "/page/2/", "/entry.cgi?date=20140503"])(
  "no date in the address %s",
  (address) => {
    expect(dateInAddress(address, zone)).toBeNull();
  },
);

test.each([
  ["Fri, 06 May 2022 00:00:00 +0900", "2022-05-06T00:00:00+09:00"],
  ["6 May 2022 00:00:00 GMT", "2022-05-06T00:00:00+00:00"],
  ["2022-05-06T00:00:00Z", "2022-05-06T00:00:00+00:00"],
])("the date for machines %s", (written, expected) => {
  const date = machineDate(written, zone);
  expect(date && toIso(date)).toBe(expected);
});
