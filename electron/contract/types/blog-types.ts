import { z } from "zod";
import { problemSchema } from "../errors.ts";
import { postStateSchema } from "./post-states.ts";
import { relationKinds } from "./relation-kinds.ts";

/** Path of a file inside the blog folder, with `/`, NFC: `posts/hitokoto/20220506-0000.md`. */
export const blogPathSchema = z.string().min(1);

const postStatusSchema = z.enum(["draft", "ready"]);

export const postSummarySchema = z.object({
  path: blogPathSchema,
  kind: z.enum(["post", "page"]),
  section: z.string(),
  title: z.string(),
  /** Beginning of the text, for posts without a title and for the list. */
  excerpt: z.string(),
  /** Milliseconds since the epoch, or null when the front matter has no date. */
  date: z.number().nullable(),
  /** The date in the blog's format and time zone. */
  dateText: z.string(),
  updated: z.number().nullable(),
  state: postStateSchema,
  /** A draft or scheduled post that is on the site until the next publish. */
  stillOnline: z.boolean().optional(),
  tags: z.array(z.string()),
  /** Blog path of the cover or first image. */
  thumbnail: z.string().nullable(),
  /**
   * Address on the site, without a leading slash, not percent-encoded: resolves links on the preview page to
   * posts.
   */
  address: z.string().optional(),
  problems: z.number().int(),
});
export type PostSummary = z.infer<typeof postSummarySchema>;

/** Front matter that the properties form edits; keys absent here are absent in the file. */
export const postPropertiesSchema = z.object({
  title: z.string().optional(),
  /** As in the file or as typed: `2022-05-06 00:00:00`, `2022-05-06T00:00:00+09:00`. */
  date: z.string().optional(),
  updated: z.string().optional(),
  status: postStatusSchema.optional(),
  permalink: z.string().optional(),
  /** Earlier addresses; a page at each of them redirects to the current one. */
  aliases: z.array(z.string()).optional(),
  section: z.string().optional(),
  tags: z.array(z.string()).optional(),
  category: z.string().optional(),
  summary: z.string().optional(),
  cover: z.string().optional(),
  /** Name of the series that the post belongs to. */
  series: z.string().optional(),
  /** First on the front page and in its section's list. */
  pinned: z.literal(true).optional(),
  /** Has a page, but is not in any list, feed, sitemap or search. */
  unlisted: z.literal(true).optional(),
  /** Asks search engines not to index it. */
  noindex: z.literal(true).optional(),
});
export type PostProperties = z.infer<typeof postPropertiesSchema>;

/** Changes to single properties; null removes the key. */
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
    /** A part keeps its number from the file. */
    series: z.string().nullable(),
    pinned: z.literal(true).nullable(),
    unlisted: z.literal(true).nullable(),
    noindex: z.literal(true).nullable(),
  })
  .partial();
export type PropertyChanges = z.infer<typeof propertyChangesSchema>;

/** A new entry of a list in the front matter: a line of the revision log, or a relation to another post. */
export const frontMatterItemSchema = z.discriminatedUnion("list", [
  z.object({ list: z.literal("revisions"), date: z.string().min(1), note: z.string() }),
  z.object({
    list: z.literal("relations"),
    kind: z.enum(relationKinds),
    to: blogPathSchema,
  }),
]);
export type FrontMatterItem = z.infer<typeof frontMatterItemSchema>;

/** A notice of the blog; permanent without `at`, hidden after `until`. */
export const noticeSchema = z.object({
  text: z.string(),
  at: z.string().optional(),
  until: z.string().optional(),
});
export type Notice = z.infer<typeof noticeSchema>;

/** A notice after editing; `from`: its index before, null for a new one. */
export const editedNoticeSchema = noticeSchema.extend({ from: z.number().int().min(0).nullable() });
export type EditedNotice = z.infer<typeof editedNoticeSchema>;

/** A post as in the editor: the raw front matter (with fences, "" if there is none) and the body. */
export const postDocumentSchema = z.object({
  path: blogPathSchema,
  kind: z.enum(["post", "page"]),
  frontMatter: z.string(),
  body: z.string(),
  properties: postPropertiesSchema,
  /** Why the front matter could not be parsed, if so; the text is complete all the same. */
  problem: problemSchema.nullable(),
  /** SHA-256 of the file's bytes, which a save compares. */
  hash: z.string(),
  state: postStateSchema,
  /** As in `PostSummary`. */
  stillOnline: z.boolean().optional(),
  /** Address on the site, and whether the first publication has frozen it. */
  address: z.string(),
  frozen: z.boolean(),
});
export type PostDocument = z.infer<typeof postDocumentSchema>;

export const blogSummarySchema = z.object({
  folder: z.string(),
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
      kind: z.enum(["practice", "sftp", "folder", "rclone"]),
      /** "" for the practice site while it is not running. */
      url: z.string(),
      /** Whether the site can be opened. */
      isViewable: z.boolean(),
    }),
  ),
  defaultTarget: z.string(),
  problems: z.array(problemSchema),
});
export type BlogSummary = z.infer<typeof blogSummarySchema>;

/** One top-level block of the article; `key` is a hash of its HTML without line marks. */
export const previewBlockSchema = z.object({
  key: z.string(),
  /** With `data-line` marks (0-based lines of the body). */
  html: z.string(),
  startLine: z.number().int(),
  endLine: z.number().int(),
});
export type PreviewBlock = z.infer<typeof previewBlockSchema>;

export const journalEntrySchema = z.object({
  /** The post's path, or `new:<uuid>` for one without a file; then `#` and an id of the page load. */
  id: z.string(),
  path: blogPathSchema.nullable(),
  frontMatter: z.string(),
  body: z.string(),
  at: z.number(),
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;

/** Unsaved text found after a crash, and the current content of its file; null when there is none. */
export const foundWordsSchema = journalEntrySchema.extend({
  current: z.object({ frontMatter: z.string(), body: z.string() }).nullable(),
});
export type FoundWords = z.infer<typeof foundWordsSchema>;
