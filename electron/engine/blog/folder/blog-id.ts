import { randomBytes } from "node:crypto";
import { basename, resolve } from "node:path";
import { sha256 } from "#engine/base/hash.ts";
import { OwnFolder } from "#engine/base/own-folder.ts";

/** History, journal and cache are this computer's own; the id is the blog's, and travels with it in Git. */
const gitignore = "*\n!.gitignore\n!id\n";

/**
 * The blog's id, kept in `.hitofude/id`: readable (the folder's name when it was made) and random, the same for the
 * blog's life. A folder that cannot be written gets one that follows from its path.
 */
export async function blogId(folder: string): Promise<string> {
  const home = new OwnFolder(folder, ".hitofude");
  const known = await readId(home);
  if (known) return known;
  const name = readableName(folder);
  try {
    await home.make(".gitignore", gitignore).catch(() => undefined);
    await home.make("id", `${name}-${randomBytes(6).toString("hex")}\n`);
  } catch {
    // Read-only, or there is a link
  }
  return (await readId(home)) ?? `${name}-${sha256(resolve(folder)).slice(0, 12)}`;
}

async function readId(home: OwnFolder): Promise<string | null> {
  const text = String(await home.read("id").catch(() => ""));
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
