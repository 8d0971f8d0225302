import { cp, mkdir, readdir, readFile, rename, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import type { Answer, Question } from "#contract/types/publish-run-types.ts";
import { openBlogService } from "#engine/app/blog-service.ts";
import { openBlog, openFiles, post, stateRootOf, statePath, type TestBlog } from "./open-service.ts";

let blog: TestBlog;
afterEach(() => blog.close());

const no: Answer = { accept: false, answers: [], remember: false };
const yes: Answer = { ...no, accept: true };
const files = { "posts/hibi/a.md": post("雨", "文") };

/** Answers every question. Returns the list of questions. */
function answering(test: TestBlog, answer: (question: Question) => Answer): Question["kind"][] {
  const asked: Question["kind"][] = [];
  test.service.events.forwardTo({
    emit: (name, payload) => {
      if (name !== "publish.question" || !("question" in payload)) return;
      asked.push(payload.question.kind);
      test.service.publishing.answer(payload.id, answer(payload.question));
    },
  });
  return asked;
}

test("a folder from elsewhere is published only after the author trusts it, which is asked once", async () => {
  blog = await openFiles(files, { trusted: false });
  const questions: Question[] = [];
  answering(blog, (question) => {
    questions.push(question);
    return yes;
  });
  await blog.publish();
  const none = { host: "", user: "", directory: "", url: "" };
  expect(questions).toEqual([
    {
      kind: "trust",
      folder: blog.folder,
      targets: [{ name: "practice", kind: "practice", ...none }],
      records: false,
    },
  ]);
  blog = await openBlog(blog.folder, { trusted: false });
  const again = answering(blog, () => no);
  await blog.publish();
  expect(again).toEqual([]);
});

test("declining trust sends and starts nothing, and everything else works", async () => {
  blog = await openFiles(files, { trusted: false });
  const asked = answering(blog, () => no);
  const { service } = blog;
  const signal = new Cancellation();
  const declined = { code: "trust.declined" };
  await expect(blog.publish()).rejects.toMatchObject(declined);
  await expect(service.publishing.plan({ signal })).rejects.toMatchObject(declined);
  await expect(service.publishing.undo({ signal })).rejects.toMatchObject(declined);
  asked.length = 0;
  await expect(service.publishing.states(undefined, signal)).rejects.toMatchObject(declined);
  expect(asked).toEqual(["trust"]);
  await expect(service.targets.test({ name: "practice" }, signal)).rejects.toMatchObject(declined);
  await expect(service.siteAddress(signal)).rejects.toMatchObject(declined);
  expect(new Set(asked)).toEqual(new Set(["trust"]));
  expect(await readdir(statePath(blog.folder)).catch(() => [])).not.toContain("practice-site");
  expect(await service.builder.check()).toEqual([]);
  expect((await service.posts.open("posts/hibi/a.md")).body).toContain("文");
});

test("two simultaneous actions ask once", async () => {
  blog = await openFiles(files, { trusted: false });
  const asked = answering(blog, () => yes);
  await Promise.all([blog.publish(), blog.service.siteAddress(new Cancellation())]);
  expect(asked).toEqual(["trust"]);
});

test("a moved blog keeps its state after one question", async () => {
  blog = await openFiles(files);
  await blog.publish();
  const before = blog.folder;
  await blog.service.close();
  const moved = join(dirname(before), "moved");
  await rename(before, moved);
  blog = await openBlog(moved, { trusted: false });
  expect(await blog.service.trust.movedFrom()).toBe(before);
  expect(blog.service.overview.pending()).toMatchObject({ first: true });
  const asked = answering(blog, () => yes);
  await blog.service.askWhetherMoved();
  expect(asked).toEqual(["moved"]);
  expect(blog.service.overview.pending()).toMatchObject({ count: 0, first: false });
  expect(await blog.service.publishing.states(undefined, new Cancellation())).toHaveLength(1);
  await blog.publish();
  expect(asked).toEqual(["moved"]);
  expect(await readdir(statePath(before)).catch(() => null)).toBeNull();
});

test("a blog whose author chose the folder’s new place keeps its state without a question", async () => {
  blog = await openFiles(files);
  await blog.publish();
  const before = blog.folder;
  await blog.service.close();
  const moved = join(dirname(before), "moved");
  await rename(before, moved);
  blog = await openBlog(moved, { trusted: false, movedFrom: before });
  const asked = answering(blog, () => no);
  await blog.service.askWhetherMoved();
  expect(blog.service.overview.pending()).toMatchObject({ count: 0, first: false });
  await blog.publish();
  expect(asked).toEqual([]);
});

test("a copy has no state, and neither has a blog whose author says that it was not moved", async () => {
  blog = await openFiles(files);
  await blog.publish();
  await blog.service.close();
  const first = blog.folder;
  const copy = join(dirname(first), "copy");
  await cp(first, copy, { recursive: true });
  blog = await openBlog(copy, { trusted: false });
  expect(await blog.service.trust.movedFrom()).toBeNull();
  await rename(first, join(dirname(first), "gone"));
  const answers = [no, { ...no, remember: true }];
  const asked = answering(blog, ({ kind }) => (kind === "moved" ? (answers.shift() ?? no) : yes));
  // Without an answer, the question is asked again
  await expect(blog.publish()).rejects.toMatchObject({ code: "trust.declined" });
  expect(asked).toEqual(["moved"]);
  await blog.publish();
  expect(asked).toEqual(["moved", "moved", "trust"]);
  await blog.service.close();
  blog = await openBlog(copy, { trusted: false });
  expect(await blog.service.trust.movedFrom()).toBeNull();
});

/** Moves the state of a blog into its folder, where versions before 0.2 stored it. */
async function asBefore(folder: string): Promise<void> {
  const home = join(folder, ".hitofude");
  await mkdir(join(home, "cache"), { recursive: true });
  await cp(statePath(folder, "live"), join(home, "cache", "live"), { recursive: true });
  for (const name of ["published", "practice-site"]) {
    await cp(statePath(folder, name), join(home, name), { recursive: true });
  }
  await writeFile(join(home, "cache", "scheduled.json"), '{"format":1,"posts":{"posts/hibi/a.md":1}}');
  await writeFile(join(home, "cache", "posts"), "old");
  await rename(statePath(folder), join(dirname(folder), "state-of-now"));
}

async function publishedBefore(): Promise<string> {
  blog = await openFiles(files);
  await blog.publish();
  await blog.service.close();
  await asBefore(blog.folder);
  return blog.folder;
}

test("a folder that was open before the trust question existed is adopted once, with all its state", async () => {
  const folder = await publishedBefore();
  blog = await openBlog(folder, { trusted: false, openedBefore: true });
  expect(blog.service.overview.pending()).toMatchObject({ count: 0, first: false });
  expect(await blog.service.publishing.states(undefined, new Cancellation())).toHaveLength(1);
  const page = statePath(folder, "practice-site/server/htdocs/20240506-0900.html");
  expect(await readFile(page, "utf8")).toContain("文");
  expect(await readFile(statePath(folder, "scheduled.json"), "utf8")).toContain("posts/hibi/a.md");
  expect((await readdir(join(folder, ".hitofude"))).sort()).toEqual([".gitignore", "history", "id"]);
  const asked = answering(blog, () => no);
  await blog.publish();
  expect(asked).toEqual([]);
  // Files that are put into the folder later do not count as our records
  await mkdir(join(folder, ".hitofude/cache/live"), { recursive: true });
  await writeFile(join(folder, ".hitofude/cache/live/other.json"), "{}");
  await blog.service.close();
  blog = await openBlog(folder, { trusted: false, openedBefore: true });
  expect(await readdir(statePath(folder, "live"))).toEqual(["practice.json"]);
});

test("records in a folder from elsewhere count only if the author agrees", async () => {
  const folder = await publishedBefore();
  blog = await openBlog(folder, { trusted: false });
  expect(blog.service.overview.pending()).toMatchObject({ first: true });
  answering(blog, ({ kind }) => (kind === "trust" ? { ...yes, remember: true } : no));
  await blog.service.trust.require(async (question) =>
    question.kind === "trust" && question.records ? { ...yes, remember: true } : no,
  );
  expect(blog.service.overview.pending()).toMatchObject({ count: 0, first: false });
});

test("a link among the records stays, and its target is not touched", async () => {
  const folder = await publishedBefore();
  const outside = join(dirname(folder), "outside");
  await mkdir(outside);
  await writeFile(join(outside, "letter.txt"), "mine");
  await symlink(outside, join(folder, ".hitofude/published/link"));
  await symlink(outside, join(folder, ".hitofude/cache/site"));
  blog = await openBlog(folder, { trusted: false, openedBefore: true });
  expect(await readdir(statePath(folder))).not.toContain("published");
  expect(await readdir(join(folder, ".hitofude/published"))).toContain("link");
  expect(await readFile(join(outside, "letter.txt"), "utf8")).toBe("mine");
});

test("a blog created by the program is trusted", async () => {
  blog = await openFiles(files);
  const folder = join(dirname(blog.folder), "new");
  const start = {
    folder,
    sample: true,
    newBlog: { title: "雨音", author: "", language: "ja", look: "fude" },
    resources: join(import.meta.dirname, "../../../../resources"),
    siteOrigin: "site://test",
    dataFolder: dirname(folder),
    stateRoot: stateRootOf(folder),
    version: "test",
  } as const;
  const secrets = { get: async () => null, set: async () => undefined, remove: async () => undefined };
  const service = await openBlogService(start, secrets, { watch: false });
  const refuse = async (): Promise<Answer> => no;
  await expect(service.trust.require(refuse)).resolves.toBeUndefined();
  await service.close();
});
