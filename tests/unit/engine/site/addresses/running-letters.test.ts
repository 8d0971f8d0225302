import { expect, test } from "vitest";
import type { Post } from "#engine/blog/posts/post.ts";
import { letterAt, lettersOf, RunningLetters } from "#engine/site/addresses/running-letters.ts";
import { createSiteModel, SiteModels } from "#engine/site/model/site-models.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";

const settings = makeSettings({
  sections: {
    hitokoto: { title: "ひとこと" },
    futakoto: { title: "ふたこと", path: "talk", address: "h{yyyy}{MM}{letter}.html" },
    daily: { title: "日々", address: "{yyyy}{MM}{dd}{letter}.html" },
  },
});
const now = Date.parse("2024-06-01T12:00:00+09:00");

function talk(name: string, date: string, changes: Partial<Post> = {}): Post {
  return makePost(`posts/futakoto/${name}.md`, { section: "futakoto", date: inJapan(date), ...changes });
}

function frozen(name: string, permalink: string, date = "2022-05-20T00:00:00"): Post {
  return talk(name, date, { properties: { permalink } });
}

function letters(...posts: Post[]): Record<string, string> {
  const found = [...lettersOf(posts, settings)];
  return Object.fromEntries(found.map(([path, letter]) => [path.replace(/^.*\/|\.md$/g, ""), letter]));
}

test.each([
  [0, "a"],
  [25, "z"],
  [26, "aa"],
  [51, "az"],
  [52, "ba"],
  [701, "zz"],
  [702, "aaa"],
])("letter %i is %s", (at, letter) => {
  expect(letterAt(at)).toBe(letter);
});

test("letters follow the dates of posts with otherwise equal addresses, whatever the file names are", () => {
  const posts = [
    talk("x", "2022-05-30T00:00:00"),
    talk("z", "2022-05-01T00:00:00"),
    talk("y", "2022-05-01T00:00:01"),
    talk("june", "2022-06-01T00:00:00"),
    makePost("posts/daily/d2.md", { section: "daily", date: inJapan("2022-05-06T10:00:00") }),
    makePost("posts/daily/d1.md", { section: "daily", date: inJapan("2022-05-06T10:00:00") }),
    makePost("posts/daily/d3.md", { section: "daily", date: inJapan("2022-05-07T10:00:00") }),
    makePost("posts/hitokoto/other.md"),
  ];
  expect(letters(...posts)).toEqual({ z: "a", y: "b", x: "c", june: "a", d1: "a", d2: "b", d3: "a" });
});

test("an earlier post of the same month gets the letter after the frozen ones, and changes none", () => {
  const posts = [frozen("one", "talk/h202205a.html"), frozen("two", "talk/h202205b.html")];
  expect(letters(...posts, talk("early", "2022-05-01T00:00:00"))).toEqual({ early: "c" });
});

test("posts of one day without a time get different addresses, without a letter in the pattern, too", () => {
  const day = { ...inJapan("2022-05-06T00:00:00"), hasTime: false };
  const next = { ...inJapan("2022-05-07T00:00:00"), hasTime: false };
  const posts = [
    makePost("posts/hitokoto/one.md", { date: day }),
    makePost("posts/hitokoto/two.md", { date: day }),
    makePost("posts/hitokoto/three.md", { date: day }),
    makePost("posts/hitokoto/alone.md", { date: next }),
    makePost("posts/hitokoto/old.md", {
      date: next,
      properties: { permalink: "20220506-0000-b.html" },
    }),
  ];
  const model = createSiteModel(posts, { settings, now, preview: null });
  expect([...model.byPath.values()].map(({ post, address }) => [post.path, address]).sort()).toEqual([
    ["posts/hitokoto/alone.md", "20220507-0000.html"],
    ["posts/hitokoto/old.md", "20220506-0000-b.html"],
    ["posts/hitokoto/one.md", "20220506-0000-c.html"],
    ["posts/hitokoto/three.md", "20220506-0000-d.html"],
    ["posts/hitokoto/two.md", "20220506-0000-e.html"],
  ]);
  expect(letters(...posts.slice(0, 4))).toEqual({ three: "b", two: "c" });
});

test("a letter is not reused when its post is deleted, moved or turned into a draft", () => {
  const early = talk("early", "2022-05-01T00:00:00");
  expect(letters(frozen("three", "talk/h202205c.html"), early)).toEqual({ early: "d" });
  const moved = talk("moved", "2022-05-02T00:00:00", {
    properties: { permalink: "talk/tea.html" },
    aliases: ["/talk/h202205b.html"],
  });
  expect(letters(moved, early)).toEqual({ early: "c" });
  expect(letters({ ...frozen("back", "talk/h202205a.html"), status: "draft" }, early)).toEqual({
    early: "b",
  });
});

test("a distant letter in use is skipped, and letters do not continue after it", () => {
  const far = frozen("far", `talk/h202205${letterAt(30)}.html`);
  const days = Array.from({ length: 32 }, (_, at) =>
    talk(`n${at}`, `2022-05-01T00:00:${String(at).padStart(2, "0")}`),
  );
  const found = letters(far, ...days);
  expect([found.n0, found.n29, found.n30, found.n31]).toEqual([
    "a",
    letterAt(29),
    letterAt(31),
    letterAt(32),
  ]);
});

test("pages, posts of other sections and names in other case keep their addresses, too", () => {
  const page = makePost("pages/talk/h202205a.md", { kind: "page", section: "", date: null });
  const other = makePost("posts/hitokoto/o.md", { properties: { permalink: "talk/H202205B.html" } });
  expect(letters(page, other, talk("new", "2022-05-01T00:00:00"))).toEqual({ new: "c" });
});

test("drafts come after all others, and get no letter without a date", () => {
  const draft = talk("draft", "2022-05-01T00:00:00", { status: "draft" });
  const undated = makePost("posts/futakoto/undated.md", { section: "futakoto", date: null });
  expect(letters(draft, undated, talk("ready", "2022-05-20T00:00:00"))).toEqual({ ready: "a", draft: "b" });
});

test("sixty posts of a month get sixty distinct addresses", () => {
  const posts = Array.from({ length: 60 }, (_, at) =>
    talk(`n${at}`, `2022-05-01T00:00:${String(at).padStart(2, "0")}`),
  );
  const model = createSiteModel(posts, { settings, now, preview: null });
  const addresses = model.posts.map(({ address }) => address);
  expect(model.problems).toEqual([]);
  expect(new Set(addresses).size).toBe(60);
  expect([addresses[0], addresses[25], addresses[26], addresses[59]]).toEqual([
    "talk/h202205a.html",
    "talk/h202205z.html",
    "talk/h202205aa.html",
    "talk/h202205bh.html",
  ]);
});

test("letters stay the same as long as only texts change", () => {
  const running = new RunningLetters();
  const [one, two] = [talk("one", "2022-05-01T00:00:00"), talk("two", "2022-05-02T00:00:00")];
  const first = running.of([one, two], settings);
  expect(running.of([one, makePost(two.path, { ...two, body: "別の文" })], settings)).toBe(first);
  const later = makePost(one.path, { ...one, date: inJapan("2022-05-03T00:00:00") });
  expect([...running.of([later, two], settings).values()]).toEqual(["a", "b"]);
  expect(running.of([later, two], settings).get(two.path)).toBe("a");
  expect(running.of([two], { ...settings }).get(one.path)).toBeUndefined();
});

test("with cached entries, posts get new addresses when their letters change", () => {
  const models = new SiteModels();
  const [one, two] = [talk("one", "2022-05-02T00:00:00"), talk("two", "2022-05-03T00:00:00")];
  const options = { settings, now, preview: null };
  const before = models.create([one, two], options);
  const early = talk("early", "2022-05-01T00:00:00");
  const after = models.create([one, two, early], options);
  const frozenTwo = makePost(two.path, { ...two, properties: { permalink: "talk/h202205b.html" } });
  const later = models.create([one, frozenTwo, early], options);
  const shown = [before, after, later].map(({ posts }) => posts.map(({ url }) => url.slice(12, -5)).join(""));
  expect(shown).toEqual(["ab", "abc", "cdb"]);
});
