import { expect, test } from "vitest";
import { WaitingFiles } from "#main/files/given-file.ts";

test("files that are opened together wait for the page, which gets each of them once, in order", () => {
  const files = new WaitingFiles();
  expect(files.take()).toBeNull();
  for (const path of ["/a.md", "/b.md"]) files.add(path);
  expect([files.take(), files.take(), files.take()]).toEqual(["/a.md", "/b.md", null]);
});
