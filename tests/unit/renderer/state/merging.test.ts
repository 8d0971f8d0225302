import { expect, test } from "vitest";
import { eventually } from "#tests/support/eventually.ts";
import { folder, never, opened } from "../support/opened-documents.ts";
import { postFile } from "../support/served-engine.ts";

const base = "朝は雨です。昼は曇りです。夜は晴れです。\n\n終わり。\n";
const [mine, theirs] = [base.replace("雨", "雪"), base.replace("晴れ", "星空")];

/** A post whose file has `base`. `disk` writes the file as another program does. */
async function opening() {
  const given = await opened(folder(), never);
  const { engine, documents, current } = given;
  const write = (body: string, rest: { hash: string; frontMatter?: string }): void =>
    engine.server.emit("post.changedOnDisk", postFile({ body, ...rest }));
  write(base, { hash: "h0" });
  await eventually(() => expect(current()?.body).toBe(base));
  const settled = (): Promise<unknown> =>
    engine.client.call("journal.write", { id: "x", path: null, frontMatter: "", body: "" });
  return { ...given, write, settled, documents };
}

test("a file of which another program has written a part, or nothing, is a question", async () => {
  for (const half of ["朝は雨です。昼は", "", base.slice(0, -2)]) {
    const { documents, current, write } = await opening();
    documents.editBody(mine);
    write(half, { hash: "half" });
    await eventually(() => expect(current()?.conflict?.hash).toBe("half"));
    expect(current()?.body).toBe(mine);
    write(theirs, { hash: "whole" });
    await eventually(() => expect(current()).toMatchObject({ conflict: null, isMerged: true }));
    expect(current()?.body).toContain("朝は雪です。昼は曇りです。夜は星空です。");
  }
});

test("a file of which a part is missing does not replace the text when only properties have changed", async () => {
  const { documents, current, write } = await opening();
  documents.setFrontMatter("---\ntitle: 雨\nmood: calm\n---\n");
  write(base.slice(0, 12), { hash: "half" });
  await eventually(() => expect(current()?.conflict?.hash).toBe("half"));
  expect(current()).toMatchObject({ frontMatter: "---\ntitle: 雨\nmood: calm\n---\n", body: base });
});

test("an earlier save that a sync service brings back does not undo later words", async () => {
  for (const later of [
    null,
    "朝は雪です。昼は曇りです。夜は晴れです。\n\n終わり。\n\n続きを書いた。そして\n",
  ]) {
    const { engine, documents, current, write } = await opening();
    await engine.client.call("post.save", {
      ...postFile({ body: base }),
      baseHash: "h1",
      force: true,
    });
    const texts = ["続きを", "続きを書いた。", "続きを書いた。そして"].map((words) => `${base}\n${words}\n`);
    const hashes: string[] = [];
    for (const text of texts) {
      documents.editBody(text);
      await documents.keepMine();
      hashes.push(current()?.hash ?? "");
    }
    if (later !== null) documents.editBody(later);
    write(texts[1] ?? "", { hash: hashes[1] ?? "" });
    await eventually(() => expect(current()?.conflict?.hash).toBe(hashes[1]));
    expect(current()?.body).toBe(later ?? texts[2]);
    // The author can still choose the text on screen.
    await documents.keepMine();
    expect(engine.calls.findLast(([name]) => name === "post.save")?.[1]).toMatchObject({
      body: later ?? texts[2],
    });
    expect(current()).toMatchObject({ conflict: null, save: { kind: "saved" } });
  }
});

test("properties that are set back to an earlier save are taken, because the program does this, too", async () => {
  const { documents, current, write } = await opening();
  const before = current()?.frontMatter ?? "";
  for (const frontMatter of [before.replace("---\n", "---\nmood: calm\n"), before]) {
    documents.setFrontMatter(frontMatter);
    await documents.keepMine();
  }
  const { hash = "" } = current()?.earlier.at(-1) ?? {};
  write(base, { hash, frontMatter: before.replace("---\n", "---\nmood: calm\n") });
  await eventually(() => expect(current()?.frontMatter).toContain("mood: calm"));
  expect(current()).toMatchObject({ conflict: null, body: base });
});

test("a program that changed an earlier state of the file does not undo the last save by a merge", async () => {
  const { documents, current, write } = await opening();
  documents.editBody(mine);
  await documents.keepMine();
  documents.editBody(`${mine}\n追記。\n`);
  write(theirs, { hash: "stale" });
  await eventually(() => expect(current()?.conflict?.hash).toBe("stale"));
  expect(current()?.body).toBe(`${mine}\n追記。\n`);
});

test("texts are not merged where the author does not see it: in another post, and while the window closes", async () => {
  const { documents, current, write, settled } = await opening();
  documents.editBody(mine);
  await documents.open("posts/sun.md");
  write(theirs, { hash: "other" });
  await settled();
  expect(documents.documentOf("posts/rain.md")).toMatchObject({ body: mine, isMerged: false });
  await documents.open("posts/rain.md");
  expect(current()?.conflict?.hash).toBe("other");

  const closing = await opening();
  closing.documents.editBody("静かな雪です。");
  await closing.documents.saveAll(true);
  expect(closing.current()).toMatchObject({ body: "静かな雪です。", isMerged: false });
  expect(closing.current()?.conflict).not.toBeNull();
});

test("a conflict with the file does not replace text during a composition", async () => {
  const { documents, current, settled } = await opening();
  documents.editBody(mine);
  const saving = documents.saveAll();
  documents.setComposing(true);
  await saving;
  await settled();
  expect(current()).toMatchObject({ body: mine, conflict: null });
  documents.setComposing(false);
  expect(current()?.conflict?.hash).toBe("h1");
});

test("a change that is read while a save is in flight is in the next save", async () => {
  const handlers = folder();
  const save = handlers["post.save"];
  const waits: (() => void)[] = [];
  handlers["post.save"] = async (...input) => {
    await new Promise<void>((resolve) => waits.push(resolve));
    return save?.(...input) as never;
  };
  const { engine, documents, current } = await opened(handlers, never);
  engine.server.emit("post.changedOnDisk", postFile({ body: base, hash: "h1" }));
  documents.editBody(`${current()?.body}\n`);
  expect(current()?.hash).toBe("h1");
  const saving = documents.saveAll();
  await eventually(() => expect(waits).toHaveLength(1));
  engine.server.emit(
    "post.changedOnDisk",
    postFile({ body: `足した。${current()?.body.trim()}`, hash: "W" }),
  );
  await eventually(() => expect(current()?.hash).toBe("W"));
  waits.pop()?.();
  await saving;
  expect(current()).toMatchObject({ hash: "W", save: { kind: "unsaved" } });
  expect(current()?.body).toContain("足した。");
});

test("two merges in a row are both taken", async () => {
  const { documents, current, write } = await opening();
  documents.editBody(mine);
  write(theirs, { hash: "w1" });
  await eventually(() => expect(current()?.body).toContain("星空"));
  write(theirs.replace("星空", "満月"), { hash: "w2" });
  await eventually(() => expect(current()?.body).toBe(mine.replace("晴れ", "満月")));
});
