import { expect, test } from "vitest";
import { AppError } from "#contract/errors.ts";
import { DocumentStore } from "#renderer/state/documents/document-store.ts";
import { eventually } from "#tests/support/eventually.ts";
import { postFile, serveEngine } from "../support/served-engine.ts";

const never = { autosave: 1_000_000, journal: 1_000_000 };

async function opened(save: () => ReturnType<typeof postFile>) {
  const engine = serveEngine({
    "post.open": () => postFile(),
    "post.save": save,
    "post.rename": ({ to }) => {
      if (to === "posts/taken.md") throw new AppError("post.exists", { path: to });
      return { file: postFile({ path: to, hash: "h3", body: "強い雨です。" }), posts: 2, skipped: [] };
    },
    "journal.clear": () => ({}),
  });
  const documents = new DocumentStore(engine.client, never);
  await documents.open("posts/rain.md");
  documents.editBody("強い雨です。");
  return { engine, documents, current: () => documents.current };
}

const saved = () => postFile({ hash: "h2", body: "強い雨です。" });

test("text is saved under the old name, then the document follows its file", async () => {
  const { engine, documents, current } = await opened(saved);
  const before = current();
  await documents.rename("posts/storm.md");
  expect(engine.names()).toEqual(["post.open", "post.save", "journal.clear", "post.rename"]);
  expect(current()).toMatchObject({
    path: "posts/storm.md",
    hash: "h3",
    body: "強い雨です。",
    save: { kind: "saved" },
  });
  // The editor keeps text and undo history.
  expect(current()?.bodyRevision).toBe(before?.bodyRevision);
  expect(current()?.version).toBe(before?.version);
});

test("a name that is taken changes nothing", async () => {
  const { documents, current } = await opened(saved);
  await expect(documents.rename("posts/taken.md")).rejects.toMatchObject({ code: "post.exists" });
  expect(current()).toMatchObject({ path: "posts/rain.md", save: { kind: "saved" } });
});

test("a file is not renamed while text is missing in it", async () => {
  const { engine, documents } = await opened(() => {
    throw new AppError("file.diskFull", { path: "posts/rain.md" });
  });
  await expect(documents.rename("posts/storm.md")).rejects.toMatchObject({ code: "file.diskFull" });
  expect(engine.names()).not.toContain("post.rename");
});

test("text that is typed while the file is renamed is saved into the renamed file", async () => {
  const files = new Map([["posts/rain.md", postFile()]]);
  let allow: () => void = () => undefined;
  const allowed = new Promise<void>((resolve) => {
    allow = resolve;
  });
  const engine = serveEngine({
    "post.open": ({ path }) => {
      const file = files.get(path);
      if (!file) throw new AppError("file.notFound", { path });
      return file;
    },
    "post.save": ({ path, body }) => {
      if (!files.has(path)) throw new AppError("post.conflict", { path });
      const file = postFile({ path, body, hash: body });
      files.set(path, file);
      return file;
    },
    "post.rename": async ({ path, to }) => {
      files.set(to, postFile({ ...files.get(path), path: to }));
      files.delete(path);
      await allowed;
      return { file: postFile({ ...files.get(to) }), posts: 0, skipped: [] };
    },
    "journal.write": () => ({}),
    "journal.clear": () => ({}),
    "history.keep": () => ({}),
  });
  const documents = new DocumentStore(engine.client, never);
  await documents.open("posts/rain.md");
  const renaming = documents.rename("posts/storm.md");
  await eventually(() => expect(engine.names()).toContain("post.rename"));
  documents.editBody("強い雨です。");
  const saving = documents.saveAll();
  // A save with the old path would be refused before the engine answers this call.
  await engine.client.call("post.open", { path: "posts/storm.md" });
  allow();
  await Promise.all([renaming, saving]);
  expect(documents.current).toMatchObject({
    path: "posts/storm.md",
    removed: false,
    save: { kind: "saved" },
  });
  expect(files.get("posts/storm.md")?.body).toBe("強い雨です。");
});
