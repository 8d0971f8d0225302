import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository, roomFiles } from "./rooms.ts";

/**
 * The only files that change or open other files with Node's functions. All other code calls these: they try
 * again while a virus scanner, an indexer or a cloud client holds a file.
 */
const doors = [
  "electron/engine/base/files/change-files-sync.ts",
  "electron/engine/base/files/change-files.ts",
  "electron/main/files/json-file.ts",
  // Writes once, to the place that the author has just chosen; a failure is shown at once
  "electron/main/files/save-zip.ts",
];

/** Functions of `node:fs` that change, rename or open a file. */
const changing =
  /^(?:rename|unlink|rm|rmdir|copyFile|cp|link|open|openAsBlob|writeFile|appendFile|truncate|createWriteStream)(?:Sync)?$/;

/** Returns the functions of `node:fs` that a source imports although only the files in `doors` may. */
function takenBeside(source: string): string[] {
  const named = [...source.matchAll(/import\s*\{([^}]*)\}\s*from\s*"(?:node:)?fs(?:\/promises)?"/g)]
    .flatMap((match) => (match[1] ?? "").split(","))
    .map((name) => name.trim().replace(/\s+as\s.*$/, ""))
    .filter((name) => changing.test(name));
  // The whole module: under a name, or with `import()` or `require`
  const whole = [
    ...source.matchAll(
      /import\s+(?:type\s+)?[*\w][^{;"]*?from\s*"(?:node:)?fs(?:\/promises)?"|(?:import|require)\(\s*"(?:node:)?fs(?:\/promises)?"\s*\)/g,
    ),
  ].map((match) => match[0]);
  return [...named, ...whole];
}

test("only the files in `doors` change or open files", async () => {
  const files = [...(await roomFiles("engine")), ...(await roomFiles("main"))];
  const besides: string[] = [];
  const used = new Set<string>();
  for (const file of files) {
    const taken = takenBeside(await readFile(join(repository, file), "utf8"));
    if (taken.length > 0 && doors.includes(file)) used.add(file);
    else if (taken.length > 0) besides.push(`${file}: ${taken.join(", ")}`);
  }
  expect(besides).toEqual([]);
  expect([...used].sort()).toEqual(doors);
});

test("finds a planted import that bypasses these files", () => {
  expect(takenBeside('import { readFile, rename } from "node:fs/promises";')).toEqual(["rename"]);
  expect(takenBeside('import {\n  rmSync as gone,\n  type Stats,\n} from "node:fs";')).toEqual(["rmSync"]);
  expect(takenBeside('import * as fs from "node:fs";')).toHaveLength(1);
  expect(takenBeside('import fs from "fs";')).toHaveLength(1);
  expect(takenBeside('const { rm } = await import("node:fs/promises");')).toHaveLength(1);
  expect(takenBeside('import { createReadStream, readFile } from "node:fs";')).toEqual([]);
});
