import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import type { Answer, Question } from "#contract/types/publish-run-types.ts";
import { simulateSystem, systemError } from "#engine/base/files/simulated-system.ts";
import { hasOpenSsh, type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { yes } from "#tests/support/publish/sftp-publish.ts";
import { openFiles, post, type TestBlog } from "../unit/engine/app/open-service.ts";

const sshTest = test.runIf(hasOpenSsh);
let server: OpenSshServer;
let blog: TestBlog | undefined;
let letGo: () => void = () => undefined;

beforeAll(async () => {
  if (hasOpenSsh) server = await startOpenSsh();
});
afterAll(() => server?.stop());
afterEach(async () => {
  letGo();
  await blog?.close();
});

/** Opens a blog that swaps its site at the server. */
async function open(): Promise<TestBlog> {
  const { port, host, user, directory, signIn, key } = server.target();
  const to = { kind: "sftp", host, port, user, directory, url: "http://127.0.0.1:9/", signIn, key };
  const yaml = `title: a
sections: { hibi: { title: 日々 } }
defaultTarget: live
targets:
  live: ${JSON.stringify({ ...to, mode: "swap" })}
`;
  const files = { "posts/hibi/a.md": post("朝", "文"), "media/a.txt": "一", "media/b.txt": "一" };
  const opened = await openFiles({ "blog.yaml": yaml, ...files });
  const data = join(dirname(opened.folder), "data");
  await mkdir(data, { recursive: true });
  await writeFile(join(data, "known_hosts"), `[127.0.0.1]:${port} ${server.hostKey}\n`);
  return opened.reopen();
}

sshTest("at a swap, a media file that becomes unreadable stops only itself", async () => {
  blog = await open();
  const { publishing } = blog.service;
  await publishing.run({ target: "live", review: false, ask: yes, signal: new Cancellation() });
  await blog.write("media/a.txt", "二つめ");
  await blog.write("media/b.txt", "二つめ");
  await blog.write("media/c.txt", "新しい");
  await blog.write("posts/hibi/b.md", post("雪", "文", 10));
  blog = await blog.reopen();
  const { folder } = blog;
  const ask = async (question: Question): Promise<Answer> => {
    if (question.kind === "plan") {
      letGo = simulateSystem({
        platform: process.platform,
        before: (_, path) => {
          if (path.startsWith(join(folder, "media")) && /[ac]\.txt$/.test(path))
            throw systemError("EACCES", path);
        },
      });
      for (const name of ["a.txt", "c.txt"]) await chmod(join(folder, "media", name), 0);
    }
    return yes(question);
  };
  const result = await blog.service.publishing.run({
    target: "live",
    review: true,
    ask,
    signal: new Cancellation(),
  });
  expect(result.notes).toContainEqual(
    expect.objectContaining({
      code: "files.leftOut",
      values: { count: 2, paths: "media/a.txt, media/c.txt" },
    }),
  );
  const live = (path: string): Promise<string> => readFile(join(server.documentRoot, path), "utf8");
  expect(await live("20240506-1000.html")).toContain("雪");
  expect([await live("media/a.txt"), await live("media/b.txt")]).toEqual(["一", "二つめ"]);
  await expect(live("media/c.txt")).rejects.toThrow("ENOENT");
  // The first file can be read again now. Another file disappears while the plan is shown.
  letGo();
  const vanish = async (question: Question): Promise<Answer> => {
    if (question.kind === "plan") await rm(join(folder, "media", "b.txt"), { force: true });
    return yes(question);
  };
  await blog.write("media/b.txt", "三つめ");
  await blog.service.publishing.run({
    target: "live",
    review: true,
    ask: vanish,
    signal: new Cancellation(),
  });
  expect([await live("media/a.txt"), await live("media/b.txt")]).toEqual(["二つめ", "二つめ"]);
});
