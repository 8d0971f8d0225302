import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { targetKinds } from "#contract/settings/target.ts";

const inProject = (name: string): string => fileURLToPath(new URL(`../../../${name}`, import.meta.url));
const printed = execFileSync(process.execPath, [inProject("scripts/schema.ts")], { encoding: "utf8" });

const node = z.looseObject({
  description: z.string().optional(),
  default: z.unknown().optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
  get properties() {
    return z.record(z.string(), node).optional();
  },
});
type Node = z.infer<typeof node>;
const schema = node.parse(JSON.parse(printed));

test("every setting, however deep, has a description", () => {
  const settings = settingsIn("blog.yaml", JSON.parse(printed));
  expect(settings.length).toBeGreaterThan(50);
  expect(settings.filter(({ setting }) => !setting.description).map(({ name }) => name)).toEqual([]);
});

test("only the title is required; the rest has defaults", () => {
  expect(schema.required).toEqual(["title"]);
  expect(schema.properties?.timeZone?.default).toBe("Asia/Tokyo");
  expect(schema.properties?.targets?.default).toEqual({ practice: { kind: "practice" } });
});

test("a misspelt setting is an error, also inside a target", () => {
  expect(schema.additionalProperties).toBe(false);
  expect(JSON.stringify(schema.properties?.targets).match(/"additionalProperties":false/g)).toHaveLength(
    targetKinds.length,
  );
});

test("the schema contains every setting of the sample blog", () => {
  const written: unknown = parse(readFileSync(inProject("resources/sample-blog/blog.yaml"), "utf8"));
  const names = Object.keys(z.looseObject({}).parse(written));
  expect(names.length).toBeGreaterThan(10);
  expect(Object.keys(schema.properties ?? {})).toEqual(expect.arrayContaining(names));
});

test("integers have only real limits", () => {
  expect(printed).not.toContain(String(Number.MAX_SAFE_INTEGER));
  expect(printed).toContain('"maximum": 65535');
});

/** Returns all settings below a schema, wherever JSON Schema nests them: in items, unions and maps. */
function settingsIn(name: string, value: unknown): { name: string; setting: Node }[] {
  if (typeof value !== "object" || value === null) return [];
  const own = Object.entries(node.safeParse(value).data?.properties ?? {});
  return [
    ...own.map(([key, setting]) => ({ name: `${name}.${key}`, setting })),
    ...Object.entries(value).flatMap(([key, inner]) => settingsIn(`${name}.${key}`, inner)),
  ];
}
