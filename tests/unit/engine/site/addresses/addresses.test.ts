import { expect, test } from "vitest";
import { collisionKey } from "#contract/text/collision-key.ts";
import { addressOf, completeAddress, isValidAddress } from "#engine/site/addresses/addresses.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";

const settings = makeSettings();

function address(path: string, changes: Parameters<typeof makePost>[1] = {}): unknown {
  return addressOf(makePost(path, changes), settings, new Map());
}

test("the default address is the date as written, in its own offset", () => {
  const written = { time: Date.parse("2022-05-05T15:00:00Z"), offsetMinutes: 540, hasTime: true };
  expect(address("posts/hitokoto/a.md", { date: written })).toEqual({
    kind: "address",
    address: "20220506-0000.html",
  });
  const inUtc = { ...written, offsetMinutes: 0 };
  expect(address("posts/hitokoto/a.md", { date: inUtc })).toEqual({
    kind: "address",
    address: "20220505-1500.html",
  });
});

test("a section's pattern and folder determine the address; the slug is the file's name without its date", () => {
  const changes = { section: "futakoto", date: inJapan("2023-01-02T03:04:05") };
  expect(address("posts/futakoto/2023-01-02-長い話.md", changes)).toEqual({
    kind: "address",
    address: "talk/h202301-長い話.html",
  });
});

test.each([
  ["{yyyy}/{yy}{MM}{dd}{HH}{mm}{ss}-{slug}-{section}.html", "address", "2023/230102030405-s-hitokoto.html"],
  ["h{yyyy}{MM}{letter}.html", "address", "h202301c.html"],
  ["{yyyy}/{M}-{d}-{H}.html", "address", "2023/1-2-3.html"],
  ["{yyyy}-{x}.html", "invalid", "2023-{x}.html"],
])("pattern %s: every placeholder is filled in, and an unknown one is refused", (pattern, kind, written) => {
  const all = makeSettings({ sections: { hitokoto: { title: "t", address: pattern } } });
  const post = makePost("posts/hitokoto/s.md", { date: inJapan("2023-01-02T03:04:05") });
  expect(addressOf(post, all, new Map([[post.path, "c"]]))).toMatchObject({ kind, address: written });
});

test("{filename} is the file's name without its date, even for a post with a slug", () => {
  const all = makeSettings({ sections: { hitokoto: { title: "t", address: "{filename}/{slug}.html" } } });
  const post = makePost("posts/hitokoto/2023-01-02-rain.md", { slug: "wet" });
  expect(addressOf(post, all, new Map())).toMatchObject({ address: "rain/wet.html" });
});

test("an unknown letter is not omitted, because two posts would get the same address", () => {
  const all = makeSettings({ sections: { hitokoto: { title: "t", address: "{yyyy}{letter}.html" } } });
  expect(addressOf(makePost("posts/hitokoto/s.md"), all, new Map())).toEqual({
    kind: "invalid",
    address: "2022{letter}.html",
    fault: "address.invalid",
  });
});

test("a permalink is frozen: changes of date, title and section do not affect it", () => {
  const properties = { permalink: "/old/2010.html" };
  expect(address("posts/hitokoto/a.md", { properties, date: null, section: "futakoto" })).toEqual({
    kind: "address",
    address: "old/2010.html",
  });
});

test("a post without a date has no address, a page needs none", () => {
  expect(address("posts/hitokoto/a.md", { date: null })).toEqual({ kind: "undated" });
  expect(address("pages/about.md", { kind: "page", section: "", date: null })).toEqual({
    kind: "address",
    address: "about.html",
  });
});

test("a decomposed name is composed", () => {
  const decomposed = "が".normalize("NFD");
  expect(completeAddress(`${decomposed}.html`)).toBe("が.html");
});

test.each([
  ["/a/", "a/index.html"],
  ["", "index.html"],
  ["a/b", "a/b/index.html"],
  ["a.html", "a.html"],
])("%j is the file %s", (written, file) => {
  expect(completeAddress(written)).toBe(file);
});

test.each([
  "../a.html",
  "a/../b.html",
  "a//b.html",
  "./a.html",
  ".htaccess",
  "a\\b.html",
  "c:a.html",
  "a?.html",
  "nul.html",
  "COM1",
  "a./b.html",
  "a /b.html",
  "a\u0000.html",
  "\ud800.html",
  `${"あ".repeat(70)}.html`,
])("%j is not an address", (path) => {
  expect(isValidAddress(path)).toBe(false);
  expect(address("posts/hitokoto/a.md", { properties: { permalink: path } })).toMatchObject({
    kind: "invalid",
  });
});

test.each(["20220506-0000.html", "タグ/が.html", "a b.html", "nullable.html", "100%.html"])(
  "%j is an address",
  (path) => {
    expect(isValidAddress(path)).toBe(true);
  },
);

test("names that differ only in case or normalisation denote one file", () => {
  expect(collisionKey("Case.html")).toBe(collisionKey("case.HTML"));
  expect(collisionKey("が.html")).toBe(collisionKey("が.html".normalize("NFD")));
  expect(collisionKey("straße")).toBe(collisionKey("STRASSE"));
  expect(collisionKey("a.html")).not.toBe(collisionKey("b.html"));
});

test.each([
  ["guest.php", "address.serverFile"],
  ["Guest.PhP5", "address.serverFile"],
  ["a.php.html", "address.serverFile"],
  ["a.phtml/index.html", "address.serverFile"],
  ["cgi-bin/a.cgi", "address.serverFile"],
  ["a.shtml", "address.serverFile"],
  ["a.aspx", "address.serverFile"],
  ["a.php.", "address.serverFile"],
  ["a.php ", "address.serverFile"],
  ["a.ph%70", "address.serverFile"],
  ["a%2ephp", "address.serverFile"],
  ["a%252ephp", "address.serverFile"],
  ["a.php/", "address.serverFile"],
  ["web.config", "address.serverFile"],
  [".user.ini", "address.invalid"],
  [".htaccess", "address.invalid"],
  [".well-known/a.html", "address.invalid"],
  [`${"a".repeat(196)}.html`, "address.tooLong"],
  [`${"雨".repeat(67)}/a.html`, "address.tooLong"],
  ["a.txt", "address.noPage"],
  ["feed.xml", "address.noPage"],
  ["a.js", "address.noPage"],
  ["visitors/a.html", "address.reserved"],
  ["Visitors/", "address.reserved"],
])("no page can have the address %j: %s", (permalink, fault) => {
  expect(address("posts/hitokoto/a.md", { properties: { permalink } })).toMatchObject({
    kind: "invalid",
    fault,
  });
});

test.each([
  `${"a".repeat(195)}.html`,
  "a.html",
  "A.HTM",
  "php/",
  "a-php.html",
  "cgi.html",
  "v1.2/",
  "visitors.html",
  "a.plan.html",
])("%j can be the address of a page", (permalink) => {
  expect(address("posts/hitokoto/a.md", { properties: { permalink } })).toMatchObject({ kind: "address" });
});
