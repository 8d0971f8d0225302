import { setTimeout as wait } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import type { Handlers } from "#contract/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { AppError } from "#contract/errors.ts";
import { Documents } from "#renderer/state/document-store.ts";
import { postFile, serveEngine } from "../support/served-engine.ts";
import { eventually } from "#tests/support/eventually.ts";

/** Long enough to see that nothing happens by itself, short enough to wait for what does. */
const soon = { autosave: 30, journal: 10 };
const never = { autosave: 1_000_000, journal: 1_000_000 };

/** A folder of one engine: what was saved is what is opened. */
function folder(): Partial<Handlers<EngineContract>> {
  let saves = 1;
  const files = new Map([postFile(), postFile({ path: "posts/sun.md" })].map((file) => [file.path, file]));
  return {
    "post.open": ({ path }) => {
      const file = files.get(path);
      if (!file) throw new AppError("file.notFound", { path });
      return file;
    },
    "post.save": ({ path, body, frontMatter, baseHash, force }) => {
      const before = files.get(path);
      if (before && before.hash !== baseHash && !force) throw new AppError("post.conflict", { path });
      saves += 1;
      const file = postFile({ path, body, frontMatter, hash: `h${saves}` });
      files.set(path, file);
      return file;
    },
    "post.editProperties": ({ frontMatter, changes }) => ({
      frontMatter: frontMatter.replace(/title: .*/, `title: ${changes.title ?? "雨"}`),
      properties: { title: changes.title ?? "雨" },
    }),
    "journal.write": () => ({}),
    "journal.clear": () => ({}),
    "history.keep": () => ({}),
  };
}

async function opened(handlers = folder(), delays = soon) {
  const engine = serveEngine(handlers);
  const documents = new Documents(engine.client, delays);
  await documents.open("posts/rain.md");
  return { engine, documents, current: () => documents.current };
}

test("words are in the journal, then in the file, then out of the journal", async () => {
  const { engine, documents, current } = await opened();
  documents.editBody("強い雨です。");
  await eventually(() => expect(engine.names()).toContain("journal.clear"));
  expect(engine.names()).toEqual(["post.open", "journal.write", "post.save", "journal.clear"]);
  expect(engine.calls[1]?.[1]).toMatchObject({
    id: expect.stringMatching(/^posts\/rain\.md#/),
    path: "posts/rain.md",
    body: "強い雨です。",
  });
  expect(current()?.save.kind).toBe("saved");
});

test("typing on without a pause does not keep the journal waiting", async () => {
  const { engine, documents } = await opened(folder(), { autosave: 1_000_000, journal: 30 });
  for (let count = 1; !engine.names().includes("journal.write"); count += 1) {
    documents.editBody("あ".repeat(count));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(engine.names()).toContain("journal.write");
});

test("nothing is saved while an input method composes, and all of it right after", async () => {
  const { engine, documents } = await opened();
  documents.setComposing(true);
  documents.editBody("つよ");
  await eventually(() => expect(engine.names()).toContain("journal.write"));
  await new Promise((resolve) => setTimeout(resolve, soon.autosave * 3));
  expect(engine.names()).not.toContain("post.save");
  documents.editBody("強い");
  documents.setComposing(false);
  await eventually(() => expect(engine.names()).toContain("post.save"));
  expect(engine.calls.find(([name]) => name === "post.save")?.[1]).toMatchObject({ body: "強い" });
});

test("a change on disk waits until the composition is over", async () => {
  const { engine, documents, current } = await opened();
  documents.setComposing(true);
  engine.server.emit("post.changedOnDisk", postFile({ hash: "h9", body: "外から" }));
  await engine.client.call("post.open", { path: "posts/rain.md" });
  expect(current()?.body).toBe("静かな雨です。");
  documents.setComposing(false);
  expect(current()?.body).toBe("外から");
});

test("property changes made in quick succession end up in the front matter that is saved", async () => {
  const { engine, documents, current } = await opened(folder(), never);
  documents.editProperties({ title: "雨の" });
  documents.editProperties({ title: "雨の日" });
  expect(current()?.properties.title).toBe("雨の日");
  await documents.saveAll();
  expect(engine.calls.findLast(([name]) => name === "post.save")?.[1]).toMatchObject({
    frontMatter: "---\ntitle: 雨の日\n---\n",
  });
});

test("entries for lists go once each, in order, also when the front matter changes under them", async () => {
  const items = (note: string) => [{ list: "revisions" as const, date: "2026-05-06", note }];
  const { engine, documents } = await opened(folder(), never);
  documents.editProperties({ updated: "2026-05-06 18:00:00" }, items("一"));
  documents.setFrontMatter("---\ntitle: 嵐\n---\n");
  documents.editProperties({}, items("二"));
  await documents.saveAll();
  const written = engine.calls.flatMap(([name, input]) =>
    name === "post.editProperties" ? [input as { frontMatter: string; items?: { note: string }[] }] : [],
  );
  const last = written.filter(({ frontMatter }) => frontMatter.includes("嵐"));
  expect(last.flatMap((input) => input.items ?? []).map(({ note }) => note)).toEqual(["一", "二"]);
});

test("front matter that cannot be read is told and kept as typed", async () => {
  const reason = "4 行目";
  const { documents, current } = await opened(
    {
      ...folder(),
      "post.editProperties": ({ path }) => {
        throw new AppError("post.frontMatterSyntax", { path, reason });
      },
    },
    never,
  );
  documents.setFrontMatter("---\ntags: [a\n---\n");
  await eventually(() => expect(current()?.problem?.code).toBe("post.frontMatterSyntax"));
  expect(current()?.frontMatter).toBe("---\ntags: [a\n---\n");
});

test("a save that meets another program's change asks, and either answer settles it", async () => {
  for (const [answer, body] of [
    ["mine", "私の"],
    ["theirs", "別の"],
  ] as const) {
    const handlers = folder();
    const { engine, documents, current } = await opened(handlers, never);
    await handlers["post.save"]?.(
      { path: "posts/rain.md", frontMatter: "", body: "別の", baseHash: "h1", force: false },
      new AbortController().signal,
    );
    documents.editBody("私の");
    await documents.saveAll();
    expect(current()).toMatchObject({ body: "私の", conflict: { body: "別の" } });
    if (answer === "mine") await documents.keepMine();
    else await documents.takeTheirs();
    expect(current()).toMatchObject({ body, conflict: null, save: { kind: "saved" } });
    const kept = engine.calls.filter(([name]) => name === "history.keep").map(([, input]) => input);
    expect(kept).toMatchObject(answer === "mine" ? [] : [{ path: "posts/rain.md", body: "私の" }]);
  }
});

test("words that the history does not take stay on screen", async () => {
  const handlers = folder();
  const refuse = (): never => {
    throw new AppError("file.diskFull", { path: "posts/rain.md" });
  };
  const { documents, current } = await opened({ ...handlers, "history.keep": refuse }, never);
  await handlers["post.save"]?.(
    { path: "posts/rain.md", frontMatter: "", body: "別の", baseHash: "h1", force: false },
    new AbortController().signal,
  );
  documents.editBody("私の");
  await documents.saveAll();
  await expect(documents.takeTheirs()).rejects.toMatchObject({ code: "file.diskFull" });
  expect(current()).toMatchObject({ body: "私の", conflict: { body: "別の" } });
});

test("a document that is left is saved, and kept until it is", async () => {
  let mayWrite = false;
  const handlers = folder();
  const write = handlers["post.save"];
  const { documents } = await opened(
    {
      ...handlers,
      "post.save": (input, signal) => {
        if (!mayWrite || !write) throw new AppError("file.diskFull", { path: input.path });
        return write(input, signal);
      },
    },
    never,
  );
  documents.editBody("書きかけ");
  await documents.open("posts/sun.md");
  await eventually(() => expect(documents.store.getState().unsaved).toEqual(["posts/rain.md"]));
  await documents.open("posts/rain.md");
  expect(documents.current).toMatchObject({ body: "書きかけ" });
  expect(documents.store.getState().unsaved).toEqual([]);
  await documents.open("posts/sun.md");
  mayWrite = true;
  await documents.saveAll();
  expect(documents.store.getState().unsaved).toEqual([]);
});

test("a post that cannot be opened leaves the one on screen and says why", async () => {
  const { documents, current } = await opened();
  await documents.open("posts/gone.md");
  expect(current()?.path).toBe("posts/rain.md");
  expect(documents.store.getState().failure?.error.code).toBe("file.notFound");
});

test("the last of two posts opened at once is the one on screen, whichever comes first", async () => {
  let arrive: () => void = () => undefined;
  const late = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const { documents, current } = await opened({
    ...folder(),
    "post.open": async ({ path }) => {
      if (path === "posts/late.md") await late;
      return postFile({ path });
    },
  });
  const first = documents.open("posts/late.md");
  await documents.open("posts/sun.md");
  arrive();
  await first;
  expect(current()?.path).toBe("posts/sun.md");
});

test("after the engine was replaced, unsaved words reach the new one", async () => {
  const { engine, documents, current } = await opened(folder(), never);
  documents.editBody("落ちる前の言葉");
  engine.server.close();
  const handlers = folder();
  const saved: string[] = [];
  engine.replace({
    ...handlers,
    "post.save": (input, signal) => {
      saved.push(input.body);
      return handlers["post.save"]?.(input, signal) ?? postFile();
    },
  });
  await documents.saveAll();
  expect(saved).toEqual(["落ちる前の言葉"]);
  expect(current()?.save.kind).toBe("saved");
});

test("a removed file is made again when its author saves on purpose, or types on", async () => {
  for (const isTyped of [false, true]) {
    const { engine, documents, current } = await opened(folder(), never);
    engine.server.emit("post.removedOnDisk", { path: "posts/rain.md" });
    await eventually(() => expect(current()?.removed).toBe(true));
    if (isTyped) documents.editBody("続き");
    await (isTyped ? documents.saveAll() : documents.saveOnPurpose());
    expect(current()).toMatchObject({ removed: false, save: { kind: "saved" } });
    expect(engine.calls.findLast(([name]) => name === "post.save")?.[1]).toMatchObject({ force: true });
  }
});

test("a removed file with nothing unsaved stays away, and the history has its words", async () => {
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

test("a removed file that comes back is no longer gone", async () => {
  const { engine, current } = await opened(folder(), never);
  engine.server.emit("post.removedOnDisk", { path: "posts/rain.md" });
  await eventually(() => expect(current()?.removed).toBe(true));
  engine.server.emit("post.changedOnDisk", postFile());
  await eventually(() => expect(current()?.removed).toBe(false));
  expect(current()?.save.kind).toBe("saved");
});

test("a file that another program renames takes what is typed with it, be it told before that it is gone or not", async () => {
  for (const isToldGone of [false, true]) {
    const { engine, documents, current } = await opened(folder(), never);
    const { path } = current() ?? { path: "" };
    documents.editBody("書きかけ");
    if (isToldGone) engine.server.emit("post.removedOnDisk", { path });
    engine.server.emit("post.movedOnDisk", { from: path, file: postFile({ path: "posts/storm.md" }) });
    await eventually(() => expect(current()?.path).toBe("posts/storm.md"));
    expect(current()).toMatchObject({ body: "書きかけ", removed: false, save: { kind: "unsaved" } });
    await documents.saveAll();
    const [, save] = engine.calls.findLast(([name]) => name === "post.save") ?? [];
    expect(save).toMatchObject({ path: "posts/storm.md", body: "書きかけ", baseHash: "h1", force: false });
  }
});

test("a renamed file with nothing unsaved is as it was, and a text that is composed waits for its end", async () => {
  const { engine, documents, current } = await opened(folder(), never);
  documents.setComposing(true);
  engine.server.emit("post.movedOnDisk", {
    from: "posts/rain.md",
    file: postFile({ path: "posts/storm.md" }),
  });
  engine.server.emit("post.removedOnDisk", { path: "posts/other.md" });
  await wait(50);
  expect(current()?.path).toBe("posts/rain.md");
  const before = current();
  documents.setComposing(false);
  expect(current()).toMatchObject({ path: "posts/storm.md", save: { kind: "saved" }, conflict: null });
  expect(current()?.id).toBe(before?.id);
  expect(current()?.bodyRevision).toBe(before?.bodyRevision);
});

test("a save that meets another program's change of front matter takes it over and saves again", async () => {
  const handlers = folder();
  const { engine, documents, current } = await opened(handlers, never);
  const theirs = "---\ntitle: 雨\npermalink: rain.html\n---\n";
  await engine.client.call("post.save", {
    path: "posts/rain.md",
    frontMatter: theirs,
    body: "静かな雨です。",
    baseHash: "h1",
    force: false,
  });
  documents.editBody("強い雨です。");
  await documents.saveAll();
  expect(current()).toMatchObject({
    frontMatter: theirs,
    body: "強い雨です。",
    conflict: null,
    save: { kind: "saved" },
  });
  expect(engine.calls.findLast(([name]) => name === "post.save")?.[1]).toMatchObject({
    frontMatter: theirs,
    body: "強い雨です。",
    force: false,
  });
});

test("saving on purpose takes what a field still holds back; saving by itself does not", async () => {
  const { engine, documents, current } = await opened(folder(), soon);
  const release = documents.holdDraft(() => documents.editProperties({ title: "嵐" }));
  documents.editBody("強い雨です。");
  await eventually(() => expect(current()?.save.kind).toBe("saved"));
  expect(current()?.properties.title).toBe("雨");
  await documents.saveAll();
  expect(engine.calls.findLast(([name]) => name === "post.save")?.[1]).toMatchObject({
    frontMatter: expect.stringContaining("title: 嵐"),
  });
  release();
});

test("while only words change, what is drawn around them is the very same object", async () => {
  const { documents } = await opened(folder(), never);
  const facts = () => documents.store.getState().facts;
  const untouched = facts();
  documents.editBody("一");
  const typed = facts();
  expect(typed).not.toBe(untouched);
  expect(typed?.save.kind).toBe("unsaved");
  const [drawn, read] = [vi.fn(), vi.fn()];
  documents.store.subscribe(drawn);
  const stop = documents.onEdit(() => read(documents.current?.body));
  documents.editBody("一筆");
  expect(facts()).toBe(typed);
  expect(drawn).not.toHaveBeenCalled();
  expect(read.mock.calls).toEqual([["一筆"]]);
  stop();
  documents.editProperties({ title: "雪" });
  expect(facts()).not.toBe(typed);
  expect(facts()?.properties.title).toBe("雪");
  await documents.forget("posts/rain.md");
  expect(facts()).toBeNull();
});
