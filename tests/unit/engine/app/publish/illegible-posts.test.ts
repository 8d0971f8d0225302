import { cp, mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import type { PublishResult } from "#contract/types/publish-run-types.ts";
import { readTree } from "#tests/support/publish/built-site.ts";
import { yes } from "#tests/support/publish/sftp-publish.ts";
import { openBlog, openFiles, post, settings, statePath, type TestBlog } from "../open-service.ts";

let blog: TestBlog;
afterEach(() => blog.close());

const blocked = { code: "publish.blocked", values: { count: 1 } };
const [rain, snow] = ["posts/hibi/rain.md", "posts/hibi/snow.md"];

async function open(files: Readonly<Record<string, string>> = {}): Promise<void> {
  blog = await openFiles(
    { [rain]: post("雨", "雨の文", 7), [snow]: post("雪", "雪の文"), ...files },
    { watch: true },
  );
}

const textOf = (path: string): Promise<string> => readFile(join(blog.folder, path), "utf8");
const site = () => readTree(statePath(blog.folder, "practice-site/server/htdocs"));
/** Returns the texts of a site as UTF-8, because `readTree` returns bytes as characters. */
const wordsOf = (tree: unknown): string => Buffer.from(JSON.stringify(tree), "latin1").toString();
const broken = (text: string): string => text.replace("title: ", "title: [");

/** Publishes, and agrees to everything, such as the removal of pages. */
async function publish(at: TestBlog = blog): Promise<PublishResult> {
  await at.service.blog.catchUp();
  const signal = new Cancellation();
  return at.service.publishing.run({ review: false, ask: async (question) => yes(question), signal });
}

async function move(from: string, to: string): Promise<void> {
  await rename(join(blog.folder, from), join(blog.folder, to));
}

test("a live post that cannot be read, also under a new name, stops a publish and stays online", async () => {
  await open();
  await publish();
  const before = await site();
  await blog.write(rain, broken(await textOf(rain)));
  await expect(publish()).rejects.toMatchObject(blocked);
  await move(rain, "posts/hibi/renamed.md");
  await expect(publish()).rejects.toMatchObject(blocked);
  // Another post takes the path of the live one.
  await blog.write(rain, post("別の記事", "別の文", 7));
  await expect(publish()).rejects.toMatchObject(blocked);
  expect(await site()).toEqual(before);
});

test("a live post that is renamed and misshapen in any way stops a publish and stays online", async () => {
  await open();
  await publish();
  const [before, text] = [await site(), await textOf(rain)];
  expect(text).toMatch(/^permalink: 20240506-0700\.html\nguid: /m);
  await rm(join(blog.folder, rain));
  const forms: Readonly<Record<string, string>> = {
    "keys are indented": broken(text).replace(/^\w+:/gm, "  $&"),
    "comments follow the values": broken(text).replace(/^(?:permalink|guid).*$/gm, "$& # fixed"),
    "a comment follows the closing fence": text.replace("\n---\n", "\n--- # end\n"),
    "the closing fence is missing": text.replace("\n---\n", "\n"),
    "the opening fence is missing": text.replace("---\n", ""),
    "an empty line is above": `\n${text}`,
    "lines end with CR": text.replaceAll("\n", "\r"),
    "a conflict is marked in it": text.replace(
      /^title:.*$/m,
      "<<<<<<< ours\n$&\n=======\ntitle: a\n>>>>>>> theirs",
    ),
    "a conflict is marked around it": `<<<<<<< ours\n${text}=======\n${text}>>>>>>> theirs\n`,
    "the date is missing": text.replace(/^date:.*\n/m, ""),
    "the date cannot be read": text.replace("05-06", "05-66"),
  };
  for (const [form, misshapen] of Object.entries(forms)) {
    await blog.write("posts/hibi/renamed.md", misshapen);
    await expect(publish(), form).rejects.toMatchObject(blocked);
  }
  expect(await site()).toEqual(before);
  await blog.write("posts/hibi/renamed.md", text);
  expect(await publish()).toMatchObject({ removed: 0 });
});

test("a live post that is renamed and saved in another encoding stops a publish and stays online", async () => {
  await open();
  await publish();
  const before = await site();
  const bytes = Buffer.concat([Buffer.from(await textOf(rain)), Buffer.from([0x82, 0xa0])]);
  await rm(join(blog.folder, rain));
  await blog.write("posts/hibi/renamed.md", bytes);
  await expect(publish()).rejects.toMatchObject(blocked);
  expect(await site()).toEqual(before);
});

test("a live page that is renamed and broken stops a publish and stays online", async () => {
  await open({ "pages/about.md": "---\ntitle: 私\nstatus: ready\n---\n\n文\n" });
  await publish();
  const before = await site();
  await move("pages/about.md", "pages/me.md");
  await blog.write("pages/me.md", broken(await textOf("pages/me.md")));
  await expect(publish()).rejects.toMatchObject(blocked);
  expect(await site()).toEqual(before);
});

test("a draft that cannot be read does not stop a publish that removes another post", async () => {
  await open();
  await publish();
  await blog.write("posts/hibi/draft.md", "---\ntitle: [\nstatus: draft\n---\n\nまだ秘密の文\n");
  await rm(join(blog.folder, snow));
  expect(await publish()).toMatchObject({
    leftOut: ["posts/hibi/draft.md"],
    posts: { removed: { count: 1, first: { title: "雪" } } },
  });
  const words = wordsOf(await site());
  expect(words).toContain("雨の文");
  expect(words).not.toMatch(/雪の文|秘密/);
});

test.skipIf(process.platform === "win32")(
  "a file with an unusable name is left out and named, unless a live post is missing",
  async () => {
    await open();
    await publish();
    await blog.write("posts/hibi/a\u0001b.md", post("霧", "霧の文", 8));
    blog = await blog.reopen();
    const path = "posts/hibi/a\uFFFDb.md";
    expect(await publish()).toMatchObject({
      leftOut: [path],
      notes: [{ code: "files.leftOut", values: { count: 1, paths: path } }],
    });
    await move(snow, "posts/hibi/s\u0001.md");
    blog = await blog.reopen();
    const two = { code: "publish.blocked", values: { count: 2 } };
    await expect(publish()).rejects.toMatchObject(two);
    // Another post takes the path of the live one.
    await blog.write(snow, post("別の記事", "別の文"));
    await expect(publish()).rejects.toMatchObject(two);
  },
);

test.skipIf(process.platform === "win32")(
  "a shared draft whose file gets an unusable name stops a publish and keeps its page",
  async () => {
    const draft = "posts/hibi/draft.md";
    await open({ [draft]: post("下書き", "内緒の文").replace("ready", "draft") });
    await blog.service.posts.shareDraft(draft, 30);
    await publish();
    await move(draft, "posts/hibi/d\u0001.md");
    blog = await blog.reopen();
    await expect(publish()).rejects.toMatchObject(blocked);
    expect(wordsOf(await site())).toContain("内緒の文");
  },
);

test("a shared draft that is renamed and broken keeps its page, also for a computer that has no records", async () => {
  const server = join(await mkdtemp(join(tmpdir(), "hitofude-server-")), "site");
  await mkdir(server);
  const target = `  here: { kind: folder, directory: ${server}, url: "http://127.0.0.1:1/" }\ndefaultTarget: here\n`;
  const draft = "posts/hibi/draft.md";
  await open({
    "blog.yaml": settings + target,
    [draft]: post("下書き", "内緒の文").replace("ready", "draft"),
  });
  await blog.service.posts.shareDraft(draft, 30);
  await publish();
  const before = await readTree(server);
  expect(wordsOf(before)).toContain("内緒の文");
  await move(draft, "posts/hibi/renamed.md");
  await blog.write("posts/hibi/renamed.md", broken(await textOf("posts/hibi/renamed.md")));
  await expect(publish()).rejects.toMatchObject(blocked);
  const folder = join(await mkdtemp(join(tmpdir(), "hitofude-other-")), "blog");
  await cp(blog.folder, folder, { recursive: true });
  const other = await openBlog(folder);
  try {
    await expect(publish(other)).rejects.toMatchObject(blocked);
    expect(await readTree(server)).toEqual(before);
  } finally {
    await other.close();
    await rm(dirname(server), { recursive: true });
  }
});
