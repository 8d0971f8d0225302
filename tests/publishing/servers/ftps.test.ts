import { execFileSync } from "node:child_process";
import { appendFile, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Answer, Question } from "#contract/types/publish-run-types.ts";
import { Progress } from "#engine/publish/base/progress.ts";
import type { RemoteFiles } from "#engine/publish/base/remote-files.ts";
import type { FtpsTarget } from "#engine/publish/base/targets.ts";
import { runPublish } from "#engine/publish/run/publish-run.ts";
import type { FtpsFiles } from "#engine/publish/transports/ftps/ftps-files.ts";
import { testTarget } from "#engine/publish/transports/registry.ts";
import { makeBlog } from "#tests/support/blogs/blog-maker.ts";
import { buildSite, readTree, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { FaultyFiles } from "#tests/support/publish/faulty-files.ts";
import { ftpsVariants, proxyFtps, publishFtps, withFtps } from "#tests/support/publish/ftps-publish.ts";
import { noise } from "#tests/support/noise.ts";
import { yes } from "#tests/support/publish/sftp-publish.ts";
import { runCli } from "#tests/unit/engine/cli/run-cli.ts";
import { mountSmallDisk } from "#tests/support/disks/small-disks.ts";
import { isRoot } from "#tests/support/servers/loopback-server.ts";
import { startStaticServer } from "#tests/support/servers/static-server.ts";
import {
  ftpsFamilies,
  ftpsPassword,
  type FtpsServer,
  proftpdFamily,
  pureFtpdFamily,
  vsftpdFamily,
} from "#tests/support/servers/ftps-servers.ts";

for (const { name, isHere, start } of ftpsVariants) {
  test.runIf(isHere)(`${name}: publishes, publishes again, and turns files into folders`, async () => {
    const server = await start();
    try {
      await publishTwice(server);
      await turn(server);
    } finally {
      await server.stop();
    }
  });
}

async function publishTwice(server: FtpsServer): Promise<void> {
  await writeFile(join(server.documentRoot, "mine.txt"), "mine");
  const theirs = { "mine.txt": "mine" };
  const film = { "media/film.png": noise(3_000_000, 1) };
  const closed = { "family/1.html": "for the family", "family/.htaccess": "# rules" };
  const first = {
    ...sampleSite(30),
    ...film,
    ...closed,
    "一言/空 白 [1].html": "ひとこと",
    ".htaccess": "# rules",
  };
  const second = { ...sampleSite(20, 2), ...film, ...closed, "family/.htaccess": "# other rules" };
  await publishFtps(server, first);
  expect(await readTree(server.documentRoot)).toEqual({ ...treeOf(first), ...theirs });
  const mode = execFileSync("stat", ["-c", "%a", join(server.documentRoot, "index.html")]);
  expect(mode.toString().trim()).toBe("644");
  const { result } = await publishFtps(server, second);
  expect(result).toMatchObject({ removed: 12 });
  expect(await readTree(server.documentRoot)).toEqual({ ...treeOf(second), ...theirs });
  expect((await publishFtps(server, second)).result).toMatchObject({ uploaded: 0, bytes: 0 });
}

for (const family of [pureFtpdFamily, vsftpdFamily]) {
  const title = `${family.name}: each page deleted by hand is noticed although there is nothing to publish`;
  test.runIf(family.isHere)(title, async () => {
    const server = await family.start();
    try {
      // Four in five pages of this site would be missed if only 40 files were checked.
      const site = { ...sampleSite(195), ".htaccess": "# rules" };
      await publishFtps(server, site);
      for (const name of ["0007", "0081", "0133", "0190"]) {
        await rm(join(server.documentRoot, `hitokoto/2022${name}.html`));
        const asked: Question[] = [];
        await publishFtps(server, site, async (question) => {
          asked.push(question);
          return yes(question);
        });
        expect(asked).toMatchObject([{ kind: "plan", plan: { questions: ["lost"] } }]);
        expect(await readTree(server.documentRoot)).toEqual(treeOf(site));
      }
      expect((await publishFtps(server, site)).result).toMatchObject({ uploaded: 0, bytes: 0 });
    } finally {
      await server.stop();
    }
  });
}

/** Turns a folder into a file and a file into a folder, and back. */
async function turn(server: FtpsServer): Promise<void> {
  const written = { ...sampleSite(1), "post/a": "a file", "news/old/a.html": "old" };
  const turned = { ...sampleSite(1, 2), "post/a/b/c.html": "more", news: "a file" };
  for (const site of [written, turned]) {
    await publishFtps(server, site);
    expect(await readTree(server.documentRoot)).toEqual({ ...treeOf(site), "mine.txt": "mine" });
  }
}

for (const family of ftpsFamilies) {
  test.runIf(family.isHere)(`${family.name}: reports what is there, links as links`, async () => {
    const server = await family.start();
    try {
      const { documentRoot: root } = server;
      await writeFile(join(root, "a b.txt"), "text");
      await writeFile(join(root, ".note"), "hidden");
      execFileSync("mkdir", [join(root, "folder")]);
      for (const [path, to] of [
        ["to-file", "a b.txt"],
        ["to-folder", "folder"],
        ["to-nothing", "nothing"],
      ] as const) {
        await symlink(to, join(root, path));
      }
      await server.own(root);
      await withFtps(server, async (files) => {
        const seen = server.target().directory;
        // ProFTPD does not report a link to nothing.
        const paths = ["a b.txt", ".note", "folder", "to-file", "to-folder"];
        if (family !== proftpdFamily) paths.push("to-nothing");
        const kinds = paths.map(async (path) => {
          const { kind, size } = await files.lstat(`${seen}/${path}`);
          return [path, kind, kind === "file" ? size : null];
        });
        expect(await Promise.all(kinds)).toEqual([
          ["a b.txt", "file", 4],
          [".note", "file", 6],
          ["folder", "directory", null],
          ["to-file", "link", null],
          ["to-folder", "link", null],
          ...(family === proftpdFamily ? [] : [["to-nothing", "link", null]]),
        ]);
        const listed = await files.readdir(seen);
        const { mtime } = await files.lstat(`${seen}/a b.txt`);
        expect(listed.get("a b.txt")).toMatchObject({ kind: "file", size: 4, mtime });
        expect(Math.abs(mtime - Date.now() / 1000)).toBeLessThan(3600);
        expect(listed.get("to-folder")?.kind).toBe("link");
        for (const path of ["none", "none/none"]) {
          await expect(files.lstat(`${seen}/${path}`), path).rejects.toMatchObject({ status: 2 });
          await expect(files.readdir(`${seen}/${path}`), path).rejects.toMatchObject({ status: 2 });
          await expect(files.open(`${seen}/${path}`, "read"), path).rejects.toMatchObject({ status: 2 });
          await expect(files.remove(`${seen}/${path}`), path).rejects.toMatchObject({ status: 2 });
        }
        const lost = files.rename(`${seen}/a b.txt`, `${seen}/none/b.txt`);
        await expect(lost).rejects.toMatchObject({ status: 2 });
        const taken = files.rename(`${seen}/a b.txt`, `${seen}/.note`);
        await expect(taken).rejects.toMatchObject({ status: 4 });
        const file = await files.open(`${seen}/none/new.txt`, "create");
        await file.write(Buffer.from("new"), 0);
        await expect(file.close()).rejects.toMatchObject({ status: 2 });
        // The same connections work after a refusal.
        expect((await files.lstat(`${seen}/folder`)).kind).toBe("directory");
        expect(await readFile(join(root, ".note"), "utf8")).toBe("hidden");
      });
    } finally {
      await server.stop();
    }
  });
}

const noPassword = { get: async () => null, set: async () => undefined, remove: async () => undefined };

test.runIf(proftpdFamily.isHere)("a self-signed certificate is shown, and accepted once", async () => {
  const server = await proftpdFamily.start();
  try {
    const questions: Question[] = [];
    const answering = (accept: boolean) => async (question: Question) => {
      questions.push(question);
      return { accept, answers: [], remember: false };
    };
    await expect(publishFtps(server, sampleSite(1), answering(false))).rejects.toMatchObject({
      code: "publish.hostKeyUnknown",
      values: { fingerprint: server.fingerprint },
    });
    await publishFtps(server, sampleSite(1), answering(true));
    await publishFtps(server, sampleSite(1), answering(true));
    const asked = questions.filter(({ kind }) => kind === "hostKey");
    expect(asked).toHaveLength(2);
    expect(asked[0]).toMatchObject({
      fingerprint: server.fingerprint,
      certificate: { subject: "ftp.example.jp", problem: "selfSigned", isChanged: false },
    });
    const { knownHostsFile } = server;
    const other = "AB:".repeat(32).slice(0, -1);
    const named = publishFtps(server, sampleSite(1), yes, { hostKeys: [other] });
    await expect(named).rejects.toMatchObject({ code: "publish.hostKeyOther" });
    // Another certificate at the same place is asked about again, with a warning.
    const text = await readFile(knownHostsFile, "utf8");
    await writeFile(knownHostsFile, text.replace(/\S+$/m, Buffer.alloc(32, 7).toString("base64")));
    questions.length = 0;
    await publishFtps(server, sampleSite(1), answering(true));
    expect(questions[0]).toMatchObject({ kind: "hostKey", certificate: { isChanged: true } });
  } finally {
    await server.stop();
  }
});

test.runIf(proftpdFamily.isHere)("the connection test tries each step, and leaves nothing", async () => {
  const server = await proftpdFamily.start();
  const web = await startStaticServer(server.documentRoot);
  try {
    const { secrets, knownHostsFile } = server;
    const access = { secrets, knownHostsFile };
    const tryOut = async (changes: Partial<FtpsTarget>) => {
      const target = server.target({ url: web.url, ...changes });
      const reports = await testTarget(target, { ask: yes, onReport: () => undefined }, access);
      return reports.map(({ step, state, values, finding }) => [
        `${step} ${state}`,
        values.include ?? finding?.code ?? null,
      ]);
    };
    expect(await tryOut({})).toEqual([
      ["name passed", null],
      ["port passed", null],
      ["hostKey passed", null],
      ["signIn passed", null],
      ["directory passed", null],
      ["write passed", null],
      ["rename passed", null],
      ["web passed", null],
      ["parts passed", "ssi"],
      ["remove passed", null],
    ]);
    expect(await readTree(server.documentRoot)).toEqual({});
    expect(await tryOut({ directory: `${server.documentRoot}/none` })).toContainEqual([
      "directory failed",
      "test.directoryMissing",
    ]);
  } finally {
    await web.close();
    await server.stop();
  }
});

test.runIf(proftpdFamily.isHere)("a wrong password is asked about again, and not stored", async () => {
  const server = await proftpdFamily.start();
  try {
    const retries: boolean[] = [];
    const ask = async (question: Question): Promise<Answer> => {
      if (question.kind !== "secret") return yes(question);
      retries.push(question.retry);
      return { accept: true, answers: ["wrong"], remember: true };
    };
    const stored: string[] = [];
    const secrets = {
      ...noPassword,
      set: async (_id: unknown, secret: string) => void stored.push(secret),
    };
    const publishing = publishFtps(server, sampleSite(1), ask, { secrets });
    await expect(publishing).rejects.toMatchObject({ code: "publish.signInFailed" });
    expect([retries, stored]).toEqual([[false, true, true], []]);
  } finally {
    await server.stop();
  }
});

test.runIf(vsftpdFamily.isHere)("FTP without encryption is refused before a password is sent", async () => {
  const server = await vsftpdFamily.start({ more: ["ssl_enable=NO", "force_local_logins_ssl=NO"] });
  try {
    await expect(publishFtps(server, sampleSite(1))).rejects.toMatchObject({ code: "publish.ftpsPlain" });
    expect(await readTree(server.documentRoot)).toEqual({});
  } finally {
    await server.stop();
  }
});

test.runIf(vsftpdFamily.isHere && isRoot)("a disk that may be full is not said to have room", async () => {
  const server = await vsftpdFamily.start();
  const disk = await mountSmallDisk(server.home, 64 * 1024);
  try {
    await server.emptyFolder(server.documentRoot);
    const site = { ...sampleSite(2), "film.bin": noise(200_000, 1) };
    await expect(publishFtps(server, site)).rejects.toMatchObject({
      code: "publish.remoteQuota",
      values: { disk: "unknown" },
    });
    expect(await readTree(server.documentRoot)).toEqual({});
  } finally {
    disk.unmount();
    await server.stop();
  }
});

test.runIf(vsftpdFamily.isHere)("two connections, no EPSV, and the address of another network", async () => {
  const more = ["max_per_ip=2", "pasv_address=192.0.2.7", "cmds_denied=EPSV"];
  const server = await vsftpdFamily.start({ more });
  try {
    await publishFtps(server, sampleSite(12));
    expect(await readTree(server.documentRoot)).toEqual(treeOf(sampleSite(12)));
  } finally {
    await server.stop();
  }
});

test.runIf(vsftpdFamily.isHere)("silence during a transfer ends all connections as lost", async () => {
  const server = await vsftpdFamily.start();
  const { proxy, target, stop } = await proxyFtps(server, "all");
  const send = async (files: FtpsFiles): Promise<void> => {
    const root = target.directory;
    // Two requests at the same time open a second connection, which stays open without being used.
    await Promise.all([files.readdir(root), files.readdir(root)]);
    const file = await files.open(`${root}/film.bin`, "create");
    proxy.swallowAfter(1_000_000);
    const bytes = noise(256 * 1024, 1);
    for (let offset = 0; offset < 12_000_000; offset += bytes.length) await file.write(bytes, offset);
    await file.close();
  };
  try {
    await withFtps(
      server,
      async (files) => {
        await expect(send(files)).rejects.toMatchObject({ code: "publish.connectionLost" });
        expect(files.isLost).toBe(true);
      },
      { target, replyMs: 1000 },
    );
  } finally {
    await stop();
    await server.stop();
  }
});

test.runIf(vsftpdFamily.isHere)("a port that speaks implicit TLS is named as such", async () => {
  const server = await vsftpdFamily.start({ more: ["implicit_ssl=YES"] });
  try {
    const publishing = publishFtps(server, sampleSite(1));
    await expect(publishing).rejects.toMatchObject({ code: "publish.ftpsImplicit" });
    expect(await readTree(server.documentRoot)).toEqual({});
  } finally {
    await server.stop();
  }
});

/** The connection is cut at the write with this number. At most `bytes` bytes are stored by then. */
const cut = { writes: 44, bytes: 11_000_000 };

for (const family of ftpsFamilies) {
  test.runIf(family.isHere)(`${family.name}: a large file goes on where the connection was cut`, async () => {
    const server = await family.start();
    const folder = await mkdtemp(join(tmpdir(), "hitofude-film-"));
    try {
      const site = { "index.html": "<h1>一筆</h1>", "media/film.png": noise(12_000_000, 7) };
      const options = {
        name: "live",
        input: await buildSite(folder, site),
        ask: yes,
        client: { user: "author", computer: "desk" },
        review: false,
        program: "test",
        directory: server.target().directory,
        modes: { file: 0o644, directory: 0o755 },
      };
      const run = (files: RemoteFiles) => runPublish(files, options, new Progress(() => undefined));
      await withFtps(server, async (files) => {
        const fault = { at: 0, kind: "before" as const };
        let writes = 0;
        const onBegin = (count: number, operation: string, path: string): void => {
          if (operation === "write" && path.endsWith(".part")) writes += 1;
          if (writes === cut.writes && fault.at === 0) fault.at = count;
        };
        const running = run(new FaultyFiles(files, fault, { onBegin }));
        await expect(running).rejects.toMatchObject({ code: "publish.connectionLost" });
      });
      const { bytes } = await withFtps(server, run);
      // By default, ProFTPD refuses to continue a file, so all of it is sent again.
      const leastSaved = family === proftpdFamily ? -1_000_000 : 2_000_000;
      expect(bytes).toBeGreaterThan(12_000_000 - cut.bytes);
      expect(bytes).toBeLessThan(12_000_000 - leastSaved);
      expect(await readTree(server.documentRoot)).toEqual(treeOf(site));
    } finally {
      await rm(folder, { recursive: true });
      await server.stop();
    }
  });
}

test.runIf(proftpdFamily.isHere)("publish, undo and repair from the shell", async () => {
  const server = await proftpdFamily.start();
  const { port, user, directory } = server.target();
  const target = { kind: "ftps", host: "127.0.0.1", port, user, directory, url: "http://127.0.0.1:9/" };
  const lines = Object.entries(target).map(([key, value]) => `    ${key}: ${JSON.stringify(value)}\n`);
  const blog = await makeBlog(
    2,
    `title: 日々\nsections:\n  diary:\n    title: 日記\ndefaultTarget: live\ntargets:\n  live:\n${lines.join("")}`,
  );
  const shell = async (...args: string[]) => {
    const environment = { HITOFUDE_PASSWORD: ftpsPassword };
    const { code, stderr } = await runCli([...args, "--host-key", server.fingerprint, blog], {
      environment,
    });
    return { code, stderr };
  };
  const page = join(server.documentRoot, "20250401-0802.html");
  const post = join(blog, "posts", "diary", "002.md");
  try {
    expect(await shell("publish", "--trust", "--yes")).toMatchObject({ code: 0 });
    const before = await readFile(page, "utf8");
    await appendFile(post, "\nまちがえた一言。\n");
    expect(await shell("publish")).toMatchObject({ code: 0 });
    expect(await readFile(page, "utf8")).toContain("まちがえた一言。");
    expect(await shell("undo", "--yes")).toMatchObject({ code: 0 });
    expect(await readFile(page, "utf8")).toBe(before);
    const other = join(server.documentRoot, "20250401-0801.html");
    await rm(other);
    expect(await shell("publish")).toMatchObject({ code: 1, stderr: expect.stringContaining("--repair") });
    expect(await shell("publish", "--repair")).toMatchObject({ code: 0 });
    expect(await readFile(other, "utf8")).toContain("第1回の話");
    expect(await readFile(page, "utf8")).toContain("まちがえた一言。");
  } finally {
    await rm(blog, { recursive: true });
    await server.stop();
  }
});
