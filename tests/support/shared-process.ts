import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/** What can change something that outlasts a file of tests, or depends on what other files leave behind. */
const traces = [
  // Vitest's mocks, timers and hooks, and environments with a document
  /\bvi\b|\b(before|after)(All|Each)\b|@vitest-environment/,
  /\b(process|globalThis|window|document|global|console)\b[.[]/,
  // Modules of Node that reach the disk, the network or other processes
  /["']node:(?!path|url|util|assert|buffer|crypto|zlib)/,
  // The program's simulation of other systems, which applies to a whole process
  /simulated-system/,
];

const repository = resolve(import.meta.dirname, "../..");

/**
 * Returns the files of unit tests that can share a process, relative to the repository.
 * Neither these tests nor the modules for tests that they import leave a trace in the process.
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
    const clean = !traces.some((trace) => trace.test(text)) && importedModules(file, text).every(isClean);
    known.set(file, clean);
    return clean;
  };
  return readdirSync(join(repository, "tests/unit"), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => join(repository, "tests/unit", name))
    .filter(isClean)
    .map((file) => relative(repository, file).replaceAll("\\", "/"));
}

/** Returns the modules for tests that a file imports. */
function importedModules(file: string, text: string): string[] {
  return Array.from(text.matchAll(/(?:from|import) ?\(?"([^"]+\.tsx?)"/g), ([, name = ""]) => name).flatMap(
    (name) => {
      if (name.startsWith("#tests/")) return [join(repository, "tests", name.slice("#tests/".length))];
      const path = name.startsWith(".") ? resolve(dirname(file), name) : "";
      return path.startsWith(join(repository, "tests")) ? [path] : [];
    },
  );
}
