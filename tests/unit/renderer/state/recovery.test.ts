import { expect, test } from "vitest";
import type { Handlers } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { AppError } from "#contract/errors.ts";
import { SettingsDraft } from "#renderer/state/blog-settings/settings-draft.ts";
import { DocumentStore } from "#renderer/state/documents/document-store.ts";
import { newJournalId } from "#renderer/state/documents/journal-id.ts";
import { Recovery } from "#renderer/state/documents/recovery.ts";
import { NoticeDraft } from "#renderer/state/notice-draft.ts";
import { postFile, serveEngine } from "../support/served-engine.ts";

const delays = { autosave: 1_000_000, journal: 1_000_000 };
const withFile = {
  id: "posts/rain.md",
  path: "posts/rain.md",
  frontMatter: "---\ntitle: 嵐\n---\n",
  body: "嵐",
  at: 1,
  current: { frontMatter: "---\ntitle: 雨\n---\n", body: "静かな雨です。" },
};
const withoutFile = { id: "new:1", path: null, frontMatter: "", body: "ひとこと", at: 2, current: null };

function afterCrash(changes: Partial<Handlers<EngineContract>> = {}) {
  const engine = serveEngine({
    "journal.recover": () => [withFile, withoutFile],
    "journal.clear": () => ({}),
    "post.open": () => postFile(),
    "post.create": ({ body }) => postFile({ path: "posts/new.md", body: body ?? "" }),
    "post.editProperties": ({ frontMatter }) => ({ frontMatter, properties: { title: "嵐" } }),
    ...changes,
  });
  const documents = new DocumentStore(engine.client, delays);
  const sheets = { settings: new SettingsDraft(engine.client), notices: new NoticeDraft(engine.client) };
  return { engine, documents, recovery: new Recovery(engine.client, documents, sheets) };
}

test("restored text is in the editor, unsaved", async () => {
  const { documents, recovery } = afterCrash();
  await recovery.load();
  await recovery.restore(withFile);
  const { current } = documents;
  expect(current).toMatchObject({ body: "嵐", frontMatter: withFile.frontMatter, save: { kind: "unsaved" } });
  expect(current?.bodyRevision).toBe(1);
  expect(recovery.store.getState().entries).toEqual([withoutFile]);
});

test("no intermediate state lets the editor take the file's text for the restored one", async () => {
  const { documents, recovery } = afterCrash();
  await recovery.load();
  const shown: [number, string][] = [];
  documents.store.subscribe(() => {
    const { current } = documents;
    if (current) shown.push([current.bodyRevision, current.body]);
  });
  await recovery.restore(withFile);
  expect(shown.filter(([revision]) => revision > 0).every(([, body]) => body === "嵐")).toBe(true);
  expect(shown.length).toBeGreaterThan(0);
});

test("text without a file gets one, and only then leaves the journal", async () => {
  const { engine, documents, recovery } = afterCrash();
  await recovery.load();
  await recovery.restore(withoutFile);
  expect(documents.current).toMatchObject({ path: "posts/new.md", body: "ひとこと" });
  expect(engine.names().slice(-2)).toEqual(["post.create", "journal.clear"]);
});

test("text whose file was removed meanwhile gets a new one", async () => {
  const { engine, documents, recovery } = afterCrash({
    "post.open": () => {
      throw new AppError("file.notFound", { path: "posts/rain.md" });
    },
  });
  await recovery.load();
  await recovery.restore(withFile);
  expect(documents.current).toMatchObject({ path: "posts/new.md", body: "嵐" });
  expect(engine.names().slice(-2)).toEqual(["post.create", "journal.clear"]);
});

test("an entry is deleted only when the current journal contains its text", async () => {
  const refusing = afterCrash({
    "journal.write": () => {
      throw new AppError("file.diskFull", { path: "x" });
    },
  });
  await refusing.recovery.restore(withFile);
  expect(refusing.engine.names()).toContain("journal.write");
  expect(refusing.engine.names()).not.toContain("journal.clear");

  const { engine, recovery } = afterCrash({ "journal.write": () => ({}) });
  await recovery.restore(withFile);
  expect(engine.calls.at(-1)).toEqual(["journal.clear", { id: withFile.id }]);
  const written = engine.calls.find(([name]) => name === "journal.write")?.[1];
  expect(written).toMatchObject({ path: withFile.path, body: "嵐" });
  expect(written).not.toMatchObject({ id: withFile.id });
});

test("text typed after the start is not offered for recovery", async () => {
  const own = { ...withoutFile, id: newJournalId("posts/rain.md") };
  const { recovery } = afterCrash({ "journal.recover": () => [own, withFile] });
  await recovery.load();
  expect(recovery.store.getState().entries).toEqual([withFile]);
});

test("text on screen is saved before recovered text replaces it", async () => {
  const { engine, documents, recovery } = afterCrash({
    "post.save": ({ body }) => postFile({ body, hash: "h2" }),
    "journal.write": () => ({}),
  });
  await documents.open(withFile.path);
  documents.editBody("いま書いた言葉。");
  await recovery.restore(withFile);
  expect(engine.calls.find(([name]) => name === "post.save")?.[1]).toMatchObject({
    body: "いま書いた言葉。",
  });
  expect(documents.current).toMatchObject({ body: "嵐", save: { kind: "unsaved" } });
});

test("discarded text leaves the journal and changes no document", async () => {
  const { engine, documents, recovery } = afterCrash();
  await recovery.load();
  await recovery.discard(withFile);
  expect(engine.calls.at(-1)).toEqual(["journal.clear", { id: "posts/rain.md" }]);
  expect(documents.current).toBeNull();
});
