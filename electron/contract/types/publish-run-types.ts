import { z } from "zod";
import { blogPathSchema } from "./blog-types.ts";
import { messageValuesSchema, wireErrorSchema } from "../errors.ts";

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
/** Where a publish goes, as its author has to recognise it: host and user of a server, and a folder or a place of rclone. */
const publishPlaceSchema = z.object({
  /** With its port, unless it is the usual one. */
  host: z.string().optional(),
  user: z.string().optional(),
  directory: z.string(),
  /** Address at which readers find it. */
  url: z.string(),
});
export type PublishPlace = z.infer<typeof publishPlaceSchema>;

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
  /** Absent where the plan is made apart from any target, as in tests. */
  place: publishPlaceSchema.optional(),
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

/** Posts and pages to which one thing was done: how many, and the newest of them; null when only its address is known. */
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
/** What a publish did, as its author sees it. */
export type ChangedPosts = z.infer<typeof changedPostsSchema>;

export const publishResultSchema = z.object({
  target: z.string(),
  /** Left out where nobody knows the posts of the site. */
  posts: changedPostsSchema.optional(),
  uploaded: z.number().int(),
  removed: z.number().int(),
  /** Files of others that stay in the place of ours. */
  kept: z.number().int().optional(),
  bytes: z.number(),
  durationMs: z.number(),
  /** Public address of the site, and of the newest post that is new on it, else of the newest that was updated. */
  siteUrl: z.string(),
  postUrl: z.string().nullable(),
  /** What verification over HTTP found, whether the hub could be told, what else is to be known: no error, the files are there. */
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
  /** With its port where that is not the usual one; of rclone, the remote. "" where there is none, as below. */
  host: z.string(),
  user: z.string(),
  directory: z.string(),
  url: z.string(),
});
/** A target of a blog folder as the trust question shows it. */
export type TrustTarget = z.infer<typeof trustTargetSchema>;

export const secretKindSchema = z.enum(["password", "passphrase"]);
/** A question that only the author can answer while a publish runs, or before the first one. */
export const questionSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("hostKey"),
    host: z.string(),
    keyType: z.string(),
    fingerprint: z.string(),
    /** An authority vouches for the host in known_hosts; its certificates cannot be checked here. */
    authority: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal("secret"),
    secret: secretKindSchema,
    host: z.string(),
    user: z.string(),
    retry: z.boolean(),
    /** What the server has to say before; may have several lines. */
    words: z.string().optional(),
  }),
  /** What a server asks in its own words, several things at once perhaps. `retry`: what was answered before was refused. */
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
  /**
   * The folder was neither made nor trusted on this computer: may it reach these targets? `records`: an earlier version of
   * the program left publishing records in the folder, which `remember` takes over.
   */
  z.object({
    kind: z.literal("trust"),
    folder: z.string(),
    targets: z.array(trustTargetSchema),
    records: z.boolean(),
  }),
  /**
   * A blog with the same id was at `from`, which is gone: is it the same blog, moved to `to`? `remember` with a no: it is a
   * copy, and the question does not come again; without, it comes again.
   */
  z.object({ kind: z.literal("moved"), from: z.string(), to: z.string() }),
]);
export type Question = z.infer<typeof questionSchema>;
/**
 * `accept` for host key, plan, lock, trust and moved; `answers` for secrets and prompts; `remember` stores a secret in the system's vault.
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
