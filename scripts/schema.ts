// Prints the JSON Schema of `blog.yaml`: `npm run --silent schema > blog.schema.json`. Editors with JSON
// Schema support use it to complete and check the settings.
import { z } from "zod";
import { blogSettingsSchema } from "../electron/contract/settings/blog-settings.ts";

const { $schema, ...schema } = z.toJSONSchema(blogSettingsSchema, {
  // YAML support of editors handles draft 7 best.
  target: "draft-7",
  // The schema of the file itself, in which settings with a default may be omitted.
  io: "input",
  override: ({ jsonSchema }) => {
    // Every integer has these limits, so stating them is useless.
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  },
});
const named = { $schema, title: "blog.yaml", description: "Settings of a Hitofude blog.", ...schema };
process.stdout.write(`${JSON.stringify(named, null, 2)}\n`);
