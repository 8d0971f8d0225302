import { glob } from "node:fs/promises";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that contains package.json. */
export const repository = fileURLToPath(new URL("../..", import.meta.url));

const folders = {
  contract: "electron/contract/",
  engine: "electron/engine/",
  main: "electron/main/",
  preload: "electron/preload/",
  renderer: "renderer/",
} as const;
export type RoomName = keyof typeof folders;

/** Returns every source file of a room, relative to the repository. */
export async function roomFiles(room: RoomName): Promise<string[]> {
  const files: string[] = [];
  for await (const file of glob(`${folders[room]}**/*.{ts,tsx}`, { cwd: repository })) {
    if (!file.endsWith(".d.ts")) files.push(file.replaceAll("\\", "/"));
  }
  return files.sort();
}

/** Returns the room of a file in the repository; for files elsewhere, the top folder, such as `resources`. */
export function roomOf(path: string): string {
  const room = Object.entries(folders).find(([, folder]) => path.startsWith(folder));
  return room?.[0] ?? path.split("/")[0] ?? "";
}

/**
 * Returns every module that a source imports, including types and modules in `export from` and `import()`.
 */
export function importsOf(source: string): string[] {
  const pattern =
    /(?:^|[\s;}])(?:import|export)\s*(?:[\w*{][^"';]*?\sfrom\s*)?["']([^"'\n]+)["']|\bimport\(\s*["']([^"'\n]+)["']/g;
  return [...source.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? "");
}

export type Target =
  | { kind: "room"; room: string; path: string }
  | { kind: "node"; name: string }
  | { kind: "package"; name: string };

/** Returns the file or package that an import in `file` refers to. */
export function specifierTarget(file: string, specifier: string): Target {
  if (specifier.startsWith("node:")) return { kind: "node", name: specifier };
  const path = inside(file, specifier);
  if (path === undefined) return { kind: "package", name: specifier };
  return { kind: "room", room: roomOf(path), path };
}

function inside(file: string, specifier: string): string | undefined {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(file), specifier);
  const named = /^#(\w+)\/(.*)$/.exec(specifier);
  if (!named) return undefined;
  const [, room = "", rest = ""] = named;
  return `${Object.hasOwn(folders, room) ? folders[room as RoomName] : `${room}/`}${rest}`;
}
