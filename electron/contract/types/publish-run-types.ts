import { shownPlaceSchema, targetKindSchema } from "../settings/target.ts";
import { z } from "zod";
import { blogPathSchema } from "./blog-types.ts";
import { messageValuesSchema } from "../errors.ts";

/** What the files of a site are for, such as the page of a post, a list or a feed. */
export const fileSorts = ["post", "list", "feed", "part", "search", "media", "theme", "other"] as const;
export type FileSort = (typeof fileSorts)[number];

/** What a symbolic link leads to. `loop`: to itself. `unknown`: to no folder that can be read. */
const linkEndSchema = z.enum(["folder", "file", "missing", "loop", "unknown"]);
export type LinkEnd = z.infer<typeof linkEndSchema>;

/**
 * Why the author has to decide about a file with the change `conflict` or `leftover`.
 * `edited`: someone changed the file on the server. `foreign`: Hitofude never published the file.
 * `adopted`: the file was on the server before the first publish, and was equal to the site's file.
 * `elsewhere`: Hitofude published the file from another computer.
 * `link`: the path of a folder of the site is a symbolic link on the server.
 * `restored`: Hitofude once published and removed the file, and someone has restored the file.
 */
const becauseSchema = z.enum(["edited", "foreign", "adopted", "elsewhere", "link", "restored"]);

/** Returns the values of messages that name a link's target. `named` is "false" if the target is unknown. */
export function linkValues(target: string): { target: string; named: string } {
  return { target, named: String(target !== "") };
}

const planFileSchema = z.object({
  path: z.string(),
  change: z.enum(["new", "changed", "lost", "removed", "conflict", "leftover", "kept", "link", "foreign"]),
  size: z.number(),
  /** Purpose of the file. Present only if the publish sends or deletes the file. */
  sort: z.enum(fileSorts).optional(),
  /** True if the file's draft is no longer shared. The publish then deletes the file without a question. */
  isUnshared: z.literal(true).optional(),
  /** Present for the changes `conflict` and `leftover`. */
  because: becauseSchema.optional(),
  /**
   * Present only for symbolic links. `target` is the link's target, or "" if it is unknown.
   * `files` is the number of files that are written or deleted through the link, or that are left out.
   * `decided` is present for the change `link`. `followed`: the author chose to write through the link.
   * `end`: what the link leads to.
   * `theirs`: files of others about which the author must decide if the link is now followed.
   */
  link: z
    .object({
      target: z.string(),
      files: z.number().int(),
      decided: z
        .object({
          followed: z.boolean(),
          end: linkEndSchema,
          theirs: z.array(z.object({ path: z.string(), size: z.number(), because: becauseSchema })),
        })
        .optional(),
    })
    .optional(),
});

/**
 * The plan of a publish. It also contains files that the publish leaves unchanged or has to ask about.
 * `foreign`: someone else's file, which no publish changes. `kept`: a file that the author decided to keep.
 * `link`: a symbolic link in place of a folder, about which the author has decided in an earlier publish.
 * `conflict`: the publish would overwrite a file that someone has edited. The author has to choose.
 * `leftover`: an edited file that the site no longer has. The file stays by default.
 */
export const publishPlanSchema = z.object({
  target: z.string(),
  files: z.array(planFileSchema),
  unchanged: z.number().int(),
  bytes: z.number(),
  /** For each purpose, the number of files to send or delete. Purposes without files are missing. */
  sorts: z.array(z.object({ sort: z.enum(fileSorts), count: z.number().int() })).optional(),
  /** Why all pages change: a new way to include the parts that pages share, or a new program version. */
  why: z.enum(["include", "program"]).optional(),
  first: z.boolean(),
  /** Time (ISO 8601) of this computer's last publish. Present only if the server has no record of it. */
  publishedBefore: z.string().optional(),
  /** The server and folder to which the plan publishes. Missing only in tests. */
  place: shownPlaceSchema.optional(),
  /** Reasons to ask the author about the plan. Empty if the plan needs no decision. */
  questions: z.array(
    z.enum([
      "first",
      "links",
      "conflicts",
      "elsewhere",
      "removals",
      "deletes",
      "lost",
      "clock",
      "clockAhead",
    ]),
  ),
  /** Current time and time of the last publish. Present only for the questions `clock` and `clockAhead`. */
  clockBehind: z.object({ now: z.string(), last: z.string() }).optional(),
  clockAhead: z.object({ now: z.string(), last: z.string() }).optional(),
});
export type PublishPlan = z.infer<typeof publishPlanSchema>;

export const publishStageSchema = z.enum([
  "compare",
  "backup",
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
  /** The client that has locked the site. Present only in the stage `lock`. */
  holder: z.object({ owner: z.string(), since: z.string() }).optional(),
});
export type PublishProgress = z.infer<typeof publishProgressSchema>;

/** The posts and pages with one kind of change: their number, and the newest post among them. */
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
/** For each kind of change, the posts and pages that a publish changed on the site. */
export type ChangedPosts = z.infer<typeof changedPostsSchema>;

export const publishResultSchema = z.object({
  target: z.string(),
  /** The changed posts. Missing if the program does not know which files are posts. */
  posts: changedPostsSchema.optional(),
  uploaded: z.number().int(),
  removed: z.number().int(),
  /** Number of files that were not published, because the author kept the server's files instead. */
  kept: z.number().int().optional(),
  /**
   * The earlier, interrupted publish that this publish completed. Missing if there was none.
   * `at`: its time in ISO 8601. `files`: number of its files that are online now.
   * `removed`: number of files that it deleted.
   * `uploaded`, `removed` and `bytes` of the result do not include the files of the interrupted publish.
   * `posts` includes its posts.
   */
  finished: z.object({ at: z.string(), files: z.number().int(), removed: z.number().int() }).optional(),
  /**
   * Blog paths of files that were left out: unreadable files, files with forbidden names, undated posts, and
   * posts whose front matter or encoding cannot be read.
   */
  leftOut: z.array(z.string()).optional(),
  bytes: z.number(),
  durationMs: z.number(),
  siteUrl: z.string(),
  /** URL of the new post with the latest date. Without new posts, URL of the newest updated post. */
  postUrl: z.string().nullable(),
  /** Problems that were found after the publish. The files are online, so the publish did not fail. */
  notes: z.array(
    z.object({
      code: z.enum([
        "verify.unreachable",
        "verify.differs",
        "verify.noPage",
        "verify.notIncluded",
        "verify.notProtected",
        "sections.notProtected",
        "undo.notKept",
        "record.notKept",
        "backup.failed",
        "files.leftOut",
        "posts.held",
        "hub.failed",
        "connection.old",
        "server.dotFiles",
        "server.keptAside",
        "server.linksLeft",
        "server.openState",
        "server.refusesDeletion",
      ]),
      values: messageValuesSchema,
    }),
  ),
});
export type PublishResult = z.infer<typeof publishResultSchema>;

const trustTargetSchema = shownPlaceSchema.extend({ name: z.string(), kind: targetKindSchema });
/** A target in a blog's settings, as shown in the question whether to trust the blog folder. */
export type TrustTarget = z.infer<typeof trustTargetSchema>;

export const secretKindSchema = z.enum(["password", "passphrase"]);

const certificateFactsSchema = z.object({
  /** The name for which the certificate was issued, and the name of the issuer. */
  subject: z.string(),
  issuer: z.string(),
  /** End of the certificate's validity, ISO 8601, or "" if it is unreadable. */
  until: z.string(),
  /** `issuer`: no known authority has signed the certificate. `name`: the certificate is for another host. */
  problem: z.enum(["selfSigned", "issuer", "name", "expired"]),
  /** Whether the author has earlier accepted a different certificate of the server. */
  isChanged: z.boolean(),
});
/** What the author sees of a server's untrusted certificate. */
export type CertificateFacts = z.infer<typeof certificateFactsSchema>;

/** A question that only the author can answer, during or before a publish. */
export const questionSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("hostKey"),
    host: z.string(),
    keyType: z.string(),
    fingerprint: z.string(),
    /** Present if the key belongs to a jump host: the jump host's name, and the server that it leads to. */
    jump: z.object({ name: z.string(), to: z.string() }).optional(),
    /** Whether `known_hosts` names a certificate authority, whose certificates Hitofude cannot check. */
    authority: z.boolean().optional(),
    /** Present if the server has a certificate instead of an SSH key. */
    certificate: certificateFactsSchema.optional(),
  }),
  z.object({
    kind: z.literal("secret"),
    secret: secretKindSchema,
    host: z.string(),
    user: z.string(),
    retry: z.boolean(),
    /** Whether the server had also asked for other answers. The secret may then have been right. */
    withMore: z.boolean().optional(),
    /** The server's message before the question, perhaps with several lines. */
    words: z.string().optional(),
  }),
  /** One or more prompts of a server. `retry`: the server refused the previous answers. */
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
  /** Asks whether to break a lock. The lock's heartbeat has not changed for `watchedSeconds`. */
  z.object({
    kind: z.literal("lock"),
    owner: z.string(),
    since: z.string(),
    watchedSeconds: z.number().int(),
  }),
  /**
   * Asks whether to publish to `targets`. The folder is not trusted and was not made on this computer.
   * `records`: an earlier version of the program has left records of publishes in the folder.
   * The answer `remember` then also accepts these records.
   */
  z.object({
    kind: z.literal("trust"),
    folder: z.string(),
    targets: z.array(trustTargetSchema),
    records: z.boolean(),
  }),
  /**
   * Asks whether the blog was moved from `from` to `to`. The folder `from` no longer exists.
   * The answer "no" with `remember` marks the folder as a copy, and the question is not asked again.
   * A "no" without `remember` makes each action that needs trust fail with `trust.declined`.
   */
  z.object({ kind: z.literal("moved"), from: z.string(), to: z.string() }),
]);
export type Question = z.infer<typeof questionSchema>;
/**
 * The author's answer to a question. If `accept` is true, the answer is yes.
 * `answers` are the texts that the author typed for secrets and for prompts of the server.
 * `remember` stores a secret, accepts the records of a trusted folder, or marks the folder as a copy.
 * For a plan, `take` lists the server's files to overwrite or remove, and `keep` lists the files to keep.
 */
export const answerSchema = z.object({
  accept: z.boolean(),
  answers: z.array(z.string()).default([]),
  remember: z.boolean().default(false),
  take: z.array(z.string()).optional(),
  keep: z.array(z.string()).optional(),
});
export type Answer = z.infer<typeof answerSchema>;
