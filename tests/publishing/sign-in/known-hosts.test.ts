import { execFile, execFileSync } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Question } from "#contract/types/publish-run-types.ts";
import { AppError } from "#contract/errors.ts";
import { sampleSite } from "#tests/support/publish/built-site.ts";
import { hasOpenSsh, type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { publishSite, yes } from "#tests/support/publish/sftp-publish.ts";

const run = promisify(execFile);
const sshTest = test.runIf(hasOpenSsh);
const homeBefore = process.env.HOME;

/** The server's keys by type in the format of known_hosts, and a key of another server. */
const keys: Record<"ed25519" | "rsa" | "ecdsa" | "other" | "authority", string> = {
  ed25519: "",
  rsa: "",
  ecdsa: "",
  other: "",
  authority: "",
};
let server: OpenSshServer;
let folder = "";

beforeAll(async () => {
  if (!hasOpenSsh) return;
  const holder = await startOpenSsh();
  folder = join(holder.home, "..", "keys");
  await mkdir(folder);
  for (const name of ["ed25519", "rsa", "ecdsa", "other", "authority"] as const) {
    const type = name === "rsa" || name === "ecdsa" ? name : "ed25519";
    execFileSync("ssh-keygen", ["-q", "-t", type, "-N", "", "-C", "", "-f", join(folder, name)]);
    keys[name] = (await readFile(join(folder, `${name}.pub`), "utf8")).trim();
  }
  const sign = ["-s", join(folder, "authority"), "-h", "-I", "host", "-n", "127.0.0.1"];
  execFileSync("ssh-keygen", ["-q", ...sign, join(folder, "ed25519.pub")]);
  const lines = ["ed25519", "rsa", "ecdsa"].map((name) => `HostKey ${join(folder, name)}`);
  server = await startOpenSsh([...lines, `HostCertificate ${join(folder, "ed25519-cert.pub")}`]);
  await holder.emptyFolder(holder.home);
  stopHolder = () => holder.stop();
});
let stopHolder = async (): Promise<void> => undefined;
afterAll(async () => {
  if (homeBefore === undefined) delete process.env.HOME;
  else process.env.HOME = homeBefore;
  await server?.stop();
  await stopHolder();
});
beforeEach(async () => {
  if (!hasOpenSsh) return;
  // OpenSSH's own file is in the home folder
  process.env.HOME = join(server.home, "..", "author");
  await rm(process.env.HOME, { recursive: true, force: true });
  await mkdir(join(process.env.HOME, ".ssh"), { recursive: true });
  await rm(server.knownHostsFile, { force: true });
  await server.emptyFolder(server.documentRoot);
});

const openSshFile = (): string => join(process.env.HOME ?? "", ".ssh", "known_hosts");

/**
 * Returns the result of a publish with OpenSSH's file.
 * The result is the error's code, the question about a first key, or "published".
 */
async function verdict(): Promise<{ verdict: string; questions: Question[] }> {
  const questions: Question[] = [];
  const ask: typeof yes = async (question) => {
    if (question.kind !== "hostKey") return yes(question);
    questions.push(question);
    return { accept: false, answers: [], remember: false };
  };
  const error: unknown = await publishSite(server, sampleSite(1), { ask }).then(
    () => null,
    (reason: unknown) => reason,
  );
  return {
    verdict: error instanceof AppError ? error.code : error === null ? "published" : String(error),
    questions,
  };
}

/** Whether OpenSSH's own client trusts the server with the same file. */
async function openSshTrusts(): Promise<boolean> {
  const ways = [
    "StrictHostKeyChecking=yes",
    "BatchMode=yes",
    "IdentitiesOnly=yes",
    `UserKnownHostsFile=${openSshFile()}`,
    "GlobalKnownHostsFile=none",
    "UpdateHostKeys=no",
  ].flatMap((way) => ["-o", way]);
  const place = [
    "-i",
    server.keyFile,
    "-P",
    String(server.port),
    "-b",
    "/dev/null",
    `${server.user}@127.0.0.1`,
  ];
  return run("sftp", ["-F", "none", ...ways, ...place]).then(
    () => true,
    (error: { stderr: string }) => {
      if (!/host key|REVOKED|IDENTIFICATION HAS CHANGED/i.test(error.stderr)) throw new Error(error.stderr);
      return false;
    },
  );
}

const published = "published";
const [changed, unknown, revoked] = [
  "publish.hostKeyChanged",
  "publish.hostKeyUnknown",
  "publish.hostKeyRejected",
];
/** `NAME` is replaced by the server, `PORT` by its port. */
const cases: readonly (readonly [string, readonly string[], string])[] = [
  ["name and port", ["NAME ed25519"], published],
  ["the name without its port", ["127.0.0.1 ed25519"], published],
  ["another key under the name without its port", ["127.0.0.1 other"], unknown],
  ["another port", ["[127.0.0.1]:1 ed25519"], unknown],
  ["an RSA key, beside other types", ["NAME rsa"], published],
  ["an ECDSA key, beside other types", ["NAME ecdsa"], published],
  ["all its types", ["NAME rsa", "NAME ecdsa", "NAME ed25519"], published],
  ["one right and one wrong key", ["NAME other", "NAME ed25519"], published],
  ["a wrong key", ["NAME other"], changed],
  ["several names", ["example.com,NAME,example.org ed25519"], published],
  ["a pattern", ["[127.0.0.?]:* ed25519"], published],
  ["a pattern that is not for it", ["[127.0.1.?]:* ed25519"], unknown],
  ["a pattern that takes it back", ["[127.0.0.1]:*,!NAME ed25519"], unknown],
  ["a pattern that takes another back", ["*,!example.com ed25519"], published],
  ["a revoked key that is known as well", ["NAME ed25519", "@revoked * ed25519"], revoked],
  ["a revoked key, whoever has it", ["@revoked NAME ed25519", "NAME other"], revoked],
  ["another revoked key", ["NAME ed25519", "@revoked * other"], published],
  ["a key revoked for another host", ["NAME ed25519", "@revoked example.com ed25519"], published],
  [
    "comments, empty and broken lines",
    ["# words", "", "broken", "NAME ed25519 AAAA", "NAME ed25519"],
    published,
  ],
  ["a marker that nobody knows", ["@trusted NAME ed25519"], unknown],
];

for (const [name, lines, expected] of cases) {
  sshTest(`known_hosts with ${name}: ${expected}, as OpenSSH decides`, async () => {
    await writeFile(openSshFile(), `${lines.map(written).join("\n")}\n`);
    const before = await readFile(openSshFile(), "utf8");
    const { verdict: ours, questions } = await verdict();
    expect(ours).toBe(expected);
    expect(questions.length).toBe(expected === unknown ? 1 : 0);
    expect(await openSshTrusts()).toBe(expected === published);
    expect(await readFile(openSshFile(), "utf8")).toBe(before);
  });
}

function written(line: string): string {
  return line
    .replace("NAME", `[127.0.0.1]:${server.port}`)
    .replace(/(?<= )(ed25519|rsa|ecdsa|other)(?= |$)/, (name) => keys[name as keyof typeof keys]);
}

sshTest("names that ssh-keygen has hashed are found", async () => {
  await writeFile(openSshFile(), `${written("NAME ed25519")}\n${written("example.com other")}\n`);
  execFileSync("ssh-keygen", ["-q", "-H", "-f", openSshFile()], { stdio: "ignore" });
  expect(await readFile(openSshFile(), "utf8")).not.toContain("127.0.0.1");
  expect((await verdict()).verdict).toBe(published);
  expect(await openSshTrusts()).toBe(true);
  await writeFile(openSshFile(), `${written("NAME other")}\n`);
  execFileSync("ssh-keygen", ["-q", "-H", "-f", openSshFile()], { stdio: "ignore" });
  expect((await verdict()).verdict).toBe(changed);
});

sshTest(
  "a first key is shown as ssh-keygen prints it, and has the best type that the server offers",
  async () => {
    const { questions } = await verdict();
    const printed = execFileSync("ssh-keygen", ["-lf", join(folder, "ed25519.pub")], { encoding: "utf8" });
    const fingerprint = /SHA256:\S+/.exec(printed)?.[0];
    expect(questions).toEqual([{ kind: "hostKey", host: "127.0.0.1", keyType: "ssh-ed25519", fingerprint }]);
  },
);

sshTest(
  "a host that only a certificate authority confirms is asked about, and the question says why",
  async () => {
    await writeFile(openSshFile(), `@cert-authority [127.0.0.1]:${server.port} ${keys.authority}\n`);
    // OpenSSH checks the certificate; ssh2 cannot request one from a server
    expect(await openSshTrusts()).toBe(true);
    const { verdict: ours, questions } = await verdict();
    expect(ours).toBe(unknown);
    expect(questions).toMatchObject([{ kind: "hostKey", authority: true }]);
    // After it was accepted once, the key itself is known, and no question is asked
    await publishSite(server, sampleSite(1));
    const again = await verdict();
    expect(again).toEqual({ verdict: published, questions: [] });
  },
);

sshTest("a key in the system-wide file is known, and a revoked one there is rejected", async () => {
  await writeFile(join(process.env.HOME ?? "", ".ssh", "known_hosts2"), `${written("NAME ed25519")}\n`);
  expect((await verdict()).verdict).toBe(published);
  await writeFile(openSshFile(), `${written("@revoked * ed25519")}\n`);
  expect((await verdict()).verdict).toBe(revoked);
});

sshTest(
  "a changed key is rejected with both fingerprints, even if the author accepts everything",
  async () => {
    await writeFile(server.knownHostsFile, `${written("NAME other")}\n`);
    await expect(publishSite(server, sampleSite(1))).rejects.toMatchObject({
      code: changed,
      values: {
        fingerprint: expect.stringMatching(/^SHA256:/),
        known: expect.stringMatching(/^SHA256:\S+$/),
      },
    });
  },
);
