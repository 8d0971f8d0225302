import { z } from "zod";
import { blogPathSchema } from "./blog-types.ts";
import { messageValuesSchema, wireErrorSchema } from "../errors.ts";

/** Unpublished changes for a target, as far as known without connecting. */
export const pendingChangesSchema = z.object({
  target: z.string(),
  /**
   * Number of posts and pages new, changed or removed since the last publish; 1 when only settings, theme or
   * media changed.
   */
  count: z.number().int(),
  posts: z.array(z.object({ path: blogPathSchema, change: z.enum(["new", "changed", "removed"]) })),
  /** Nothing was ever published to this target, as far as this computer knows. */
  first: z.boolean(),
});
export type PendingChanges = z.infer<typeof pendingChangesSchema>;

const planFileSchema = z.object({
  path: z.string(),
  change: z.enum(["new", "changed", "removed", "conflict", "leftover", "kept", "foreign"]),
  size: z.number(),
  /**
   * Of a conflict or leftover: changed on the server, never ours, found there and equal, or published by
   * another computer.
   */
  because: z.enum(["edited", "foreign", "adopted", "elsewhere"]).optional(),
});
/**
 * The destination of a publish as the author recognizes it: host and user of a server, and a folder or an
 * rclone remote.
 */
const publishPlaceSchema = z.object({
  /** With its port, unless it is the default. */
  host: z.string().optional(),
  user: z.string().optional(),
  directory: z.string(),
  /** Public URL. */
  url: z.string(),
});
export type PublishPlace = z.infer<typeof publishPlaceSchema>;

/**
 * `foreign`: on the server, not ours, stays untouched. `conflict`: would be overwritten, but is not what we
 * published; the author has to choose. `leftover`: the same for a file no longer part of the site; it stays
 * unless the author decides otherwise. `kept`: the author chose theirs before.
 */
export const publishPlanSchema = z.object({
  target: z.string(),
  files: z.array(planFileSchema),
  unchanged: z.number().int(),
  bytes: z.number(),
  first: z.boolean(),
  /** Absent where a plan has no target, as in tests. */
  place: publishPlaceSchema.optional(),
  /** Why the author should review the plan; empty when there is nothing to decide. */
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
  /** The last finished file. */
  file: z.string(),
  /** The client being waited for, in the stage `lock`. */
  holder: z.object({ owner: z.string(), since: z.string() }).optional(),
});
export type PublishProgress = z.infer<typeof publishProgressSchema>;

/**
 * Posts and pages of one kind of change: their number, and the newest of them; null when only its address is
 * known.
 */
const postsDoneSchema = z.object({
  count: z.number().int(),
  first: z.object({ path: blogPathSchema, title: z.string() }).nullable(),
});
export type PostsDone = z.infer<typeof postsDoneSchema>;

const changedPostsSchema = z.object({
  new: postsDoneSchema,
  changed: postsDoneSchema,
  removed: postsDoneSchema,
});
/** The effect of a publish on posts and pages. */
export type ChangedPosts = z.infer<typeof changedPostsSchema>;

export const publishResultSchema = z.object({
  target: z.string(),
  /** Absent where the posts of the site are unknown. */
  posts: changedPostsSchema.optional(),
  uploaded: z.number().int(),
  removed: z.number().int(),
  /** Files of others that stay at paths of ours. */
  kept: z.number().int().optional(),
  bytes: z.number(),
  durationMs: z.number(),
  /** URL of the site, and of its newest new post, or else of its newest updated one. */
  siteUrl: z.string(),
  postUrl: z.string().nullable(),
  /** Findings that are not errors, since the files are live: HTTP verification, the hub, and others. */
  notes: z.array(
    z.object({
      code: z.enum([
        "verify.unreachable",
        "verify.differs",
        "undo.notKept",
        "hub.failed",
        "connection.old",
        "server.dotFiles",
        "server.openState",
      ]),
      values: messageValuesSchema,
    }),
  ),
});
export type PublishResult = z.infer<typeof publishResultSchema>;

const trustTargetSchema = z.object({
  name: z.string(),
  kind: z.enum(["practice", "sftp", "folder", "rclone"]),
  /** With its port unless it is the default; for rclone, the remote. "" where there is none, as below. */
  host: z.string(),
  user: z.string(),
  directory: z.string(),
  url: z.string(),
});
/** A target of a blog folder in the trust question. */
export type TrustTarget = z.infer<typeof trustTargetSchema>;

export const secretKindSchema = z.enum(["password", "passphrase"]);
/** A question that only the author can answer, during or before a publish. */
export const questionSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("hostKey"),
    host: z.string(),
    keyType: z.string(),
    fingerprint: z.string(),
    /** known_hosts has a certificate authority for the host; its certificates cannot be checked here. */
    authority: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal("secret"),
    secret: secretKindSchema,
    host: z.string(),
    user: z.string(),
    retry: z.boolean(),
    /** The server's message before the question; may have several lines. */
    words: z.string().optional(),
  }),
  /** Prompts of a server, possibly several at once. `retry`: the previous answers were refused. */
  z.object({
    kind: z.literal("prompts"),
    host: z.string(),
    title: z.string(),
    words: z.string().optional(),
    retry: z.boolean(),
    prompts: z.array(z.object({ text: z.string(), echo: z.boolean() })),
  }),
  z.object({
    kind: z.literal("plan"),
    plan: publishPlanSchema,
    /** The plan restores what was published at that time, ISO 8601. */
    backTo: z.string().optional(),
  }),
  /** Another client holds the lock, without a heartbeat for this long. */
  z.object({
    kind: z.literal("lock"),
    owner: z.string(),
    since: z.string(),
    watchedSeconds: z.number().int(),
  }),
  /**
   * The folder was neither created nor trusted on this computer: may it use these targets? `records`: an
   * earlier version of the program left publishing records in the folder, which `remember` takes over.
   */
  z.object({
    kind: z.literal("trust"),
    folder: z.string(),
    targets: z.array(trustTargetSchema),
    records: z.boolean(),
  }),
  /**
   * A blog with the same id was at `from`, which no longer exists: was it moved to `to`? `remember` with a
   * no: it is a copy, and the question is not repeated; otherwise it is.
   */
  z.object({ kind: z.literal("moved"), from: z.string(), to: z.string() }),
]);
export type Question = z.infer<typeof questionSchema>;
/**
 * `accept` for host key, plan, lock, trust and moved; `answers` for secrets and prompts; `remember` stores a
 * secret in the system's vault. For a plan, `take` lists files to become ours and `keep` those that stay
 * theirs.
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
  /** Posts that were due. */
  posts: z.array(z.object({ path: blogPathSchema, title: z.string() })),
  /** When the first of them was due, if the program was not running or the computer slept then. */
  missedSince: z.number().nullable(),
  result: publishResultSchema.nullable(),
  error: wireErrorSchema.nullable(),
  /** Time of the next automatic attempt; null: not before something changes. */
  retryAt: z.number().nullable(),
});
/** The outcome of a scheduled publish. */
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
/** The steps of a connection test, in this order. */
export type TestStep = z.infer<typeof testStepSchema>;

export const testReportSchema = z.object({
  step: testStepSchema,
  /** `skipped`: an earlier step failed. `warned`: it works, with a remark. */
  state: z.enum(["running", "passed", "warned", "failed", "skipped"]),
  /** Values for the step's message. */
  values: messageValuesSchema,
  /** The failure or remark. */
  finding: wireErrorSchema.nullable(),
});
/** The state of one step of a connection test. */
export type TestReport = z.infer<typeof testReportSchema>;
