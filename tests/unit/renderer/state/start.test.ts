import { expect, test } from "vitest";
import { connect } from "#contract/rpc/connect.ts";
import type { Handlers } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { AppError } from "#contract/errors.ts";
import { mainContract } from "#contract/main-contract.ts";
import { serve } from "#contract/rpc/serve.ts";
import { type App, createApp } from "#renderer/state/app.ts";
import { startApp } from "#renderer/state/start.ts";
import { wirePair } from "#tests/support/wire-pair.ts";
import { info, preferences } from "../support/app-start.ts";
import { postSummary } from "../support/post-summary.ts";
import { postFile, serveEngine } from "../support/served-engine.ts";
import { eventually } from "#tests/support/eventually.ts";

/** Starts a page for a blog whose engine answers with these handlers. */
async function started(
  handlers: Partial<Handlers<EngineContract>>,
  whileLoading: (app: App) => void = () => undefined,
  stored = preferences,
) {
  const engine = serveEngine({
    "blog.summary": () => ({
      isGone: false,
      folder: "/blog",
      title: "日記",
      language: "ja",
      timeZone: "Asia/Tokyo",
      sections: [],
      tags: [],
      categories: [],
      series: [],
      targets: [],
      hasOwnMenu: false,
      defaultTarget: "practice",
      problems: [],
    }),
    "site.pending": () => ({ target: "practice", count: 1, posts: [], shared: [], first: false }),
    "journal.recover": () => [],
    "journal.write": () => ({}),
    "journal.clear": () => ({}),
    "post.open": ({ path }) => postFile({ path }),
    ...handlers,
  });
  const [here, there] = wirePair();
  const unused = () => {
    throw new Error("not served");
  };
  const calls = Object.fromEntries(Object.keys(mainContract.calls).map((name) => [name, unused]));
  serve(mainContract, { ...calls, "preferences.set": () => preferences } as never, there);
  const services = {
    engine: engine.client,
    main: connect(mainContract, here),
    connectPreview: unused,
    dropExports: unused,
  };
  const app = createApp(services, info, stored);
  await startApp(app, async () => whileLoading(app));
  return { app, engine };
}

test("the first start opens a draft, otherwise the newest post that is not scheduled", async () => {
  const later = postSummary("posts/later.md", { state: "scheduled" });
  const newest = postSummary("posts/newest.md", { state: "ready" });
  const draft = postSummary("posts/draft.md", { state: "draft" });
  const page = postSummary("pages/about.md", { kind: "page", state: "ready" });
  const openedOf = async (...posts: (typeof later)[]) => {
    const { app } = await started({ "posts.list": () => posts });
    return app.documents.current?.path;
  };
  expect(await openedOf(page, later, newest, draft)).toBe("posts/draft.md");
  expect(await openedOf(page, later, newest)).toBe("posts/newest.md");
  expect(await openedOf(page)).toBe("pages/about.md");
  expect(await openedOf()).toBeUndefined();
});

test.each(["before", "after"])(
  "a post that is chosen while the list is loaded stays: opened %s the end",
  async (end) => {
    const chosen = "posts/chosen.md";
    let letGo: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const { app } = await started(
      {
        "posts.list": () => [postSummary("posts/newest.md"), postSummary(chosen)],
        "post.open": async ({ path }) => {
          if (end === "after" && path === chosen) await gate;
          return postFile({ path });
        },
      },
      ({ documents }) => void documents.open(chosen),
    );
    letGo();
    await eventually(() => expect(app.documents.current?.path).toBe(chosen));
    await eventually(() => expect(app.preferences.values.lastPost[info.folder]).toBe(chosen));
  },
);

test("the newest post is remembered if the author chooses it while the list is loaded", async () => {
  const newest = "posts/newest.md";
  const { app } = await started(
    { "posts.list": () => [postSummary(newest), postSummary("posts/old.md")] },
    ({ documents }) => void documents.open(newest),
    { ...preferences, lastPost: { [info.folder]: "posts/old.md" } },
  );
  expect(app.documents.current?.path).toBe(newest);
  await eventually(() => expect(app.preferences.values.lastPost[info.folder]).toBe(newest));
});

test("after a save, a post with known problems is checked again; others are not", async () => {
  let mended = false;
  const file = "posts/rain.md";
  const { app, engine } = await started({
    "posts.list": () => [postSummary(file)],
    "post.save": ({ path }) => postFile({ path, hash: "h2" }),
    "check.run": () =>
      mended ? [] : [{ code: "link.dead", severity: "warning", file, values: { path: file, target: "x" } }],
  });
  app.documents.editBody("一度目");
  await app.documents.saveAll();
  expect(engine.names()).not.toContain("check.run");
  await app.checks.run();
  mended = true;
  app.documents.editBody("二度目");
  await app.documents.saveAll();
  await eventually(() => expect(app.checks.store.getState().problems).toEqual([]));
});

test("when another program mends the file of a post with known problems, it is checked again", async () => {
  let mended = false;
  const file = "posts/rain.md";
  const { app, engine } = await started({
    "posts.list": () => [postSummary(file)],
    "check.run": () =>
      mended ? [] : [{ code: "link.dead", severity: "warning", file, values: { path: file, target: "x" } }],
  });
  await app.checks.run();
  mended = true;
  engine.server.emit("post.changedOnDisk", postFile({ path: file, hash: "h2" }));
  await eventually(() => expect(app.checks.store.getState().problems).toEqual([]));
});

test("a blog that cannot be opened leaves its error, and nothing else is requested", async () => {
  const { app, engine } = await started({
    "blog.summary": () => {
      throw new AppError("blog.notABlog", { folder: "/blog" });
    },
    "posts.list": () => {
      throw new AppError("blog.notABlog", { folder: "/blog" });
    },
  });
  expect(app.blog.store.getState()).toMatchObject({ status: "failed", error: { code: "blog.notABlog" } });
  expect(engine.names()).not.toContain("journal.recover");
});

test("recovered texts are offered after a second attempt to load the blog succeeds, and only once", async () => {
  let isBroken = true;
  const words = { id: "new:1", path: null, frontMatter: "", body: "ひとこと", at: 2, current: null };
  const { app, engine } = await started({
    "posts.list": () => {
      if (isBroken) throw new AppError("file.unreadable", { path: "posts" });
      return [];
    },
    "journal.recover": () => [words],
    "schedule.unread": () => [],
  });
  expect(app.blog.store.getState().status).toBe("failed");
  isBroken = false;
  await app.blog.load();
  await eventually(() => expect(app.recovery.store.getState().entries).toEqual([words]));
  await app.blog.load();
  expect(engine.names().filter((name) => name === "journal.recover")).toHaveLength(1);
});

test("recovered texts are offered if the waiting changes cannot be determined", async () => {
  const words = { id: "new:1", path: null, frontMatter: "", body: "ひとこと", at: 2, current: null };
  const { app } = await started({
    "posts.list": () => [],
    "journal.recover": () => [words],
    "site.pending": () => {
      throw new AppError("theme.notFound", { theme: "x" });
    },
  });
  expect(app.blog.store.getState()).toMatchObject({ status: "ready", error: { code: "theme.notFound" } });
  expect(app.recovery.store.getState().entries).toEqual([words]);
});

test("if the journal cannot be read, the author sees the error and can try again", async () => {
  let isBroken = true;
  const words = { id: "new:1", path: null, frontMatter: "", body: "ひとこと", at: 2, current: null };
  const { app } = await started({
    "posts.list": () => [],
    "journal.recover": () => {
      if (isBroken) throw new AppError("file.unreadable", { path: "journal" });
      return [words];
    },
  });
  const { notice } = app.workspace.store.getState();
  expect(notice).toMatchObject({ kind: "error", error: { code: "file.unreadable" } });
  isBroken = false;
  if (notice?.kind === "error") notice.retry?.();
  await eventually(() => expect(app.recovery.store.getState().entries).toEqual([words]));
});
