import { expect, test } from "vitest";
import {
  isUnsaved,
  openedDocument,
  withEdit,
  withFileChanged,
  withSaved,
} from "#renderer/state/documents/open-document.ts";
import { postFile } from "../support/served-engine.ts";

test("an edit makes a document unsaved, and saving makes it saved", () => {
  const edited = withEdit(openedDocument(postFile()), { body: "強い雨です。" });
  expect(isUnsaved(edited)).toBe(true);
  expect(edited.save.kind).toBe("unsaved");
  const saved = withSaved(edited, postFile({ hash: "h2", body: "強い雨です。" }), edited.version);
  expect(isUnsaved(saved)).toBe(false);
  expect(saved).toMatchObject({ hash: "h2", save: { kind: "saved" } });
});

test("text typed during a save stays, and stays unsaved", () => {
  const sent = withEdit(openedDocument(postFile()), { body: "一" });
  const typed = withEdit(sent, { body: "一二", frontMatter: "---\ntitle: 新\n---\n" });
  const saved = withSaved(typed, postFile({ hash: "h2", body: "一" }), sent.version);
  expect(saved).toMatchObject({ body: "一二", frontMatter: "---\ntitle: 新\n---\n", hash: "h2" });
  expect(isUnsaved(saved)).toBe(true);
  expect(saved.save.kind).toBe("unsaved");
});

test("a change on disk replaces an unedited text, and the editor takes it over", () => {
  const document = openedDocument(postFile());
  const changed = withFileChanged(document, postFile({ hash: "h2", body: "晴れました。" }));
  expect(changed).toMatchObject({ body: "晴れました。", hash: "h2", conflict: null });
  expect(changed.bodyRevision).toBe(document.bodyRevision + 1);
  expect(changed.version).toBeGreaterThan(document.version);
  expect(isUnsaved(changed)).toBe(false);
});

test("the editor does not replace its text if only front matter changed", () => {
  const document = openedDocument(postFile());
  const changed = withFileChanged(document, postFile({ hash: "h2", frontMatter: "---\ntitle: 晴\n---\n" }));
  expect(changed.frontMatter).toContain("晴");
  expect(changed.bodyRevision).toBe(document.bodyRevision);
});

test("a change on disk with unsaved text causes a conflict", () => {
  const edited = withEdit(openedDocument(postFile()), { body: "私の文章" });
  const theirs = postFile({ hash: "h2", body: "別の文章" });
  expect(withFileChanged(edited, theirs)).toMatchObject({ body: "私の文章", conflict: theirs });
});

test("the same text on disk is no conflict", () => {
  const edited = withEdit(openedDocument(postFile()), { body: "同じ" });
  const same = withFileChanged(edited, postFile({ hash: "h2", body: "同じ" }));
  expect(same).toMatchObject({ conflict: null, hash: "h2" });
  expect(isUnsaved(same)).toBe(false);
});

test("front matter changed on disk and text typed meanwhile are merged", () => {
  const edited = withEdit(openedDocument(postFile()), { body: "私の文章" });
  const frozen = postFile({ hash: "h2", frontMatter: "---\npermalink: rain.html\n---\n", frozen: true });
  const both = withFileChanged(edited, frozen);
  expect(both).toMatchObject({
    frontMatter: frozen.frontMatter,
    body: "私の文章",
    hash: "h2",
    frozen: true,
    conflict: null,
  });
  expect(both.bodyRevision).toBe(edited.bodyRevision);
  expect(isUnsaved(both)).toBe(true);
});

test("text changed on disk and front matter edited meanwhile are merged", () => {
  const edited = withEdit(openedDocument(postFile()), { frontMatter: "---\ntitle: 晴\n---\n" });
  const both = withFileChanged(edited, postFile({ hash: "h2", body: "別の文章" }));
  expect(both).toMatchObject({
    frontMatter: edited.frontMatter,
    body: "別の文章",
    hash: "h2",
    conflict: null,
  });
  expect(both.bodyRevision).toBe(edited.bodyRevision + 1);
  expect(isUnsaved(both)).toBe(true);
});

test("a second change on disk is compared with the file that the text is then based on", () => {
  const edited = withEdit(openedDocument(postFile()), { body: "私の文章" });
  const once = withFileChanged(edited, postFile({ hash: "h2", frontMatter: "---\ntags: [a]\n---\n" }));
  const twice = withFileChanged(once, postFile({ hash: "h3", frontMatter: "---\ntags: [b]\n---\n" }));
  expect(twice).toMatchObject({ frontMatter: "---\ntags: [b]\n---\n", body: "私の文章", conflict: null });
});

test("a conflict ends if the file on disk is again what the document was based on", () => {
  const file = postFile();
  const edited = withEdit(openedDocument(file), { body: "私の文章" });
  const conflicting = withFileChanged(edited, postFile({ hash: "h2", body: "別の文章" }));
  const back = withFileChanged(conflicting, file);
  expect(back).toMatchObject({ body: "私の文章", conflict: null, hash: file.hash });
  expect(isUnsaved(back)).toBe(true);
});
