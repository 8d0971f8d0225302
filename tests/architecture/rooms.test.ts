import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { importsOf, type RoomName, repository, roomFiles, roomOf, specifierTarget } from "./rooms.ts";

/**
 * The imports that each room may use (docs/architecture.md).
 * `packages`: packages from npm that the room may import; if missing, all except those in `never`.
 */
const rules: Record<RoomName, { rooms: readonly string[]; node: boolean; never: RegExp; only?: RegExp }> = {
  contract: { rooms: ["contract"], node: false, never: /^electron$/, only: /^(zod|intl-messageformat)$/ },
  engine: {
    rooms: ["engine", "contract", "resources", "package.json"],
    node: true,
    never: /^(electron|react|react-dom|monaco-editor)(\/|$)/,
  },
  main: {
    rooms: ["main", "contract", "resources", "package.json"],
    node: true,
    never: /^(react|monaco-editor|ssh2)(\/|$)/,
  },
  preload: { rooms: ["preload", "contract"], node: false, never: /./, only: /^electron$/ },
  renderer: { rooms: ["renderer", "contract", "resources"], node: false, never: /^(electron|ssh2)(\/|$)/ },
};

for (const room of Object.keys(rules) as RoomName[]) {
  describe(room, () => {
    test("imports only what its rule allows", async () => {
      const rule = rules[room];
      const files = await roomFiles(room);
      const faults: string[] = [];
      let seen = 0;
      for (const file of files) {
        for (const specifier of importsOf(await readFile(join(repository, file), "utf8"))) {
          seen += 1;
          if (!allowed(rule, file, specifier)) faults.push(`${file} imports ${specifier}`);
        }
      }
      expect(faults).toEqual([]);
      // If no files were found, the check would pass without checking anything.
      expect(files.length).toBeGreaterThan(0);
      expect(room === "preload" ? seen : seen / files.length).toBeGreaterThan(0.5);
    });
  });
}

function allowed(rule: (typeof rules)[RoomName], file: string, specifier: string): boolean {
  const target = specifierTarget(file, specifier);
  if (target.kind === "room") return rule.rooms.includes(target.room);
  if (target.kind === "node") return rule.node;
  if (rule.only) return rule.only.test(target.name);
  return !rule.never.test(target.name);
}

test("in the engine, only the shell prints messages for users", async () => {
  const speaking: string[] = [];
  for (const file of await roomFiles("engine")) {
    const source = await readFile(join(repository, file), "utf8");
    if (importsOf(source).some((specifier) => /^#resources|package\.json$/.test(specifier)))
      speaking.push(file);
  }
  expect(speaking.length).toBeGreaterThan(0);
  expect(speaking.filter((file) => !file.startsWith("electron/engine/cli/"))).toEqual([]);
});

test("components in renderer/ui import neither state nor commands", async () => {
  const files = (await roomFiles("renderer")).filter((file) => file.startsWith("renderer/ui/"));
  const faults: string[] = [];
  for (const file of files) {
    for (const specifier of importsOf(await readFile(join(repository, file), "utf8"))) {
      const target = specifierTarget(file, specifier);
      if (target.kind === "room" && /^renderer\/(state|commands|views|editor|preview)\//.test(target.path)) {
        faults.push(`${file} imports ${specifier}`);
      }
    }
  }
  expect(files.length).toBeGreaterThan(0);
  expect(faults).toEqual([]);
});

test("finds planted faults", () => {
  expect(allowed(rules.renderer, "renderer/views/x.tsx", "node:fs")).toBe(false);
  expect(allowed(rules.renderer, "renderer/views/x.tsx", "electron")).toBe(false);
  expect(allowed(rules.renderer, "renderer/views/x.tsx", "#engine/blog/posts/post.ts")).toBe(false);
  expect(allowed(rules.renderer, "renderer/views/x.tsx", "../../electron/engine/blog/posts/post.ts")).toBe(
    false,
  );
  expect(allowed(rules.engine, "electron/engine/blog/x.ts", "electron")).toBe(false);
  expect(allowed(rules.engine, "electron/engine/blog/x.ts", "#renderer/state/app.ts")).toBe(false);
  expect(allowed(rules.contract, "electron/contract/x.ts", "node:path")).toBe(false);
  expect(allowed(rules.main, "electron/main/x.ts", "#engine/blog/posts/post.ts")).toBe(false);
  expect(importsOf('export * from "./a.ts";\nconst b = await import("node:fs");')).toEqual([
    "./a.ts",
    "node:fs",
  ]);
  expect(roomOf("electron/engine/blog/posts/post.ts")).toBe("engine");
});
