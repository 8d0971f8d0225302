import { shellSpeedups } from "#engine/speed/speedups.ts";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { AppError } from "#contract/errors.ts";
import { targetIfThere } from "#engine/base/files/read-files.ts";
import { noSecrets, type Secrets } from "#engine/publish/base/targets.ts";
import { fetchByEnvironment } from "#engine/publish/base/web-fetch.ts";
import { blogId } from "#engine/blog/folder/blog-id.ts";
import { BlogState } from "#engine/state/blog-state.ts";
import { type BlogService, openBlogService } from "#engine/app/blog-service.ts";
import { dataFolder, stateRoot, version } from "./shell-data.ts";

/** The folder with `themes/` and `sample-blog/`, next to the sources or the built program. */
export const resources = nearest("resources");

/**
 * Opens the blog in a folder. If `hostKeys` has entries, all other host keys are refused.
 * Rejects with `blog.notFound` if there is no folder.
 */
export async function openShellBlog(
  folder: string,
  secrets: Secrets = noSecrets,
  hostKeys: readonly string[] = [],
): Promise<BlogService> {
  const path = resolve(folder);
  // Ignores an error of the look-up, because opening the folder then reports the reason.
  if ((await targetIfThere(path).catch(() => undefined)) === null)
    throw new AppError("blog.notFound", { folder });
  const start = {
    folder: path,
    sample: false,
    resources,
    siteOrigin: "site://shell",
    dataFolder,
    stateRoot,
    version,
  };
  return openBlogService(start, secrets, {
    watch: false,
    speedups: await shellSpeedups(),
    buildsOnce: true,
    hostKeys,
    web: fetchByEnvironment(),
  });
}

/** Records that a blog was made on this computer. The user is then not asked whether to trust the blog. */
export async function trustNewBlog(folder: string): Promise<void> {
  const state = await BlogState.load(stateRoot, folder, await blogId(folder));
  await state.update({ trusted: true });
}

/**
 * Finds the folder `name` in a folder above the program.
 * The depth of the program's folder differs between sources, builds and packages.
 */
function nearest(name: string): string {
  for (const up of ["../../", "../../../", "../../../../"]) {
    const path = fileURLToPath(new URL(up + name, import.meta.url));
    if (existsSync(join(path, "themes"))) return path;
  }
  throw new Error(`no ${name} beside the program`);
}
