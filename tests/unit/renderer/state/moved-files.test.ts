import { expect, test } from "vitest";
import { AppError } from "#contract/errors.ts";
import { eventually } from "#tests/support/eventually.ts";
import { folder, never, opened } from "../support/opened-documents.ts";
import { postFile } from "../support/served-engine.ts";

test("a removed file is created again when its author saves, or types again", async () => {
  for (const isTyped of [false, true]) {
    const { engine, documents, current } = await opened(folder(), never);
    engine.server.emit("post.removedOnDisk", { path: "posts/rain.md" });
    await eventually(() => expect(current()?.removed).toBe(true));
    if (isTyped) documents.editBody("続き");
    await documents.saveAll();
    expect(current()).toMatchObject({ removed: true, save: { kind: "unsaved" } });
    expect(engine.names()).not.toContain("post.save");
    if (isTyped) expect(engine.names()).toContain("journal.write");
    await documents.saveOnPurpose();
    expect(current()).toMatchObject({ removed: false, save: { kind: "saved" } });
    expect(engine.calls.findLast(([name]) => name === "post.save")?.[1]).toMatchObject({ force: true });
  }
});

test("a key that is typed before the removal is noticed does not bring the file back either", async () => {
  const gone = (): never => {
    throw new AppError("file.notFound", { path: "posts/rain.md" });
  };
  let isGone = false;
  const handlers = folder();
  const { engine, documents, current } = await opened(
    {
      ...handlers,
      "post.open": (input, signal) => (isGone ? gone() : (handlers["post.open"]?.(input, signal) ?? gone())),
      "post.save": ({ path }) => {
        throw new AppError("post.conflict", { path });
      },
    },
    never,
  );
  isGone = true;
  documents.editBody("続き");
  await documents.saveAll();
  expect(current()).toMatchObject({ removed: true, body: "続き", save: { kind: "unsaved" } });
  await documents.saveAll();
  expect(engine.names().filter((name) => name === "post.save")).toHaveLength(1);
});

test("text of a removed post that is left unsaved stays in sight, until its author decides", async () => {
  const { engine, documents } = await opened(folder(), never);
  const left = () => documents.store.getState().removed;
  documents.editBody("続き");
  engine.server.emit("post.removedOnDisk", { path: "posts/rain.md" });
  await eventually(() => expect(documents.current?.removed).toBe(true));
  await documents.open("posts/sun.md");
  await eventually(() => expect(left()).toEqual([{ path: "posts/rain.md", title: "雨" }]));
  await documents.open("posts/rain.md");
  expect(left()).toEqual([]);
  expect(documents.current).toMatchObject({ body: "続き", removed: true });
  await documents.leaveRemoved("posts/rain.md");
  expect(documents.current).toBeNull();
  const kept = engine.calls.filter(([name]) => name === "history.keep").map(([, input]) => input);
  expect(kept).toMatchObject([{ body: "静かな雨です。" }, { body: "続き" }]);
  expect(engine.names().at(-1)).toBe("journal.clear");
  expect(engine.names()).not.toContain("post.save");
});

test("a removed file without unsaved text stays removed, and the history contains its text", async () => {
  const { engine, documents, current } = await opened(folder(), never);
  engine.server.emit("post.removedOnDisk", { path: "posts/rain.md" });
  await eventually(() => expect(current()?.removed).toBe(true));
  await documents.saveAll();
  expect(current()).toMatchObject({ removed: true, body: "静かな雨です。" });
  await documents.open("posts/sun.md");
  await documents.saveAll();
  expect(documents.store.getState().unsaved).toEqual([]);
  const kept = { path: "posts/rain.md", frontMatter: "---\ntitle: 雨\n---\n", body: "静かな雨です。" };
  expect(engine.calls.filter(([name]) => name === "history.keep")).toEqual([["history.keep", kept]]);
  expect(engine.names()).not.toContain("post.save");
});

test("a removed file that reappears no longer counts as removed", async () => {
  const { engine, current } = await opened(folder(), never);
  engine.server.emit("post.removedOnDisk", { path: "posts/rain.md" });
  await eventually(() => expect(current()?.removed).toBe(true));
  engine.server.emit("post.changedOnDisk", postFile());
  await eventually(() => expect(current()?.removed).toBe(false));
  expect(current()?.save.kind).toBe("saved");
});

test("typed text follows a file that another program renames, whether its removal is reported first or not", async () => {
  for (const isReported of [false, true]) {
    const { engine, documents, current } = await opened(folder(), never);
    const { path } = current() ?? { path: "" };
    documents.editBody("書きかけ");
    if (isReported) engine.server.emit("post.removedOnDisk", { path });
    engine.server.emit("post.movedOnDisk", { from: path, file: postFile({ path: "posts/storm.md" }) });
    await eventually(() => expect(current()?.path).toBe("posts/storm.md"));
    expect(current()).toMatchObject({ body: "書きかけ", removed: false, save: { kind: "unsaved" } });
    await documents.saveAll();
    const [, save] = engine.calls.findLast(([name]) => name === "post.save") ?? [];
    expect(save).toMatchObject({ path: "posts/storm.md", body: "書きかけ", baseHash: "h1", force: false });
  }
});

test("a renamed file without unsaved text is unchanged, and a composition is not interrupted", async () => {
  const { engine, documents, current } = await opened(folder(), never);
  documents.setComposing(true);
  engine.server.emit("post.movedOnDisk", {
    from: "posts/rain.md",
    file: postFile({ path: "posts/storm.md" }),
  });
  engine.server.emit("post.removedOnDisk", { path: "posts/other.md" });
  // Its answer arrives after the events.
  await engine.client.call("post.open", { path: "posts/sun.md" });
  expect(current()?.path).toBe("posts/rain.md");
  const before = current();
  documents.setComposing(false);
  expect(current()).toMatchObject({ path: "posts/storm.md", save: { kind: "saved" }, conflict: null });
  expect(current()?.id).toBe(before?.id);
  expect(current()?.bodyRevision).toBe(before?.bodyRevision);
});
