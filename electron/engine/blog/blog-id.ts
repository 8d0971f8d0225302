import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { sha256 } from "#engine/files/hash.ts";

/** History, journal and cache are this computer's own; the id is the blog's, and travels with it in Git. */
const gitignore = "*\n!.gitignore\n!id\n";

/**
 * The blog's id, kept in `.hitofude/id`: readable (the folder's name when it was made) and random, the same for the
 * blog's life. A folder that cannot be written gets one that follows from its path.
 */
export async function blogId(folder: string): Promise<string> {
  const home = join(folder, ".hitofude");
  const file = join(home, "id");
  const known = await readId(file);
  if (known) return known;
  const name = readableName(folder);
  try {
    await mkdir(home, { recursive: true });
    await writeFile(join(home, ".gitignore"), gitignore, { flag: "wx" }).catch(() => undefined);
    await writeFile(file, `${name}-${randomBytes(6).toString("hex")}\n`, { flag: "wx" });
  } catch {
    // Read-only, or another window was faster
  }
  return (await readId(file)) ?? `${name}-${sha256(resolve(folder)).slice(0, 12)}`;
}

async function readId(file: string): Promise<string | null> {
  const text = await readFile(file, "utf8").catch(() => "");
  // Names a folder on servers: nothing but what was made here
  return /^[a-z0-9][a-z0-9-]{0,63}$/.exec(text.trim())?.[0] ?? null;
}

function readableName(folder: string): string {
  const words = basename(resolve(folder))
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
  return (
    words
      .replace(/^-+|-+$/g, "")
      .slice(0, 32)
      .replace(/-+$/, "") || "blog"
  );
}
