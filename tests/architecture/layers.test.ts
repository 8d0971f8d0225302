import { glob, readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { circlesIn, type LayeredRoom, layerOf, layers } from "./layers.ts";
import { importsOf, type RoomName, repository, roomFiles, specifierTarget } from "./rooms.ts";

const rooms: readonly RoomName[] = ["contract", "engine", "main", "preload", "renderer"];
const roots: Record<LayeredRoom, string> = { engine: "electron/engine/", renderer: "renderer/" };

/** The goal is about 25 files in a folder; a folder with more than this number must be divided. */
const mostFiles = 27;
const mostLines = 300;
/** If only one file imports a file with fewer lines, the two files should be one. */
const fewLines = 40;

/** For each source file, the repository's files that it imports; all paths are relative to the repository. */
const imports = new Map<string, string[]>();
const lines = new Map<string, number>();

beforeAll(async () => {
  for (const file of (await Promise.all(rooms.map(roomFiles))).flat()) {
    const source = await readFile(join(repository, file), "utf8");
    const targets = importsOf(source).map((specifier) => specifierTarget(file, specifier));
    imports.set(
      file,
      targets.flatMap((target) => (target.kind === "room" ? [target.path] : [])),
    );
    lines.set(file, source.split("\n").length - 1);
  }
  print();
});

/** Returns the layer of a file in the room. Returns undefined for a file outside the room. */
function layer(room: LayeredRoom, file: string): number | undefined {
  return file.startsWith(roots[room]) ? layerOf(room, file.slice(roots[room].length)) : undefined;
}

function fileCounts(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const file of imports.keys()) {
    const folder = posix.dirname(file);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return counts;
}

function print(): void {
  const [largest = "", most = 0] = [...fileCounts()].sort(([, a], [, b]) => b - a)[0] ?? [];
  const all = [...lines.values()];
  console.log(
    [
      ...rooms.map(
        (room) => `${room}: ${[...imports.keys()].filter((file) => isIn(room, file)).length} files`,
      ),
      `all: ${imports.size} files, ${all.reduce((sum, count) => sum + count, 0)} lines`,
      `largest flat folder: ${largest}, ${most} files`,
      `circles: ${circlesIn(imports).length}`,
      ...Object.entries(layers).map(
        ([room, names]) => `layers of ${room}: ${names.filter(Boolean).join(" < ")}`,
      ),
    ].join("\n"),
  );
}

function isIn(room: RoomName, file: string): boolean {
  return file.startsWith(room === "renderer" ? "renderer/" : `electron/${room}/`);
}

describe.each(["engine", "renderer"] as const)("layers of %s", (room) => {
  test("every file belongs to a layer", () => {
    const files = [...imports.keys()].filter((file) => file.startsWith(roots[room]));
    expect(files.length).toBeGreaterThan(100);
    expect(files.filter((file) => layer(room, file) === -1)).toEqual([]);
  });

  test("files import only from their own layer or a lower one", () => {
    let seen = 0;
    const faults: string[] = [];
    for (const [file, targets] of imports) {
      const own = layer(room, file);
      if (own === undefined) continue;
      for (const target of targets) {
        const other = layer(room, target);
        if (other === undefined || target.endsWith(".css")) continue;
        seen += 1;
        if (other > own) faults.push(`${file} imports ${target}`);
      }
    }
    expect(seen).toBeGreaterThan(200);
    expect(faults).toEqual([]);
  });
});

test("no files import each other in a circle, not even types", () => {
  expect([...imports.values()].flat().length).toBeGreaterThan(2000);
  expect(circlesIn(imports)).toEqual([]);
});

test("no folder has too many files, and no file too many lines", () => {
  const large = [...fileCounts()].filter(([, count]) => count > mostFiles);
  expect(large).toEqual([]);
  expect([...lines].filter(([, count]) => count > mostLines)).toEqual([]);
});

test("a short file with one importer is a part of it, unless it has a reason to be a file", async () => {
  const importers = new Map<string, string[]>();
  for (const [file, targets] of imports)
    for (const target of new Set(targets)) importers.set(target, [...(importers.get(target) ?? []), file]);
  const used = await usedOutside();
  expect(used.size).toBeGreaterThan(500);
  const short = [...importers].filter(([file, { length }]) => length === 1 && linesOf(file) < fewLines);
  expect(short.length).toBeGreaterThan(20);
  const alone = short.filter(([file, [importer = ""]]) => {
    const folder = posix.dirname(file);
    const members = (imports.get(importer) ?? []).filter((target) => posix.dirname(target) === folder);
    const isMember = new Set(members).size >= 3;
    return !used.has(file) && !isMember && linesOf(importer) + linesOf(file) <= mostLines;
  });
  expect(alone.map(([file]) => file)).toEqual([]);
});

function linesOf(file: string): number {
  return lines.get(file) ?? Number.POSITIVE_INFINITY;
}

/** Returns the files that tests or scripts import, modules that are loaded on demand, and threads. */
async function usedOutside(): Promise<Set<string>> {
  const used = new Set<string>();
  const add = (file: string, specifier: string): void => {
    const target = specifierTarget(file, specifier);
    if (target.kind === "room") used.add(target.path);
  };
  for await (const file of glob("{tests,scripts}/**/*.{ts,tsx,mjs}", { cwd: repository })) {
    for (const specifier of importsOf(await readFile(join(repository, file), "utf8"))) add(file, specifier);
  }
  for (const file of imports.keys()) {
    const source = await readFile(join(repository, file), "utf8");
    for (const [, specifier = ""] of source.matchAll(/\bimport\("([^"]+)"\)/g)) add(file, specifier);
    for (const [, name = ""] of source.matchAll(/\bnew URL\("([^"]+)", import\.meta\.url\)/g))
      add(file, `./${name}`);
  }
  return used;
}

test("finds planted faults", () => {
  expect(layerOf("engine", "site/model/site.ts")).toBeGreaterThan(layerOf("engine", "blog/posts/post.ts"));
  expect(layerOf("engine", "speed/text-thread/text-job.ts")).toBeGreaterThan(layerOf("engine", "site/a.ts"));
  expect(layerOf("engine", "publish/run/publish.ts")).toBeGreaterThan(layerOf("engine", "publish/plan/a.ts"));
  expect(layerOf("engine", "site/pages/a.ts")).toBeGreaterThan(layerOf("engine", "site/model/site.ts"));
  expect(layerOf("engine", "publish/a.ts")).toBe(-1);
  expect(layerOf("engine", "engine-process.ts")).toBe(layers.engine.length - 1);
  expect(layerOf("renderer", "elsewhere/a.ts")).toBe(-1);
  const circle = new Map([
    ["a.ts", ["b.ts"]],
    ["b.ts", ["c.ts", "d.ts"]],
    ["c.ts", ["a.ts"]],
    ["d.ts", []],
  ]);
  expect(circlesIn(circle)).toEqual([["a.ts", "b.ts", "c.ts"]]);
});
