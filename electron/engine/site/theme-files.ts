import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Path inside the theme, with `/`, NFC, and the bytes. */
export interface ThemeFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/** More than any theme needs; keeps a folder dropped there by accident from filling the memory. */
const mostFiles = 2_000;
const largestFile = 8 * 1024 * 1024;

/**
 * Reads a theme folder whole; templates then see these files and nothing else on the computer. Symbolic links are
 * passed over, the folder itself included, because they may lead anywhere. A missing folder has no files.
 */
export function readThemeFolder(folder: string): Map<string, ThemeFile> {
  const files = new Map<string, ThemeFile>();
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) readInto(files, folder, "");
  return files;
}

function readInto(files: Map<string, ThemeFile>, folder: string, prefix: string): void {
  const entries = readdirSync(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith(".") || files.size >= mostFiles) continue;
    const location = join(folder, entry.name);
    const path = prefix + entry.name.normalize("NFC");
    if (entry.isDirectory()) readInto(files, location, `${path}/`);
    else if (entry.isFile() && lstatSync(location).size <= largestFile) {
      files.set(path, { path, bytes: readFileSync(location) });
    }
  }
}
