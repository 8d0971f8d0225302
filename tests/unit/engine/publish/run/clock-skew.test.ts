import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { RemoteEntry } from "#engine/publish/base/remote-files.ts";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { readTree, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { openFolderSite } from "#tests/support/publish/folder-site.ts";
import { yes } from "#tests/support/publish/sftp-publish.ts";

/** Files on a server whose clock is some hours ahead of this computer's. */
class SkewedFiles extends LocalFiles {
  readonly #seconds: number;

  constructor(hours: number) {
    super();
    this.#seconds = hours * 3600;
  }

  override async lstat(path: string): Promise<RemoteEntry> {
    return this.#skewed(await super.lstat(path));
  }

  override async readdir(path: string): Promise<ReadonlyMap<string, RemoteEntry>> {
    const entries = await super.readdir(path);
    return new Map([...entries].map(([name, entry]) => [name, this.#skewed(entry)]));
  }

  #skewed(entry: RemoteEntry): RemoteEntry {
    return { ...entry, mtime: entry.mtime + this.#seconds };
  }
}

for (const hours of [-9, 13]) {
  test(`a server whose clock is wrong by ${hours} hours needs no question, and edits are noticed`, async () => {
    const folder = await openFolderSite();
    const asked: string[] = [];
    const ask: typeof yes = async (question) => {
      if (question.kind === "plan") asked.push(...question.plan.questions);
      return yes(question);
    };
    const publish = (version: number) => folder.run(sampleSite(5, version), { ask }, new SkewedFiles(hours));
    try {
      await publish(1);
      await publish(2);
      expect((await publish(2)).puts).toEqual([]);
      expect(asked).toEqual(["first"]);
      await writeFile(join(folder.root, "feed.xml"), "by hand");
      await rm(join(folder.root, "hitokoto/20220001.html"));
      await publish(3);
      expect(asked).toEqual(["first", "conflicts", "lost"]);
      expect(await readFile(join(folder.root, "feed.xml"), "utf8")).toContain("3");
      expect(await readTree(folder.root)).toEqual(treeOf(sampleSite(5, 3)));
    } finally {
      await folder.remove();
    }
  });
}
