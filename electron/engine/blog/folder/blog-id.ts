import { randomBytes } from "node:crypto";
import { basename, resolve } from "node:path";
import { systemCode } from "#contract/file-retries.ts";
import { readError } from "#engine/base/file-errors.ts";
import { nullIfMissing } from "#engine/base/files/read-files.ts";
import { sha256 } from "#engine/base/hash.ts";
import { OwnFolder } from "#engine/base/own-folder.ts";

/**
 * Content of `.hitofude/.gitignore`.
 * Git ignores everything in `.hitofude` except the id, which must be equal in all clones.
 */
const gitignore = "*\n!.gitignore\n!id\n";

/**
 * Returns the blog's id from `.hitofude/id`, or creates an id from the folder's name and random text.
 * In a read-only folder, the id is derived from the folder's path.
 * Rejects with `file.*` for an unreadable id, because servers would treat a blog with a new id as another.
 */
export async function blogId(folder: string): Promise<string> {
  const home = new OwnFolder(folder, ".hitofude");
  const known = await readId(home);
  if (known) return known;
  const name = readableName(folder);
  const derived = `${name}-${sha256(resolve(folder)).slice(0, 12)}`;
  try {
    await home.make(".gitignore", gitignore).catch(() => undefined);
    // Replaces a blank id, which a power cut can leave.
    // The new id comes from the path, so that two engines write the same id.
    if (await isBlank(home)) await home.write("id", `${derived}\n`);
    else await home.makeWhole("id", `${name}-${randomBytes(6).toString("hex")}\n`);
  } catch {
    // An error means that the folder is read-only, or that `.hitofude` is a symbolic link.
  }
  return (await readId(home)) ?? derived;
}

async function isBlank(home: OwnFolder): Promise<boolean> {
  const text = await textOfId(home);
  return text !== null && /^[\s\0]*$/.test(text);
}

async function textOfId(home: OwnFolder): Promise<string | null> {
  const bytes = await home.read("id").catch(nullIfMissing).catch(linkIsNone);
  return bytes === null ? null : String(bytes);
}

async function readId(home: OwnFolder): Promise<string | null> {
  const text = (await textOfId(home)) ?? "";
  // Refuses ids with unexpected characters, because the id becomes the name of a folder on servers.
  return /^[a-z0-9][a-z0-9-]{0,63}$/.exec(text.trim())?.[0] ?? null;
}

/**
 * Returns null if the error reports a symbolic link, because the id is not read through symbolic links.
 * Rethrows other errors.
 */
function linkIsNone(error: unknown): null {
  if (["file.linked", "ELOOP"].includes(systemCode(error))) return null;
  throw readError(error, ".hitofude/id");
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
