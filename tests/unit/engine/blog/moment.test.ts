import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import {
  formatMoment,
  frontMatterText,
  momentAt,
  parseMoment,
  toIso,
  toRfc822,
} from "#engine/blog/moment.ts";
import type { Moment } from "#engine/blog/post.ts";

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
  ["明日", null],
  ["", null],
])("reads %j", (text, iso) => {
  const moment = parseMoment(text, tokyo);
  expect(moment && toIso(moment)).toBe(iso);
});

test("knows a date without a time", () => {
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

test.each([
  ["{yyyy}年{_M}月{_d}日({E}) {H}:{mm}:{ss}", "2022-05-06", "2022年 5月 6日(金) 0:00:00"],
  ["{yyyy}年{_M}月{_d}日({E}) {H}:{mm}:{ss}", "2022-12-16 14:05:09", "2022年12月16日(金) 14:05:09"],
  ["[{yyyy}/{M}/{d} {H}:{mm}]", "2022-07-24 19:32", "[2022/7/24 19:32]"],
  ["{yyyy}.{_M}.{_d}", "2014-03-19", "2014. 3.19"],
  ["{yy}{MM}{dd}-{HH}{mm}", "2022-05-06 04:52", "220506-0452"],
  ["{era}{M}月{d}日 {EEEE} {a}{h}時", "2022-05-06 15:00", "令和4年5月6日 金曜日 午後3時"],
  ["{era}", "2019-05-01", "令和元年"],
  ["{era}", "2019-04-30", "平成31年"],
  ["{a}{h}", "2022-05-06 0:30", "午前12"],
  ["{H}:{mm} {z} {nothing} {constructor}", "2022-05-06 9:00", "9:00 JST {nothing} {constructor}"],
  ["{d} {z}", "2022-05-06 23:00 +0200", "6 GMT+02:00"],
])("writes %j in Japanese", (pattern, text, result) => {
  expect(formatMoment(parsed(text), pattern, "ja", tokyo)).toBe(result);
});

test("writes English", () => {
  const text = formatMoment(
    parsed("2022-05-06 15:04"),
    "{EEEE} ({E}) {d} {MMMM} {yyyy}, {h}:{mm} {a}",
    "en",
    tokyo,
  );
  expect(text).toBe("Friday (Fri) 6 May 2022, 3:04 PM");
});

test("writes RFC 822 and front matter", () => {
  expect(toRfc822(parsed("2022-05-06"))).toBe("Fri, 06 May 2022 00:00:00 +0900");
  expect(toRfc822(parsed("2022-05-06 20:00 -0330"))).toBe("Fri, 06 May 2022 20:00:00 -0330");
  expect(frontMatterText(momentAt(Date.UTC(2022, 4, 5, 15), tokyo))).toBe("2022-05-06 00:00:00");
});

test("a date of its own offset stays on the day that was written", () => {
  expect(
    formatMoment(parsed("2022-05-06T00:00:00Z", "America/New_York"), "{yyyy}-{MM}-{dd}", "en", tokyo),
  ).toBe("2022-05-06");
});

test("the zone of the computer does not matter", () => {
  const script = `
    import { formatMoment, parseMoment, toIso } from "#engine/blog/moment.ts";
    const zones = ["Asia/Tokyo", "America/New_York", "Pacific/Auckland"];
    const texts = ["2022-05-06", "2022-03-13 02:30", "2022-11-06 01:30", "2022-05-06T00:00:00Z"];
    const all = zones.flatMap((zone) => texts.map((text) => {
      const moment = parseMoment(text, zone);
      return [toIso(moment), formatMoment(moment, "{yyyy}{MM}{dd} {H}:{mm} {E} {era}", "ja", zone)];
    }));
    console.log(JSON.stringify(all));`;
  const outputs = ["UTC", "Asia/Tokyo", "America/St_Johns"].map((TZ) =>
    execFileSync(process.execPath, ["--input-type=module", "-e", script], {
      env: { ...process.env, TZ },
      cwd: import.meta.dirname,
      encoding: "utf8",
    }),
  );
  expect(outputs[0]).toContain("令和4年");
  expect(new Set(outputs).size).toBe(1);
});
