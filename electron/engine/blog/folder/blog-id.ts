import { randomBytes } from "node:crypto";
import { basename, resolve } from "node:path";
import { sha256 } from "#engine/base/hash.ts";
import { OwnFolder } from "#engine/base/own-folder.ts";

/**
 * Git ignores history, journal and other data of this computer. It keeps the id, which belongs to the blog.
 */
const gitignore = "*\n!.gitignore\n!id\n";

/**
 * Returns the blog's id from `.hitofude/id`; makes one if there is none. It consists of the folder's name at
 * that time and a random part, and never changes. If the folder cannot be written, the id is derived from the
 * folder's path.
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
    // The folder is read-only, or `.hitofude` is a link
  }
  return (await readId(home)) ?? `${name}-${sha256(resolve(folder)).slice(0, 12)}`;
}

async function readId(home: OwnFolder): Promise<string | null> {
  const text = String(await home.read("id").catch(() => ""));
  // The id names a folder on servers: accepts only ids of the form that is made here
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
