import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { shortHash } from "./hash.ts";

/** A hash of the sources, inserted by the bundler. Undefined if the program runs from its sources. */
declare const __ENGINE_VERSION__: string | undefined;

/** Identifies the version of the engine, so that caches of another version are discarded. */
export const engineVersion: string =
  typeof __ENGINE_VERSION__ === "string" ? __ENGINE_VERSION__ : versionOfSources();

function versionOfSources(): string {
  const sources = join(import.meta.dirname, "../..");
  const files = ["engine", "contract"].flatMap((room) => filesUnder(join(sources, room)));
  files.push(join(sources, "../package-lock.json"));
  return shortHash(files.sort().map(stampOf).join("\n"));
}

function filesUnder(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function stampOf(location: string): string {
  const found = statSync(location, { throwIfNoEntry: false });
  return `${location} ${found?.size} ${found?.mtimeMs}`;
}
