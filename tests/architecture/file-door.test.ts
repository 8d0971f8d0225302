import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository, roomFiles } from "./rooms.ts";

/**
 * The only files that change or open other files with Node's functions.
 * All other code calls these files.
 * The functions of these files try again while a virus scanner, an indexer or a cloud client holds a file.
 */
const doors = [
  "electron/engine/base/files/change-files-sync.ts",
  "electron/engine/base/files/change-files.ts",
  "electron/main/files/json-file.ts",
];

/** Functions of `node:fs` that change, rename or open a file. */
const changing =
  /^(?:rename|unlink|rm|rmdir|copyFile|cp|link|open|openAsBlob|writeFile|appendFile|truncate|createWriteStream)(?:Sync)?$/;

/**
 * Functions of `node:fs` that fail for Japanese paths on Windows in Node 23.0 to 24.13.0.
 * @see https://github.com/nodejs/node/issues/58759
 */
const failing = /\b(?:rmSync|cpSync)\(/;

/**
 * Calls that pass a path to the system without `node:fs`.
 * Only `node:fs` prepends `\\?\`, which Windows requires for paths of 260 characters and more.
 */
const unprefixed =
  /\.(?:showItemInFolder|openPath|trashItem|createFromPath|createThumbnailFromPath|getFileIcon|chdir)\(|\bcwd:/;

/** The files that may make such calls. They handle long paths, or pass only paths of installed programs. */
const unprefixedCallers = [
  "electron/engine/publish/transports/rclone/rclone-program.ts",
  "electron/main/files/show-in-folder.ts",
];

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

test("these files use no function that fails for Japanese paths on Windows", async () => {
  const faulty: string[] = [];
  for (const file of doors)
    if (failing.test(await readFile(join(repository, file), "utf8"))) faulty.push(file);
  expect(faulty).toEqual([]);
  expect(failing.test("plain.rmSync(path, options)")).toBe(true);
});

test("paths of 260 characters and more reach Windows only with a prefix", async () => {
  const files = [...(await roomFiles("engine")), ...(await roomFiles("main"))];
  const callers: string[] = [];
  for (const file of files) {
    if (unprefixed.test(await readFile(join(repository, file), "utf8"))) callers.push(file);
  }
  expect(callers.sort()).toEqual(unprefixedCallers);
});

test("finds a planted import that bypasses these files", () => {
  expect(takenBeside('import { readFile, rename } from "node:fs/promises";')).toEqual(["rename"]);
  expect(takenBeside('import {\n  rmSync as gone,\n  type Stats,\n} from "node:fs";')).toEqual(["rmSync"]);
  expect(takenBeside('import * as fs from "node:fs";')).toHaveLength(1);
  expect(takenBeside('import fs from "fs";')).toHaveLength(1);
  expect(takenBeside('const { rm } = await import("node:fs/promises");')).toHaveLength(1);
  expect(takenBeside('import { createReadStream, readFile } from "node:fs";')).toEqual([]);
});
