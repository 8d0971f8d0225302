import { shownPlaceSchema, targetKindSchema } from "../settings/target.ts";
import { z } from "zod";
import { blogPathSchema } from "./blog-types.ts";
import { messageValuesSchema, wireErrorSchema } from "../errors.ts";

/** The changes that a publish to a target would make, as far as this computer knows without connecting. */
export const pendingChangesSchema = z.object({
  target: z.string(),
  /**
   * Number of posts and pages that are new, changed or removed since the last publish. 1 if only settings,
   * theme or media changed.
   */
  count: z.number().int(),
  posts: z.array(z.object({ path: blogPathSchema, change: z.enum(["new", "changed", "removed"]) })),
  /** Whether nothing was ever published to this target, as far as this computer knows. */
  first: z.boolean(),
});
export type PendingChanges = z.infer<typeof pendingChangesSchema>;

const planFileSchema = z.object({
  path: z.string(),
  change: z.enum(["new", "changed", "removed", "conflict", "leftover", "kept", "foreign"]),
  size: z.number(),
  /**
   * Why the author has to decide about a `conflict` or `leftover`. `edited`: someone changed the file on the
   * server since Hitofude published it. `foreign`: Hitofude never published the file. `adopted`: it was on
   * the server before the first publish, and was equal to the site's file. `elsewhere`: Hitofude published it
   * from another computer.
   */
  because: z.enum(["edited", "foreign", "adopted", "elsewhere"]).optional(),
});

/** Purposes of the files of a site. */
export const fileSorts = ["post", "list", "feed", "part", "search", "media", "theme", "other"] as const;
export type FileSort = (typeof fileSorts)[number];

/**
 * The plan of a publish. Kinds of change that need explanation: `foreign`: a file on the server that Hitofude
 * did not publish; it stays as it is. `conflict`: a file that would be overwritten but is not as Hitofude
 * published it; the author has to choose. `leftover`: a file that is no longer part of the site, and not as
 * Hitofude published it; it stays unless the author decides otherwise. `kept`: a file on the server that
 * stays in place of a file of the site, because the author chose this before.
 */
export const publishPlanSchema = z.object({
  target: z.string(),
  files: z.array(planFileSchema),
  unchanged: z.number().int(),
  bytes: z.number(),
  /** Number of files to send or delete, of each sort that has any: pages of posts, lists, feeds and so on. */
  sorts: z.array(z.object({ sort: z.enum(fileSorts), count: z.number().int() })).optional(),
  /**
   * Why all pages change although the author changed little: the pages include their parts in another way, or
   * another version of the program made the site that is live.
   */
  why: z.enum(["include", "program"]).optional(),
  first: z.boolean(),
  /** Missing if the plan was made without a target, as in tests. */
  place: shownPlaceSchema.optional(),
  /** Reasons to ask the author about the plan; empty if nothing has to be decided. */
  questions: z.array(z.enum(["first", "conflicts", "elsewhere", "removals", "deletes", "clock"])),
  /**
   * Only with the question `clock`: the present time and the time of the last publish, in the blog's time
   * zone.
   */
  clockBehind: z.object({ now: z.string(), last: z.string() }).optional(),
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
  /** Path of the file that was finished last. */
  file: z.string(),
  /** The client whose lock this publish waits for. Present only in the stage `lock`. */
  holder: z.object({ owner: z.string(), since: z.string() }).optional(),
});
export type PublishProgress = z.infer<typeof publishProgressSchema>;

/**
 * The posts and pages with one kind of change: their number and the newest one of them. `first` is null if
 * there is none, or if its title is unknown.
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
/** The posts and pages that a publish changed on the site, by kind of change. */
export type ChangedPosts = z.infer<typeof changedPostsSchema>;

export const publishResultSchema = z.object({
  target: z.string(),
  /** Missing if it is unknown which files are posts. */
  posts: changedPostsSchema.optional(),
  uploaded: z.number().int(),
  removed: z.number().int(),
  /**
   * Number of files of the site that were not published because the author kept other files at their paths.
   */
  kept: z.number().int().optional(),
  bytes: z.number(),
  durationMs: z.number(),
  /**
   * URL of the site. `postUrl` is the URL of the newest new post or, if there is none, of the newest updated
   * post.
   */
  siteUrl: z.string(),
  postUrl: z.string().nullable(),
  /**
   * Problems that were found after the publish, for example when the program fetched pages of the site or
   * notified the WebSub hub. They are not errors, since the files are live.
   */
  notes: z.array(
    z.object({
      code: z.enum([
        "verify.unreachable",
        "verify.differs",
        "verify.notIncluded",
        "undo.notKept",
        "files.leftOut",
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

const trustTargetSchema = shownPlaceSchema.extend({ name: z.string(), kind: targetKindSchema });
/** A target of a blog folder, as shown when the author is asked whether to trust the folder. */
export type TrustTarget = z.infer<typeof trustTargetSchema>;

export const secretKindSchema = z.enum(["password", "passphrase"]);
/** A question that only the author can answer, during or before a publish. */
export const questionSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("hostKey"),
    host: z.string(),
    keyType: z.string(),
    fingerprint: z.string(),
    /**
     * Whether known_hosts names a certificate authority for the host. The program cannot check the
     * certificates of such an authority.
     */
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
  /**
   * Prompts of a server, possibly several at once. `retry` is true if the server refused the previous
   * answers.
   */
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
    /** Time of the earlier publish that this plan restores, ISO 8601. */
    backTo: z.string().optional(),
  }),
  /**
   * Another client holds the lock, and its heartbeat has not changed for `watchedSeconds`. May this client
   * take the lock over?
   */
  z.object({
    kind: z.literal("lock"),
    owner: z.string(),
    since: z.string(),
    watchedSeconds: z.number().int(),
  }),
  /**
   * The blog folder was neither made nor trusted on this computer: may the program publish to these targets?
   * `records` is true if an earlier version of the program left records of publishes in the folder; the
   * author can set `remember` to use them.
   */
  z.object({
    kind: z.literal("trust"),
    folder: z.string(),
    targets: z.array(trustTargetSchema),
    records: z.boolean(),
  }),
  /**
   * A blog with the same id was at `from`, which no longer exists: was it moved to `to`? If the author
   * answers "no" and sets `remember`, the folder is marked as a copy, and the question is not asked again. If
   * the author answers "no" without `remember`, the question is asked again later, and an action that needs
   * trust fails with `trust.declined`.
   */
  z.object({ kind: z.literal("moved"), from: z.string(), to: z.string() }),
]);
export type Question = z.infer<typeof questionSchema>;
/**
 * The author's answer to a question. `accept`: for `hostKey`, `plan`, `lock`, `trust` and `moved`, yes or no;
 * for `secret` and `prompts`, false means cancel. `answers`: the texts entered for `secret` and `prompts`.
 *
 * `remember`: for `secret`, store it in the system's vault; for `trust`, use the records in the folder; for
 * `moved` with no, do not ask again. Other questions ignore it.
 *
 * For `plan`: `take` lists the files on the server to overwrite or remove, and `keep` those to leave as they
 * are.
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
  /** The scheduled posts that were due. */
  posts: z.array(z.object({ path: blogPathSchema, title: z.string() })),
  /**
   * Set if the program did not run, or the computer slept, when the first of the posts was due: the time at
   * which it was due, in milliseconds since the epoch. Otherwise null.
   */
  missedSince: z.number().nullable(),
  result: publishResultSchema.nullable(),
  error: wireErrorSchema.nullable(),
  /**
   * Time of the next automatic attempt, in milliseconds since the epoch. Null if there is no attempt before
   * something changes.
   */
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
  "parts",
  "remove",
]);
/** The steps of a connection test, in the order in which they are made. */
export type TestStep = z.infer<typeof testStepSchema>;

export const testReportSchema = z.object({
  step: testStepSchema,
  /**
   * `skipped`: the step was not made, because an earlier one failed. `warned`: the step succeeded, and
   * `finding` is a warning.
   */
  state: z.enum(["running", "passed", "warned", "failed", "skipped"]),
  /** Values for the message that describes the step. */
  values: messageValuesSchema,
  /** The reason why the step failed, or a warning about it; null if there is neither. */
  finding: wireErrorSchema.nullable(),
});
/** The state of one step of a connection test. */
export type TestReport = z.infer<typeof testReportSchema>;
