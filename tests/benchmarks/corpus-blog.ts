import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BlogService, openBlogService } from "#engine/app/blog-service.ts";
import { systemClock } from "#engine/app/due-timer.ts";
import { stateRootIn } from "#tests/support/trusted-folder.ts";
import { corpusPost, writeCorpus } from "./corpus.ts";

const resources = fileURLToPath(new URL("../../resources", import.meta.url));

/** An open blog with generated posts. It has the settings of a new blog, except for the theme. */
export interface CorpusBlog {
  readonly service: BlogService;
  readonly folder: string;
  /** Content of `blog.yaml`. */
  readonly settings: string;
}

/**
 * Writes a blog with this number of posts into a folder and opens it. `catchUp` reads later changes.
 * `now` returns the time in milliseconds since the epoch. Default: this computer's clock.
 */
export async function openCorpusBlog(
  folder: string,
  theme: string,
  posts: number,
  now = systemClock.now,
): Promise<CorpusBlog> {
  const blog = join(folder, "blog");
  await writeCorpus(blog, posts);
  const file = join(blog, "blog.yaml");
  const settings = (await readFile(file, "utf8")).replace(/^theme: .*$/m, `theme: ${theme}`);
  await writeFile(file, settings);
  const start = {
    folder: blog,
    sample: false,
    resources,
    siteOrigin: "site://benchmark",
    dataFolder: join(folder, "data"),
    stateRoot: stateRootIn(),
    version: "benchmark",
  };
  const secrets = { get: async () => null, set: async () => undefined, remove: async () => undefined };
  const service = await openBlogService(start, secrets, { watch: true, clock: { ...systemClock, now } });
  return { service, folder: blog, settings };
}

/** Returns the date of a post that `addNewPost` adds, in milliseconds since the epoch: 9:00 in Japan. */
export function newPostTime(number: number): number {
  return Date.UTC(2025, 0, number);
}

/** Adds a post that is newer than all others. It has two tags that other posts have already. */
export async function addNewPost(blog: string, number: number): Promise<void> {
  const date = new Date(newPostTime(number)).toISOString().slice(0, 10);
  const front = `title: 新しい記事 ${number}\ndate: ${date}T09:00:00+09:00\ntags: [散歩, 道具]`;
  const body = corpusPost(7 * number).split("---\n\n")[1] ?? "";
  await writeFile(join(blog, `posts/notes/new-${number}.md`), `---\n${front}\n---\n\n${body}`);
}
