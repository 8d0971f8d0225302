import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { Post } from "#engine/blog/posts/post.ts";
import type { IncludeMode } from "#engine/site/model/site.ts";
import { seededNumbers } from "#tests/support/seeded-numbers.ts";
import { inJapan, makePost, makeSettings } from "./make-post.ts";
import { SiteFixture } from "./site-fixture.ts";

const count = 300;
const tags = ["茶", "散歩", "本", "雨", "台所", "机", "道具", "庭", "音楽", "町"];
const words = ["春の雨", "古い本棚", "朝の散歩", "台所の窓", "机の上", "冬の庭", "町の音", "茶の時間"];

/** Maximum number of files that a change of each kind may write, however many posts the blog has. */
const goals = {
  "a new post with two known tags": 30,
  "a post that comes due": 30,
  "the first post of a year": 30,
  "a text edit of an old post": 10,
  "a title edit of an old post": 15,
  "a tag added to an old post": 20,
  "an old post deleted": 25,
  "a new notice": 5,
  "another footer": 5,
  "another link in the menu": 5,
  "another author": 5,
  "another author with words about the author": 6,
  "other share links": 5,
  "the first share links": 5,
  "the first own colour": 2,
  "another own colour": 1,
  "the theme's colours again": 2,
  "the first rule in the own style sheet": 2,
  "another rule in the own style sheet": 1,
  "no rule in the own style sheet": 2,
} as const;
type Kind = keyof typeof goals;

/** Maximum number of files that a change may generate without changing their bytes. */
const mostUnchanged = 11;

let fixture: SiteFixture;
afterEach(() => fixture.remove());

function bodyOf(number: number): string {
  const say = (step: number): string =>
    `${words[(number * step) % words.length]}を見て、${words[(number + step) % words.length]}のことを${number}回思い出した。`;
  return `${say(1).repeat(4)}\n\n${say(3)}\n\n## 見出し\n\n- ${say(5)}\n- ${say(7)}\n`;
}

/** One post every third day, up to the 30th of May 2024. */
function dayOf(number: number): string {
  const time = Date.UTC(2024, 4, 30) - (count - number) * 3 * 86_400_000;
  return new Date(time).toISOString().slice(0, 10);
}

function postOf(number: number, changes: Partial<Post> = {}): Post {
  return makePost(`posts/notes/${number}.md`, {
    section: "notes",
    title: `${words[number % words.length]} ${number}`,
    date: inJapan(`${dayOf(number)}T09:00:00`),
    tags: [tags[number % tags.length] ?? "", tags[(number * 3 + 1) % tags.length] ?? ""],
    body: bodyOf(number),
    ...changes,
  });
}

function startWith(theme: string, include: IncludeMode): Post[] {
  fixture = new SiteFixture();
  fixture.setBuiltInThemes();
  fixture.settings = makeSettings({
    theme,
    parts: { include },
    sections: { notes: { title: "記録" } },
    author: { name: "机", url: "https://example.net/me" },
    footer: ["下の言葉"],
    notices: [{ text: "はじめの知らせ" }],
    links: [{ label: "よそ", url: "https://example.org/" }],
  });
  return [
    makePost("pages/about.md", { kind: "page", section: "", title: "案内", date: null }),
    ...Array.from({ length: count }, (_, index) => postOf(index + 1)),
  ];
}

interface Outcome {
  /** Paths of the files whose bytes changed. */
  readonly paths: readonly string[];
  /** Number of files that were generated, including those with unchanged bytes. */
  readonly made: number;
}

type Change = (kind: Kind, make: () => void) => Promise<void>;

/** Returns a function that makes a change and builds again, and a map to which it adds the outcome. */
function changesOf(posts: () => readonly Post[]): [Change, Map<Kind, Outcome>] {
  const outcomes = new Map<Kind, Outcome>();
  const change: Change = async (kind, make) => {
    const before = fixture.contents();
    make();
    const { made } = await fixture.build(posts());
    const after = fixture.contents();
    const paths = [...after.keys()].filter((path) => before.get(path) !== after.get(path));
    outcomes.set(kind, { paths, made });
  };
  return [change, outcomes];
}

/** Builds again after each kind of change. */
async function outcomesIn(theme: string, include: IncludeMode): Promise<Map<Kind, Outcome>> {
  let posts = startWith(theme, include);
  const [change, outcomes] = changesOf(() => posts);
  const edit = (number: number, changes: Partial<Post>): void => {
    posts = posts.map((post) => (post.path === `posts/notes/${number}.md` ? postOf(number, changes) : post));
  };
  await fixture.build(posts);
  await change("a new post with two known tags", () => {
    posts = [...posts, postOf(301, { date: inJapan("2024-05-31T09:00:00"), tags: ["茶", "雨"] })];
  });
  posts = [...posts, postOf(302, { date: inJapan("2024-06-02T00:00:00"), tags: ["茶", "雨"] })];
  await fixture.build(posts);
  await change("a post that comes due", () => {
    fixture.now = inJapan("2024-06-02T00:00:01").time;
  });
  await change("a text edit of an old post", () => edit(100, { body: `${bodyOf(100)}\n茶碗蒸し。\n` }));
  await change("a title edit of an old post", () => edit(120, { title: "湯豆腐" }));
  await change("a tag added to an old post", () => edit(140, { tags: [...postOf(140).tags, "音楽"] }));
  await change("an old post deleted", () => {
    posts = posts.filter(({ path }) => path !== "posts/notes/60.md");
  });
  fixture.now = inJapan("2025-01-01T09:00:01").time;
  await fixture.build(posts);
  await change("the first post of a year", () => {
    posts = [...posts, postOf(303, { date: inJapan("2025-01-01T09:00:00"), tags: ["茶", "雨"] })];
  });
  const settle = (settings: Partial<typeof fixture.settings>) => () => {
    fixture.settings = { ...fixture.settings, ...settings };
  };
  await change("a new notice", settle({ notices: [{ text: "新しい知らせ" }] }));
  await change("another footer", settle({ footer: ["別の言葉"] }));
  await change(
    "another link in the menu",
    settle({ links: [{ label: "ほか", url: "https://example.org/2" }] }),
  );
  await change("another author", settle({ author: { name: "筆", url: "https://example.net/you" } }));
  settle({ author: { name: "筆", bio: "机に向かう人。" } })();
  await fixture.build(posts);
  await change(
    "another author with words about the author",
    settle({ author: { name: "紙", bio: "紙に向かう人。" } }),
  );
  // The page and the script for Mastodon are two of the files.
  await change("the first share links", settle({ share: [{ service: "x" }, { service: "mastodon" }] }));
  await change("other share links", settle({ share: [{ service: "hatena", label: "B!" }] }));
  await changeStyles(change);
  return outcomes;
}

async function changeStyles(change: Change): Promise<void> {
  const choose = (themeOptions: Readonly<Record<string, string>>) => () => {
    fixture.settings = { ...fixture.settings, themeOptions };
  };
  const write = (css: string) => () => fixture.put("theme/own.css", css);
  await change("the first own colour", choose({ accent: "#7a3e2b" }));
  await change("another own colour", choose({ accent: "#2b7a3e" }));
  expect(fixture.read("assets/own.css")).toContain("--option-accent: #2b7a3e");
  await change("the theme's colours again", choose({}));
  await change("the first rule in the own style sheet", write("body { color: #111; }"));
  await change("another rule in the own style sheet", write("body { color: #222; }"));
  expect(fixture.read("assets/own.css")).toBe("body { color: #222; }\n");
  await change("no rule in the own style sheet", () => rmSync(join(fixture.blogFolder, "theme/own.css")));
}

describe.each(["fude", "hitokoto", "kami", "koyomi"])("in the theme %s", (theme) => {
  test.each(["ssi", "php", "script"] as const)("mode %s: each change writes few files", async (include) => {
    const outcomes = await outcomesIn(theme, include);
    for (const [kind, { paths, made }] of outcomes) {
      expect(paths.length, `${kind}: ${paths.join(" ")}`).toBeLessThanOrEqual(goals[kind]);
      // A theme may list all years on the page of each month, so all these pages are generated once a year.
      if (kind === "the first post of a year") continue;
      expect(made, `${kind}: files generated, ${paths.length} of them written`).toBeLessThanOrEqual(
        paths.length + mostUnchanged,
      );
    }
    // Feeds of tags do not name the author, so they are not even generated.
    const author = outcomes.get("another author") ?? { made: Number.NaN, paths: [] };
    expect(author.made).toBeLessThanOrEqual(author.paths.length + 1);
    expect(outcomes.get("a new post with two known tags")?.paths).toContain("latest.html");
    expect(outcomes.get("a new notice")?.paths).toHaveLength(1);
    const edited = outcomes.get("a text edit of an old post")?.paths;
    expect(edited?.filter((path) => !path.startsWith("search/"))).toEqual(["20221008-0900.html"]);
    if (include === "script") {
      // With the script, all pages already have the link to the author's own styles.
      const ofStyles = [...outcomes].filter(([kind]) => /colour|own style sheet/.test(kind));
      expect(ofStyles).toHaveLength(6);
      for (const [kind, { paths, made }] of ofStyles)
        expect([kind, paths, made]).toEqual([kind, ["assets/own.css"], 1]);
    }
  });
});

test("in the mode none, what all pages share changes all pages, the rest is as small", async () => {
  const outcomes = await outcomesIn("fude", "none");
  for (const [kind, { paths }] of outcomes) {
    if (
      /new post|comes due|of a year|notice|footer|menu|words about the author|share links|first|theme's|^no rule/.test(
        kind,
      )
    )
      expect(paths.length, kind).toBeGreaterThan(count);
    else expect(paths.length, `${kind}: ${paths.join(" ")}`).toBeLessThanOrEqual(goals[kind]);
  }
});

/** The changes of which many are tried. */
const changesOfPosts = [
  "a new post with two known tags",
  "an old post deleted",
  "a tag added to an old post",
  "a title edit of an old post",
] as const;

// A change writes the most files where it divides the lists of a post in another way.
test("the worst of many changes anywhere in the blog writes few files", async () => {
  const random = seededNumbers(11);
  const oneOf = <Value>(values: readonly Value[]): Value =>
    values[Math.floor(random() * values.length)] as Value;
  const twoTags = (): string[] => {
    const first = oneOf(tags);
    return [first, oneOf(tags.filter((tag) => tag !== first))];
  };
  let posts = startWith("fude", "ssi").map((post) =>
    post.kind === "post" ? { ...post, tags: twoTags() } : post,
  );
  fixture.now = inJapan("2024-12-01T00:00:00").time;
  await fixture.build(posts);
  // The feeds of a tag contain its newest posts, so only changes of older posts leave them alone.
  const oldPost = (): string => oneOf(posts.slice(1, 121)).path;
  const most = new Map<Kind, number>();
  for (let round = 0; round < 60; round += 1) {
    const kind = changesOfPosts[round % changesOfPosts.length] ?? changesOfPosts[0];
    const path = oldPost();
    const edit = (change: (post: Post) => Partial<Post>): void => {
      posts = posts.map((post) => (post.path === path ? { ...post, ...change(post) } : post));
    };
    if (kind === "a new post with two known tags") {
      const day = new Date(Date.UTC(2024, 5, 1) + round * 2 * 86_400_000).toISOString().slice(0, 10);
      posts = [...posts, postOf(1000 + round, { date: inJapan(`${day}T09:00:00`), tags: twoTags() })];
    } else if (kind === "an old post deleted") posts = posts.filter((post) => post.path !== path);
    else if (kind === "a title edit of an old post") edit(() => ({ title: `湯豆腐 ${round}` }));
    else edit((post) => ({ tags: [...post.tags, oneOf(tags.filter((tag) => !post.tags.includes(tag)))] }));
    const { written } = await fixture.build(posts);
    most.set(kind, Math.max(most.get(kind) ?? 0, written));
  }
  for (const [kind, written] of most) expect(written, kind).toBeLessThanOrEqual(goals[kind]);
});

// Without turns (see `ListTurns`), one of these posts would divide the lists of two tags and the archive.
test("each of many posts that are added one by one writes few files", async () => {
  const random = seededNumbers(5);
  const oneOf = <Value>(values: readonly Value[]): Value =>
    values[Math.floor(random() * values.length)] as Value;
  const withTwoTags = (post: Post): Post => {
    if (post.kind !== "post") return post;
    const first = oneOf(tags);
    return { ...post, tags: [first, oneOf(tags.filter((tag) => tag !== first))] };
  };
  const newPost = (round: number): Post => {
    const day = new Date(Date.UTC(2024, 5, 1) + round * 3 * 86_400_000).toISOString().slice(0, 10);
    return withTwoTags(postOf(1000 + round, { date: inJapan(`${day}T09:00:00`) }));
  };
  let posts = startWith("fude", "ssi").map(withTwoTags);
  posts.push(...Array.from({ length: 100 }, (_, round) => newPost(round)));
  fixture.now = inJapan("2034-12-01T00:00:00").time;
  await fixture.build(posts);
  for (let round = 100; round < 112; round += 1) {
    posts = [...posts, newPost(round)];
    const { written } = await fixture.build(posts);
    expect(written, String(round)).toBeLessThanOrEqual(goals["a new post with two known tags"]);
  }
});

test("the post with which a site gets several site maps writes few files", async () => {
  const posts = startWith("fude", "ssi");
  const [change, outcomes] = changesOf(() => posts);
  fixture.now = inJapan("2040-01-01T00:00:00").time;
  for (let number = count + 1; number <= 545; number++) posts.push(postOf(number));
  await fixture.build(posts);
  expect(fixture.read("sitemap.xml")).toContain("<urlset");
  for (let number = 546; fixture.read("sitemap.xml").includes("<urlset"); number++) {
    await change("a new post with two known tags", () => void posts.push(postOf(number)));
  }
  const paths = outcomes.get("a new post with two known tags")?.paths ?? [];
  expect(paths).toEqual(expect.arrayContaining(["sitemap.xml", "sitemap-pages.xml", "sitemap-2021.xml"]));
  expect(paths.length, paths.join(" ")).toBeLessThanOrEqual(goals["a new post with two known tags"]);
});
