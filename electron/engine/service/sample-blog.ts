import { existsSync } from "node:fs";
import { cp, mkdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { AppError } from "#contract/errors.ts";

/** Copies the sample blog to `folder`, which must not exist yet; its parents are made. */
export async function createSampleBlog(resources: string, folder: string): Promise<void> {
  if (existsSync(folder)) throw new AppError("post.exists", { path: folder });
  await mkdir(dirname(folder), { recursive: true });
  // What the program itself left in the sample, such as its id, is not part of a new blog.
  const filter = (source: string): boolean => basename(source) !== ".hitofude";
  await cp(join(resources, "sample-blog"), folder, { recursive: true, filter });
}
