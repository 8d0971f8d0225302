import { z } from "zod";
import { blogSettingsSchema } from "./blog-settings.ts";

/** The parts of JSON Schema that describe the settings. */
export interface SettingSchema {
  readonly type?: "string" | "integer" | "number" | "boolean" | "array" | "object";
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, SettingSchema>>;
  readonly required?: readonly string[];
  readonly items?: SettingSchema;
  readonly additionalProperties?: SettingSchema | false;
  readonly propertyNames?: SettingSchema;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly oneOf?: readonly SettingSchema[];
  readonly anyOf?: readonly SettingSchema[];
}

/** Returns the JSON Schema (draft 7) of `blog.yaml`. Settings with defaults are optional. */
export function settingsJsonSchema(): SettingSchema {
  const schema = z.toJSONSchema(blogSettingsSchema, {
    // Uses draft 7 of JSON Schema, because the YAML support of editors works best with this draft.
    target: "draft-7",
    io: "input",
    override: ({ jsonSchema }) => {
      // Deletes the limits that Zod adds to every integer, because editors do not need these limits.
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return schema as SettingSchema;
}
