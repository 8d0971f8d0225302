import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { repository } from "./rooms.ts";

/** An empty project with our configuration, into which the tests write faulty files. */
const tree = mkdtempSync(join(tmpdir(), "hitofude-lint-"));
const {
  vcs: _vcs,
  $schema: _schema,
  ...configuration
} = JSON.parse(readFileSync(join(repository, "biome.json"), "utf8"));
writeFileSync(join(tree, "biome.json"), JSON.stringify(configuration));
afterAll(() => rmSync(tree, { recursive: true }));

/** Returns the names of the rules that a source breaks at this path in the project. */
function lint(path: string, source: string): string[] {
  const file = join(tree, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, source);
  const biome = join(repository, "node_modules", "@biomejs", "biome", "bin", "biome");
  const run = spawnSync(process.execPath, [biome, "lint", "--colors=off", "--error-on-warnings", path], {
    cwd: tree,
    encoding: "utf8",
  });
  rmSync(file);
  expect(`${run.stdout}${run.stderr}`).toContain("Checked 1 file");
  return [...`${run.stdout}${run.stderr}`.matchAll(/lint\/\w+\/(\w+)/g)].map((match) => match[1] ?? "");
}

test.each([
  ["electron/engine/blog/planted.ts", 'import { app } from "electron";\napp.quit();\n'],
  ["electron/engine/blog/planted.ts", 'import { x } from "#renderer/state/app.ts";\nx();\n'],
  ["electron/contract/planted.ts", 'import { join } from "node:path";\njoin("a");\n'],
  ["electron/main/planted.ts", 'import { x } from "#engine/blog/dates/moment.ts";\nx();\n'],
  ["electron/preload/planted.ts", 'import { x } from "node:fs";\nx();\n'],
  ["renderer/views/planted.ts", 'import { x } from "electron";\nx();\n'],
  ["renderer/ui/planted.ts", 'import { x } from "../state/app.ts";\nx();\n'],
])("the linter rejects a forbidden import in %s", (path, source) => {
  expect(lint(path, source)).toContain("noRestrictedImports");
});

test("the linter accepts a file without faults", () => {
  const clean = 'import { join } from "node:path";\njoin("a");\n';
  expect(lint("electron/engine/blog/planted.ts", clean)).toEqual([]);
});

test.each([
  ["noExplicitAny", "export function f(x: any): void {\n  f(x);\n}\n"],
  ["noNonNullAssertion", "export const f = (x: string | null): string => x!;\n"],
  ["noDefaultExport", "export default 1;\n"],
])("the linter enforces %s", (rule, source) => {
  expect(lint("electron/engine/blog/planted.ts", source)).toContain(rule);
});
