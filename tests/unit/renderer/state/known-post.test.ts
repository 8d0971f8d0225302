import { expect, test } from "vitest";
import type { Handlers } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { AppError } from "#contract/errors.ts";
import { DocumentStore } from "#renderer/state/documents/document-store.ts";
import { postFile, serveEngine } from "../support/served-engine.ts";
import { eventually } from "#tests/support/eventually.ts";

const path = "posts/rain.md";
const never = { autosave: 1_000_000, journal: 1_000_000 };

/** Shows a post on screen before the engine has answered; the handlers then answer. */
function shown(handlers: Partial<Handlers<EngineContract>>) {
  const engine = serveEngine({ "post.save": (input) => postFile({ ...input, hash: "h9" }), ...handlers });
  const documents = new DocumentStore(engine.client, never);
  documents.showKnown(postFile());
  return { engine, documents, current: () => documents.current };
}

test("a known post is on screen at once, and confirmed by the engine", async () => {
  const { documents, current } = shown({
    "post.open": () => postFile({ state: "published", frozen: true, address: "rain.html" }),
  });
  expect(current()).toMatchObject({ path, body: "静かな雨です。", save: { kind: "saved" } });
  await documents.confirm(path);
  expect(current()).toMatchObject({ state: "published", frozen: true, address: "rain.html", version: 0 });
});

test("text typed before the engine answers stays, and is saved over the file", async () => {
  const { engine, documents, current } = shown({ "post.open": () => postFile({ state: "published" }) });
  documents.editBody("強い雨です。");
  await documents.confirm(path);
  expect(current()).toMatchObject({ body: "強い雨です。", state: "published", save: { kind: "unsaved" } });
  await documents.saveAll();
  expect(engine.calls.find(([name]) => name === "post.save")?.[1]).toMatchObject({
    body: "強い雨です。",
    baseHash: "h1",
  });
});

test("a file that has changed meanwhile is shown, or causes a conflict if text was typed", async () => {
  const theirs = { "post.open": () => postFile({ body: "別の雨です。", hash: "h2" }) };
  const quiet = shown(theirs);
  await quiet.documents.confirm(path);
  expect(quiet.current()).toMatchObject({
    body: "別の雨です。",
    bodyRevision: 1,
    hash: "h2",
    conflict: null,
  });
  const busy = shown(theirs);
  busy.documents.editBody("強い雨です。");
  await busy.documents.confirm(path);
  expect(busy.current()).toMatchObject({ body: "強い雨です。", conflict: { body: "別の雨です。" } });
});

test("nothing is replaced during a composition", async () => {
  const { documents, current } = shown({ "post.open": () => postFile({ body: "別の雨です。", hash: "h2" }) });
  documents.setComposing(true);
  await documents.confirm(path);
  expect(current()?.body).toBe("静かな雨です。");
  documents.setComposing(false);
  expect(current()?.body).toBe("別の雨です。");
});

test("a post that the engine does not have disappears, unless text was typed into it", async () => {
  const gone = {
    "post.open": () => {
      throw new AppError("file.notFound", { path });
    },
  };
  const quiet = shown(gone);
  await quiet.documents.confirm(path);
  expect(quiet.current()).toBeNull();
  const busy = shown(gone);
  busy.documents.editBody("強い雨です。");
  await busy.documents.confirm(path);
  await eventually(() => expect(busy.current()).toMatchObject({ body: "強い雨です。", removed: true }));
});
