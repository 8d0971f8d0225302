import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  formatMoment,
  frontMatterText,
  momentAt,
  parseEnd,
  parseMoment,
  toIso,
  toRfc822,
} from "#engine/blog/dates/moment.ts";
import type { Moment } from "#engine/blog/posts/post.ts";
import { offsetAt } from "#engine/blog/dates/zone-offset.ts";

const tokyo = "Asia/Tokyo";

function parsed(text: string, zone = tokyo): Moment {
  const moment = parseMoment(text, zone);
  if (!moment) throw new Error(`no date: ${text}`);
  return moment;
}

test.each([
  ["2022-05-06", "2022-05-06T00:00:00+09:00"],
  ["2022-05-06 0:00:00", "2022-05-06T00:00:00+09:00"],
  ["2022-05-06T04:52", "2022-05-06T04:52:00+09:00"],
  ["2022/5/6 4:52:07", "2022-05-06T04:52:07+09:00"],
  ["2022. 5. 6", null],
  ["2022年5月6日 23:59", "2022-05-06T23:59:00+09:00"],
  ["２０２２-０５-０６ ０:００", "2022-05-06T00:00:00+09:00"],
  ["2022-05-06 00:00:00 +0900", "2022-05-06T00:00:00+09:00"],
  ["2022-05-06T00:00:00.123-03:30", "2022-05-06T00:00:00-03:30"],
  ["2022-05-06T00:00:00Z", "2022-05-06T00:00:00+00:00"],
  ["2022-05-06t00:00:00z", "2022-05-06T00:00:00+00:00"],
  ["2024-02-29", "2024-02-29T00:00:00+09:00"],
  ["2023-02-29", null],
  ["2022-13-01", null],
  ["2022-05-06 25:00", null],
  ["2022-05", null],
  ["0001-01-01T00:00:00Z", null],
  ["1969-07-20 20:17 Z", "1969-07-20T20:17:00+00:00"],
  ["1948-07-01", "1948-07-01T00:00:00+10:00"],
  ["1887-12-31 12:00", "1887-12-31T12:00:00+09:19"],
  ["2038-01-19 12:14:08", "2038-01-19T12:14:08+09:00"],
  ["9999-12-31 23:59:59", "9999-12-31T23:59:59+09:00"],
  ["明日", null],
  ["", null],
])("reads %j", (text, iso) => {
  const moment = parseMoment(text, tokyo);
  expect(moment && toIso(moment)).toBe(iso);
});

test("recognises a date without a time", () => {
  expect(parsed("2022-05-06")).toMatchObject({ hasTime: false, time: Date.UTC(2022, 4, 5, 15) });
  expect(parsed("2022-05-06 0:00")).toMatchObject({ hasTime: true, time: Date.UTC(2022, 4, 5, 15) });
});

test.each([
  ["summer", "2022-07-01 12:00", "2022-07-01T12:00:00-04:00"],
  ["winter", "2022-01-01 12:00", "2022-01-01T12:00:00-05:00"],
  ["a time that never came counts from before the change", "2022-03-13 02:30", "2022-03-13T03:30:00-04:00"],
  ["a time that came twice is the first", "2022-11-06 01:30", "2022-11-06T01:30:00-04:00"],
  ["just after it", "2022-11-06 02:00", "2022-11-06T02:00:00-05:00"],
])("in a zone with summer time: %s", (_, text, iso) => {
  expect(toIso(parsed(text, "America/New_York"))).toBe(iso);
});

// Offsets are those of the tz database
test.each([
  ["Europe/London", "2024-03-31 00:59", "2024-03-31T00:59:00+00:00", "before the gap"],
  ["Europe/London", "2024-03-31 01:30", "2024-03-31T02:30:00+01:00", "in it"],
  ["Europe/London", "2024-10-27 01:30", "2024-10-27T01:30:00+01:00", "the first of two"],
  ["Europe/London", "2024-10-27 02:00", "2024-10-27T02:00:00+00:00", "just after it"],
  ["Australia/Lord_Howe", "2024-10-06 02:10", "2024-10-06T02:40:00+11:00", "a gap of 30 minutes"],
  ["Australia/Lord_Howe", "2024-10-06 02:30", "2024-10-06T02:30:00+11:00", "its end"],
  ["Australia/Lord_Howe", "2024-04-07 01:45", "2024-04-07T01:45:00+11:00", "twice within 30 minutes"],
  ["Australia/Lord_Howe", "2024-04-07 02:00", "2024-04-07T02:00:00+10:30", "just after it"],
  ["Pacific/Apia", "2011-12-29 23:59", "2011-12-29T23:59:00-10:00", "before the day that was left out"],
  ["Pacific/Apia", "2011-12-30 12:00", "2011-12-31T12:00:00+14:00", "in it"],
  ["Pacific/Apia", "2011-12-31 00:30", "2011-12-31T00:30:00+14:00", "after it"],
  ["America/Sao_Paulo", "2018-11-04", "2018-11-04T01:00:00-02:00", "a day without a midnight"],
  ["America/New_York", "2050-07-01 12:00", "2050-07-01T12:00:00-04:00", "summer in years to come"],
  ["America/New_York", "1950-07-01 12:00", "1950-07-01T12:00:00-04:00", "summer long ago"],
  ["Europe/Berlin", "1893-03-31 23:58", "1893-03-31T23:58:00+00:53", "the time of a town"],
  ["UTC", "1970-01-01", "1970-01-01T00:00:00+00:00", "the epoch"],
])("in %s %s is %s: %s", (zone, text, iso) => {
  expect(toIso(parsed(text, zone))).toBe(iso);
});

test("Japan's offset equals that of Intl at any time", () => {
  const format = new Intl.DateTimeFormat("en", { timeZone: "Asia/Tokyo", timeZoneName: "longOffset" });
  const zoneNameAt = (time: number) =>
    format.formatToParts(time).find(({ type }) => type === "timeZoneName")?.value;
  for (let time = Date.UTC(1948, 0); time < Date.UTC(2040, 0); time += 5 * 86_400_000) {
    const offset = offsetAt(time, "Asia/Tokyo");
    expect(zoneNameAt(time), new Date(time).toISOString()).toBe(offset === 540 ? "GMT+09:00" : "GMT+10:00");
  }
  expect(offsetAt(Date.UTC(1951, 6), "Asia/Tokyo")).toBe(600);
});

test.each(["Asia/Tokyo", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe", "Africa/Casablanca"])(
  "in %s, the local time of each instant is parsed as that instant, or as an earlier one with the same local time",
  (zone) => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2100, 0) }), (milliseconds) => {
        const time = Math.floor(milliseconds / 60_000) * 60_000;
        const shown = momentAt(time, zone);
        const written = toIso(shown).slice(0, 19);
        const again = parsed(written, zone);
        expect(toIso(again).slice(0, 19)).toBe(written);
        // The first of two equal times; between them is the hour by which clocks were set back
        expect(again.time).toBeLessThanOrEqual(time);
        if (again.time !== time) expect(offsetAt(again.time, zone)).toBeGreaterThan(shown.offsetMinutes);
      }),
    );
  },
);

test.each([
  ["{yyyy}年{_M}月{_d}日({E}) {H}:{mm}:{ss}", "2022-05-06", "2022年 5月 6日(金) 0:00:00"],
  ["{yyyy}年{_M}月{_d}日({E}) {H}:{mm}:{ss}", "2022-12-16 14:05:09", "2022年12月16日(金) 14:05:09"],
  ["[{yyyy}/{M}/{d} {H}:{mm}]", "2022-07-24 19:32", "[2022/7/24 19:32]"],
  ["{yyyy}.{_M}.{_d}", "2014-03-19", "2014. 3.19"],
  ["{yy}{MM}{dd}-{HH}{mm}", "2022-05-06 04:52", "220506-0452"],
  ["{era}{M}月{d}日 {EEEE} {a}{h}時", "2022-05-06 15:00", "令和4年5月6日 金曜日 午後3時"],
  ["{era}", "2019-05-01", "令和元年"],
  ["{era}", "2019-04-30", "平成31年"],
  ["{era}", "1989-01-08", "平成元年"],
  ["{era}", "1989-01-07", "昭和64年"],
  ["{era}", "1926-12-25", "昭和元年"],
  ["{era}", "1926-12-24", "大正15年"],
  ["{era}", "1912-07-30", "大正元年"],
  ["{era}", "1912-07-29", "明治45年"],
  ["{era} {eraName}{eraYear} {eraShort}", "1872-12-31", "1872年 西暦1872 1872"],
  ["{eraShort}/{M}/{d}", "2022-05-06", "R4/5/6"],
  ["{eraName}{eraYear}年 {eraShort}", "2019-05-01", "令和元年 R1"],
  ["{MMMM} {MMM}", "2022-05-06", "5月 5月"],
  ["{_H}:{mm} {a}{hh} {_h}", "2022-05-06 13:05", "13:05 午後01  1"],
  ["{_H}:{mm}", "2022-05-06 4:05", " 4:05"],
  ["{M}月{d}日({E}) {H25}:{mm}", "2022-05-07 1:30", "5月6日(金) 25:30"],
  ["{yyyy}-{MM}-{dd} {H25}時", "2024-03-01 4:59", "2024-02-29 28時"],
  ["{M}月{d}日 {H25}:{mm}", "2022-05-07 5:00", "5月7日 5:00"],
  ["{M}月{d}日 {H25}:{mm}", "2022-05-07 23:00", "5月7日 23:00"],
  ["{H25}", "2019-05-01 0:00", "24"],
  ["{era} {H25}", "2019-05-01 0:00", "平成31年 24"],
  ["{a}{h}", "2022-05-06 0:30", "午前12"],
  ["{H}:{mm} {z} {nothing} {constructor}", "2022-05-06 9:00", "9:00 JST {nothing} {constructor}"],
  ["{d} {z}", "2022-05-06 23:00 +0200", "6 GMT+02:00"],
])("writes %j in Japanese", (pattern, text, result) => {
  expect(formatMoment(parsed(text), pattern, "ja", tokyo)).toBe(result);
});

test("month and day names of other languages come from Intl", () => {
  expect(formatMoment(parsed("2022-05-06 15:04"), "{EEEE} {E} {MMMM} {MMM}", "de", tokyo)).toBe(
    "Freitag Fr Mai Mai",
  );
});

test("writes English", () => {
  const text = formatMoment(
    parsed("2022-05-06 15:04"),
    "{EEEE} ({E}) {d} {MMMM} {yyyy}, {h}:{mm} {a} {z}",
    "en",
    tokyo,
  );
  expect(text).toBe("Friday (Fri) 6 May 2022, 3:04 PM JST");
  expect(formatMoment(parsed("2022-09-06"), "{MMM} {MMMM}", "en-GB", tokyo)).toBe("Sep September");
  expect(formatMoment(parsed("2022-07-06", "America/New_York"), "{z}", "en", "America/New_York")).toBe("EDT");
});

test("writes RFC 822 and front matter", () => {
  expect(toRfc822(parsed("2022-05-06"))).toBe("Fri, 06 May 2022 00:00:00 +0900");
  expect(toRfc822(parsed("2022-05-06 20:00 -0330"))).toBe("Fri, 06 May 2022 20:00:00 -0330");
  expect(frontMatterText(momentAt(Date.UTC(2022, 4, 5, 15), tokyo))).toBe("2022-05-06 00:00:00");
});

test("a date with its own offset stays on its day", () => {
  expect(
    formatMoment(parsed("2022-05-06T00:00:00Z", "America/New_York"), "{yyyy}-{MM}-{dd}", "en", tokyo),
  ).toBe("2022-05-06");
});

test("the computer's zone, language and calendar do not matter", () => {
  const script = `
    import { formatMoment, parseMoment, toIso, toRfc822 } from "#engine/blog/dates/moment.ts";
    const Format = Intl.DateTimeFormat;
    Intl.DateTimeFormat = class extends Format {
      constructor(language, options) {
        super(language, options);
        if (!language.startsWith("en-u-ca-gregory")) throw new Error("asked the system for words: " + language);
      }
    };
    const zones = ["Asia/Tokyo", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe", "Pacific/Auckland"];
    const texts = ["2022-05-06", "2022-03-13 02:30", "2022-11-06 01:30", "2024-10-06 02:10", "2022-05-06T00:00:00Z",
      "1955-08-15 12:00", "2060-01-01", "2022-05-06 00:00 +0530"];
    const pattern = "{yyyy}{MM}{dd} {H}:{mm} {E} {EEEE} {MMMM} {MMM} {a} {era} {H25}";
    const all = zones.flatMap((zone) => texts.map((text) => {
      const moment = parseMoment(text, zone);
      const words = ["ja", "en"].map((language) => formatMoment(moment, pattern, language, zone));
      return [toIso(moment), toRfc822(moment), ...words];
    }));
    console.log(JSON.stringify(all));`;
  const systems = [
    { TZ: "UTC", LANG: "C" },
    { TZ: "Asia/Tokyo", LANG: "ja_JP.UTF-8" },
    { TZ: "America/New_York", LANG: "en_US.UTF-8" },
    { TZ: "Pacific/Apia", LANG: "ar_EG.UTF-8" },
    { TZ: "Australia/Lord_Howe", LANG: "th_TH.UTF-8" },
  ];
  const outputs = systems.map((system) =>
    execFileSync(process.execPath, ["--input-type=module", "-e", script], {
      env: { ...process.env, ...system, LC_ALL: system.LANG },
      cwd: import.meta.dirname,
      encoding: "utf8",
    }),
  );
  expect(outputs[0]).toContain("令和4年");
  expect(new Set(outputs).size).toBe(1);
});

test.each([
  ["2022-05-06", tokyo, "2022-05-07T00:00:00+09:00"],
  ["2022年5月6日", tokyo, "2022-05-07T00:00:00+09:00"],
  ["2022-05-06 0:00", tokyo, "2022-05-06T00:00:00+09:00"],
  ["2022-05-06 18:30 +0200", tokyo, "2022-05-06T18:30:00+02:00"],
  ["2022-05-06 +0200", tokyo, "2022-05-07T00:00:00+02:00"],
  // Days of 23 and 25 hours
  ["2024-03-10", "America/New_York", "2024-03-11T00:00:00-04:00"],
  ["2024-11-03", "America/New_York", "2024-11-04T00:00:00-05:00"],
  ["soon", tokyo, null],
])("%s ends in %s at %s", (text, zone, end) => {
  expect(parseEnd(text, zone)).toBe(end && Date.parse(end));
});
