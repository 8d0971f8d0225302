import { expect, test, vi } from "vitest";
import { commandTable } from "#contract/commands.ts";
import type { PostSummary } from "#contract/types/blog-types.ts";
import en from "#resources/locales/en.json" with { type: "json" };
import ja from "#resources/locales/ja.json" with { type: "json" };
import { foldAhead, postMatcher } from "#renderer/views/posts/match-posts.ts";
import { paletteItems } from "#renderer/views/sheets/palette-items.ts";

const post: PostSummary = {
  path: "posts/hitokoto/20260506-1800.md",
  kind: "post",
  section: "hitokoto",
  title: "ＷｉｎｄｏｗｓとＣ言語の覚え書き",
  excerpt: "本文の初め",
  date: null,
  dateText: "",
  updated: null,
  state: "draft",
  tags: ["備忘録"],
  thumbnail: null,
  problems: 0,
};

test.each([
  ["windows", true],
  ["覚え書き ｃ言語", true],
  ["備忘", true],
  ["20260506", true],
  ["覚え書き 雨", false],
  ["本文の初め", false],
])("%s → %s", (query, expected) => {
  expect(postMatcher(query)(post)).toBe(expected);
});

const nothing = { commands: [], posts: [], snippets: [], headings: [], settings: [], blogs: [] };

test("the palette finds commands by name and by id, and shows the newest posts first", () => {
  const commands = [{ id: "publish", title: "公開する", shortcut: undefined, words: "反映 upload" } as const];
  const source = { ...nothing, commands, posts: [post], snippetWord: "定型文" };
  expect(paletteItems("公開", source)).toEqual({ ...nothing, commands });
  expect(paletteItems("publ", source).commands).toEqual(commands);
  expect(paletteItems("アップロード", source).commands).toEqual([]);
  expect(paletteItems("upload 反映", source).commands).toEqual(commands);
  expect(paletteItems(" ", { ...source, posts: Array(100).fill(post) }).posts).toHaveLength(6);
  expect(paletteItems("備忘", { ...source, posts: Array(100).fill(post) }).posts).toHaveLength(30);
});

test("the command with exactly the typed name is the first", () => {
  for (const [locale, query] of [
    [en, "trash"],
    [ja, "ごみ箱"],
    [ja, "リンク"],
    [en, "settings"],
  ] as const) {
    const commands = commandTable.map(({ id }) => ({
      id,
      title: locale[`command.${id}`],
      shortcut: undefined,
      words: locale[`words.${id}`],
    }));
    const [first] = paletteItems(query, { ...nothing, commands, snippetWord: "" }).commands;
    expect(first?.title.toLowerCase().replace("…", "")).toBe(query);
  }
});

test("a Japanese phrase finds a command by its words, whatever particles are between them", () => {
  const commands = [
    { id: "share-draft", title: "下書きを共有", shortcut: undefined, words: "下書き 見せる ノート" },
  ] as const;
  const isFound = (query: string): boolean =>
    paletteItems(query, { ...nothing, commands, snippetWord: "定型文" }).commands.length === 1;
  for (const query of ["下書き 見せる", "下書きを見せる", "下書きの共有", "のーとに下書き", "見せるを"])
    expect(isFound(query), query).toBe(true);
  for (const query of ["下書きを消す", "のーら"]) expect(isFound(query), query).toBe(false);
});

test("the palette finds each snippet by its name, and all of them by the word for snippets", () => {
  const snippets = [
    { name: "Ｓｉｇｎ off", text: "Yours" },
    { name: "読書", text: "『』" },
  ];
  const source = { ...nothing, snippets, snippetWord: "定型文" };
  const found = (query: string): number[] => paletteItems(query, source).snippets.map(({ index }) => index);
  expect(found("sign")).toEqual([0]);
  expect(found("読書")).toEqual([1]);
  expect(found("定型")).toEqual([0, 1]);
  expect(found("snip 読")).toEqual([1]);
  expect(found("yours")).toEqual([]);
  // Without a query, the palette shows only posts and commands.
  expect(found("")).toEqual([]);
});

test("the palette finds headings of the open post, and settings by names that other programs use", () => {
  const heading = { level: 2, text: "雨のＤｉａｒｙ", line: 12 };
  const font = { key: "font", name: "本文の書体", words: ["本文の書体", "明朝", "フォント 字体"] };
  const source = { ...nothing, snippetWord: "定型文", headings: [heading], settings: [font] };
  expect(paletteItems("diary 雨", source)).toEqual({ ...nothing, headings: [heading] });
  expect(paletteItems("ふぉんと", source)).toEqual({ ...nothing, settings: [font] });
  // Without a query, snippets are left out, because many of them would hide the commands.
  expect(paletteItems("", source)).toEqual(nothing);
  const many = { ...source, headings: Array(100).fill(heading) };
  expect(paletteItems("雨", many).headings).toHaveLength(8);
});

test("the words that other programs use find a command, after those that are called so", () => {
  const search = { id: "search-posts", title: "Find words", shortcut: undefined, words: "search" } as const;
  const named = { id: "find-post", title: "Search", shortcut: undefined, words: "find" } as const;
  const source = { ...nothing, commands: [search, named], snippetWord: "snippet" };
  expect(paletteItems("search", source).commands).toEqual([named, search]);
});

test.each([
  ["ja", "写真", "insert-image"],
  ["ja", "削除", "trash-post"],
  ["ja", "斜体", "emphasis"],
  ["ja", "引用", "comment-reply"],
  ["ja", "tag", "properties"],
  ["ja", "RSS", "preview-feed"],
  ["ja", "新しいブログ", "new-blog"],
  ["en", "photo", "insert-image"],
  ["en", "delete", "trash-post"],
  ["en", "italic", "emphasis"],
  ["en", "quote", "comment-reply"],
  ["en", "tag", "properties"],
  ["en", "rss", "preview-feed"],
  ["en", "hosting", "put-online"],
] as const)("%s: “%s” finds %s", (language, query, id) => {
  const texts = { ja, en }[language];
  const commands = commandTable.map((command) => ({
    id: command.id,
    title: texts[command.titleKey],
    shortcut: undefined,
    words: texts[`words.${command.id}`],
  }));
  const found = paletteItems(query, { ...nothing, commands, snippetWord: "" }).commands;
  expect(found.map((command) => command.id)).toContain(id);
});

test("the palette finds other blogs by their names", () => {
  const blogs = [{ folder: "/home/a/Hitofude/紙の舟", name: "紙の舟", place: "Hitofude" }];
  const source = { ...nothing, blogs, snippetWord: "定型文" };
  expect(paletteItems("舟", source).blogs).toEqual(blogs);
  expect(paletteItems("", source).blogs).toEqual(blogs);
  expect(paletteItems("Hitofude", source).blogs).toEqual([]);
});

test("texts that were folded ahead are not folded again at a key", () => {
  const posts = [{ ...post }, { ...post, title: "雨" }];
  expect([...foldAhead(posts)]).toHaveLength(2);
  expect([...foldAhead(posts)]).toHaveLength(0);
  const fold = vi.spyOn(String.prototype, "normalize");
  expect(posts.filter(postMatcher("雨"))).toEqual([posts[1]]);
  // The query is folded.
  expect(fold).toHaveBeenCalledTimes(1);
  fold.mockRestore();
});
