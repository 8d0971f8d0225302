import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type OpenHow, RemoteError, remoteStatus } from "#engine/publish/base/remote-files.ts";
import { findSite } from "#engine/publish/state/remote-state.ts";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { localPaths } from "#engine/publish/transports/folder/local-paths.ts";

/** A server that refuses to read in hidden folders, and makes every folder. */
class ClosedHiddenFolders extends LocalFiles {
  readonly made: string[] = [];

  override async open(path: string, how: OpenHow, mode?: number) {
    if (path.includes("/.hitofude/")) {
      throw new RemoteError("open", path, remoteStatus.permissionDenied, "permission denied");
    }
    return super.open(path, how, mode);
  }

  override async mkdir(path: string, mode: number): Promise<void> {
    this.made.push(path);
    return super.mkdir(path, mode);
  }
}

let home = "";
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "hitofude-find-"));
  await mkdir(join(home, "public_html"));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const find = (files: LocalFiles, mayProbe: boolean) =>
  findSite(files, localPaths().toRemote(join(home, "public_html")), { blogId: "test-blog", mayProbe });

test("a search without leave to test names makes no folder, and passes the refusal on", async () => {
  const files = new ClosedHiddenFolders();
  await expect(find(files, false)).rejects.toMatchObject({ status: remoteStatus.permissionDenied });
  expect(files.made).toEqual([]);
});

test("a publish removes the test folders that an interrupted one has left, and no other folder", async () => {
  const foreign = ["hitofude-probe-mine", "hitofude-probe-0123456789ac"];
  const left = ["hitofude-probe-0123456789ab", ".hitofude-0123456789ab"];
  for (const name of [...foreign, ...left]) await mkdir(join(home, name));
  await mkdir(join(home, foreign[1] ?? "", "with contents"));
  const files = new ClosedHiddenFolders();
  await expect(find(files, true)).rejects.toMatchObject({ status: remoteStatus.permissionDenied });
  expect(files.made).toHaveLength(2);
  expect((await readdir(home)).sort()).toEqual([...foreign, "public_html"].sort());
});
