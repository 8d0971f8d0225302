import { bodyOf } from "#engine/blog/posts/post-body.ts";
import { createHash } from "node:crypto";
import { imageNamesIn } from "#engine/blog/media/image-names.ts";
import { type BlogSettings, blogSettingsSchema } from "#contract/settings/blog-settings.ts";
import { bodyHashOf, firstWordsOf } from "#engine/blog/posts/parse-post.ts";
import { factsOf, type Moment, type Post } from "#engine/blog/posts/post.ts";
import { shortHash } from "#engine/base/hash.ts";

/** Returns a time in Japan: `2022-05-06T00:00:00`. */
export function inJapan(text: string): Moment {
  return { time: Date.parse(`${text}+09:00`), offsetMinutes: 540, hasTime: true };
}

/** Returns a ready post in the section `hitokoto`; its hash depends on its content. */
export function makePost(path: string, changes: Partial<Post> = {}): Post {
  const post: Post = {
    path,
    kind: "post",
    section: "hitokoto",
    hash: "",
    properties: {},
    title: path,
    date: inJapan("2022-05-06T00:00:00"),
    updated: null,
    status: "ready",
    tags: [],
    guid: null,
    source: null,
    aliases: [],
    language: null,
    relations: [],
    revisions: [],
    firstWords: "",
    body: "",
    bodyHash: "",
    imageNames: [],
    bodyLine: 4,
    factsKey: "",
    problems: [],
    ...changes,
  };
  const body = bodyOf(post);
  const bodyHash = bodyHashOf(body, post.language);
  const firstWords = post.title.trim() === "" ? firstWordsOf(body) : "";
  return {
    ...post,
    bodyHash,
    imageNames: imageNamesIn(`${post.properties.cover ?? ""}\n${body}`),
    firstWords,
    factsKey: shortHash(JSON.stringify(factsOf({ ...post, firstWords }))),
    hash: createHash("sha256").update(JSON.stringify(post)).digest("hex"),
  };
}

/** Returns settings of a Japanese blog with two sections. */
export function makeSettings(changes: Record<string, unknown> = {}): BlogSettings {
  return blogSettingsSchema.parse({
    title: "日々の記",
    brand: "試験堂",
    theme: "plain",
    url: "https://example.com/diary/",
    sections: {
      hitokoto: { title: "ひとこと" },
      futakoto: { title: "ふたこと", path: "talk", address: "h{yyyy}{MM}-{slug}.html" },
    },
    ...changes,
  });
}

/** Returns posts by path, as the blog stores them. */
export function postMap(posts: readonly Post[]): Map<string, Post> {
  return new Map(posts.map((post) => [post.path, post]));
}
