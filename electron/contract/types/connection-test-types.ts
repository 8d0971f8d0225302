import { z } from "zod";
import { messageValuesSchema, wireErrorSchema } from "../errors.ts";

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
/** The steps of a connection test, in their order. */
export type TestStep = z.infer<typeof testStepSchema>;

export const testReportSchema = z.object({
  step: testStepSchema,
  /** `skipped`: an earlier step failed. `warned`: the step succeeded, and `finding` is a warning. */
  state: z.enum(["running", "passed", "warned", "failed", "skipped"]),
  /** Values for the message that describes the step. */
  values: messageValuesSchema,
  /** The reason for a failed step, the warning about a successful step, or null. */
  finding: wireErrorSchema.nullable(),
});
/** The state of one step of a connection test. */
export type TestReport = z.infer<typeof testReportSchema>;
