import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import type { Question } from "#contract/types/publish-run-types.ts";
import { Progress } from "#engine/publish/base/progress.ts";
import { runPublish } from "#engine/publish/run/publish-run.ts";
import { RcloneDaemon } from "#engine/publish/transports/rclone/rclone-daemon.ts";
import { RcloneFiles } from "#engine/publish/transports/rclone/rclone-files.ts";
import { publishToRclone, rcloneTransport } from "#engine/publish/transports/rclone/rclone-target.ts";
import { readWhole } from "#engine/publish/base/whole-file.ts";
import {
  buildSite,
  readTree,
  type SiteFiles,
  sampleSite,
  treeOf,
} from "#tests/support/publish/built-site.ts";
import { eventually } from "#tests/support/eventually.ts";
import { hasOpenSsh, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { startTcpProxy } from "#tests/support/servers/tcp-proxy.ts";
import { configureRclone, hasRclone, startWebDav } from "#tests/support/servers/rclone.ts";
import { noSecrets, yes } from "#tests/support/publish/sftp-publish.ts";

const rcloneTest = test.runIf(hasRclone);
let folder = "";
let site = "";
let giveBack: () => void;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-rclone-test-"));
  site = join(folder, "site");
  await mkdir(site);
  giveBack = await configureRclone(
    folder,
    `[near]\ntype = alias\nremote = ${folder}\n\n[mem]\ntype = memory\n`,
  );
});
afterEach(async () => {
  giveBack();
  await rm(folder, { recursive: true, force: true });
});

const questions: Question[] = [];
beforeEach(() => {
  questions.length = 0;
});

async function options(files: SiteFiles) {
  return {
    name: "there",
    input: await buildSite(join(folder, "build"), files),
    ask: async (question: Question) => {
      questions.push(question);
      return yes(question);
    },
    client: { user: "author", computer: "desk" },
    review: false,
    program: "test",
    lockTimeoutMs: 2000,
  };
}

async function publish(files: SiteFiles, remote = "near:site") {
  return publishToRclone({ ...(await options(files)), target: { kind: "rclone", remote, url: "" } });
}

rcloneTest(
  "a folder behind rclone becomes the site; only changes are sent, and foreign files stay",
  async () => {
    await writeFile(join(site, "mine.txt"), "mine");
    expect((await publish(sampleSite(12))).result).toMatchObject({ uploaded: 17, removed: 0 });
    expect(await readTree(site)).toEqual({ ...treeOf(sampleSite(12)), "mine.txt": "mine" });
    expect((await publish(sampleSite(12))).result).toMatchObject({ uploaded: 0, bytes: 0 });

    // The new text has the same length, so that only the content differs
    const next = { ...sampleSite(10), "index.html": "<h1>一筆 9</h1>" };
    const { result } = await publish(next);
    expect(result).toMatchObject({ uploaded: 1, removed: 2 });
    expect(await readTree(site)).toEqual({ ...treeOf(next), "mine.txt": "mine" });
    const state = (await readdir(site)).find((name) => name.startsWith(".hitofude"));
    expect(await readdir(join(site, state ?? ""))).toEqual([".htaccess", "manifest"]);
  },
);

rcloneTest(
  "a file that was changed there by hand is asked about, and not overwritten without a yes",
  async () => {
    await publish(sampleSite(2));
    await writeFile(join(site, "index.html"), "by hand");
    // Some servers keep only whole seconds
    const later = Date.now() / 1000 + 60;
    await utimes(join(site, "index.html"), later, later);
    questions.length = 0;
    const no = async () => ({ accept: false, answers: [], remember: false });
    const refused = publishToRclone({
      ...(await options(sampleSite(2, 2))),
      ask: no,
      target: { kind: "rclone", remote: "near:site", url: "" },
    });
    await expect(refused).rejects.toMatchObject({ code: "publish.conflicts", values: { count: 1 } });
    expect(await readFile(join(site, "index.html"), "utf8")).toBe("by hand");
    await publish(sampleSite(2, 2));
    expect(questions.map(({ kind }) => kind)).toEqual(["plan"]);
    expect(await readTree(site)).toEqual(treeOf(sampleSite(2, 2)));
  },
);

rcloneTest("the next publish finishes an interrupted one", async () => {
  const failing = { ...(await options(sampleSite(6))), beforeCommit: () => Promise.reject(new Error("cut")) };
  const target = { kind: "rclone", remote: "near:site", url: "" } as const;
  await expect(publishToRclone({ ...failing, target })).rejects.toThrow("cut");
  const { result } = await publish(sampleSite(6));
  // The files that were sent before are still there.
  expect(result).toMatchObject({ uploaded: 11, bytes: 0 });
  expect(await readTree(site)).toEqual(treeOf(sampleSite(6)));
});

/** A post that is a file, and a folder of pages. */
const written: SiteFiles = {
  ...sampleSite(1),
  "post/a": "a file",
  "news/index.html": "pages",
  "news/old/a.html": "old",
};

/** The same paths with file and folder exchanged. */
const turned: SiteFiles = {
  ...sampleSite(1, 2),
  "post/a/index.html": "a folder",
  "post/a/b/c.html": "more",
  news: "a file",
};

rcloneTest("files become folders, and folders become files", async () => {
  for (const files of [written, turned, written]) {
    await publish(files);
    expect(await readTree(site)).toEqual(treeOf(files));
  }
});

rcloneTest("publishes to WebDAV, which does not keep our modification times", async () => {
  const dav = await startWebDav(site);
  try {
    await writeFile(join(folder, "rclone.conf"), `[dav]\ntype = webdav\nurl = ${dav.url}\nvendor = other\n`);
    await publish(sampleSite(3), "dav:blog");
    const next = { ...sampleSite(3), "index.html": "<h1>一筆 9</h1>" };
    expect((await publish(next, "dav:blog")).result).toMatchObject({ uploaded: 1 });
    expect(await readTree(join(site, "blog"))).toEqual(treeOf(next));
  } finally {
    await dav.stop();
  }
});

rcloneTest("a cancelled publish does not wait for a server that has stopped answering", async () => {
  const dav = await startWebDav(site);
  const proxy = await startTcpProxy(Number(new URL(dav.url).port), false);
  const url = `http://127.0.0.1:${proxy.port}/`;
  const configuration = `[dav]\ntype = webdav\nurl = ${url}\nvendor = other\n`;
  try {
    await writeFile(join(folder, "rclone.conf"), configuration);
    const target = { kind: "rclone", remote: "dav:blog", url: "" } as const;
    const signal = new Cancellation();
    const beforeCommit = async () => {
      proxy.holdAfter(0);
      // With fake timers, the time for the clean-up of a cancelled publish passes at once.
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
      signal.cancel();
      vi.advanceTimersByTime(10_000);
      return {};
    };
    const publishing = publishToRclone({ ...(await options(sampleSite(3))), target, signal, beforeCommit });
    await expect(publishing).rejects.toMatchObject({ code: "publish.connectionLost" });
    vi.useRealTimers();
    expect(await readTree(join(site, "blog"))).toEqual({});
  } finally {
    vi.useRealTimers();
    await proxy.stop();
    await dav.stop();
  }
});

rcloneTest("a publish can be cancelled while a silent server is connected to", async () => {
  const signal = new Cancellation();
  const sockets = new Set<Socket>();
  const silent = createServer((socket) => {
    sockets.add(socket);
    signal.cancel();
  });
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = silent.address() as AddressInfo;
    await writeFile(
      join(folder, "rclone.conf"),
      `[dav]\ntype = webdav\nurl = http://127.0.0.1:${port}/\nvendor = other\n`,
    );
    const target = { kind: "rclone", remote: "dav:blog", url: "" } as const;
    const publishing = publishToRclone({ ...(await options(sampleSite(1))), target, signal });
    await expect(publishing).rejects.toMatchObject({ code: "call.cancelled" });
  } finally {
    for (const socket of sockets) socket.destroy();
    silent.close();
  }
});

test.runIf(hasRclone && hasOpenSsh)("a publish stops if the connection is swallowed", async () => {
  const server = await startOpenSsh();
  const proxy = await startTcpProxy(server.port);
  const account = `user = ${server.user}\nkey_file = ${server.keyFile}`;
  const configuration = `[far]\ntype = sftp\nhost = 127.0.0.1\nport = ${proxy.port}\n${account}\n`;
  await writeFile(join(folder, "rclone.conf"), configuration);
  const files = await RcloneFiles.open(`far:${server.documentRoot}`, undefined, 2000);
  try {
    const run = {
      ...(await options(sampleSite(3))),
      directory: "/",
      modes: { file: 0o644, directory: 0o755 },
      beforeCommit: async () => {
        proxy.silence();
        return {};
      },
    };
    const lost = { code: "publish.connectionLost", values: { reason: "the server no longer answered" } };
    await expect(runPublish(files, run, new Progress(() => undefined))).rejects.toMatchObject(lost);
    expect(files.isLost).toBe(true);
    expect(await readTree(server.documentRoot, /^\.hitofude-/)).toEqual({});
  } finally {
    await files.end();
    await proxy.stop();
    await server.stop();
  }
});

rcloneTest("only a publish makes a missing folder: a plan, a comparison and a test do not", async () => {
  const target = { kind: "rclone", remote: "near:typo/blog", url: "" } as const;
  const run = await options(sampleSite(3));
  const access = { secrets: noSecrets, knownHostsFile: join(folder, "known-hosts") };
  const onReport = (): void => undefined;
  const plan = await rcloneTransport.plan(target, run, access);
  expect(plan.files.filter(({ change }) => change === "new")).toHaveLength(run.input.files.length);
  const comparing = { blogId: run.input.blogId, contents: true, ask: run.ask };
  await expect(rcloneTransport.compare(target, comparing, access)).rejects.toMatchObject({
    code: "compare.nothingPublished",
  });
  await expect(rcloneTransport.test(target, { ask: run.ask, onReport }, access)).rejects.toMatchObject({
    code: "rclone.folderMissing",
    values: { remote: target.remote },
  });
  expect(await readdir(folder)).not.toContain("typo");
  await publish(sampleSite(3), target.remote);
  expect(await readTree(join(folder, "typo", "blog"))).toEqual(treeOf(sampleSite(3)));
});

rcloneTest("publishes to an object store, which has no folders", async () => {
  const files = await RcloneFiles.open("mem:bucket/blog");
  try {
    const run = async (content: SiteFiles) => {
      const modes = { file: 0o644, directory: 0o755 };
      return runPublish(
        files,
        { ...(await options(content)), directory: "/", modes },
        new Progress(() => undefined),
      );
    };
    await run(sampleSite(3));
    expect(await run(sampleSite(3))).toMatchObject({ puts: [], bytes: 0 });
    const outcome = await run(sampleSite(2, 2));
    expect(outcome.removed).toEqual(["hitokoto/20220002.html"]);
    for (const [path, content] of Object.entries(sampleSite(2, 2))) {
      expect(
        Buffer.from(await readWhole(files, `/${path}`, 100_000)).equals(Buffer.from(content)),
        path,
      ).toBe(true);
    }
    expect([...(await files.readdir("/hitokoto")).keys()]).toHaveLength(2);
    for (const content of [written, turned, written]) {
      await run(content);
      for (const [path, bytes] of Object.entries(content)) {
        const there = Buffer.from(await readWhole(files, `/${path}`, 100_000));
        expect(there.equals(Buffer.from(bytes)), path).toBe(true);
      }
    }
  } finally {
    await files.end();
  }
});

rcloneTest("reports a remote that rclone does not know, and a computer without rclone", async () => {
  await expect(publish(sampleSite(1), "nobody:site")).rejects.toMatchObject({
    code: "rclone.remoteUnknown",
    values: { remote: "nobody:site" },
  });
  await expect(RcloneDaemon.start("no-such-program")).rejects.toMatchObject({ code: "rclone.missing" });
});

test.runIf(hasRclone && process.platform !== "win32")(
  "Ctrl+C in a terminal, which reaches all its programs, leaves rclone to end the publish in order",
  async () => {
    const script = `
      import { RcloneDaemon } from "#engine/publish/transports/rclone/rclone-daemon.ts";
      process.on("SIGINT", () => process.stdout.write("interrupted "));
      const rclone = await RcloneDaemon.start();
      process.stdout.write("started ");
      process.stdin.once("data", async () => {
        for (let call = 0; call < 200; call += 1) await rclone.call("rc/noop", "", {});
        process.stdout.write("answered ");
        await rclone.end();
        process.exit();
      });`;
    // `detached` makes the child lead a process group, as a command in a terminal does
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], { detached: true });
    const ended = once(child, "exit");
    let said = "";
    child.stdout.on("data", (text: Buffer) => {
      said += text.toString();
      if (said === "started ") process.kill(-(child.pid ?? 0), "SIGINT");
      if (said === "started interrupted ") child.stdin.write("go on");
    });
    expect(await ended).toEqual([0, null]);
    expect(said).toBe("started interrupted answered ");
  },
);

rcloneTest("rclone ends with a program that was killed", async () => {
  const module = JSON.stringify(import.meta.resolve("#engine/publish/transports/rclone/rclone-daemon.ts"));
  const program = `const { RcloneDaemon } = await import(${module});
    await RcloneDaemon.start(); console.log("ready"); setInterval(() => undefined, 1000);`;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(parent.stdout, "data");
  const rclones = (await descendants(parent.pid ?? 0)).filter(({ name }) => name === "rclone");
  expect(rclones).toHaveLength(1);
  parent.kill("SIGKILL");
  await eventually(() => {
    for (const { pid } of rclones) expect(() => process.kill(pid, 0)).toThrow();
  });
});

/** Returns the processes that a process has started, directly and indirectly. */
async function descendants(parent: number): Promise<{ readonly pid: number; readonly name: string }[]> {
  const lines = execFileSync("ps", ["-eo", "pid=,ppid=,comm="], { encoding: "utf8" }).trim().split("\n");
  const all = lines.map((line) => line.trim().split(/\s+/));
  const found = all.filter(([, ppid]) => Number(ppid) === parent);
  const below = await Promise.all(found.map(([pid]) => descendants(Number(pid))));
  return [...found.map(([pid, , name = ""]) => ({ pid: Number(pid), name })), ...below.flat()];
}
