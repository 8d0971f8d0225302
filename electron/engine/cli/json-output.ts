import { z } from "zod";
import { messageValuesSchema, problemSchema } from "#contract/errors.ts";
import { testReportSchema } from "#contract/types/connection-test-types.ts";
import { publishPlanSchema, publishResultSchema } from "#contract/types/publish-run-types.ts";
import { shareStates } from "#contract/types/pending-types.ts";
import { publishedStateSchema } from "#contract/types/publish-types.ts";
import { type JsonCommand, schemaName } from "./command-table.ts";

const failure = z.object({
  ok: z.literal(false),
  error: z.object({
    code: z.string().describe("What happened, for programs; `usage` if the command line is wrong."),
    values: messageValuesSchema,
    message: z.string().describe("What happened and what to do, in the language of the environment."),
  }),
  plan: publishPlanSchema.optional().describe("The plan in which something is to be decided first."),
});

const succeeded = z.object({ ok: z.literal(true) });
const problems = z.array(problemSchema);
const result = publishResultSchema.extend({
  notes: z.array(z.object({ code: z.string(), values: messageValuesSchema, sentence: z.string() })),
});
const published = succeeded.extend(result.shape);
const planned = succeeded.extend(publishPlanSchema.shape).describe("With --dry-run.");
const listed = succeeded.extend({ states: z.array(publishedStateSchema) }).describe("With --list.");
const finished = z.looseObject({ ok: z.boolean() });

/** The objects that each command can print with `--json`, without the name of the schema. */
const outputs: Readonly<Record<JsonCommand, readonly z.ZodObject[]>> = {
  build: [
    finished.extend({
      files: z.number().int(),
      written: z.number().int(),
      removed: z.number().int(),
      problems,
    }),
  ],
  publish: [published, planned],
  undo: [published, planned, listed],
  test: [finished.extend({ steps: z.array(testReportSchema.extend({ sentence: z.string().optional() })) })],
  check: [
    finished.extend({
      problems,
      report: z.looseObject({}).optional().describe("With --report, of a folder of another program."),
    }),
  ],
  import: [finished],
  share: [
    succeeded.extend({
      path: z.string(),
      state: z.enum(shareStates),
      address: z.string().nullable().describe("On the site, without a leading slash."),
      url: z.string().nullable().describe("Null while the site has no address."),
      until: z.string().nullable().describe("When the address expires, in ISO 8601."),
    }),
  ],
  export: [
    succeeded.extend({
      file: z.string(),
      count: z.number().int(),
      bytes: z.number().int(),
      leftOut: z.array(z.object({ path: z.string(), target: z.string() })),
    }),
  ],
};

/** Returns the JSON Schema of the object that a command prints with `--json`. */
export function outputSchema(command: JsonCommand): object {
  const schema = z.literal(schemaName(command));
  const all = [failure, ...outputs[command]].map((output) => output.extend({ schema }));
  // With `io: "input"`, the schema allows unknown properties, because later versions may print new ones.
  const { $schema, ...body } = z.toJSONSchema(z.union(all), { io: "input", unrepresentable: "any" });
  return { $schema, $id: schemaName(command), ...body };
}
