// Prints the JSON Schema of `blog.yaml`: `npm run --silent schema > blog.schema.json`. Editors that know JSON Schema
// complete and check the settings with it.
import { z } from "zod";
import { blogSettingsSchema } from "../electron/contract/settings/blog-settings.ts";

const { $schema, ...schema } = z.toJSONSchema(blogSettingsSchema, {
  // Editors' YAML support understands draft 7 best.
  target: "draft-7",
  // What is written in the file, where settings with a default may be left out.
  io: "input",
  override: ({ jsonSchema }) => {
    // Every integer has these limits, so that saying so helps nobody.
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  },
});
const named = { $schema, title: "blog.yaml", description: "Settings of a Hitofude blog.", ...schema };
process.stdout.write(`${JSON.stringify(named, null, 2)}\n`);
