import { expect, test } from "vitest";
import { editTargets } from "#engine/blog/settings/edit-targets.ts";
import { readSettings } from "#engine/blog/settings/load-settings.ts";
import { SettingsText } from "#engine/blog/settings/settings-text.ts";

const live = {
  kind: "sftp",
  host: "me.sakura.ne.jp",
  port: 22,
  user: "me",
  directory: "/home/me/www",
  url: "https://example.com/",
  signIn: "password",
  fileMode: "644",
  directoryMode: "755",
} as const;

const text = `# 私のブログ
title:   雨音
targets:
  # 練習
  practice:   {kind: practice}   # そのまま
  old:
    kind: folder
    directory: /tmp/x
    url: http://localhost/

# 配信
defaultTarget: practice # いつも
feeds: {items: 20, content: full}
`;

test("a new target is added after the others, and every other byte stays", () => {
  const edited = editTargets(text, { name: "live", target: live });
  const at = text.indexOf("\n# 配信");
  expect(edited.slice(0, at)).toBe(text.slice(0, at));
  expect(edited.endsWith(text.slice(at))).toBe(true);
  const { settings, problems } = readSettings(edited, "");
  expect(problems).toEqual([]);
  expect(settings.targets.live).toEqual(live);
  // Octal modes are texts, not numbers.
  expect(edited).toContain('fileMode: "644"');
});

test("changing a target, making it the default and removing it change only its own lines", () => {
  const changed = editTargets(text, { name: "old", target: live, makeDefault: true });
  expect(changed).toContain("defaultTarget: old # いつも\n");
  expect(changed).toContain("practice:   {kind: practice}   # そのまま\n");
  expect(readSettings(changed, "").settings.targets.old).toEqual(live);
  const gone = editTargets(text, { name: "old", target: null });
  expect(gone).toBe(text.replace(/ {2}old:\n(?: {4}.*\n)+/, ""));
});

test("settings without targets keep the practice site; a missing last line end is added; CRLF stays", () => {
  const edited = editTargets("\uFEFFtitle: a\r\nlanguage: ja", {
    name: "生放送",
    target: live,
    makeDefault: true,
  });
  expect(edited.startsWith("\uFEFFtitle: a\r\nlanguage: ja\r\n")).toBe(true);
  expect(edited.replaceAll("\r\n", "")).not.toContain("\n");
  const { settings } = readSettings(edited, "");
  expect(Object.keys(settings.targets)).toEqual(["practice", "生放送"]);
  expect(settings.defaultTarget).toBe("生放送");
});

test("targets in flow style are rewritten, and the others keep their values", () => {
  const braces = "title: a # t\ntargets: {practice: {kind: practice}}\n";
  const edited = editTargets(braces, { name: "live", target: live });
  expect(new SettingsText(edited).values).toEqual({
    title: "a",
    targets: { practice: { kind: "practice" }, live },
  });
  expect(edited).toContain("title: a # t\n");
});

test("names that YAML would interpret are quoted", () => {
  for (const name of ["yes", "1", "a: b", "#x", "null"]) {
    const edited = editTargets(text, { name, target: live, makeDefault: true });
    const { settings, problems } = readSettings(edited, "");
    expect(problems).toEqual([]);
    expect(settings.targets[name]).toEqual(live);
    expect(settings.defaultTarget).toBe(name);
  }
});
