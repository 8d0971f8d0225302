import { expect, test } from "vitest";
import { AppError } from "#contract/errors.ts";
import type { PublishProgress } from "#contract/types/publish-run-types.ts";
import { answerAboutDraft, publish, publishPost } from "#renderer/commands/publish-flow.ts";
import { attempt } from "#renderer/commands/run-command.ts";
import type { App } from "#renderer/state/app.ts";
import { PostStatus } from "#renderer/state/documents/post-status.ts";
import { DocumentStore } from "#renderer/state/documents/document-store.ts";
import { Publishing } from "#renderer/state/publishing.ts";
import { Workspace } from "#renderer/state/workspace.ts";
import { eventually } from "#tests/support/eventually.ts";
import { postSummary } from "../support/post-summary.ts";
import { postFile, type ServedEngine, serveEngine } from "../support/served-engine.ts";

const path = "posts/rain.md";
const draft = "---\ntitle: 雨\nstatus:   draft # still\n---\n";
const stages = { files: 0, totalFiles: 1, bytes: 0, totalBytes: 1, file: "" };

interface Start {
  /** The engine's work in a publish. */
  readonly work: (engine: ServedEngine) => unknown;
  readonly newPosts?: "publish" | "keep";
  readonly isOnline?: boolean;
  /** Whether the blog has been published before. */
  readonly isPublished?: boolean;
}

/** Starts a program with one draft on screen. */
async function start({ work, newPosts, isOnline = false, isPublished = true }: Start) {
  let file = postFile({
    path,
    frontMatter: draft,
    body: "雨\n",
    hash: "h1",
    properties: { status: "draft", date: "2026-11-30" },
  });
  let saves = 1;
  const disk = { isFull: false };
  const write = (changes: Partial<typeof file>): typeof file => {
    saves += 1;
    file = { ...file, ...changes, hash: `h${saves}` };
    return file;
  };
  const engine: ServedEngine = serveEngine({
    "post.open": () => file,
    "post.setStatus": ({ status }) => {
      if (disk.isFull) throw new AppError("file.diskFull", { path });
      return write({
        frontMatter: `---\ntitle: 雨\nstatus: ${status}\n---\n`,
        properties: { ...file.properties, status },
      });
    },
    "post.save": ({ frontMatter, body, baseHash }) => {
      if (baseHash !== file.hash) throw new AppError("post.conflict", { path });
      return write({ frontMatter, body, properties: { ...file.properties, status: "draft" } });
    },
    "journal.write": () => ({}),
    "journal.clear": () => ({}),
    "history.keep": () => ({}),
    "publish.run": async () => (await work(engine)) as never,
    "publish.answer": () => ({}),
  });
  const documents = new DocumentStore(engine.client, { autosave: 1_000_000, journal: 1_000_000 });
  await documents.open(path);
  const publishing = new Publishing(engine.client, () => documents.saveAll());
  const listed = postSummary(path, {
    state: "draft",
    title: "雨",
    ...(isOnline ? { stillOnline: true } : {}),
  });
  const app = {
    documents,
    postStatus: new PostStatus(engine.client, documents),
    publishing,
    workspace: new Workspace(),
    blog: {
      post: () => listed,
      store: { getState: () => ({ pending: { first: !isPublished, count: 0 } }) },
    },
    preferences: { values: { newPosts: newPosts ? { "/blog": newPosts } : {} } },
    info: { folder: "/blog" },
  } as unknown as App;
  return { app, engine, publishing, disk, file: () => file };
}

const refuse = (): never => {
  throw new AppError("publish.timeout", { host: "example.jp", port: 22 });
};
const at =
  (stage: PublishProgress["stage"]) =>
  ({ server }: ServedEngine): never => {
    server.emit("publish.progress", { ...stages, stage });
    throw new AppError("publish.timeout", { host: "example.jp", port: 22 });
  };

test("if a publish is declined, or fails before anything is live, the post is the same draft again, byte for byte", async () => {
  for (const work of [at("upload"), at("plan")]) {
    const { app, file } = await start({ work });
    await publishPost(app, path);
    expect(file().frontMatter).toBe(draft);
  }
  const asked = await start({
    work: async ({ server }) => {
      server.emit("publish.question", { id: 1, question: { kind: "moved", from: "a", to: "b" } });
      await eventually(() => expect(asked.engine.names()).toContain("publish.answer"));
      throw new AppError("publish.timeout", { host: "example.jp", port: 22 });
    },
  });
  const run = publishPost(asked.app, path);
  await eventually(() => expect(asked.publishing.store.getState().question).not.toBeNull());
  await asked.publishing.answer({ accept: false, answers: [], remember: false });
  await run;
  expect(asked.file().frontMatter).toBe(draft);
});

test("a post that may be partly live stays ready", async () => {
  for (const stage of ["commit", "verify"] as const) {
    const { app, file } = await start({ work: at(stage) });
    await publishPost(app, path);
    expect(file().properties.status).toBe("ready");
  }
});

test("the program asks about a draft that is still online, whatever choice is stored for new posts", async () => {
  for (const newPosts of [undefined, "publish", "keep"] as const) {
    const { app, engine, publishing } = await start({
      work: refuse,
      isOnline: true,
      ...(newPosts ? { newPosts } : {}),
    });
    await publish(app);
    expect(publishing.store.getState().draft).toMatchObject({ path, isOnline: true });
    expect(engine.names()).not.toContain("publish.run");

    // Taking it offline shows the plan, and leaves the draft unchanged
    await answerAboutDraft(app, "takeOffline", false);
    expect(engine.calls.at(-1)).toEqual(["publish.run", { review: true }]);
    expect(publishing.store.getState().withdrawal).toMatchObject({ path, title: "雨" });
    expect(engine.names()).not.toContain("post.setStatus");
  }
});

test("“not yet” and “only the rest” look at the server, and leave the draft unchanged", async () => {
  for (const answer of ["later", "rest"] as const) {
    const { app, engine, publishing, file } = await start({ work: refuse });
    await publish(app, true);
    expect(publishing.store.getState().draft).toMatchObject({ path, isOnline: false });
    await answerAboutDraft(app, answer, false);
    expect(engine.calls.filter(([name]) => name === "publish.run")).toEqual([
      ["publish.run", { review: true }],
    ]);
    expect(file().frontMatter).toBe(draft);
  }
});

test("“not yet” publishes nothing while there is nothing to publish and nothing online", async () => {
  const { app, engine } = await start({ work: refuse, isPublished: false });
  await publish(app);
  await answerAboutDraft(app, "later", false);
  expect(engine.names()).not.toContain("publish.run");
});

test("the error that a post cannot be marked as ready disappears with the next publish of this post", async () => {
  const { app, disk, file } = await start({ work: () => ({ target: "live" }) });
  const notice = () => app.workspace.store.getState().notice;
  const fail = async (post: string): Promise<void> => {
    disk.isFull = true;
    await attempt(app, () => publishPost(app, post));
    expect(notice()).toMatchObject({ kind: "error", error: { code: "file.diskFull" } });
    disk.isFull = false;
  };
  await fail(path);
  await attempt(app, () => publishPost(app, path));
  expect(file().properties.status).toBe("ready");
  expect(notice()).toBeNull();

  // If the author has changed the status in the properties, a plain publish is enough
  await fail(path);
  await publish(app);
  expect(notice()).toBeNull();

  // A publish of another post leaves the error
  await fail("posts/other.md");
  await attempt(app, () => publishPost(app, path));
  expect(notice()).toMatchObject({ kind: "error" });
});
