import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { EngineStart, NewBlogChoices } from "#contract/engine-start.ts";
import { AppError } from "#contract/errors.ts";
import type { Language } from "#contract/messages.ts";
import { firstLook, lookOf } from "#contract/settings/looks.ts";
import { cp } from "#engine/base/files/change-files.ts";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { fileError, readError } from "#engine/base/file-errors.ts";
import { entriesIfThere, namesIfThere, targetIfThere } from "#engine/base/files/read-files.ts";
import { resolveInside } from "#engine/base/safe-path.ts";
import { isZone } from "#engine/blog/dates/zone-offset.ts";
import { settingsFile } from "#engine/blog/settings/load-settings.ts";

/**
 * Makes the requested blog. Does nothing if the blog exists.
 * Resolves with true if a blog was made, because its settings then come from the program and can be trusted.
 * Rejects with `file.*`, or with `post.exists` if the sample blog's folder is not empty.
 */
export async function makeBlog({
  folder,
  sample,
  sampleLanguage,
  newBlog,
  resources,
}: EngineStart): Promise<boolean> {
  const makesSample = sample && !existsSync(folder);
  if (makesSample) await createSampleBlog(resources, folder, sampleLanguage ?? "ja");
  const makesNew = newBlog !== undefined && !(await isThere(folder, settingsFile));
  if (makesNew) await createBlog(folder, newBlog);
  return makesSample || makesNew;
}

/**
 * Copies the sample blog of a language to `folder`. The copy gets the time zone of this computer.
 * Rejects with `post.exists` if the folder is not empty, or with `file.*`.
 */
export async function createSampleBlog(resources: string, folder: string, language: Language): Promise<void> {
  // Omits `.hitofude`, which contains the program's own files, such as the sample blog's id.
  const filter = (source: string): boolean => basename(source) !== ".hitofude";
  await requireEmpty(folder);
  try {
    await cp(join(resources, sampleFolders[language]), folder, { recursive: true, filter });
    const settings = await readFile(join(folder, settingsFile), "utf8");
    const zoned = settings.replace(/^timeZone: \S+/m, `timeZone: ${computerTimeZone()}`);
    await atomicWrite(join(folder, settingsFile), zoned);
    await atomicWrite(join(folder, ".gitattributes"), gitAttributes);
  } catch (error) {
    throw fileError(error, folder);
  }
}

/** The names of the folders with the sample blogs. These folders are next to the folder of the themes. */
export const sampleFolders: Readonly<Record<Language, string>> = { ja: "sample-blog", en: "sample-blog-en" };

/** Makes a blog without posts. Rejects with `file.*`, or with `post.exists` if the folder has contents. */
export async function createEmptyBlog(folder: string, language: Language): Promise<void> {
  await requireEmpty(folder);
  const title = language === "ja" ? "ブログ" : "Blog";
  await createBlog(folder, { title, author: "", language, look: firstLook });
}

/** Makes a blog in a folder, and changes no existing file. Folders in `posts/` become sections. */
async function createBlog(folder: string, choices: NewBlogChoices): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    const entries = await entriesIfThere(join(folder, "posts"));
    const found = entries.filter((entry) => entry.isDirectory() && sectionName.test(entry.name));
    const names = found.map(({ name }) => name).sort();
    const title = choices.language === "ja" ? "記事" : "Posts";
    const sections =
      names.length > 0 ? names.map((name) => [name, name] as const) : [["posts", title] as const];
    for (const [name] of sections) {
      await mkdir(await resolveInside(folder, `posts/${name}`), { recursive: true });
    }
    const gitFile = ".gitattributes";
    if (!(await isThere(folder, gitFile))) await atomicWrite(join(folder, gitFile), gitAttributes);
    // Writes `blog.yaml` last, because a folder with `blog.yaml` counts as a complete blog.
    await atomicWrite(join(folder, settingsFile), firstSettings(choices, sections));
  } catch (error) {
    throw fileError(error, folder);
  }
}

/** Whether a file exists. If the check fails, rejects with `file.*`, so that no file is overwritten. */
async function isThere(folder: string, name: string): Promise<boolean> {
  const found = await targetIfThere(join(folder, name)).catch((error: unknown) => {
    throw readError(error, name);
  });
  return found !== null;
}

/** The names that a section may have, as in `blogSettingsSchema`. */
const sectionName = /^[a-z0-9][a-z0-9-]*$/;

async function requireEmpty(folder: string): Promise<void> {
  if ((await namesIfThere(folder)).length > 0) throw new AppError("post.exists", { path: folder });
}

/** Makes Git keep the line ends of posts, because other line ends would change every page. */
const gitAttributes = "* text=auto eol=lf\nmedia/** -text\n";

/** Returns a minimal `blog.yaml`, which leaves all other settings at their defaults. */
function firstSettings(
  { title, author, language, look }: NewBlogChoices,
  sections: readonly (readonly [name: string, title: string])[],
): string {
  const { theme, options } = lookOf(look);
  const chosen = Object.entries(options).map(([key, value]) => `  ${key}: ${value}\n`);
  // Writes texts as JSON strings, because every JSON string is a valid YAML string.
  return `title: ${JSON.stringify(title)}
author:
  name: ${JSON.stringify(author)}
language: ${language}
timeZone: ${computerTimeZone()}
theme: ${theme}
${chosen.length > 0 ? `themeOptions:\n${chosen.join("")}` : ""}sections:
${sections.map(([name, label]) => `  ${name}:\n    title: ${JSON.stringify(label)}\n`).join("")}targets:
  practice:
    kind: practice
`;
}

/** Returns the computer's time zone, or UTC if the computer has none, as in some containers. */
function computerTimeZone(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return isZone(timeZone) ? timeZone : "UTC";
}
