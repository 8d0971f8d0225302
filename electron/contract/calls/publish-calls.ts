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

/** Calls about the site, publishing, its schedule and its targets. */
export const publishCalls = {
  /** Public address of the default target's site, which is started where it is the practice site. May ask for trust. */
  "site.address": { input: none, output: z.object({ url: z.string() }) },
  "site.pending": { input: z.object({ target: z.string().optional() }), output: pendingChangesSchema },
  /** Only one publish runs at a time (`publish.running`). Abort the call to cancel; the site stays sound. */
  "publish.run": {
    input: z.object({ target: z.string().optional(), review: z.boolean().default(false) }),
    output: publishResultSchema,
  },
  "publish.plan": { input: z.object({ target: z.string().optional() }), output: publishPlanSchema },
  /** Publishes an older state again; without a number the one before what is live. Its plan is asked about in any case. */
  "publish.undo": {
    input: z.object({ target: z.string().optional(), number: z.number().int().optional() }),
    output: publishResultSchema,
  },
  /** States that can be gone back to, newest first. */
  "publish.states": {
    input: z.object({ target: z.string().optional() }),
    output: z.array(publishedStateSchema),
  },
  /** How a file on the server differs from ours, while the question with the plan that names it is open. */
  "publish.compare": { input: z.object({ path: z.string() }), output: serverComparisonSchema },
  /** How the last scheduled publish went, also one before the page was there. */
  "schedule.last": { input: none, output: scheduleReportSchema.nullable() },
  /** The targets as they are written in the settings: nothing in there is secret. */
  "targets.list": { input: none, output: z.record(z.string(), targetSchema) },
  /** Tries a target out, by `target` also one that is not saved; `target.tested` tells each step. Abort to cancel. */
  "targets.test": {
    input: z.object({ name: z.string().min(1), target: targetSchema.optional() }),
    output: z.array(testReportSchema),
  },
  /** Writes into `blog.yaml`; `target: null` takes it away. */
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
