import { Cancellation } from "#contract/rpc/cancellation.ts";
import { identityOf } from "#contract/settings/target.ts";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { SftpTarget } from "#engine/publish/base/targets.ts";
import { hasOpenSsh, type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { openBlog, openFiles, post, statePath, type TestBlog } from "../unit/engine/app/open-service.ts";
import { StepClock } from "../unit/engine/app/step-clock.ts";

const sshTest = test.runIf(hasOpenSsh);
let server: OpenSshServer;
let blog: TestBlog | undefined;

beforeAll(async () => {
  if (hasOpenSsh) server = await startOpenSsh(["PasswordAuthentication yes"]);
});
afterAll(() => server?.stop());
beforeEach(async () => {
  if (hasOpenSsh) await server.emptyFolder(server.documentRoot);
});
afterEach(() => blog?.close());

/** Opens, at eight o'clock, a blog that was published to the server before, with a post for nine o'clock. */
async function openBefore(clock: StepClock, changes: Partial<SftpTarget>): Promise<TestBlog> {
  const { port, host, user, directory, signIn, key } = server.target(changes);
  const yaml = `title: a
sections: { hibi: { title: 日々 } }
defaultTarget: live
targets:
  live: ${JSON.stringify({ kind: "sftp", host, port, user, directory, url: "http://127.0.0.1:9/", signIn, key })}
`;
  const opened = await openFiles({
    "blog.yaml": yaml,
    "posts/hibi/a.md": post("九時", "文"),
  });
  const data = join(dirname(opened.folder), "data");
  await mkdir(data, { recursive: true });
  await writeFile(join(data, "known_hosts"), `[127.0.0.1]:${port} ${server.hostKey}\n`);
  await mkdir(statePath(opened.folder, "live"), { recursive: true });
  await writeFile(
    statePath(opened.folder, "live", "live.json"),
    JSON.stringify({ format: 1, generation: 1, at: "", posts: {} }),
  );
  const record = JSON.parse(await readFile(statePath(opened.folder, "blog.json"), "utf8"));
  const target = opened.service.blog.settings.targets.live;
  const publishedByHand = target ? [identityOf(target)] : [];
  await writeFile(statePath(opened.folder, "blog.json"), JSON.stringify({ ...record, publishedByHand }));
  await opened.service.close();
  return openBlog(opened.folder, { watch: true, clock });
}

sshTest("without a stored password, a due post waits and reports that, without asking anybody", async () => {
  const clock = new StepClock("2024-05-06T08:00:00+09:00");
  blog = await openBefore(clock, { signIn: "password" });
  await blog.service.schedule.settled();
  clock.moveTo("2024-05-06T09:00:00+09:00");
  await blog.service.schedule.settled();
  const [report, ...more] = blog.eventsOf("schedule.done");
  expect(report).toMatchObject({
    error: { code: "publish.secretNeeded", values: { host: "127.0.0.1", user: server.user } },
    retryAt: null,
  });
  expect([more, blog.eventsOf("publish.question")]).toEqual([[], []]);
  expect(await readdir(server.documentRoot)).toEqual([]);
});

sshTest("an unattended publish does not overwrite files of somebody else", async () => {
  await writeFile(join(server.documentRoot, "index.html"), "by hand");
  const clock = new StepClock("2024-05-06T08:00:00+09:00");
  blog = await openBefore(clock, {});
  await blog.service.schedule.settled();
  clock.moveTo("2024-05-06T09:00:00+09:00");
  await blog.service.schedule.settled();
  expect(blog.eventsOf("schedule.done")).toMatchObject([
    { error: { code: "publish.conflicts" }, retryAt: null },
  ]);
  expect(await readdir(server.documentRoot)).toEqual(["index.html"]);
});

sshTest("no published page is taken off the server while nobody looks", async () => {
  const clock = new StepClock("2024-05-06T08:00:00+09:00");
  blog = await openBefore(clock, {});
  await blog.write("posts/hibi/b.md", post("七時", "文", 7));
  blog = await blog.reopen();
  const ask = async () => ({ accept: true, answers: [], remember: false });
  await blog.service.publishing.run({ target: "live", review: false, ask, signal: new Cancellation() });
  expect(await readdir(server.documentRoot)).toContain("20240506-0700.html");
  await rm(join(blog.folder, "posts/hibi/b.md"));
  blog = await blog.reopen();
  clock.moveTo("2024-05-06T09:00:00+09:00");
  await blog.service.schedule.settled();
  expect(blog.eventsOf("schedule.done")).toMatchObject([
    { error: { code: "publish.removals", values: { count: 1, paths: "20240506-0700.html" } }, retryAt: null },
  ]);
  const names = await readdir(server.documentRoot);
  expect([names.includes("20240506-0700.html"), names.includes("20240506-0900.html")]).toEqual([true, false]);
});
