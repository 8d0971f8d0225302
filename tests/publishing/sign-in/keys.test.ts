import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Answer, Question } from "#contract/types/publish-run-types.ts";
import { openSession } from "#engine/publish/transports/sftp/open-session.ts";
import type { SftpTarget } from "#engine/publish/base/targets.ts";
import { hasOpenSsh, type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { noSecrets, yes } from "#tests/support/publish/sftp-publish.ts";

const passphrase = "ひらけ ごま 42";
const hasPutty = existsSync("/usr/bin/puttygen");
let server: OpenSshServer;
let folder = "";

beforeAll(async () => {
  if (!hasOpenSsh) return;
  folder = await mkdtemp(join(tmpdir(), "hitofude-keys-"));
  await writeFile(join(folder, "revoked"), "");
  server = await startOpenSsh(["MaxAuthTries 2", `RevokedKeys ${join(folder, "revoked")}`]);
});
afterAll(async () => {
  await server?.stop();
  if (folder) await rm(folder, { recursive: true });
});

const keygen = (...args: readonly string[]): string => execFileSync("ssh-keygen", args, { encoding: "utf8" });

/** Creates a key that the server accepts, in OpenSSH's own format. */
async function makeKey(name: string, type: readonly string[], secret: string): Promise<string> {
  const file = join(folder, name);
  keygen("-q", "-t", ...type, "-N", secret, "-C", "the author's key (ノート)", "-f", file);
  await server.authorize(await readFile(`${file}.pub`, "utf8"));
  return file;
}

interface Format {
  readonly name: string;
  readonly isHere: boolean;
  /** Writes a key in this format to the file; it may be converted from an OpenSSH key. */
  readonly make: (name: string, type: readonly string[], secret: string) => Promise<string>;
}

const formats: readonly Format[] = [
  { name: "OpenSSH", isHere: hasOpenSsh, make: makeKey },
  { name: "PEM", isHere: hasOpenSsh, make: (...key) => converted("PEM", ...key) },
  { name: "PKCS#8", isHere: hasOpenSsh, make: pkcs8 },
  ...[2, 3].map((version) => ({
    name: `PPK ${version}`,
    isHere: hasOpenSsh && hasPutty,
    make: async (name: string, type: readonly string[], secret: string) => {
      const key = await makeKey(name, type, "");
      const [file, word] = [`${key}.ppk`, `${key}.word`];
      await writeFile(word, secret);
      // All types derive the passphrase in the same way, so only one key takes as long as PuTTY's usual ones
      const quick = version === 3 && type[0] !== "ed25519" ? ",memory=256,passes=2" : "";
      const ways = [
        "-O",
        "private",
        "--ppk-param",
        `version=${version}${quick}`,
        "--new-passphrase",
        word,
        "-o",
        file,
      ];
      execFileSync("puttygen", [key, ...ways]);
      return file;
    },
  })),
];

async function converted(
  format: string,
  name: string,
  type: readonly string[],
  secret: string,
): Promise<string> {
  const key = await makeKey(name, type, "");
  keygen("-q", "-p", "-m", format, "-P", "", "-N", secret, "-f", key);
  return key;
}

/** OpenSSH cannot write its newest key type in this format; OpenSSL can. */
async function pkcs8(name: string, type: readonly string[], secret: string): Promise<string> {
  if (type[0] !== "ed25519") return converted("PKCS8", name, type, secret);
  const file = join(folder, name);
  const cipher = secret ? ["-aes256", "-pass", `pass:${secret}`] : [];
  execFileSync("openssl", ["genpkey", "-algorithm", "ed25519", "-out", file, ...cipher], { stdio: "ignore" });
  const plain = execFileSync("openssl", [
    "pkey",
    "-in",
    file,
    "-pubout",
    "-outform",
    "DER",
    "-passin",
    `pass:${secret}`,
  ]);
  const fields = [Buffer.from("ssh-ed25519"), plain.subarray(-32)].flatMap((part) => [
    Buffer.from([0, 0, 0, part.length]),
    part,
  ]);
  await server.authorize(`ssh-ed25519 ${Buffer.concat(fields).toString("base64")}`);
  return file;
}

const types: readonly (readonly string[])[] = [
  ["ed25519"],
  ["ecdsa", "-b", "256"],
  ["ecdsa", "-b", "384"],
  ["ecdsa", "-b", "521"],
  ["rsa", "-b", "2048"],
];

/**
 * Signs in and makes a request.
 * Answers questions for secrets with the given ones.
 * Returns the number of questions.
 */
async function signIn(target: Partial<SftpTarget>, secrets: readonly string[] = []): Promise<number> {
  const left = [...secrets];
  let asked = 0;
  const ask = async (question: Question): Promise<Answer> => {
    if (question.kind !== "secret") return yes(question);
    asked += 1;
    return { accept: true, answers: [left.shift() ?? ""], remember: false };
  };
  const { knownHostsFile } = server;
  const session = await openSession({
    target: server.target(target),
    knownHostsFile,
    secrets: noSecrets,
    ask,
  });
  expect(await session.realpath(".")).toContain("/");
  session.end();
  return asked;
}

for (const { name, isHere, make } of formats) {
  for (const type of types.filter(([kind]) => name !== "PEM" || kind !== "ed25519")) {
    const title = [...type].filter((word) => word !== "-b").join(" ");
    test.runIf(isHere)(
      `${name}, ${title}: signs in, and with a passphrase at the second attempt`,
      async () => {
        const file = `${name} ${title}`.replace(/\W+/g, "-");
        expect(await signIn({ key: await make(file, type, "") })).toBe(0);
        const locked = await make(`${file}-locked`, type, passphrase);
        expect(await signIn({ key: locked }, ["not it", passphrase])).toBe(2);
      },
    );
  }
}

const sshTest = test.runIf(hasOpenSsh);

sshTest("a key that the server has revoked is named, with what to do", async () => {
  const key = await makeKey("lost", ["ed25519"], "");
  expect(await signIn({ key })).toBe(0);
  await appendFile(join(folder, "revoked"), await readFile(`${key}.pub`));
  await expect(signIn({ key })).rejects.toMatchObject({
    code: "publish.keyRefused",
    values: { user: server.user, path: key },
  });
});

sshTest("sign-in fails after three wrong passphrases", async () => {
  const locked = await makeKey("locked", ["ed25519"], passphrase);
  await expect(signIn({ key: locked }, ["a", "b", "c"])).rejects.toMatchObject({
    code: "publish.keyPassphrase",
    values: { path: locked },
  });
});

sshTest(
  "a file without a private key, or with an unknown cipher, has an error that explains it",
  async () => {
    const key = await makeKey("odd", ["ed25519"], "");
    const unreadable = (path: string, reason: RegExp, secrets: readonly string[] = []) =>
      expect(signIn({ key: path }, secrets)).rejects.toMatchObject({
        code: "publish.keyUnreadable",
        values: { path, reason: expect.stringMatching(reason) },
      });
    await unreadable(`${key}.pub`, /public key/);
    keygen("-q", "-p", "-P", "", "-N", passphrase, "-Z", "chacha20-poly1305@openssh.com", "-f", key);
    await unreadable(key, /chacha20-poly1305/, [passphrase]);
    const ppk = join(folder, "broken.ppk");
    await writeFile(ppk, "PuTTY-User-Key-File-3: ssh-ed25519\r\nEncryption: none\r\n");
    await unreadable(ppk, /cut off/);
    await writeFile(ppk, "PuTTY-User-Key-File-1: ssh-rsa\r\n");
    await unreadable(ppk, /version 1/);
    await appendFile(ppk, "\0\0");
    await writeFile(join(folder, "empty"), "");
    await unreadable(join(folder, "empty"), /./);
  },
);

test.runIf(hasOpenSsh && hasPutty)("a manipulated PuTTY key is not used", async () => {
  const key = await makeKey("tampered", ["ed25519"], "");
  const file = `${key}.ppk`;
  execFileSync("puttygen", [key, "-O", "private", "-o", file]);
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace(/^Comment: .*$/m, "Comment: another"));
  await expect(signIn({ key: file })).rejects.toMatchObject({
    code: "publish.keyUnreadable",
    values: { reason: expect.stringMatching(/checksum/) },
  });
});

sshTest("an agent signs in with keys of each type", async () => {
  const socket = join(folder, "agent");
  const started = execFileSync("ssh-agent", ["-a", socket, "-s"], { encoding: "utf8" });
  const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(started)?.[1]);
  const before = process.env.SSH_AUTH_SOCK;
  process.env.SSH_AUTH_SOCK = socket;
  try {
    for (const type of types) {
      const key = await makeKey(`agent-${type.join("")}`, type, "");
      execFileSync("ssh-add", ["-q", key], { stdio: "ignore" });
      await rm(key);
      await signIn({ signIn: "agent", key });
      await signIn({ signIn: "agent", key: `${key}.pub` });
      execFileSync("ssh-add", ["-q", "-D"], { stdio: "ignore" });
      await expect(signIn({ signIn: "agent", key })).rejects.toMatchObject({ code: "publish.agentLacksKey" });
    }
  } finally {
    process.kill(pid);
    if (before === undefined) delete process.env.SSH_AUTH_SOCK;
    else process.env.SSH_AUTH_SOCK = before;
  }
});
