import { flushCompileCache } from "node:module";
import { join } from "node:path";
import { PostStore } from "#engine/blog/posts/post-store.ts";
import { findPostFiles } from "#engine/blog/posts/post-files.ts";
import { loadSettings } from "#engine/blog/settings/load-settings.ts";
import { createSiteRenderer } from "#engine/site/output/build-site.ts";

/**
 * Alternately builds two states of a blog into one folder until the process is killed.
 * Prints a line when it begins: `build-forever.ts <blog> <other blog> <themes> <out> <now>`.
 */
const [blog = "", other = "", themesFolder = "", outDir = "", now = ""] = process.argv.slice(2);
const states = await Promise.all(
  [blog, other].map(async (folder) => {
    const { settings } = await loadSettings(folder);
    const store = new PostStore(folder);
    await store.load((await findPostFiles(folder)).paths, settings);
    return { settings, posts: store.posts, baseUrl: settings.url, now: Number(now), outDir };
  }),
);
const renderer = createSiteRenderer({
  blogFolder: blog,
  cacheFolder: join(blog, ".hitofude", "cache"),
  blogId: "trial",
  themesFolder,
});
// A process that is killed stores nothing at its end
flushCompileCache?.();
process.stdout.write("begun\n");
for (;;) {
  for (const state of states) await renderer.build(state);
}
