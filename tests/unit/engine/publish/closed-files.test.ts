import { afterEach, beforeEach, expect, test } from "vitest";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { FaultyFiles } from "#tests/support/publish/faulty-files.ts";
import { type FolderSite, openFolderSite } from "#tests/support/publish/folder-site.ts";

let site: FolderSite;

beforeEach(async () => {
  site = await openFolderSite();
});
afterEach(() => site.remove());

for (const inOrder of [false, true]) {
  for (const swap of [false, true]) {
    const how = `${inOrder ? "in order" : "in any order"}, ${swap ? "swapped" : "in place"}`;
    test(`a publish closes every file that it opens: ${how}`, async () => {
      for (const text of ["first", "second", "second", "third"]) {
        const times = { open: 0, close: 0 };
        const onBegin = (_: number, operation: string): void => {
          if (operation === "open" || operation === "close") times[operation] += 1;
        };
        const files = new FaultyFiles(new LocalFiles(), null, { inOrder, onBegin });
        const missing = await countMissing(files, () =>
          site.run({ "index.html": text, "a/b.html": "same" }, { swap }, files),
        );
        expect(times.close).toBe(times.open - missing);
        expect(times.close).toBeGreaterThan(0);
      }
    });
  }
}

/** Returns the number of files that could not be opened because they are missing, while `run` runs. */
async function countMissing(files: FaultyFiles, run: () => Promise<unknown>): Promise<number> {
  let missing = 0;
  const open = files.open.bind(files);
  files.open = (...args) =>
    open(...args).catch((error: unknown) => {
      missing += 1;
      throw error;
    });
  await run();
  return missing;
}
