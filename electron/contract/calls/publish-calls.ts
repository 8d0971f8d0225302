import { z } from "zod";
import {
  answerSchema,
  pendingChangesSchema,
  publishPlanSchema,
  publishResultSchema,
  scheduleReportSchema,
  testReportSchema,
} from "../types/publish-run-types.ts";
import { publishedStateSchema, serverComparisonSchema } from "../types/publish-types.ts";
import { targetSchema } from "../settings/target.ts";

const none = z.object({});

/** Calls of the engine contract about the site, publishing, scheduling and targets. */
export const publishCalls = {
  /**
   * Returns the public URL of the default target. If that is the practice site, starts it; this may ask the
   * author whether the blog folder is trusted.
   */
  "site.address": { input: none, output: z.object({ url: z.string() }) },
  "site.pending": { input: z.object({ target: z.string().optional() }), output: pendingChangesSchema },
  /**
   * Publishes the site. Rejects with `publish.running` if a publish is running. To cancel, abort the call;
   * the site on the server stays consistent.
   */
  "publish.run": {
    input: z.object({ target: z.string().optional(), review: z.boolean().default(false) }),
    output: publishResultSchema,
  },
  "publish.plan": { input: z.object({ target: z.string().optional() }), output: publishPlanSchema },
  /**
   * Publishes the site again as it was at an earlier publish, after asking the author about the plan. If
   * `number` is missing, the publish before the live one is restored.
   */
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
   * Returns how a file on the server differs from ours. Available only while the author is asked about a
   * plan.
   */
  "publish.compare": { input: z.object({ path: z.string() }), output: serverComparisonSchema },
  /** Returns the outcome of the last scheduled publish, even if it ended before the page was loaded. */
  "schedule.last": { input: none, output: scheduleReportSchema.nullable() },
  /** Returns the targets as the settings have them; they contain no secrets. */
  "targets.list": { input: none, output: z.record(z.string(), targetSchema) },
  /**
   * Tests the target `name`; with `target`, these settings are tested instead of the saved ones. The event
   * `target.tested` reports each step. To cancel, abort the call.
   */
  "targets.test": {
    input: z.object({ name: z.string().min(1), target: targetSchema.optional() }),
    output: z.array(testReportSchema),
  },
  /** Writes a target into `blog.yaml`; `target: null` removes it. */
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
