import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/** What a test can leave behind in its process, or find there. */
const traces = [
  // Vitest's mocks and timers, and environments with a document
  /\bvi\s*\.(?!(?:fn|mocked|waitFor|waitUntil)\b)|@vitest-environment/,
  // Everything of the process except what never changes, and changes of its environment
  /\bprocess\.(?!(?:env|platform|arch|execPath|pid|getuid|versions?)\b)|\bprocess\[|\bdelete process\b/,
  /\bprocess\.env\b[^\n]* [?|&]{0,2}= |\bprocess\.env;/,
  /\b(globalThis|global)\b[.[]/,
  // Modules of Node that change the process, or measure it
  /["']node:(?:async_hooks|diagnostics_channel|inspector|module|perf_hooks|process|v8|vm)\b/,
  // The program's simulation of other systems, which applies to a whole process
  /simulated-system/,
];

/** Modules of the program that keep state of the process. `tests/architecture/module-state.test.ts` lists them. */
const stateful = /publish\/lock\/own-locks|publish\/state\/probe-names|engine\/speed\//;

const repository = resolve(import.meta.dirname, "../..");
const unitTests = join(repository, "tests/unit");

/** Matches variables of pages that tests open in a browser. Scripts of these pages declare them. */
const variablesOfPages = new RegExp(`\\bglobalThis\\.(?:${namesInPages().join("|")})\\b`, "g");

function namesInPages(): string[] {
  const names = readdirSync(unitTests, { recursive: true, encoding: "utf8" })
    .filter((name) => /-window\.tsx?$/.test(name))
    .flatMap((name) => [...readFileSync(join(unitTests, name), "utf8").matchAll(/^ +var (\w+):/gm)])
    .flatMap(([, name]) => name ?? []);
  if (names.length === 0) throw new Error("no variables of pages: the pattern would match everything");
  return names;
}

/**
 * Returns the files of unit tests that can share a process, relative to the repository.
 * Neither these tests nor the modules that they import leave a trace in the process.
 * Their temporary folders are their own.
 * A new process for each of them would take half a second of CPU time.
 */
export function filesSharingProcess(): string[] {
  const known = new Map<string, boolean>();
  const isClean = (file: string): boolean => {
    const before = known.get(file);
    if (before !== undefined) return before;
    // Modules may import each other
    known.set(file, true);
    const text = readFileSync(file, "utf8").replaceAll(variablesOfPages, "");
    const isTest = file.startsWith(join(repository, "tests"));
    const leaves = isTest ? traces.some((trace) => trace.test(text)) : stateful.test(file);
    const clean = !leaves && importedModules(file, text).every(isClean);
    known.set(file, clean);
    return clean;
  };
  return readdirSync(unitTests, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => join(unitTests, name))
    .filter(isClean)
    .map((file) => relative(repository, file).replaceAll("\\", "/"));
}

const rooms = {
  "#tests/": "tests/",
  "#engine/": "electron/engine/",
  "#contract/": "electron/contract/",
  "#main/": "electron/main/",
  "#renderer/": "renderer/",
};

/** Returns the modules of the repository that a file imports. */
function importedModules(file: string, text: string): string[] {
  const names = Array.from(text.matchAll(/(?:from|import) ?\(?"([^"]+\.tsx?)"/g), ([, name = ""]) => name);
  return names.flatMap((name) => {
    if (name.startsWith(".")) return [resolve(dirname(file), name)];
    const room = Object.entries(rooms).find(([prefix]) => name.startsWith(prefix));
    return room ? [join(repository, room[1], name.slice(room[0].length))] : [];
  });
}
