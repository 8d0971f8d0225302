import { expect, test, vi } from "vitest";
import { AppError } from "#contract/errors.ts";
import { eventually } from "#tests/support/eventually.ts";
import { folder, never, opened, soon } from "../support/opened-documents.ts";
import { postFile } from "../support/served-engine.ts";

function refuse(): never {
  throw new AppError("file.diskFull", { path: "posts/rain.md" });
}

test("text is first in the journal, then in the file, and then no longer in the journal", async () => {
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

test("typing without a pause does not delay the journal", async () => {
  const { engine, documents } = await opened(folder(), { autosave: 1_000_000, journal: 30 });
  for (let count = 1; !engine.names().includes("journal.write"); count += 1) {
    documents.editBody("あ".repeat(count));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(engine.names()).toContain("journal.write");
});

test("nothing is saved during a composition, and everything right after it", async () => {
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

test("a change on disk waits until the composition ends", async () => {
  const { engine, documents, current } = await opened();
  documents.setComposing(true);
  engine.server.emit("post.changedOnDisk", postFile({ hash: "h9", body: "外から" }));
  await engine.client.call("post.open", { path: "posts/rain.md" });
  expect(current()?.body).toBe("静かな雨です。");
  documents.setComposing(false);
  expect(current()?.body).toBe("外から");
});

test("property changes in quick succession are all in the saved front matter", async () => {
  const { engine, documents, current } = await opened(folder(), never);
  documents.editProperties({ title: "雨の" });
  documents.editProperties({ title: "雨の日" });
  expect(current()?.properties.title).toBe("雨の日");
  await documents.saveAll();
  expect(engine.calls.findLast(([name]) => name === "post.save")?.[1]).toMatchObject({
    frontMatter: "---\ntitle: 雨の日\n---\n",
  });
});

test("list items are sent once each, in order, even when the front matter changes in between", async () => {
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

test("unreadable front matter is reported and kept as typed", async () => {
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

test("saving over another program's change causes a conflict, and either answer resolves it", async () => {
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

test.each([
  ["keeps both", () => ({}), true],
  ["is not named if it cannot", refuse, false],
] as const)(
  "another program's change to other sentences is merged, said, and saved; the history %s",
  async (_, keep, isMineInHistory) => {
    const handlers = folder();
    const { engine, documents, current } = await opened({ ...handlers, "history.keep": keep }, never);
    documents.editBody("朝は雨です。昼は曇りです。夜は晴れです。");
    await documents.saveAll();
    const { frontMatter = "", hash: baseHash = "" } = current() ?? {};
    const others = {
      frontMatter: frontMatter.replace("---\n", "---\nmood: calm\n"),
      body: "朝は雨です。昼は曇りです。夜は星空です。",
    };
    await engine.client.call("post.save", { path: "posts/rain.md", ...others, baseHash, force: false });
    documents.editBody("朝は雪です。昼は曇りです。夜は晴れです。");
    documents.setFrontMatter(frontMatter.replace(/---\n$/, "cover: a.png\n---\n"));
    const { bodyRevision = 0 } = current() ?? {};
    await documents.saveAll();
    const merged = {
      frontMatter: others.frontMatter.replace(/---\n$/, "cover: a.png\n---\n"),
      body: "朝は雪です。昼は曇りです。夜は星空です。",
    };
    expect(current()).toMatchObject({ ...merged, isMerged: true, conflict: null, save: { kind: "saved" } });
    expect(current()).toMatchObject({ isMineInHistory });
    expect(current()?.bodyRevision).toBe(bodyRevision + 1);
    expect(engine.calls.findLast(([name]) => name === "post.save")?.[1]).toMatchObject(merged);
    const kept = engine.calls.filter(([name]) => name === "history.keep").map(([, input]) => input);
    expect(kept).toMatchObject([{ body: "朝は雪です。昼は曇りです。夜は晴れです。" }]);
    documents.editBody("次の言葉。");
    expect(current()?.isMerged).toBe(true);
    documents.closeMerged();
    expect(current()?.isMerged).toBe(false);
  },
);

test("nothing is merged into the text on screen while an input method composes", async () => {
  const { engine, documents, current } = await opened(folder(), never);
  documents.editBody("朝は雨です。夜は晴れです。");
  await documents.saveAll();
  const { frontMatter = "", hash: baseHash = "" } = current() ?? {};
  const body = "朝は雨です。夜は星空です。";
  await engine.client.call("post.save", { path: "posts/rain.md", frontMatter, body, baseHash, force: false });
  documents.editBody("朝は雪です。夜は晴れです。");
  const { bodyRevision } = current() ?? {};
  const saving = documents.saveAll();
  documents.setComposing(true);
  await saving;
  expect(current()).toMatchObject({ body: "朝は雪です。夜は晴れです。", bodyRevision, isMerged: false });
  documents.setComposing(false);
  await documents.saveAll();
  expect(current()).toMatchObject({ body: "朝は雪です。夜は星空です。", save: { kind: "saved" } });
});

test("text that cannot be stored in the history stays on screen", async () => {
  const handlers = folder();
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

test("a document that is left is saved, and kept in memory until then", async () => {
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

test("a post that cannot be opened leaves the current one on screen, with the reason", async () => {
  const { documents, current } = await opened();
  await documents.open("posts/gone.md");
  expect(current()?.path).toBe("posts/rain.md");
  expect(documents.store.getState().failure?.error.code).toBe("file.notFound");
});

test("if two posts are opened at once, the last one is shown, whichever loads first", async () => {
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

test("after the engine was replaced, unsaved text is sent to the new one", async () => {
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

test("saving over another program's change of front matter merges it and saves again", async () => {
  const handlers = folder();
  const { engine, documents, current } = await opened(handlers, never);
  documents.editBody("小雨です。");
  await documents.saveAll();
  const theirs = "---\ntitle: 雨\npermalink: rain.html\n---\n";
  await engine.client.call("post.save", {
    path: "posts/rain.md",
    frontMatter: theirs,
    body: "小雨です。",
    baseHash: current()?.hash ?? "",
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

test("saving by the author includes text that a field holds back; automatic saving does not", async () => {
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

test("while only the text changes or is saved, the other facts stay the same object", async () => {
  const { documents } = await opened(folder(), never);
  const facts = () => documents.store.getState().facts;
  const saving = () => documents.store.getState().saving;
  const typed = facts();
  documents.editBody("一");
  expect(facts()).toBe(typed);
  expect(saving()?.save.kind).toBe("unsaved");
  const [drawn, read] = [vi.fn(), vi.fn()];
  documents.store.subscribe(drawn);
  const stop = documents.onEdit(() => read(documents.current?.body));
  documents.editBody("一筆");
  expect(facts()).toBe(typed);
  expect(drawn).not.toHaveBeenCalled();
  expect(read.mock.calls).toEqual([["一筆"]]);
  stop();
  await documents.saveOnPurpose();
  expect(saving()?.save.kind).toBe("saved");
  expect(facts()).toBe(typed);
  documents.editProperties({ title: "雪" });
  expect(facts()).not.toBe(typed);
  expect(facts()?.properties.title).toBe("雪");
  await documents.forget("posts/rain.md");
  expect(facts()).toBeNull();
});

test("text that cannot be written to its file is in the journal when saving ends, so that the window may close", async () => {
  const written: string[] = [];
  const { documents, current } = await opened(
    {
      ...folder(),
      "post.save": () => {
        throw new AppError("file.diskFull", { path: "posts/rain.md" });
      },
      "journal.write": ({ body }) => {
        written.push(String(body));
        return {};
      },
    },
    never,
  );
  documents.editBody("最後の言葉");
  await documents.saveAll();
  expect(current()?.save.kind).toBe("failed");
  expect(written).toHaveLength(1);
});

test("a click on the post on screen ends the wait for another post", async () => {
  const waiting: (() => void)[] = [];
  const { documents, current } = await opened({
    ...folder(),
    "post.open": async ({ path }) => {
      if (path === "posts/sun.md") await new Promise<void>((resolve) => waiting.push(resolve));
      return postFile({ path });
    },
  });
  const opening = documents.open("posts/sun.md");
  await eventually(() => expect(waiting).toHaveLength(1));
  await documents.open("posts/rain.md");
  for (const answer of waiting) answer();
  await opening;
  expect([current()?.path, documents.store.getState().opening]).toEqual(["posts/rain.md", null]);
});
