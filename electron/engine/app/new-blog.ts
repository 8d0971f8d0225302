import { existsSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { EngineStart } from "#contract/engine-start.ts";
import { AppError } from "#contract/errors.ts";
import type { Language } from "#contract/messages.ts";
import { cp } from "#engine/base/files/change-files.ts";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { fileError } from "#engine/base/file-errors.ts";

/**
 * Makes the blog that `start` requests, unless it exists. Resolves with true if it made one. Rejects like
 * `createSampleBlog` and `createEmptyBlog`.
 */
export async function makeBlog({ folder, sample, newBlog, resources }: EngineStart): Promise<boolean> {
  const makesSample = sample && !existsSync(folder);
  if (makesSample) await createSampleBlog(resources, folder);
  const makesEmpty = newBlog !== undefined && !existsSync(join(folder, "blog.yaml"));
  if (makesEmpty) await createEmptyBlog(folder, newBlog.language, newBlog.title);
  return makesSample || makesEmpty;
}

/**
 * Copies the sample blog to `folder`, which must be empty or missing. Rejects with `post.exists` or `file.*`.
 */
export async function createSampleBlog(resources: string, folder: string): Promise<void> {
  // Leaves out the program's own files in the sample, such as the blog's id: a new blog gets an id of its
  // own.
  const filter = (source: string): boolean => basename(source) !== ".hitofude";
  await fill(folder, async () => {
    await cp(join(resources, "sample-blog"), folder, { recursive: true, filter });
    await atomicWrite(join(folder, ".gitattributes"), gitAttributes);
  });
}

/**
 * Makes a blog with settings and no post, in the computer's time zone. `folder` must be empty or missing.
 * Rejects with `post.exists` or `file.*`.
 */
export async function createEmptyBlog(folder: string, language: Language, title?: string): Promise<void> {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  await fill(folder, async () => {
    await mkdir(join(folder, "posts", "posts"), { recursive: true });
    await atomicWrite(join(folder, "blog.yaml"), firstSettings(language, timeZone, title));
    await atomicWrite(join(folder, ".gitattributes"), gitAttributes);
  });
}

/**
 * Makes Git keep the line ends of posts on every system. With other line ends, each post would differ from
 * the published one, and every page would be uploaded again.
 */
const gitAttributes = "* text=auto eol=lf\nmedia/** -text\n";

async function fill(folder: string, work: () => Promise<void>): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    if ((await readdir(folder)).length > 0) throw new AppError("post.exists", { path: folder });
    await work();
  } catch (error) {
    throw fileError(error, folder);
  }
}

/** Returns the text of a minimal `blog.yaml`; every other setting has a default. */
function firstSettings(language: Language, timeZone: string, title?: string): string {
  const [blog, posts] = language === "ja" ? ["ブログ", "記事"] : ["Blog", "Posts"];
  // Quotes the title as JSON, because every JSON string is a valid YAML string.
  return `title: ${title === undefined ? blog : JSON.stringify(title)}
author:
  name: ""
language: ${language}
timeZone: ${timeZone}
theme: fude
sections:
  posts:
    title: ${posts}
targets:
  practice:
    kind: practice
`;
}
