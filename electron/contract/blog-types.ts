import { z } from "zod";
import { messageValuesSchema, problemSchema, wireErrorSchema } from "./errors.ts";

/** Path of a file inside the blog folder, with `/`, NFC: `posts/hitokoto/20220506-0000.md`. */
export const blogPathSchema = z.string().min(1);

const postStateSchema = z.enum(["draft", "scheduled", "ready", "published", "changed"]);
/** `ready` waits for its first publication; `changed` is live, but what is on the server is older. */
export type PostState = z.infer<typeof postStateSchema>;

export const postSummarySchema = z.object({
  path: blogPathSchema,
  kind: z.enum(["post", "page"]),
  section: z.string(),
  title: z.string(),
  /** First words of the text, for posts without a title and for the list. */
  excerpt: z.string(),
  /** Milliseconds since the epoch, or null when the front matter has no date. */
  date: z.number().nullable(),
  /** The date as the blog writes it, in the blog's zone. */
  dateText: z.string(),
  updated: z.number().nullable(),
  state: postStateSchema,
  tags: z.array(z.string()),
  /** Blog path of the cover or first image. */
  thumbnail: z.string().nullable(),
  /** Address inside the site, without a leading slash, not percent-encoded: a link on the preview's page finds its post by it. */
  address: z.string().optional(),
  problems: z.number().int(),
});
export type PostSummary = z.infer<typeof postSummarySchema>;

/** The front matter that the properties form edits; absent keys are absent in the file too. */
export const postPropertiesSchema = z.object({
  title: z.string().optional(),
  /** As in the file or as typed: `2022-05-06 00:00:00`, `2022-05-06T00:00:00+09:00`. */
  date: z.string().optional(),
  updated: z.string().optional(),
  status: z.enum(["draft", "ready"]).optional(),
  permalink: z.string().optional(),
  section: z.string().optional(),
  tags: z.array(z.string()).optional(),
  category: z.string().optional(),
  summary: z.string().optional(),
  cover: z.string().optional(),
  /** Name of the series that it is a part of. */
  series: z.string().optional(),
});
export type PostProperties = z.infer<typeof postPropertiesSchema>;

/** Changes to single properties; null removes the key. */
export const propertyChangesSchema = z
  .object({
    title: z.string().nullable(),
    date: z.string().nullable(),
    updated: z.string().nullable(),
    status: z.enum(["draft", "ready"]).nullable(),
    permalink: z.string().nullable(),
    section: z.string().nullable(),
    tags: z.array(z.string()).nullable(),
    category: z.string().nullable(),
    summary: z.string().nullable(),
    cover: z.string().nullable(),
    /** A part keeps the number that the file gives it. */
    series: z.string().nullable(),
  })
  .partial();
export type PropertyChanges = z.infer<typeof propertyChangesSchema>;

/** One more entry for a list in the front matter: a line of the revision log, or a relation to another post. */
export const frontMatterItemSchema = z.discriminatedUnion("list", [
  z.object({ list: z.literal("revisions"), date: z.string().min(1), note: z.string() }),
  z.object({
    list: z.literal("relations"),
    kind: z.enum(["follow-up", "reply", "long-version", "see-also"]),
    to: blogPathSchema,
  }),
]);
export type FrontMatterItem = z.infer<typeof frontMatterItemSchema>;

/** A notice of the blog; without `at` a permanent one, and not shown any more after `until`. */
export const noticeSchema = z.object({
  text: z.string(),
  at: z.string().optional(),
  until: z.string().optional(),
});
export type Notice = z.infer<typeof noticeSchema>;

/** A notice as the author left it; `from`: its place among those that were there, null for a new one. */
export const editedNoticeSchema = noticeSchema.extend({ from: z.number().int().min(0).nullable() });
export type EditedNotice = z.infer<typeof editedNoticeSchema>;

/** A post as the editor holds it: the raw front matter (fences included, "" when there is none) and the text after it. */
export const postDocumentSchema = z.object({
  path: blogPathSchema,
  kind: z.enum(["post", "page"]),
  frontMatter: z.string(),
  body: z.string(),
  properties: postPropertiesSchema,
  /** Why the front matter could not be read, when it could not; the text is still all there. */
  problem: problemSchema.nullable(),
  /** SHA-256 of the file's bytes: what a save is compared with. */
  hash: z.string(),
  state: postStateSchema,
  /** Address inside the site, and whether the first publication has frozen it. */
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
    z.object({ name: z.string(), kind: z.enum(["practice", "sftp", "folder", "rclone"]), url: z.string() }),
  ),
  defaultTarget: z.string(),
  problems: z.array(problemSchema),
});
export type BlogSummary = z.infer<typeof blogSummarySchema>;

/** One top-level block of the article; `key` is its HTML without line marks, hashed. */
export const previewBlockSchema = z.object({
  key: z.string(),
  /** With `data-line` marks (0-based lines of the body). */
  html: z.string(),
  startLine: z.number().int(),
  endLine: z.number().int(),
});
export type PreviewBlock = z.infer<typeof previewBlockSchema>;

/** What waits to be published to a target, as far as is known without connecting. */
export const pendingChangesSchema = z.object({
  target: z.string(),
  /** Posts and pages that are new, changed or removed since the last publish; 1 when only settings, theme or media changed. */
  count: z.number().int(),
  posts: z.array(z.object({ path: blogPathSchema, change: z.enum(["new", "changed", "removed"]) })),
  /** Nothing has ever been published to this target, as far as this computer knows. */
  first: z.boolean(),
});
export type PendingChanges = z.infer<typeof pendingChangesSchema>;

const planFileSchema = z.object({
  path: z.string(),
  change: z.enum(["new", "changed", "removed", "conflict", "leftover", "kept", "foreign"]),
  size: z.number(),
  /** Of a conflict or leftover: changed on the server, never ours, found there equal, or published by another computer. */
  because: z.enum(["edited", "foreign", "adopted", "elsewhere"]).optional(),
});
/**
 * `foreign`: on the server, not ours, stays untouched. `conflict`: would be overwritten, but is not what we put there; the
 * author has to choose. `leftover`: the same of a file that is no longer part of the site; it stays unless the author says
 * otherwise. `kept`: the author chose theirs before.
 */
export const publishPlanSchema = z.object({
  target: z.string(),
  files: z.array(planFileSchema),
  unchanged: z.number().int(),
  bytes: z.number(),
  first: z.boolean(),
  /** Why a person should look before it goes on; empty when nothing is to be decided. */
  questions: z.array(z.enum(["first", "conflicts", "elsewhere", "removals", "deletes"])),
});
export type PublishPlan = z.infer<typeof publishPlanSchema>;

export const publishStageSchema = z.enum([
  "build",
  "connect",
  "lock",
  "plan",
  "upload",
  "commit",
  "delete",
  "verify",
  "done",
]);
export type PublishStage = z.infer<typeof publishStageSchema>;

export const publishProgressSchema = z.object({
  stage: publishStageSchema,
  files: z.number().int(),
  totalFiles: z.number().int(),
  bytes: z.number(),
  totalBytes: z.number(),
  /** The file that was last finished. */
  file: z.string(),
  /** Who is being waited for, in the stage `lock`. */
  holder: z.object({ owner: z.string(), since: z.string() }).optional(),
});
export type PublishProgress = z.infer<typeof publishProgressSchema>;

export const publishResultSchema = z.object({
  target: z.string(),
  uploaded: z.number().int(),
  removed: z.number().int(),
  /** Files of others that stay in the place of ours. */
  kept: z.number().int().optional(),
  bytes: z.number(),
  durationMs: z.number(),
  /** Public address of the site, and of the newest post in this publish. */
  siteUrl: z.string(),
  postUrl: z.string().nullable(),
  /** What verification over HTTP found, and whether the hub could be told: not an error, the files are there. */
  notes: z.array(
    z.object({
      code: z.enum(["verify.unreachable", "verify.differs", "undo.notKept", "hub.failed"]),
      values: messageValuesSchema,
    }),
  ),
});
export type PublishResult = z.infer<typeof publishResultSchema>;

export const journalEntrySchema = z.object({
  /** Whose words: the post's path, or `new:<uuid>` for one without a file; then `#` and the run of the page. */
  id: z.string(),
  path: blogPathSchema.nullable(),
  frontMatter: z.string(),
  body: z.string(),
  at: z.number(),
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;

export const secretKindSchema = z.enum(["password", "passphrase"]);
/** A question that only the author can answer while a publish runs. */
export const questionSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("hostKey"), host: z.string(), keyType: z.string(), fingerprint: z.string() }),
  z.object({
    kind: z.literal("secret"),
    secret: secretKindSchema,
    host: z.string(),
    user: z.string(),
    retry: z.boolean(),
  }),
  z.object({
    kind: z.literal("prompts"),
    host: z.string(),
    title: z.string(),
    prompts: z.array(z.object({ text: z.string(), echo: z.boolean() })),
  }),
  z.object({
    kind: z.literal("plan"),
    plan: publishPlanSchema,
    /** The plan leads back to what was published at that time, ISO 8601. */
    backTo: z.string().optional(),
  }),
  /** Another client holds the lock of the site, and has shown no sign of life for so long. */
  z.object({
    kind: z.literal("lock"),
    owner: z.string(),
    since: z.string(),
    watchedSeconds: z.number().int(),
  }),
]);
export type Question = z.infer<typeof questionSchema>;
/**
 * `accept` for host key, plan and lock; `answers` for secrets and prompts; `remember` stores a secret in the system's vault.
 * For a plan, `take` names the files that shall become ours and `keep` those that stay theirs.
 */
export const answerSchema = z.object({
  accept: z.boolean(),
  answers: z.array(z.string()).default([]),
  remember: z.boolean().default(false),
  take: z.array(z.string()).optional(),
  keep: z.array(z.string()).optional(),
});
export type Answer = z.infer<typeof answerSchema>;

export const scheduleReportSchema = z.object({
  /** Posts whose time had come. */
  posts: z.array(z.object({ path: blogPathSchema, title: z.string() })),
  /** When the first of them should have gone out, if that was while the program did not run or the computer slept. */
  missedSince: z.number().nullable(),
  result: publishResultSchema.nullable(),
  error: wireErrorSchema.nullable(),
  /** When it is tried again by itself; null: not before something changes. */
  retryAt: z.number().nullable(),
});
/** How publishing what was due went. */
export type ScheduleReport = z.infer<typeof scheduleReportSchema>;

const testStepSchema = z.enum([
  "name",
  "port",
  "hostKey",
  "signIn",
  "directory",
  "write",
  "rename",
  "web",
  "remove",
]);
/** What a connection test tries, in this order. */
export type TestStep = z.infer<typeof testStepSchema>;

export const testReportSchema = z.object({
  step: testStepSchema,
  /** `skipped`: something before it failed. `warned`: it works, and there is something to know. */
  state: z.enum(["running", "passed", "warned", "failed", "skipped"]),
  /** What was found out, for the sentence about it. */
  values: messageValuesSchema,
  /** What failed, or what is to be known. */
  finding: wireErrorSchema.nullable(),
});
/** How one step of a connection test stands. */
export type TestReport = z.infer<typeof testReportSchema>;
