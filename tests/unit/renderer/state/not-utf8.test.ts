import { expect, test } from "vitest";
import { folder, never, opened } from "../support/opened-documents.ts";
import { postFile } from "../support/served-engine.ts";
import { withFileChanged } from "#renderer/state/documents/open-document.ts";
import { eventually } from "#tests/support/eventually.ts";

const old = postFile({ encoding: "Shift_JIS" });

test("a post that is not UTF-8 cannot be edited, so that nothing is ever written into its file", async () => {
  const { engine, documents, current } = await opened({ ...folder(), "post.open": () => old }, never);
  documents.editBody("上書き");
  documents.type({
    edits: [{ offset: 0, length: 0, text: "上" }],
    units: 8,
    whole: () => "上静かな雨です。",
  });
  documents.editProperties({ title: "嵐" });
  documents.setFrontMatter("");
  expect(await documents.restore("posts/rain.md", "", "前の版")).toBe(false);
  engine.server.emit("post.removedOnDisk", { path: "posts/rain.md" });
  await eventually(() => expect(current()?.removed).toBe(true));
  await documents.saveOnPurpose();
  expect(current()).toMatchObject({ body: old.body, frontMatter: old.frontMatter, encoding: "Shift_JIS" });
  expect(engine.names()).not.toContain("post.save");
  expect(engine.names()).not.toContain("journal.write");
});

test("once it is converted, it can be edited", async () => {
  const { engine, documents, current } = await opened({ ...folder(), "post.open": () => old }, never);
  documents.fileChanged(postFile({ hash: "h2" }));
  expect(current()?.encoding).toBeNull();
  documents.editBody("書ける");
  await documents.saveAll();
  expect(engine.calls.findLast(([name]) => name === "post.save")?.[1]).toMatchObject({ body: "書ける" });
});

test("a file that becomes another encoding while there is unsaved text is a question, not a merge", async () => {
  const { documents, current } = await opened(folder(), never);
  documents.editProperties({ title: "嵐" });
  await eventually(() => expect(current()?.frontMatter).toContain("嵐"));
  const document = current();
  if (!document) throw new Error("no document");
  const changed = withFileChanged(document, postFile({ hash: "h9", body: "別の", encoding: "EUC-JP" }));
  expect(changed).toMatchObject({ encoding: null, conflict: { body: "別の" } });
});
