import { EventEmitter } from "node:events";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { FolderState } from "#engine/blog/folder/folder-state.ts";
import { type BlogChange, FolderUpdates } from "#engine/blog/folder/folder-updates.ts";
import { isSilentDrive } from "#engine/blog/folder/silent-drives.ts";
import type { WatchOneFolder } from "#engine/blog/folder/tree-watch.ts";
import { watchFolder } from "#engine/blog/folder/watcher.ts";
import { WorkQueue } from "#engine/base/concurrency.ts";
import { systemError } from "#engine/base/files/simulated-system.ts";
import { temporaryBlog } from "../blog/temporary-blog.ts";
import { asWindows, hold, letGo } from "./as-windows.ts";

const atLast = { timeout: 120_000 };

/** Returns watchers of a drive that cannot be watched: they report an error and notice nothing. */
function unwatchable(code: string): WatchOneFolder {
  return (folder) => {
    const watcher = new EventEmitter();
    setTimeout(() => watcher.emit("error", systemError(code, folder)), 0);
    return Object.assign(watcher, { close: () => undefined });
  };
}

/** Throws as Node does if the system has no more watchers. */
const exhausted: WatchOneFolder = (folder) => {
  throw systemError("ENOSPC", folder);
};

describe("a folder that the system cannot watch", () => {
  // Runs the cases at the same time, because each one waits for the next check of the polled files
  test.concurrent.each([
    ["ENOSPC", exhausted],
    ...["EMFILE", "UNKNOWN", "EISDIR", "ENOSYS", "EPERM", "EIO"].map(
      (code) => [code, unwatchable(code)] as const,
    ),
  ] as const)("is polled after %s, and changes are noticed", async (_code, watchOneFolder) => {
    await using blog = await temporaryBlog({ "posts/a.md": "1" });
    const reported: string[] = [];
    // A counter instead of a mock, because Vitest clears all mocks when the next of these tests starts
    let polls = 0;
    const onPolling = (): void => {
      polls += 1;
    };
    const watcher = watchFolder(blog.folder, (paths) => reported.push(...paths), {
      onPolling,
      watchOneFolder,
    });
    await watcher.ready;
    await vi.waitFor(() => expect(polls).toBe(1), atLast);
    // Polling compares with the state that it found first
    await vi.waitFor(async () => {
      await blog.write("posts/a.md", `${Date.now()}`);
      expect(reported).toContain("posts/a.md");
    }, atLast);
    await watcher.close();
  });

  test("is polled, although it cannot even be checked after the error", async () => {
    await using blog = await temporaryBlog();
    hold({ on: ["look"], path: /hitofude-blog-\w+$/, code: "EIO" });
    const onPolling = vi.fn();
    const watcher = watchFolder(blog.folder, () => undefined, {
      onPolling,
      watchOneFolder: unwatchable("EIO"),
    });
    await watcher.ready;
    await vi.waitFor(() => expect(onPolling).toHaveBeenCalledOnce(), atLast);
    await watcher.close();
  });

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
    const watchOneFolder = vi.fn(exhausted);
    const watcher = watchFolder(blog.folder, (paths) => reported.push(...paths), {
      onPolling,
      watchOneFolder,
      isSilent: () => true,
    });
    await watcher.ready;
    expect(onPolling).toHaveBeenCalledOnce();
    await vi.waitFor(async () => {
      await blog.write("posts/a.md", `${Date.now()}`);
      expect(reported).toContain("posts/a.md");
    }, atLast);
    expect(watchOneFolder).not.toHaveBeenCalled();
    await watcher.close();
  });

  test("is reported as a problem that does not block publishing", async () => {
    await using blog = await temporaryBlog({ "posts/a.md": "1" });
    const state = await FolderState.load(blog.folder, undefined);
    const changes: BlogChange[] = [];
    const announce = (change: BlogChange): void => void changes.push(change);
    const updates = new FolderUpdates(state, new WorkQueue(), announce, {
      openedAt: Date.now(),
      watchOneFolder: unwatchable("UNKNOWN"),
    });
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

/** Follows a blog folder. `until` resolves when a change with this path was announced. */
async function followed(folder: string) {
  const state = await FolderState.load(folder, undefined);
  const changes: BlogChange[] = [];
  const updates = new FolderUpdates(state, new WorkQueue(), (change) => changes.push(change), {
    openedAt: Date.now(),
  });
  await updates.ready;
  const until = (path: string): Promise<void> =>
    vi.waitFor(() => expect(changes.flatMap(({ changed }) => changed)).toContain(path), atLast);
  return { state, updates, changes, until, [Symbol.asyncDispose]: () => updates.close() };
}

// On a disk that ignores case, the two names would be one file.
test.runIf(process.platform === "linux")(
  "a file that cannot be looked at delays no other file, and is read as soon as it can be",
  async () => {
    await using blog = await temporaryBlog({ "posts/a.md": "1", "posts/b.md": "1" });
    await using followedBlog = await followed(blog.folder);
    hold({ on: ["look"], path: /posts\/a\.md$/ });
    await blog.write("posts/A.md", "2");
    await blog.write("posts/b.md", "2");
    await followedBlog.until("posts/b.md");
    await expect(followedBlog.updates.catchUp()).rejects.toMatchObject({ code: "file.inUse" });
    expect([...followedBlog.state.store.posts.keys()]).not.toContain("posts/A.md");
    letGo();
    await followedBlog.until("posts/A.md");
  },
);

test("a folder that returns is watched again, although its path cannot be looked up at first", async () => {
  await using blog = await temporaryBlog({ "posts/a.md": "1" });
  await using followedBlog = await followed(blog.folder);
  const { state, updates } = followedBlog;
  const away = `${blog.folder}-away`;
  await rename(blog.folder, away);
  await updates.catchUp();
  expect(state.isGone).toBe(true);
  let failures = 0;
  asWindows({
    before: (operation, path) => {
      if (operation !== "realpath" || failures > 0) return;
      failures += 1;
      throw systemError("ENOENT", path);
    },
  });
  await rename(away, blog.folder);
  await updates.catchUp().catch(() => undefined);
  await updates.catchUp();
  expect({ failures, isGone: state.isGone }).toEqual({ failures: 1, isGone: false });
  await blog.write("posts/b.md", "2");
  await followedBlog.until("posts/b.md");
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
