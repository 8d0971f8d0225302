import { expect, test } from "vitest";
import {
  identityOf,
  shownPlaceOf,
  targetKinds,
  targetSchema,
  type TargetSettings,
} from "#contract/settings/target.ts";
import type { FormField, TargetForm, TargetKind } from "#contract/settings/targets/target-kind.ts";
import en from "#resources/locales/en.json" with { type: "json" };
import ja from "#resources/locales/ja.json" with { type: "json" };

const kinds = targetKinds.map((kind) => {
  const { schema, identity, form }: Pick<TargetKind, "schema" | "identity"> & { form: TargetForm | null } =
    kind;
  return { name: schema.shape.kind.value, keys: Object.keys(schema.shape), identity, form };
});
const forms = kinds.flatMap(({ form, ...kind }) => (form ? [{ ...kind, form }] : []));

function settingsIn(form: TargetForm): Exclude<FormField, { type: "hostPreset" }>[] {
  return form.fields.filter((field) => field.type !== "hostPreset");
}

/** Returns a target with the example values of its form. */
function exampleOf({ name, form }: (typeof forms)[number]): TargetSettings {
  const settings = settingsIn(form).flatMap((field) => {
    if (field.type !== "text" && field.type !== "number") return [];
    return [[field.key, field.type === "number" ? Number(field.example) : field.example]];
  });
  return targetSchema.parse({ kind: name, ...Object.fromEntries(settings) });
}

test("each setting of a kind has a field, or is excluded from the form on purpose", () => {
  expect(forms.length).toBeGreaterThan(2);
  for (const { name, keys, form } of kinds) {
    const covered = form ? [...settingsIn(form).map(({ key }) => key), ...form.notInForm] : [];
    expect([...new Set(covered)].sort(), name).toEqual(keys.filter((key) => key !== "kind").sort());
  }
});

test("each label and hint has a text in both languages", () => {
  for (const { name, form } of forms) {
    const used = settingsIn(form).flatMap(({ label, detail = label }) => [label, detail]);
    for (const key of used) expect([key in ja, key in en], `${name}: ${key}`).toEqual([true, true]);
  }
});

test("the examples make a valid target, whose place shows every setting that decides where it publishes to", () => {
  for (const kind of forms) {
    const target = exampleOf(kind);
    const place = shownPlaceOf(target);
    expect(kind.identity.length, kind.name).toBeGreaterThan(0);
    expect(place.url, kind.name).toBe("https://example.com/");
    for (const key of kind.identity) {
      const value = String(Reflect.get(target, key));
      // The usual port of SSH is omitted
      if (key !== "port") expect(Object.values(place).join("\n"), kind.name).toContain(value);
    }
  }
});

test("a place is shown with its server, and with the port unless it is the usual one", () => {
  const sftp = { kind: "sftp", user: "me", directory: "www", url: "https://example.com/" };
  const shown = (host: string, port: number): string =>
    shownPlaceOf(targetSchema.parse({ ...sftp, host, port })).host;
  expect(shown("example.com", 22)).toBe("example.com");
  expect(shown("example.com", 2222)).toBe("example.com:2222");
  expect(shown("[::1]", 22)).toBe("::1");
  expect(shown("::1", 2222)).toBe("[::1]:2222");
  expect(shownPlaceOf({ kind: "practice" })).toEqual({ host: "", user: "", directory: "", url: "" });
});

test("the identity of a target equals that in stored records", () => {
  const url = "https://example.com/";
  const stored = [
    [{ kind: "practice" }, "practice"],
    [{ kind: "folder", directory: "/srv/写真", url }, '["folder","/srv/写真"]'],
    [
      { kind: "ftps", host: "ftp.example.com", user: "me", directory: "www", url },
      '["ftps","ftp.example.com",21,"me","www"]',
    ],
    [{ kind: "rclone", remote: "s3:blog", url }, '["rclone","s3:blog"]'],
    [
      { kind: "sftp", host: "[::1]", port: 2222, user: "me", directory: "www", url },
      '["sftp","[::1]",2222,"me","www"]',
    ],
  ] as const;
  expect(stored.map(([{ kind }]) => kind).sort()).toEqual(kinds.map(({ name }) => name).sort());
  for (const [target, identity] of stored) expect(identityOf(targetSchema.parse(target))).toBe(identity);
});
