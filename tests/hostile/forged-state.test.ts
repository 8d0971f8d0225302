import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import type { Answer } from "#contract/types/publish-run-types.ts";
import { sha256 } from "#engine/base/hash.ts";
import { tryAttack } from "#tests/support/attack.ts";
import { openFiles, post, statePath, type TestBlog } from "../unit/engine/app/open-service.ts";

let blog: TestBlog | undefined;
let outside = "";
const path = process.env.PATH;

beforeEach(async () => {
  outside = await mkdtemp(join(tmpdir(), "hitofude-outside-"));
});
afterEach(async () => {
  process.env.PATH = path;
  await blog?.close();
  blog = undefined;
  await rm(outside, { recursive: true, force: true });
});

/** Returns settings with a default target that the folder's maker chose. */
function aimedAt(target: Readonly<Record<string, unknown>>): string {
  return `title: a\nsections: { hibi: { title: b } }\ndefaultTarget: live\ntargets:\n  live: ${JSON.stringify(target)}\n`;
}

/**
 * Returns records as an earlier version of the program kept them in the blog folder.
 * The blog publishes automatically.
 */
function forgedRecords(target = "live"): Record<string, string> {
  const record = { format: 1, generation: 1, at: "2024-01-01T00:00:00.000Z", posts: {} };
  const due = { format: 1, posts: { "posts/hibi/a.md": 1 } };
  return {
    ".hitofude/id": "a-0123456789ab\n",
    [`.hitofude/cache/live/${target}.json`]: JSON.stringify(record),
    ".hitofude/cache/scheduled.json": JSON.stringify(due),
  };
}

/** Opens the folder as a window does, and waits until everything that starts automatically has ended. */
async function openAsWindow(files: Readonly<Record<string, string>>): Promise<TestBlog> {
  const opened = await openFiles(files, { trusted: false, watch: true });
  blog = opened;
  await opened.service.blog.watching();
  opened.service.schedule.look();
  await opened.service.schedule.settled();
  return opened;
}

const no: Answer = { accept: false, answers: [], remember: false };

/** Answers every question of the program. */
function answer({ service }: TestBlog, accepts: (kind: string) => boolean): void {
  service.events.forwardTo({
    emit: (name, payload) => {
      if (name !== "publish.question" || !("question" in payload)) return;
      service.publishing.answer(payload.id, { ...no, accept: accepts(payload.question.kind) });
    },
  });
}

test("forged records start no unattended publish into a folder", () =>
  tryAttack("forged schedule, folder target", async () => {
    await openAsWindow({
      "blog.yaml": aimedAt({ kind: "folder", directory: outside, url: "http://127.0.0.1:9/" }),
      "posts/hibi/a.md": post("雨", "文"),
      ...forgedRecords(),
    });
    return (await readdir(outside)).length > 0;
  }));

test("a fork of a published blog automatically overwrites none of the original's pages", () =>
  tryAttack("fork with forged records", async () => {
    const settings = aimedAt({ kind: "folder", directory: outside, url: "http://127.0.0.1:9/" });
    const id = forgedRecords()[".hitofude/id"] ?? "";
    const original = await openFiles({
      "blog.yaml": settings,
      "posts/hibi/a.md": post("雨", "元の文"),
      ".hitofude/id": id,
    });
    answer(original, () => true);
    await original.publish();
    // In the worst case, the maker of the fork knows this record
    const record = await readFile(statePath(original.folder, "live", "live.json"), "utf8");
    await original.close();
    const page = join(outside, "20240506-0900.html");
    const before = await readFile(page, "utf8");
    await openAsWindow({
      "blog.yaml": settings,
      "posts/hibi/a.md": post("雨", "ほかの文"),
      "posts/hibi/b.md": post("風", "時間が来た文", 10),
      ...forgedRecords(),
      ".hitofude/cache/live/live.json": record,
      ".hitofude/cache/scheduled.json": JSON.stringify({ format: 1, posts: { "posts/hibi/b.md": 1 } }),
    });
    return (await readFile(page, "utf8")) !== before;
  }));

test("forged records start no connection to a server", () =>
  tryAttack("forged schedule, SFTP target", async () => {
    let calls = 0;
    const server = createServer((socket) => {
      calls += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const sftp = {
      kind: "sftp",
      host: "127.0.0.1",
      port,
      user: "a",
      directory: "/w",
      url: "http://127.0.0.1:9/",
    };
    await openAsWindow({
      "blog.yaml": aimedAt(sftp),
      "posts/hibi/a.md": post("雨", "文"),
      ...forgedRecords(),
    });
    server.close();
    return calls > 0;
  }));

test.each(['x,bearer_token_command="touch CANARY":', "remote:site"])(
  "forged records start no rclone: %s",
  (remote) =>
    tryAttack(`forged schedule, rclone ${remote}`, async () => {
      const canary = join(outside, "ran");
      const program = join(outside, "bin", "rclone");
      await mkdir(dirname(program));
      await writeFile(program, `#!/bin/sh\ntouch "${canary}"\n`);
      await chmod(program, 0o755);
      process.env.PATH = `${dirname(program)}${delimiter}${path}`;
      const target = { kind: "rclone", remote: remote.replace("CANARY", canary), url: "http://127.0.0.1:9/" };
      await openAsWindow({
        "blog.yaml": aimedAt(target),
        "posts/hibi/a.md": post("雨", "文"),
        ...forgedRecords(),
      });
      return existsSync(canary);
    }),
);

test("forged records of a fork overwrite no live page, even after the author trusts the folder", () =>
  tryAttack("forged records, page of somebody else", async () => {
    const page = "the page of somebody else";
    await writeFile(join(outside, "20240506-0900.html"), page);
    const files = { "20240506-0900.html": { sha256: sha256(page), size: page.length, group: "page" } };
    const state = {
      format: 1,
      target: "live",
      url: "http://127.0.0.1:9/",
      backTo: null,
      posts: {},
      titles: {},
      files,
    };
    const opened = await openAsWindow({
      "blog.yaml": aimedAt({ kind: "folder", directory: outside, url: "http://127.0.0.1:9/" }),
      "posts/hibi/a.md": post("雨", "文"),
      ...forgedRecords(),
      ".hitofude/published/states/target-live/1.json": JSON.stringify(state),
    });
    // The author trusts the folder, but accepts no plan
    answer(opened, (kind) => kind === "trust");
    await opened.publish().catch(() => undefined);
    return (await readFile(join(outside, "20240506-0900.html"), "utf8")) !== page;
  }));

test("a practice site inside the blog folder is not served", () =>
  tryAttack("practice-site/server/htdocs as a link", async () => {
    await writeFile(join(outside, "secret.txt"), "secret");
    const opened = await openAsWindow({
      "posts/hibi/a.md": post("雨", "文"),
      ...forgedRecords("practice"),
    });
    const { folder } = opened;
    await opened.service.close();
    await mkdir(join(folder, ".hitofude/practice-site/server"), { recursive: true });
    await symlink(outside, join(folder, ".hitofude/practice-site/server/htdocs"));
    const again = await opened.reopen();
    blog = again;
    if (again.service.overview.summary().targets.some(({ url }) => url !== "")) return true;
    answer(again, (kind) => kind === "trust");
    const site = await again.service.siteAddress(new Cancellation());
    return (await fetch(`${site}secret.txt`)).status === 200;
  }));

test.each(["../../../../../autostart", "..", ".", "a/b", "CON", "a:b", "live\\x"])(
  "a target named %j writes nothing outside its own folder",
  (name) =>
    tryAttack(`target named ${name}`, async () => {
      const target = { kind: "folder", directory: outside, url: "http://127.0.0.1:9/" };
      const opened = await openAsWindow({
        "blog.yaml": `title: a\nsections: { hibi: { title: b } }\ndefaultTarget: ${JSON.stringify(name)}\ntargets:\n  ${JSON.stringify(name)}: ${JSON.stringify(target)}\n`,
        "posts/hibi/a.md": post("雨", "文"),
      });
      answer(opened, () => true);
      await opened.publish().catch(() => undefined);
      const state = statePath(opened.folder);
      const known = [".hitofude", "blog.yaml", "posts"];
      const beside = (await readdir(dirname(opened.folder))).sort();
      const isElsewhere =
        beside.some((entry) => !["blog", "data", "state", "last-post.json"].includes(entry)) ||
        (await readdir(dirname(state))).length > 1 ||
        (await readdir(opened.folder)).some((entry) => !known.includes(entry)) ||
        (await readdir(state)).some(
          (entry) => !["blog.json", "cache", "live", "published", "scheduled.json"].includes(entry),
        );
      return isElsewhere;
    }),
);

test("an id that contains a path counts as missing", () =>
  tryAttack("forged id", async () => {
    const opened = await openAsWindow({
      "posts/hibi/a.md": post("雨", "文"),
      ".hitofude/id": "../../../etc\n",
    });
    return /[/.]/.test(opened.service.blog.id);
  }));

test("trust applies only to this computer and this path", async () => {
  const record = { format: 1, path: outside, id: "a", trusted: true, publishedByHand: ["practice"] };
  await tryAttack("forged trust in the folder", async () => {
    const opened = await openAsWindow({
      "posts/hibi/a.md": post("雨", "文"),
      ".hitofude/blog.json": JSON.stringify(record),
      "blog.json": JSON.stringify(record),
    });
    answer(opened, () => false);
    await opened.publish().catch(() => undefined);
    return existsSync(statePath(opened.folder, "practice-site"));
  });
  expect(blog).toBeDefined();
});
