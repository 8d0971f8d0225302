import { execFile } from "node:child_process";
import { appendFileSync, chownSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import { chmod, lstat, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, test } from "vitest";
import type { Answer, Question } from "#contract/types/publish-run-types.ts";
import type { SftpPublishOptions } from "#engine/publish/run/publish-options.ts";
import { readTree, type SiteFiles, treeOf } from "#tests/support/publish/built-site.ts";
import { linkedSite, retiredBy } from "#tests/support/publish/linked-site.ts";
import { isRoot } from "#tests/support/servers/loopback-server.ts";
import {
  hasOpenSsh,
  type OpenSshOptions,
  type OpenSshServer,
  startOpenSsh,
} from "#tests/support/servers/openssh-server.ts";
import { publishSite, yes } from "#tests/support/publish/sftp-publish.ts";

const run = promisify(execFile);
const sshTest = test.runIf(hasOpenSsh);
let server: OpenSshServer;

afterEach(() => server?.stop());

async function start(options: OpenSshOptions = {}): Promise<void> {
  server = await startOpenSsh([], options);
}

function swap(site: SiteFiles, changes: Partial<SftpPublishOptions> = {}): ReturnType<typeof publishSite> {
  return publishSite(server, site, { target: server.target({ mode: "swap" }), ...changes });
}

/**
 * Returns files that each contain the generation.
 * An ordinary publish makes them live in groups, one after the other.
 */
function generation(number: number): SiteFiles {
  const pages = Array.from({ length: 60 }, (_, page) => [`posts/${page}.html`, `${number}`] as const);
  return {
    ...Object.fromEntries(pages),
    "style.css": `${number}`,
    "index.html": `${number}`,
    "feed.xml": `${number}`,
  };
}

/**
 * Fetches pages again and again.
 * No answer may be older than an earlier one.
 * The returned function stops fetching, and returns the faults and the generations that were seen.
 */
async function watchOverWeb(root: string): Promise<() => Promise<{ wrong: string[]; met: Set<number> }>> {
  const web = createServer(async (request, response) => {
    const bytes = await readFile(join(root, request.url ?? "")).catch(() => null);
    response.writeHead(bytes ? 200 : 404).end(bytes);
  });
  await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
  const { port } = web.address() as AddressInfo;
  const [wrong, met] = [[] as string[], new Set<number>()];
  let isOver = false;
  const watching = (async () => {
    let newest = 0;
    while (!isOver) {
      for (const path of ["posts/0.html", "index.html", "style.css", "posts/59.html", "feed.xml"]) {
        const text = await fetch(`http://127.0.0.1:${port}/${path}`).then((answer) => answer.text());
        const seen = Number(text);
        if (text === "" || seen < newest) wrong.push(`${path}: ${text || "missing"} after ${newest}`);
        newest = Math.max(newest, seen);
        met.add(seen);
      }
    }
  })();
  return async () => {
    isOver = true;
    await watching;
    web.closeAllConnections();
    web.close();
    return { wrong, met };
  };
}

sshTest("no reader sees two generations", async () => {
  await start();
  await swap(generation(1));
  const stop = await watchOverWeb(server.documentRoot);
  for (const number of [2, 3, 4, 5, 6, 7, 8]) await swap(generation(number));
  // Going back, as an undo does, is a publish like the others; the generation increases.
  await swap(generation(9));
  const { wrong, met } = await stop();
  expect(wrong).toEqual([]);
  expect(met.size).toBeGreaterThan(3);
});

sshTest("an older build goes live in the same way, and only two releases are kept", async () => {
  await start();
  for (const number of [1, 2, 1]) await swap(generation(number));
  expect(await readTree(server.documentRoot)).toEqual(treeOf(generation(1)));
  expect((await lstat(server.documentRoot)).isSymbolicLink()).toBe(true);
  const releases = (await readdir(server.home)).filter((name) => name.includes(".hitofude-"));
  expect(releases).toHaveLength(2);
  const again = await swap(generation(1));
  expect(again.result).toMatchObject({ uploaded: 0, bytes: 0 });
});

sshTest(
  "foreign files are carried over unchanged, and changes to them during a swap are not lost",
  async () => {
    await start();
    const { documentRoot: root, home, own } = server;
    await mkdir(join(root, "visitors/data"), { recursive: true });
    await mkdir(join(root, "empty"));
    await writeFile(join(root, "visitors/data/counter.php"), "0");
    await writeFile(join(root, ".htaccess"), "# theirs");
    await writeFile(join(home, "elsewhere.txt"), "outside");
    await symlink("../elsewhere.txt", join(root, "out.txt"));
    await own(root);
    await chmod(join(root, "visitors/data"), 0o777);
    const { ino } = await stat(join(root, "visitors/data/counter.php"));
    const { uid, gid } = await stat(root);
    let isOver = false;
    let appended = 0;
    const written: string[] = [];
    /** Whether the write succeeded; a request may coincide with the swap of two releases. */
    const request = (write: (place: string) => void): boolean => {
      try {
        write(join(realpathSync(root), "visitors/data"));
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
        return false;
      }
    };
    const put = (name: string, text: string): boolean =>
      request((place) => {
        const outside = join(home, "being-written");
        writeFileSync(outside, text);
        chownSync(outside, uid, gid);
        renameSync(outside, join(place, name));
      });
    let lastText = "";
    const writing = (async () => {
      for (let number = 0; !isOver; number += 1) {
        // Each write is one short operation, as in a request: append, create, and replace.
        if (request((place) => appendFileSync(join(place, "counter.php"), "+"))) appended += 1;
        if (put(`${number}.txt`, `${number}`)) written.push(`${number}.txt`);
        const text = "+".repeat(number);
        if (put("last.txt", text)) lastText = text;
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    })();
    for (const number of [1, 2, 3]) await swap(generation(number));
    isOver = true;
    await writing;
    const names = await readdir(join(root, "visitors/data"));
    expect(written.filter((name) => !names.includes(name))).toEqual([]);
    expect(written.length).toBeGreaterThan(10);
    const counter = await stat(join(root, "visitors/data/counter.php"));
    expect([counter.ino, counter.size]).toEqual([ino, 1 + appended]);
    expect(await readFile(join(root, "visitors/data/last.txt"), "utf8")).toBe(lastText);
    expect((await stat(join(root, "visitors/data"))).mode & 0o777).toBe(0o777);
    expect((await stat(join(root, "empty"))).isDirectory()).toBe(true);
    expect(await readFile(join(root, ".htaccess"), "utf8")).toBe("# theirs");
    expect(await readFile(join(root, "out.txt"), "utf8")).toBe("outside");
  },
);

sshTest(
  "changes on the server are asked about as in an ordinary publish, and files that are kept stay",
  async () => {
    await start();
    await swap(generation(1));
    await writeFile(join(server.documentRoot, "posts/3.html"), "edited by hand");
    const asked: Question[] = [];
    const keep = async (question: Question): Promise<Answer> => {
      asked.push(question);
      return { accept: true, answers: [], remember: false, keep: ["posts/3.html"] };
    };
    await swap(generation(2), { ask: keep });
    const plans = asked.flatMap((question) => (question.kind === "plan" ? question.plan.files : []));
    expect(plans.filter(({ change }) => change === "conflict").map(({ path }) => path)).toEqual([
      "posts/3.html",
    ]);
    const live = await readTree(server.documentRoot);
    expect(live).toEqual({ ...treeOf(generation(2)), "posts/3.html": "edited by hand" });
  },
);

sshTest("a swapped site can be published in the ordinary way, and swapped again", async () => {
  await start();
  const after = (version: number, last: number): Record<string, string> =>
    treeOf({ ...linkedSite(4, version), ...retiredBy(linkedSite(4, last), linkedSite(4, version)) });
  await publishSite(server, linkedSite(3));
  await swap(linkedSite(3, 2));
  const usual = await publishSite(server, linkedSite(4, 3), {
    ask: async () => Promise.reject(new Error("asked")),
  }).catch((error: unknown) => error);
  expect(usual).toMatchObject({ message: "asked" });
  await publishSite(server, linkedSite(4, 3), { ask: yes });
  expect(await readTree(server.documentRoot)).toEqual(after(3, 2));
  await swap(linkedSite(4, 4));
  expect(await readTree(server.documentRoot)).toEqual(after(4, 3));
  expect(await readdir(join(server.home, ".hitofude/b3f0c1d2-test-blog"))).toEqual(["public_html"]);
});

/** A site with a page and a picture that readers see only with a password. */
const closed: SiteFiles = {
  ...generation(1),
  "family/1.html": "secret",
  "family/.htaccess": "rules",
  "family/.htpasswd": "password",
  "media/secret.png": "secret",
  "media/.htaccess": "rules of media",
};

/** Changes a file on the server between the plan and the commit. */
function changing(path: string): Pick<SftpPublishOptions, "beforeCommit"> {
  return {
    beforeCommit: async () => {
      await writeFile(join(server.documentRoot, path), "changed on the server");
      return {};
    },
  };
}

sshTest("rules that others change in the last moment open nothing", async () => {
  await start();
  await swap(closed);
  const more = { ...closed, "media/.htaccess": "rules for two", "media/other.png": "another secret" };
  const { problem } = await swap(more, changing("media/.htaccess"));
  expect(problem).toMatchObject({ code: "publish.editedMeanwhile" });
  const kept = await readTree(server.documentRoot);
  expect(kept).toMatchObject({ "media/.htaccess": "changed on the server" });
  expect(kept["media/other.png"]).toBeUndefined();
  await swap(more);
  expect(await readTree(server.documentRoot)).toEqual(treeOf(more));

  // A changed page stays, and so do the rules that protect it
  await swap(generation(2), changing("family/1.html"));
  const live = await readTree(server.documentRoot);
  expect(live).toMatchObject({ "family/1.html": "changed on the server", "family/.htaccess": "rules" });
  expect(live["media/.htaccess"]).toBeUndefined();
});

sshTest("the previous release has no page that left the site, and the new rules", async () => {
  await start();
  const diary = { "diary/1.html": "withdrawn", "diary/data.txt": "kept" };
  const open = { "family/1.html": "for the family", "media/secret.png": "secret" };
  await swap({ ...generation(1), ...diary, ...open });
  const changed = join(server.documentRoot, "diary/data.txt");
  await swap(
    { ...closed, ...open },
    {
      beforeCommit: async () => {
        await writeFile(changed, "of the server");
        return {};
      },
    },
  );
  const around = await readdir(server.home);
  const previous = around.find((name) => /\.hitofude-1-/.test(name)) ?? "";
  const { "diary/1.html": withdrawn, ...left } = await readTree(join(server.home, previous));
  expect(withdrawn).toBeUndefined();
  expect(left).toMatchObject({
    ...treeOf(generation(1)),
    "diary/data.txt": "of the server",
    "family/1.html": "for the family",
    "family/.htaccess": "rules",
    "media/.htaccess": "rules of media",
  });
  // New rules also replace older ones
  await swap({ ...closed, ...open, "media/.htaccess": "rules for two" });
  const [second = ""] = (await readdir(server.home)).filter((name) => /\.hitofude-2-/.test(name));
  expect(await readFile(join(server.home, second, "media/.htaccess"), "utf8")).toBe("rules for two");
});

/**
 * Expects that the document root stays a directory with the live files.
 * Also expects that ordinary publishes continue to work.
 */
async function expectRefused(code: string, values: object = {}, isLate = false): Promise<void> {
  const before = await readTree(server.documentRoot);
  const steps = new Set<string>();
  const refused = swap(generation(2), { onProgress: ({ stage }) => steps.add(stage) });
  await expect(refused).rejects.toMatchObject({ code, values });
  expect(steps.has("upload"), "something was sent").toBe(isLate);
  expect(await readTree(server.documentRoot)).toEqual(before);
  expect((await lstat(server.documentRoot)).isDirectory()).toBe(true);
  await publishSite(server, generation(2));
  expect(await readFile(join(server.documentRoot, "posts/0.html"), "utf8")).toBe("2");
  const around = await readdir(dirname(server.documentRoot));
  expect(around.filter((name) => name.includes(".hitofude-"))).toEqual([]);
}

for (const request of ["hardlink", "symlink", "readlink", "posix-rename"]) {
  sshTest(`a server without ${request} is rejected`, async () => {
    await start({ sftp: `internal-sftp -P ${request}` });
    await publishSite(server, generation(1));
    await expectRefused("publish.swapLinks");
  });
}

sshTest("a parent folder that is not writable is rejected, early and late", async () => {
  await start();
  await chmod(server.home, 0o555);
  await expectRefused("publish.swapBeside", { directory: server.home });
  await server.stop();
  await start();
  await publishSite(server, generation(1));
  await chmod(server.home, 0o555);
  await expectRefused("publish.swapBeside", { directory: server.home }, true);
  await chmod(server.home, 0o755);
});

test.runIf(hasOpenSsh && isRoot)("a document root of another user is rejected", async () => {
  await start();
  await publishSite(server, generation(1));
  // In the parent folder everybody may create files, but not rename those of other users.
  await run("chown", ["root", server.home, server.documentRoot]);
  await chmod(server.home, 0o1777);
  await chmod(server.documentRoot, 0o777);
  await expectRefused("publish.swapRoot", { directory: server.documentRoot });
});

test.runIf(hasOpenSsh && isRoot)("a folder of another user is rejected with its name", async () => {
  await start();
  await publishSite(server, generation(1));
  await mkdir(join(server.documentRoot, "data"));
  await expectRefused("publish.swapEntry", { path: "data" });
});

sshTest("a link at the path of posts is rejected with its name", async () => {
  await start();
  await mkdir(join(server.home, "big"));
  await symlink("../big", join(server.documentRoot, "posts"));
  await server.own(server.home);
  await expectRefused("publish.swapEntry", { path: "posts" });
});

sshTest("a release of another blog is rejected", async () => {
  await start();
  await swap(generation(1));
  await rm(join(server.home, ".hitofude"), { recursive: true });
  await expect(swap(generation(2))).rejects.toMatchObject({ code: "publish.swapAnother" });
  expect(await readTree(server.documentRoot)).toEqual(treeOf(generation(1)));
});
