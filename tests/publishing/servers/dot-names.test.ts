import { existsSync } from "node:fs";
import { chmod, chown, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { Question } from "#contract/types/publish-run-types.ts";
import type { Published } from "#engine/publish/run/publish.ts";
import { readTree, type SiteFiles, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { isRoot } from "#tests/support/servers/loopback-server.ts";
import { type ConfiguredServer, hasProftpd, startProftpd } from "#tests/support/servers/other-servers.ts";
import { publishSite, yes } from "#tests/support/publish/sftp-publish.ts";

let server: ConfiguredServer;
const proftpdTest = test.runIf(hasProftpd);
afterEach(() => server?.stop());

const dotted = { ".htaccess": "Redirect /old /new", ".well-known/security.txt": "Contact: me" };
const site = { ...sampleSite(4), ...dotted };
const next = { ...sampleSite(5, 2), ...dotted };

/** Configuration that rejects names with a leading dot. */
const refusing = ['PathDenyFilter "(^|/)[.][^/]"'];
/** The example in ProFTPD's manual. */
const refusingRules = ['PathDenyFilter "[.](ftp|ht)access$"'];
const hiding = ["<Directory />", 'HideFiles "^[.]"', "</Directory>"];
/** Configuration in which hidden files count as missing. */
const denying = [...hiding.slice(0, 2), "<Limit ALL>", "IgnoreHidden on", "</Limit>", "</Directory>"];

const secretName = /^hitofude-[0-9a-f]{32}$/;

/** Returns the files in the document root, without our own folder. */
function live(): Promise<Record<string, string>> {
  return readTree(server.documentRoot, /^\.?hitofude-/);
}

function without(files: SiteFiles, ...names: string[]): Record<string, string> {
  const rest = Object.entries(files).filter(([path]) => !names.some((name) => path.startsWith(name)));
  return treeOf(Object.fromEntries(rest));
}

function noteOn(published: Published, code: string): unknown {
  return published.result.notes.find((note) => note.code === code)?.values;
}

/**
 * Publishes, publishes a change, and publishes without changes; each time like a computer without records.
 */
async function publishThrice(...left: string[]): Promise<Published[]> {
  const first = await publishSite(server, site);
  expect(await live()).toEqual(without(site, ...left));
  const second = await publishSite(server, next);
  expect(second.result.uploaded).toBeLessThan(Object.keys(next).length);
  expect(await live()).toEqual(without(next, ...left));
  const third = await publishSite(server, next);
  expect(third.result).toMatchObject({ uploaded: 0, bytes: 0 });
  expect(third.generation).toBe(2);
  return [first, second, third];
}

for (const [what, config] of [
  ["refuses names with a dot", refusing],
  ["hides names with a dot and denies that they are there", denying],
] as const) {
  proftpdTest(
    `a server that ${what}: the state gets a name without a dot, and the site's dot files are reported`,
    async () => {
      server = await startProftpd(config);
      const published = await publishThrice(".");
      for (const one of published) {
        expect(noteOn(one, "server.dotFiles")).toEqual({
          files: ".htaccess, .well-known/security.txt",
          count: 2,
        });
        expect(noteOn(one, "server.openState")).toBeUndefined();
      }
      const [folder, ...others] = (await readdir(server.home)).filter((name) => name !== "public_html");
      expect(folder).toMatch(secretName);
      expect(others).toEqual([]);
      expect(await readdir(join(server.home, folder ?? "", "public_html"))).toEqual(["manifest"]);
    },
  );
}

proftpdTest(
  "rejected files are tried again in a review, and stay after the server's configuration has changed",
  async () => {
    server = await startProftpd(refusing);
    await publishSite(server, site);
    const again = await publishSite(server, site, { review: true });
    expect(noteOn(again, "server.dotFiles")).toMatchObject({ count: 2 });
    await server.reconfigure([]);
    const { result } = await publishSite(server, site, { review: true });
    expect(result).toMatchObject({ uploaded: 2, notes: [] });
    expect(await live()).toEqual(treeOf(site));
    // The state stays in its folder: a second state would not know which files are ours.
    expect(await readdir(server.home)).not.toContain(".hitofude");
    expect((await publishSite(server, site)).result).toMatchObject({ uploaded: 0, notes: [] });
  },
);

test.runIf(hasProftpd && isRoot)(
  "if the state must be inside and its rule is rejected, a note says that only its name protects it",
  async () => {
    server = await startProftpd(refusing);
    await closeHome();
    const [first, second] = await publishThrice(".");
    const [folder = ""] = (await readdir(server.documentRoot)).filter((name) => secretName.test(name));
    const directory = join(server.documentRoot, folder);
    expect(first && noteOn(first, "server.openState")).toEqual({ directory });
    expect(second && noteOn(second, "server.openState")).toBeUndefined();
    expect(existsSync(join(directory, ".htaccess"))).toBe(false);
  },
);

proftpdTest(
  "a server that rejects rule files gets all other files, with the state in its usual folder",
  async () => {
    server = await startProftpd(refusingRules);
    const published = await publishThrice(".htaccess");
    for (const one of published) {
      expect(noteOn(one, "server.dotFiles")).toEqual({ files: ".htaccess", count: 1 });
    }
    expect(await readdir(join(server.home, ".hitofude"))).toEqual(["b3f0c1d2-test-blog"]);
  },
);

test.runIf(hasProftpd && isRoot)(
  "the same inside the document root: the state is not protected by a rule",
  async () => {
    server = await startProftpd(refusingRules);
    await closeHome();
    const first = await publishSite(server, site);
    expect(noteOn(first, "server.openState")).toEqual({
      directory: expect.stringMatching(/\/public_html\/\.hitofude-[0-9a-f]{32}$/),
    });
    expect((await publishSite(server, site)).result).toMatchObject({ uploaded: 0 });
  },
);

proftpdTest("a server that does not list names with a dot still has these files", async () => {
  server = await startProftpd(hiding);
  const published = await publishThrice();
  expect(published.flatMap(({ result }) => result.notes)).toEqual([]);
  expect(await readdir(join(server.home, ".hitofude", "b3f0c1d2-test-blog", "public_html"))).toEqual([
    "manifest",
  ]);
});

proftpdTest("a foreign file that is not listed is not replaced without a question", async () => {
  server = await startProftpd(hiding);
  const theirs = join(server.documentRoot, ".htaccess");
  await writeFile(theirs, "AuthType Basic");
  const asked: Question[] = [];
  const keeping = async (question: Question) => {
    asked.push(question);
    return { accept: true, answers: [], remember: false, keep: [".htaccess"] };
  };
  const { result } = await publishSite(server, site, { ask: keeping });
  expect(result).toMatchObject({ kept: 1 });
  expect(await readFile(theirs, "utf8")).toBe("AuthType Basic");
  const files = asked.flatMap((question) => (question.kind === "plan" ? question.plan.files : []));
  expect(files).toContainEqual(
    expect.objectContaining({ path: ".htaccess", change: "conflict", because: "foreign" }),
  );
  await publishSite(server, next, { ask: yes });
  expect(await readFile(theirs, "utf8")).toBe("AuthType Basic");
});

proftpdTest("a state whose name the server now rejects is lost, but no file of the site is", async () => {
  server = await startProftpd();
  await publishSite(server, site);
  await server.reconfigure(refusing);
  const asked: Question[] = [];
  const asking = (question: Question) => {
    asked.push(question);
    return yes(question);
  };
  await publishSite(server, next, { ask: asking });
  expect(asked).toContainEqual(expect.objectContaining({ kind: "plan" }));
  expect(await live()).toMatchObject(without(next, "."));
  expect((await publishSite(server, next)).result).toMatchObject({ uploaded: 0 });
});

proftpdTest(
  "a server that accepts only ASCII: the unacceptable post is named before anything is sent",
  async () => {
    server = await startProftpd(['PathAllowFilter "^[A-Za-z0-9/._-]+$"']);
    const japanese = { ...site, "一言/空.html": "ひとこと" };
    await expect(publishSite(server, japanese)).rejects.toMatchObject({
      code: "publish.nameRefused",
      values: { path: "一言/空.html", name: "一言", post: "posts/一言/空.md" },
    });
    expect(await live()).toEqual({});
    await publishThrice();
  },
);

/** Prevents new files beside the document root. */
async function closeHome(): Promise<void> {
  await chown(server.home, 0, 0);
  await chmod(server.home, 0o755);
}
