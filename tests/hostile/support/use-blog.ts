import { bodyOf } from "#engine/blog/posts/post-body.ts";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import type { EngineStart } from "#contract/engine-start.ts";
import { noSecrets } from "#engine/publish/base/targets.ts";
import { journalOf } from "#engine/app/blog-journal.ts";
import { openBlogService } from "#engine/app/blog-service.ts";
import { copyMedia } from "#engine/app/media/copied-media.ts";
import { trustFolder } from "#tests/support/trusted-folder.ts";
import { canary } from "./canary-home.ts";
import { png } from "./hostile-folder.ts";

const resources = fileURLToPath(new URL("../../../resources", import.meta.url));

/** The result of using a blog. */
export interface Use {
  /** Positions at which the canary was found. */
  readonly leaks: readonly string[];
  /** Error codes of the steps that failed, by step. */
  readonly refused: Readonly<Record<string, string>>;
  /** Codes of the problems that were found, each with its file. */
  readonly problems: readonly string[];
}

/** Paths that are requested from the preview, besides those of posts. */
const asked = [
  "index.html",
  "search.html",
  "feed.json",
  "media/2024/picture.png",
  "media/2024/photo.webp",
  "media/photo.jpg",
  "../outside/notes.txt",
  "media/../../outside/notes.txt",
];

const written = "---\ntitle: 上書き\ndate: 2024-05-06 09:00:00\nstatus: ready\n---\n";

/**
 * Does everything in the engine that an author does with a blog in a day.
 * `out`: folder into which the site is built on request.
 */
export async function useBlog(folder: string, out: string): Promise<Use> {
  const leaks: string[] = [];
  const refused: Record<string, string> = {};
  const look = (where: string, what: unknown): void => {
    const text = what instanceof Uint8Array ? Buffer.from(what).toString("latin1") : JSON.stringify(what);
    if (text?.includes(canary)) leaks.push(where);
  };
  const step = async <T>(name: string, work: () => Promise<T> | T): Promise<T | undefined> => {
    try {
      const result = await work();
      look(name, result);
      return result;
    } catch (error) {
      refused[name] = error instanceof Error && "code" in error ? String(error.code) : String(error);
      look(`error of ${name}`, error instanceof Error ? { ...error, text: error.message } : error);
      return undefined;
    }
  };

  const dataFolder = join(dirname(folder), "data");
  await mkdir(dataFolder, { recursive: true });
  const start: EngineStart = {
    folder,
    sample: false,
    resources,
    siteOrigin: "site://test",
    dataFolder,
    stateRoot: join(dataFolder, "blogs"),
    lastPostFile: join(dataFolder, "last-post.json"),
    version: "test",
  };
  // An author who trusts the folder can do more with it
  await trustFolder(folder, start.stateRoot);
  const journal = journalOf(start);
  const word = { path: "posts/hibi/second.md", frontMatter: "", body: "急いで書いた。", at: Date.now() };
  await step("journal early", () => journal.write({ ...word, id: word.path }));
  const service = await step("open", () =>
    openBlogService(start, noSecrets, { watch: false, journal }).then((opened) => hidden(opened)),
  );
  if (!service) return { leaks, refused, problems: [] };
  const { blog, posts, preview, history, replacing, media, builder } = service.it;

  await step("summary", () => service.it.overview.summary());
  await step("recover", () => service.it.recoverJournal());
  await step("journal", () => journal.write({ ...word, id: "new:1", path: null }));
  await step("journal clear", () => journal.clear("new:1"));
  for (const path of [...blog.posts.keys()]) {
    const opened = await step(`open ${path}`, async () => service.it.lastPost.opened(await posts.open(path)));
    if (!opened) continue;
    const { frontMatter, body, hash } = opened;
    await step(`save ${path}`, () =>
      posts.save({ path, frontMatter, body: `${body}一言。\n`, baseHash: hash, force: false }),
    );
    await step(`history ${path}`, async () => {
      for (const { id } of await history.list(path)) look("a version", await history.read(path, id));
    });
  }
  await step("force", () =>
    posts.save({
      path: "posts/hibi/first.md",
      frontMatter: written,
      body: "上書き。",
      baseHash: "",
      force: true,
    }),
  );
  const made = await step("create", () => posts.create({ kind: "post", title: "新しい", body: "書いた。" }));
  await step("create a page", () => posts.create({ kind: "page", title: "More", body: "more" }));
  if (made) {
    await step("rename", () => posts.rename(made.path, "posts/hibi/renamed.md"));
    await step("trash", () => posts.trash("posts/hibi/renamed.md"));
    await step("untrash", () => posts.untrash("posts/hibi/renamed.md"));
  }
  await step("untrash what was not there", () => posts.untrash("posts/hibi/first.md"));
  await step("replace", async () => {
    const { places } = replacing.find({ search: "一言", exact: false });
    await replacing.apply("二言", places);
    return replacing.undo();
  });
  await step("add an image", () =>
    posts.addMedia({ post: "posts/hibi/second.md", name: "a.png", bytes: png }),
  );
  await step("media", () => media.list());
  await step("rename an image", () => media.rename("media/2024/picture.png", "media/2024/renamed.png"));
  await step("rename it back", () => media.rename("media/2024/renamed.png", "media/2024/picture.png"));
  await step("replace an image", () => media.replace("media/2024/picture.png", "b.png", png));
  await step("trash an image", async () => {
    const { trashedAt } = await media.trash("media/unused.png");
    await media.untrash("media/unused.png", trashedAt);
  });
  await step("change targets", () =>
    blog.settingsFile.changeTargets({ name: "練習", target: { kind: "practice" } }),
  );
  await step("notices", async () => {
    const { hash: baseHash } = await blog.settingsFile.readNotices();
    return blog.settingsFile.saveNotices({ notices: [{ text: "お知らせ", from: null }], baseHash });
  });
  await step("search", () => posts.search(canary, 10));
  look(
    "all posts",
    Array.from(blog.posts.values(), ({ title, properties }) => [title, properties]),
  );
  for (const post of blog.posts.values()) await step(`body of ${post.path}`, () => bodyOf(post));
  for (const path of asked) {
    await step(`preview ${path}`, async () => (await preview.respond(path, null)).body);
  }
  const problems = (await step("check", () => service.it.builder.check())) ?? blog.problems;
  await step("build", async () => {
    const build = await builder.build({ baseUrl: "https://blog.example/", outDir: out });
    await copyMedia(build, out);
  });
  for (const target of Object.keys(blog.settings.targets).slice(0, 1)) {
    for (const _ of [1, 2]) {
      await step("publish", () =>
        service.it.publishing
          .run({ target, review: false, signal: new Cancellation() })
          .then(({ siteUrl }) => siteUrl),
      );
    }
    await step("states", () => service.it.publishing.states(target, new Cancellation()));
  }
  await step("close", () => service.it.close());
  return { leaks, refused, problems: problems.map(({ code, file }) => `${code} ${file ?? ""}`.trim()) };
}

/** Hides an object, so that it is not searched for the canary as a whole. */
function hidden<T extends object>(it: T): { readonly it: T } {
  return Object.defineProperty({}, "it", { value: it, enumerable: false }) as { readonly it: T };
}
