import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/** What a test can leave behind in its process, or find there. */
const traces = [
  // Vitest's mocks and timers, and environments with a document
  /\bvi\b|@vitest-environment/,
  /\b(process|globalThis|window|document|global|console)\b[.[]/,
  // Modules of Node that reach the network, other processes or threads
  /["']node:(?!path|url|util|assert|buffer|crypto|zlib|fs|os|stream|timers|events)/,
  // The program's simulation of other systems, which applies to a whole process
  /simulated-system/,
];

/**
 * Modules of the program that keep state of the process, or build sites with results that they remember.
 * `tests/architecture/module-state.test.ts` lists the state of all modules.
 */
const stateful =
  /publish\/lock\/own-locks|publish\/state\/probe-names|engine\/speed\/|engine\/site\/(?:session|output|pages)\//;

const repository = resolve(import.meta.dirname, "../..");

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
    const text = readFileSync(file, "utf8");
    const isTest = file.startsWith(join(repository, "tests"));
    const leaves = isTest ? traces.some((trace) => trace.test(text)) : stateful.test(file);
    const clean = !leaves && importedModules(file, text).every(isClean);
    known.set(file, clean);
    return clean;
  };
  return readdirSync(join(repository, "tests/unit"), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => join(repository, "tests/unit", name))
    .filter(isClean)
    .map((file) => relative(repository, file).replaceAll("\\", "/"));
}

const rooms = { "#tests/": "tests/", "#engine/": "electron/engine/", "#contract/": "electron/contract/" };

/** Returns the modules of the repository that a file imports: of the tests, and of the program's engine. */
function importedModules(file: string, text: string): string[] {
  const names = Array.from(text.matchAll(/(?:from|import) ?\(?"([^"]+\.tsx?)"/g), ([, name = ""]) => name);
  return names.flatMap((name) => {
    if (name.startsWith(".")) return [resolve(dirname(file), name)];
    const room = Object.entries(rooms).find(([prefix]) => name.startsWith(prefix));
    return room ? [join(repository, room[1], name.slice(room[0].length))] : [];
  });
}
