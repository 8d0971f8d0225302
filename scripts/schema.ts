// Prints the JSON Schema of `blog.yaml`: `npm run --silent schema > blog.schema.json`.
// Editors with JSON Schema support use the schema to complete and check the settings.
import { settingsJsonSchema } from "../electron/contract/settings/settings-schema.ts";

const { $schema, ...schema } = settingsJsonSchema() as Readonly<Record<string, unknown>>;
const named = { $schema, title: "blog.yaml", description: "Settings of a Hitofude blog.", ...schema };
process.stdout.write(`${JSON.stringify(named, null, 2)}\n`);
