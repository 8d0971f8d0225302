import { z } from "zod";
import { problemSchema } from "../errors.ts";
import { targetKindSchema } from "../settings/target.ts";
import { relationKinds } from "./relation-kinds.ts";

/** Path of a file inside the blog folder, with `/`, in NFC: `posts/hitokoto/20220506-0000.md`. */
export const blogPathSchema = z.string().min(1);

const postStatusSchema = z.enum(["draft", "ready"]);

/**
 * The publication states of posts and pages. The locales contain their names (`state.<name>`).
 * `draft`: the file has `status: draft`, cannot be read, or is a post without a date.
 * `scheduled`: the post is ready, and appears on the site at its date in the future.
 * `ready`: the post appears on the site with the next publish.
 * `changed`: the site shows an older version of the post.
 * `published`: the site shows the current version of the post.
 * A published post that becomes `draft` or `scheduled` is also `stillOnline` until the next publish.
 */
const postStates = ["draft", "scheduled", "ready", "changed", "published"] as const;

const postStateSchema = z.enum(postStates);
export type PostState = z.infer<typeof postStateSchema>;

export const postSummarySchema = z.object({
  path: blogPathSchema,
  kind: z.enum(["post", "page"]),
  section: z.string(),
  title: z.string(),
  /** Beginning of the text, for the list of posts. Replaces a missing title in the list. */
  excerpt: z.string(),
  /** Date of the post in milliseconds since the epoch, or null. */
  date: z.number().nullable(),
  /** The date as text, in the blog's format and time zone. */
  dateText: z.string(),
  updated: z.number().nullable(),
  state: postStateSchema,
  /** Whether the site still shows a post that is now a draft or scheduled. The next publish removes it. */
  stillOnline: z.boolean().optional(),
  tags: z.array(z.string()),
  category: z.string().optional(),
  /** The second and further categories of the post. */
  furtherCategories: z.array(z.string()).optional(),
  series: z.string().optional(),
  /** The schema `postPropertiesSchema` explains the properties `pinned`, `unlisted` and `noindex`. */
  pinned: z.literal(true).optional(),
  unlisted: z.literal(true).optional(),
  noindex: z.literal(true).optional(),
  /** Present if chosen people may read the unpublished post at a secret address. */
  sharedDraft: z
    .object({
      /** Address of the page on the site, without a leading slash. */
      address: z.string(),
      /** The time at which the secret address expires, in milliseconds since the epoch. */
      until: z.number(),
    })
    .optional(),
  /** The schema `postPropertiesSchema` explains the properties `order`, `parent` and `menu`. */
  order: z.number().int().optional(),
  parent: z.string().optional(),
  menu: z.literal(false).optional(),
  /** Blog path of the cover image. Default: the first image in the text. Null if there is no image. */
  thumbnail: z.string().nullable(),
  /** Address on the site, without a leading slash, not percent-encoded. */
  address: z.string().optional(),
  problems: z.number().int(),
});
export type PostSummary = z.infer<typeof postSummarySchema>;

/** The properties in front matter that the form edits. A property that the file lacks is absent. */
export const postPropertiesSchema = z.object({
  title: z.string().optional(),
  /** Date as written in the file or typed: `2022-05-06 00:00:00`, `2022-05-06T00:00:00+09:00`. */
  date: z.string().optional(),
  updated: z.string().optional(),
  status: postStatusSchema.optional(),
  permalink: z.string().optional(),
  /** Earlier addresses. Each earlier address has a page that redirects to the current address. */
  aliases: z.array(z.string()).optional(),
  section: z.string().optional(),
  tags: z.array(z.string()).optional(),
  category: z.string().optional(),
  summary: z.string().optional(),
  cover: z.string().optional(),
  /** Language tag of the text. Absent if the text is in the blog's language. */
  language: z.string().optional(),
  /** Name of the series that the post belongs to. */
  series: z.string().optional(),
  /** Whether the post is first on the front page and in its section's list. */
  pinned: z.literal(true).optional(),
  /** Whether the post has a page, but is not in any list, feed, sitemap or search. */
  unlisted: z.literal(true).optional(),
  /** Whether the page asks search engines not to index it. */
  noindex: z.literal(true).optional(),
  /** The secret part of the address at which chosen people can read the draft: 32 hexadecimal digits. */
  shareKey: z.string().optional(),
  /** Date and time at which the secret address expires. */
  shareUntil: z.string().optional(),
  /** For a page: its position among the pages in the menu. Lower numbers come first. */
  order: z.number().int().optional(),
  /** For a page: the file of its parent page. The menu shows the page below the parent page. */
  parent: z.string().optional(),
  /** For a page: false means that the theme's menu leaves the page out. */
  menu: z.literal(false).optional(),
});
export type PostProperties = z.infer<typeof postPropertiesSchema>;

/** Changes to the front matter. Null removes a property. Properties that are absent stay as they are. */
export const propertyChangesSchema = z
  .object({
    title: z.string().nullable(),
    date: z.string().nullable(),
    updated: z.string().nullable(),
    status: postStatusSchema.nullable(),
    permalink: z.string().nullable(),
    aliases: z.array(z.string()).nullable(),
    section: z.string().nullable(),
    tags: z.array(z.string()).nullable(),
    category: z.string().nullable(),
    summary: z.string().nullable(),
    cover: z.string().nullable(),
    language: z.string().nullable(),
    /** Name of the series. If the name is changed, the post keeps its number in the series. */
    series: z.string().nullable(),
    pinned: z.literal(true).nullable(),
    unlisted: z.literal(true).nullable(),
    noindex: z.literal(true).nullable(),
    shareKey: z.string().nullable(),
    shareUntil: z.string().nullable(),
    order: z.number().int().nullable(),
    parent: z.string().nullable(),
    menu: z.literal(false).nullable(),
  })
  .partial();
export type PropertyChanges = z.infer<typeof propertyChangesSchema>;

/** A new item for a list in the front matter: for the revision log, or for the relations to other posts. */
export const frontMatterItemSchema = z.discriminatedUnion("list", [
  z.object({ list: z.literal("revisions"), date: z.string().min(1), note: z.string() }),
  z.object({
    list: z.literal("relations"),
    kind: z.enum(relationKinds),
    to: blogPathSchema,
  }),
]);
export type FrontMatterItem = z.infer<typeof frontMatterItemSchema>;

/**
 * A notice of the author to the readers. `at` is the time of writing, shown after the text.
 * The notice is hidden after the time `until`. Without `until`, the notice never expires.
 */
export const noticeSchema = z.object({
  text: z.string(),
  at: z.string().optional(),
  until: z.string().optional(),
});
export type Notice = z.infer<typeof noticeSchema>;

/** An edited notice. `from` is the notice's index before the editing, or null for a new notice. */
export const editedNoticeSchema = noticeSchema.extend({ from: z.number().int().min(0).nullable() });
export type EditedNotice = z.infer<typeof editedNoticeSchema>;

/** Stands for an encoding that could not be guessed. Messages do not show this word. */
export const unknownEncoding = "unknown";

/**
 * A post in the editor. `frontMatter` includes its delimiter lines, and is "" if the post has none.
 */
export const postDocumentSchema = z.object({
  path: blogPathSchema,
  kind: z.enum(["post", "page"]),
  frontMatter: z.string(),
  body: z.string(),
  properties: postPropertiesSchema,
  /** The problem that prevented parsing the front matter, or null. */
  problem: problemSchema.nullable(),
  /** SHA-256 of the file's bytes. A save compares this hash to detect changes by other programs. */
  hash: z.string(),
  /**
   * The guessed encoding of a file that is not UTF-8. Null for UTF-8.
   * `unknownEncoding` means that the encoding could not be guessed.
   * Unless it is null, the text must not be saved before `post.convert` has converted the file to UTF-8.
   */
  encoding: z.string().nullable(),
  state: postStateSchema,
  /** Whether the site still shows a post that is now a draft or scheduled. The next publish removes it. */
  stillOnline: z.boolean().optional(),
  /** Address on the site. `frozen` means that a publish has written the address into the file. */
  address: z.string(),
  frozen: z.boolean(),
});
export type PostDocument = z.infer<typeof postDocumentSchema>;

/** A post that the engine has saved. `body` is null if the file contains exactly the body that was sent. */
export const savedPostSchema = postDocumentSchema.extend({ body: z.string().nullable() });

export const blogSummarySchema = z.object({
  folder: z.string(),
  /** Whether the blog folder was moved or deleted, or its disk is not connected. */
  isGone: z.boolean(),
  title: z.string(),
  language: z.string(),
  timeZone: z.string(),
  sections: z.array(z.object({ name: z.string(), title: z.string() })),
  tags: z.array(z.string()),
  categories: z.array(z.string()),
  series: z.array(z.string()),
  targets: z.array(
    z.object({
      name: z.string(),
      kind: targetKindSchema,
      /** URL of the site, or "" for a practice site that is not running. */
      url: z.string(),
      /** Whether the site can be opened in a browser. */
      isViewable: z.boolean(),
    }),
  ),
  /** Whether the author arranges the menu in `blog.yaml`. Otherwise the theme makes the menu. */
  hasOwnMenu: z.boolean(),
  defaultTarget: z.string(),
  problems: z.array(problemSchema),
});
export type BlogSummary = z.infer<typeof blogSummarySchema>;

/** One top-level block of the article. `key` is the hash of its HTML without `data-line` marks. */
export const previewBlockSchema = z.object({
  key: z.string(),
  /** HTML with `data-line` marks: numbers of lines of the body, starting with 0. */
  html: z.string(),
  startLine: z.number().int(),
  endLine: z.number().int(),
});
export type PreviewBlock = z.infer<typeof previewBlockSchema>;

export const journalEntrySchema = z.object({
  /**
   * The id is `<name>#<id of the page load>`. The name is a post's path, or `new:<uuid>` for a new post.
   * For unsaved changes in a dialog, the name is `draft:<sheet>`, and the body has the changes as JSON.
   */
  id: z.string(),
  path: blogPathSchema.nullable(),
  frontMatter: z.string(),
  body: z.string(),
  at: z.number(),
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;

/** Unsaved text found after a crash. `current` is the present content of the post's file, or null. */
export const foundWordsSchema = journalEntrySchema.extend({
  current: z.object({ frontMatter: z.string(), body: z.string() }).nullable(),
});
export type FoundWords = z.infer<typeof foundWordsSchema>;
