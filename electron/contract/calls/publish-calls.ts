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

/** Calls about the site, publishing, scheduling and targets. */
export const publishCalls = {
  /**
   * Returns the public URL of the default target; starts the practice site if it is that. May ask whether the
   * folder is trusted.
   */
  "site.address": { input: none, output: z.object({ url: z.string() }) },
  "site.pending": { input: z.object({ target: z.string().optional() }), output: pendingChangesSchema },
  /**
   * Only one publish runs at a time (`publish.running`). Abort the call to cancel; the site stays consistent.
   */
  "publish.run": {
    input: z.object({ target: z.string().optional(), review: z.boolean().default(false) }),
    output: publishResultSchema,
  },
  "publish.plan": { input: z.object({ target: z.string().optional() }), output: publishPlanSchema },
  /**
   * Publishes an earlier state again; without a number the one before what is live. Always asks about its
   * plan.
   */
  "publish.undo": {
    input: z.object({ target: z.string().optional(), number: z.number().int().optional() }),
    output: publishResultSchema,
  },
  /** Returns the published states that can be restored, newest first. */
  "publish.states": {
    input: z.object({ target: z.string().optional() }),
    output: z.array(publishedStateSchema),
  },
  /** Returns how a file on the server differs from ours, while the question about its plan is open. */
  "publish.compare": { input: z.object({ path: z.string() }), output: serverComparisonSchema },
  /** Returns the outcome of the last scheduled publish, even of one before the page was loaded. */
  "schedule.last": { input: none, output: scheduleReportSchema.nullable() },
  /** Returns the targets as written in the settings; they contain no secrets. */
  "targets.list": { input: none, output: z.record(z.string(), targetSchema) },
  /**
   * Tests a target, or with `target` one that is not saved; `target.tested` reports each step. Abort to
   * cancel.
   */
  "targets.test": {
    input: z.object({ name: z.string().min(1), target: targetSchema.optional() }),
    output: z.array(testReportSchema),
  },
  /** Writes into `blog.yaml`; `target: null` removes it. */
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
