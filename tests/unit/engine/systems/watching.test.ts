import { join } from "node:path";
import { watch } from "chokidar";
import { describe, expect, test, vi } from "vitest";
import { FolderState } from "#engine/blog/folder/folder-state.ts";
import { type BlogChange, FolderUpdates } from "#engine/blog/folder/folder-updates.ts";
import { isSilentDrive } from "#engine/blog/folder/silent-drives.ts";
import { watchFolder } from "#engine/blog/folder/watcher.ts";
import { WorkQueue } from "#engine/base/concurrency.ts";
import { systemError } from "#engine/base/files/simulated-system.ts";
import { temporaryBlog } from "../blog/temporary-blog.ts";
import { hold } from "./as-windows.ts";

const atLast = { timeout: 120_000 };

/**
 * Returns a chokidar for a drive that cannot be watched: it becomes ready, reports an error, and notices
 * nothing.
 */
function unwatchable(code: string): typeof watch {
  return (paths, options) => {
    if (options?.usePolling) return watch(paths, options);
    const watcher = watch(paths, { ...options, ignored: () => true });
    setTimeout(() => watcher.emit("error", systemError(code, String(paths))), 0);
    return watcher;
  };
}

describe("a folder that the system cannot watch", () => {
  // Each one waits for the next check of the polled files
  test.concurrent.each(["ENOSPC", "EMFILE", "UNKNOWN", "EISDIR", "ENOSYS", "EPERM", "EIO"])(
    "is polled after %s, and changes are noticed",
    async (code) => {
      await using blog = await temporaryBlog({ "posts/a.md": "1" });
      const reported: string[] = [];
      const onPolling = vi.fn();
      const watchFiles = unwatchable(code);
      const watcher = watchFolder(blog.folder, (paths) => reported.push(...paths), { onPolling, watchFiles });
      await watcher.ready;
      await vi.waitFor(() => expect(onPolling).toHaveBeenCalledOnce(), atLast);
      // Polling compares with the state that it found first
      await vi.waitFor(async () => {
        await blog.write("posts/a.md", `${Date.now()}`);
        expect(reported).toContain("posts/a.md");
      }, atLast);
      await watcher.close();
    },
  );

  test.each([
    ["win32", "\\\\nas\\web\\日記", 0, true],
    ["win32", "\\\\?\\UNC\\nas\\web", 0, true],
    ["win32", "\\\\wsl.localhost\\Ubuntu\\home", 0, true],
    ["win32", "\\\\?\\C:\\日記", 0, false],
    ["win32", "C:\\日記", 0, false],
    ["linux", "/mnt/nas", 0xff534d42, true],
    ["linux", "/mnt/nas", 0xff534d42 | 0, true],
    ["linux", "/mnt/sshfs", 0x65735546, true],
    ["linux", "/home", 0xef53, false],
    ["darwin", "/Volumes/nas", 23, false],
  ])("on %s, %s of the type %i is silent: %s", (platform, folder, type, isSilent) => {
    expect(isSilentDrive(folder, { platform, typeOf: () => type })).toBe(isSilent);
  });

  test("is polled from the start on a drive that reports no changes of others", async () => {
    await using blog = await temporaryBlog({ "posts/a.md": "1" });
    const reported: string[] = [];
    const onPolling = vi.fn();
    const silent = vi.fn<typeof watch>((paths, options) =>
      watch(paths, options?.usePolling ? options : { ...options, ignored: () => true }),
    );
    const watcher = watchFolder(blog.folder, (paths) => reported.push(...paths), {
      onPolling,
      watchFiles: silent,
      isSilent: () => true,
    });
    await watcher.ready;
    expect(onPolling).toHaveBeenCalledOnce();
    await vi.waitFor(async () => {
      await blog.write("posts/a.md", `${Date.now()}`);
      expect(reported).toContain("posts/a.md");
    }, atLast);
    expect(silent).toHaveBeenCalledOnce();
    await watcher.close();
  });

  test("is reported as a problem that does not block publishing", async () => {
    await using blog = await temporaryBlog({ "posts/a.md": "1" });
    const state = await FolderState.load(blog.folder, undefined);
    const changes: BlogChange[] = [];
    const announce = (change: BlogChange): void => void changes.push(change);
    const updates = new FolderUpdates(state, new WorkQueue(), Date.now(), announce, unwatchable("UNKNOWN"));
    await vi.waitFor(() => expect(changes).toMatchObject([{ settings: true }]), atLast);
    const { folder } = blog;
    expect(state.problems).toEqual([{ code: "blog.polled", severity: "warning", values: { folder } }]);
    await updates.close();
  });

  test("is watched by its own path if the system has no real one for it", async () => {
    await using blog = await temporaryBlog({ "posts/a.md": "1" });
    hold({ on: ["realpath"], path: /./, code: "EISDIR" });
    const reported: string[] = [];
    const watcher = watchFolder(blog.folder, (paths) => reported.push(...paths));
    await watcher.ready;
    await blog.write("posts/a.md", "2");
    await vi.waitFor(() => expect(reported).toEqual(["posts/a.md"]), atLast);
    await watcher.close();
  });
});

test.runIf(process.platform !== "win32")(
  "a blog in a cloud folder says what the cloud does, as a problem that does not stop a publish",
  async () => {
    await using home = await temporaryBlog({ "Dropbox/日記/posts/a.md": "1" });
    vi.stubEnv("HOME", home.folder);
    const folder = join(home.folder, "Dropbox", "日記");
    const { problems } = await FolderState.load(folder, undefined);
    expect(problems).toEqual([
      { code: "blog.inCloud", severity: "warning", values: { folder, cloud: "Dropbox" } },
    ]);
    vi.unstubAllEnvs();
  },
);
