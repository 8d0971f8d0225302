import { watch } from "chokidar";
import { describe, expect, test, vi } from "vitest";
import { FolderState } from "#engine/blog/folder/folder-state.ts";
import { type BlogChange, FolderUpdates } from "#engine/blog/folder/folder-updates.ts";
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
  test.each(["ENOSPC", "EMFILE", "UNKNOWN", "EISDIR", "ENOSYS", "EPERM", "EIO"])(
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
