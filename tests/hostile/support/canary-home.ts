import { lstat, mkdir, readdir, readFile, readlink, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

/** A text in every file of the canary home. If it appears elsewhere, a file outside the blog was read. */
export const canary = "canary-9c1f4e";

const note = `${canary} private\n`;
const text = `---\ntitle: ${canary}\ndate: 2024-05-01 10:00:00\nstatus: ready\n---\n\n${canary} private\n`;

/** The files of a home folder, some with names that the program uses for its own files. */
const files: Readonly<Record<string, string>> = {
  ".bashrc": note,
  ".ssh/config": note,
  "notes.txt": note,
  "secret.md": text,
  "settings.yaml": `title: ${canary}\nlanguage: en\n`,
  "Documents/letter.md": text,
  "Documents/hibi/letter.md": text,
  "Documents/index.html": note,
  "Pictures/photo.jpg": note,
  "Pictures/2024/photo.webp": note,
  "theme/templates/post.liquid": note,
  "theme/assets/style.css": `/*! ${canary} */\n`,
  "theme/locales/ja.yaml": `posts: ${canary}\n`,
  "state/id": "canary-0123456789ab\n",
  "state/words.json": note,
  "state/scheduled.json": note,
  "state/last-post.json": note,
  "state/000001700000000/posts/hibi/first.md": text,
  "state/contents/aa/notes": note,
};

/** Creates a home folder in which every file contains the canary. */
export async function makeHome(home: string): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(home, path)), { recursive: true });
    await writeFile(join(home, path), content);
  }
}

/**
 * Returns the kind, permissions, content and link target of everything in a folder, by path.
 * The folder itself must not be a link.
 */
export async function contentsOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  if (!(await lstat(folder).catch(() => null))?.isDirectory()) return found;
  // With `withFileTypes`, links to folders are not followed
  const options = { recursive: true, withFileTypes: true } as const;
  const entries = await readdir(folder, options);
  for (const { name: last, parentPath } of entries) {
    const path = join(parentPath, last);
    const name = relative(folder, path);
    const entry = await lstat(path);
    const mode = (entry.mode & 0o7777).toString(8);
    if (entry.isSymbolicLink()) found.set(name, `link ${await readlink(path)}`);
    else if (entry.isFile()) found.set(name, `${mode} ${await readFile(path, "latin1")}`);
    else found.set(name, `${mode} folder`);
  }
  return found;
}

/** Returns the differences of two listings as lines for an error message. */
export function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths]
    .filter((path) => before.get(path) !== after.get(path))
    .map((path) => {
      if (!before.has(path)) return `new: ${path}`;
      return after.has(path) ? `changed: ${path}` : `gone: ${path}`;
    });
}

/** Returns the files of a folder that contain the canary. Returns none if the folder is missing. */
export async function canaryIn(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const [path, content] of await contentsOf(folder)) {
    if (!content.startsWith("link ") && content.includes(canary)) found.push(path);
  }
  return found;
}
