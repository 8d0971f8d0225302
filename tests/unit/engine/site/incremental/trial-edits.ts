import fc from "fast-check";
import { bodies, dates, stems, titles, words } from "./trial-words.ts";

type Values = Readonly<Record<string, unknown>>;

/** An edit of a blog. `at`, modulo the number of posts, is the index of a post in the order of paths. */
export type Edit =
  | { readonly kind: "add"; readonly path: string; readonly front: Values; readonly body: string }
  | { readonly kind: "front"; readonly at: number; readonly front: Values }
  /** Changes the front matter of a section's newest post, to which all other posts of the section link. */
  | { readonly kind: "newest"; readonly section: string; readonly front: Values }
  | { readonly kind: "body"; readonly at: number; readonly body: string }
  | { readonly kind: "rename"; readonly at: number; readonly path: string }
  | { readonly kind: "delete"; readonly at: number }
  | { readonly kind: "settings"; readonly changes: Values }
  /** Sets the current time to this many days after the trial's beginning. */
  | { readonly kind: "time"; readonly day: number }
  /**
   * Replaces a file of the theme, given by its index, by another variant of the blog's own.
   * The variant 0 removes the blog's own file.
   */
  | { readonly kind: "theme"; readonly file: number; readonly variant: number }
  /** Replaces an image by one of this width in pixels; 0: removes it. */
  | { readonly kind: "media"; readonly image: number; readonly width: number }
  | { readonly kind: "restart" };

const paths = fc
  .tuple(
    fc.constantFrom("posts/hitokoto", "posts/hitokoto", "posts/futakoto", "posts/elsewhere", "pages"),
    stems,
  )
  .map(([folder, stem]) => `${folder}/${stem}.md`);

const relation = fc.record({
  kind: fc.constantFrom("follow-up", "reply", "long-version", "see-also", "translation"),
  to: fc.nat(50).map((post) => `#${post}`),
});

/** Undefined removes the key. */
const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 3 });

/** Properties of a post, by key. */
const properties = {
  title: titles,
  date: optional(dates),
  updated: optional(dates),
  status: fc.constantFrom("ready", "draft", undefined),
  tags: fc.array(words, { maxLength: 3 }),
  category: optional(words),
  section: optional(fc.constantFrom("hitokoto", "futakoto", "nowhere")),
  permalink: optional(
    fc.constantFrom(
      "x.html",
      "talk/y.html",
      "about/",
      "X.html",
      "index.html",
      "絵.html",
      "2024b.html",
      "talk/h202405a.html",
    ),
  ),
  aliases: optional(
    fc.array(fc.constantFrom("/old.html", "old/2.html", "Old.html", "/x.html", "tags/", "/?p=1"), {
      maxLength: 2,
    }),
  ),
  relations: optional(fc.array(relation, { maxLength: 2 })),
  guid: optional(fc.constantFrom("tag:example.com,2024:1", "urn:x")),
  source: optional(fc.constantFrom("旧ブログ", { name: "旧", url: "https://example.org/" })),
  revisions: optional(fc.constant([{ date: "2024-05-20", note: "直した" }])),
  summary: optional(fc.constantFrom("まとめ", "A short one")),
  cover: optional(fc.nat(4).map((image) => `/@${image}`)),
  language: optional(fc.constantFrom("en", "ja")),
  slug: optional(stems),
  // Other generators accept a number here. In this program, a number has no effect
  pinned: optional(fc.constantFrom(true, false, 3)),
  unlisted: optional(fc.constantFrom(true, false, "yes")),
  noindex: optional(fc.boolean()),
  series: optional(fc.oneof(words, fc.record({ name: words, number: fc.integer({ min: 1, max: 5 }) }))),
};

const someProperties = fc.record(properties, { requiredKeys: [] });
const oneProperty = fc.oneof(
  ...Object.entries(properties).map(([key, value]) => value.map((given): Values => ({ [key]: given }))),
);

const section = { hitokoto: { title: "ひとこと" } };
/** A section in which the address of a post depends on the other posts of its month. */
export const lettered = { title: "ふたこと", path: "talk", address: "h{yyyy}{MM}{letter}.html" };
const texts = fc.constantFrom("一行です。", "**太字**", "[記事](/#1)", "![絵](/@1)");

/** Settings in `blog.yaml`, by key. */
const settings = {
  title: fc.constantFrom("日々の記", "Diary"),
  brand: fc.constantFrom("", "試験堂"),
  description: fc.constantFrom("", "説明 & <more>"),
  author: fc.constantFrom<Values>(
    { name: "筆" },
    { name: "Pen", url: "https://example.com/me", email: "pen@example.com" },
    { name: "筆", profiles: ["https://social.example/@fude"] },
  ),
  titles: optional(
    fc.constantFrom({ post: "{title} | {section}" }, { list: "{blog}: {title}", page: "{title}" }),
  ),
  redirects: fc.record({ htaccess: fc.boolean() }),
  parts: fc.record({ include: fc.constantFrom("none", "ssi", "php", "script") }),
  language: fc.constantFrom("ja", "en"),
  timeZone: fc.constantFrom("Asia/Tokyo", "UTC", "America/New_York"),
  url: fc.constantFrom("https://example.com/", "https://example.com/diary/", "http://example.org/日記/"),
  theme: fc.constantFrom("hitokoto", "fude", "plain"),
  dateFormat: optional(fc.constantFrom("{yyyy}-{MM}-{dd}", "{yyyy}年{M}月{d}日 {HH}:{mm}")),
  header: texts,
  footer: fc.array(texts, { maxLength: 2 }),
  notices: fc.array(
    fc.record({ text: texts, at: fc.constant("2024-05-30 10:00"), until: dates }, { requiredKeys: ["text"] }),
    { maxLength: 2 },
  ),
  links: fc.array(fc.constant({ label: "外", url: "https://example.org/" }), { maxLength: 1 }),
  share: fc.subarray([{ service: "x" }, { service: "hatena", label: "はてな" }]),
  counter: optional(fc.record({ total: fc.nat(9999), today: fc.nat(99) })),
  copyright: optional(fc.constantFrom({ holder: "試験堂", from: 2010 })),
  sections: fc.constantFrom<Values>(
    section,
    { ...section, futakoto: { title: "ふたこと", path: "talk", address: "h{yyyy}{MM}-{slug}.html" } },
    { hitokoto: { title: "ひとこと", address: "{yyyy}{letter}.html" }, futakoto: lettered },
    { futakoto: { title: "二言", path: "", dateFormat: "{M}/{d}" }, ...section },
    { hitokoto: { title: "一言", path: "one", address: "{yyyy}/{MM}/{slug}/", titles: { post: "{title}" } } },
  ),
  front: fc.record({ posts: fc.integer({ min: 1, max: 6 }), recentUpdates: fc.nat(6) }),
  feeds: fc.record(
    {
      items: fc.integer({ min: 1, max: 8 }),
      content: fc.constantFrom("full", "summary"),
      hub: fc.constant("https://hub.example/"),
    },
    { requiredKeys: ["items", "content"] },
  ),
  images: fc.constantFrom(
    { variants: true, widths: [60, 120], quality: 80 },
    { variants: true, widths: [100], quality: 60 },
    { variants: false },
  ),
  markdown: fc.record({
    breaks: fc.boolean(),
    plainRuby: fc.boolean(),
    bareLinks: fc.boolean(),
    emphasisDots: fc.boolean(),
    ruby: fc.boolean(),
  }),
};

const oneSetting = fc.oneof(
  ...Object.entries(settings).map(([key, value]) => value.map((given): Values => ({ [key]: given }))),
);
const at = fc.nat(60);

const add = fc.tuple(paths, titles, dates, someProperties, bodies).map(
  ([path, title, date, front, body]): Edit => ({
    kind: "add",
    path,
    front: { title, date, ...front },
    body,
  }),
);

/** A new post, usually a plain one, so that blogs have long lists, too. */
const addPlain = fc
  .tuple(paths, titles, dates, fc.array(words, { maxLength: 2 }), bodies)
  .map(
    ([path, title, date, tags, body]): Edit => ({ kind: "add", path, front: { title, date, tags }, body }),
  );

/** The initial posts of a blog. */
export const beginnings = fc.array(fc.oneof({ weight: 3, arbitrary: addPlain }, add), {
  minLength: 10,
  maxLength: 40,
  size: "max",
});

/** A property that other pages show in their links to the post. */
const linkedProperty = fc.oneof(
  titles.map((title): Values => ({ title })),
  dates.map((date): Values => ({ date })),
  properties.permalink.map((permalink): Values => ({ permalink })),
);

/** The theme and the theme-related settings of a blog at its beginning. */
export interface Look {
  readonly theme: string;
  readonly recentUpdates: number;
  readonly include: string;
}

/**
 * In some looks, pages have no recent updates in common, or include them as separate files.
 * A change of the newest posts then affects other pages only through their links.
 */
export const looks: fc.Arbitrary<Look> = fc.record({
  theme: fc.constantFrom("hitokoto", "fude", "plain"),
  recentUpdates: fc.constantFrom(0, 5),
  include: fc.constantFrom("none", "none", "none", "ssi", "php", "script"),
});

/** All kinds of edits, weighted by how often they occur. */
const edits: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("body" as const), at, body: bodies }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("front" as const), at, front: oneProperty }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("newest" as const),
      section: fc.constantFrom("hitokoto", "hitokoto", "futakoto"),
      front: linkedProperty,
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("settings" as const), changes: oneSetting }) },
  { weight: 2, arbitrary: add },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("rename" as const), at, path: paths }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("delete" as const), at }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("time" as const), day: fc.integer({ min: -60, max: 400 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("theme" as const), file: fc.nat(40), variant: fc.nat(3) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("media" as const), image: fc.nat(4), width: fc.nat(3) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("restart" as const) }) },
);

/**
 * An edit and the action after it: the next edit, a build, or a build that is compared with one from nothing.
 */
export interface Step {
  readonly edit: Edit;
  readonly next: "go on" | "build" | "compare";
}

/**
 * Edits that are usually followed by at least a build.
 * A page that became outdated in one step may be rendered again in a later step.
 */
export const steps: fc.Arbitrary<Step> = fc.record({
  edit: edits,
  next: fc.oneof(
    { weight: 1, arbitrary: fc.constant("go on" as const) },
    { weight: 3, arbitrary: fc.constant("build" as const) },
    { weight: 4, arbitrary: fc.constant("compare" as const) },
  ),
});
