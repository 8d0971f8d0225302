import { TextThreads } from "#engine/speed/text-thread/text-threads.ts";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { AppError } from "#contract/errors.ts";
import { noSecrets, type Secrets } from "#engine/publish/base/targets.ts";
import { blogId } from "#engine/blog/folder/blog-id.ts";
import { BlogState } from "#engine/state/blog-state.ts";
import { BlogService } from "#engine/app/blog-service.ts";
import { dataFolder, stateRoot } from "./shell-data.ts";
import packageFile from "../../../package.json" with { type: "json" };

export const version: string = packageFile.version;

/** The folder with `themes/` and `sample-blog/`: beside the sources, or beside the built program. */
export const resources = nearest("resources");

/**
 * Opens a blog named at the shell; `blog.notFound` when there is no such folder. `hostKeys`: the fingerprints that were given
 * for this run; with any, every other key of a server is refused.
 */
export async function openShellBlog(
  folder: string,
  secrets: Secrets = noSecrets,
  hostKeys: readonly string[] = [],
): Promise<BlogService> {
  const path = resolve(folder);
  if (!existsSync(path)) throw new AppError("blog.notFound", { folder });
  const start = {
    folder: path,
    sample: false,
    resources,
    siteOrigin: "site://shell",
    dataFolder,
    stateRoot,
    version,
  };
  return BlogService.open(start, secrets, {
    watch: false,
    textRenderer: (markdown) => new TextThreads(markdown),
    buildsOnce: true,
    hostKeys,
  });
}

/** Notes that a blog was made on this computer, so that nobody is asked whether it is trusted. */
export async function trustNewBlog(folder: string): Promise<void> {
  const state = await BlogState.load(stateRoot, folder, await blogId(folder));
  await state.update({ trusted: true });
}

/** `out/cli/` and `electron/engine/cli/` lie at different depths below the folder that holds `resources`. */
function nearest(name: string): string {
  for (const up of ["../../", "../../../"]) {
    const path = fileURLToPath(new URL(up + name, import.meta.url));
    if (existsSync(join(path, "themes"))) return path;
  }
  throw new Error(`no ${name} beside the program`);
}
