import { z } from "zod";
import { pendingChangesSchema } from "../types/pending-types.ts";
import { testReportSchema } from "../types/connection-test-types.ts";
import {
  answerSchema,
  publishPlanSchema,
  publishProgressSchema,
  publishResultSchema,
  questionSchema,
} from "../types/publish-run-types.ts";
import { scheduleNoticeSchema, scheduleReportSchema } from "../types/schedule-reports.ts";
import {
  liveComparisonSchema,
  publishedStateSchema,
  serverComparisonSchema,
} from "../types/publish-types.ts";
import { targetSchema } from "../settings/target.ts";
import { sshAliasSchema } from "../settings/targets/sftp.ts";

const none = z.object({});

export const publishCalls = {
  /**
   * Returns the public URL of the default target. If this target is the practice site, starts that site.
   * First asks the author to trust the blog folder, unless the author already trusts the folder.
   */
  "site.address": { input: none, output: z.object({ url: z.string() }) },
  "site.pending": { input: z.object({ target: z.string().optional() }), output: pendingChangesSchema },
  /**
   * Publishes the site. Rejects with `publish.running` if a publish is running.
   * Aborting the call cancels the publish, and leaves the site on the server consistent.
   */
  "publish.run": {
    input: z.object({
      target: z.string().optional(),
      review: z.boolean().default(false),
      /** Paths of files to send again, because they were changed or deleted on the server. */
      resend: z.array(z.string()).optional(),
    }),
    output: publishResultSchema,
  },
  "publish.plan": { input: z.object({ target: z.string().optional() }), output: publishPlanSchema },
  /** Restores the site of an earlier publish. Default: the newest publish that differs from the live site. */
  "publish.undo": {
    input: z.object({ target: z.string().optional(), number: z.number().int().optional() }),
    output: publishResultSchema,
  },
  /** Returns the earlier publishes whose site can be restored, newest first. */
  "publish.states": {
    input: z.object({ target: z.string().optional() }),
    output: z.array(publishedStateSchema),
  },
  /**
   * Compares a file on the server with the file that the site has at this path.
   * Works only while the author is asked to confirm a publish, because only then both files are available.
   */
  "publish.compare": { input: z.object({ path: z.string() }), output: serverComparisonSchema },
  /**
   * Compares every published file with the file on the server. Changes nothing on the server.
   * The event `publish.progress` reports the progress. Aborting the call cancels the comparison.
   */
  "publish.compareLive": {
    input: z.object({ target: z.string().optional(), contents: z.boolean() }),
    output: liveComparisonSchema,
  },
  /**
   * Returns the outcomes of scheduled publishes that the author has not dismissed yet, oldest first.
   * Includes outcomes of earlier runs of the program that the author has not seen.
   */
  "schedule.unread": { input: none, output: z.array(scheduleReportSchema) },
  /** Notes that the author has seen a notice, so that the next run does not show it again. */
  "schedule.see": { input: scheduleNoticeSchema, output: none },
  /** Forgets outcomes of scheduled publishes, because the author has dismissed their notice. */
  "schedule.dismiss": { input: scheduleNoticeSchema, output: none },
  /**
   * Returns the targets in the settings, by their names. The targets contain no secrets.
   */
  "targets.list": { input: none, output: z.record(z.string(), targetSchema) },
  /**
   * Tests the target `name`. If `target` is given, uses its unsaved settings instead of the saved settings.
   * The event `target.tested` reports each step. Aborting the call cancels the test.
   */
  "targets.test": {
    input: z.object({ name: z.string().min(1), target: targetSchema.optional() }),
    output: z.array(testReportSchema),
  },
  /** Returns the settings for a host name in the author's OpenSSH configuration. Null if there are none. */
  "targets.sshAlias": { input: z.object({ host: z.string() }), output: sshAliasSchema.nullable() },
  /** Writes a target into `blog.yaml`, or removes it if `target` is null. */
  "targets.change": {
    input: z.object({
      name: z.string().min(1),
      target: targetSchema.nullable().optional(),
      makeDefault: z.boolean().default(false),
    }),
    output: none,
  },
  "publish.answer": { input: z.object({ id: z.number().int(), answer: answerSchema }), output: none },
} as const;

/** Events about publishing. */
export const publishEvents = {
  "publish.progress": publishProgressSchema,
  "publish.question": z.object({ id: z.number().int(), question: questionSchema }),
  "target.tested": testReportSchema,
  /** A scheduled publish has ended, successfully or not. */
  "schedule.done": scheduleReportSchema,
  /**
   * Sent when failures change or end, because their posts no longer wait to be published.
   * Contains all outcomes that the author has not dismissed.
   */
  "schedule.revised": z.array(scheduleReportSchema),
} as const;
