import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:net";
import ssh2 from "ssh2";
import { afterEach, expect, test } from "vitest";
import type { Answer, Question } from "#contract/types/publish-run-types.ts";
import { readTree, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import {
  type ExpiredAccount,
  hasAccounts,
  makeExpiredAccount,
} from "#tests/support/servers/expired-account.ts";
import { hasOpenSsh, type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { noSecrets, publishSite, yes } from "#tests/support/publish/sftp-publish.ts";

const [first, chosen] = ["first-Pass 一つ目", "chosen-Pass 42"];
const site = sampleSite(1);
const accountTest = test.runIf(hasAccounts);

let account: ExpiredAccount | undefined;
let server: OpenSshServer | undefined;

/** Starts a server that asks a user with an expired password to change it. */
async function startServer(...ways: readonly string[]): Promise<OpenSshServer> {
  account = await makeExpiredAccount(first);
  server = await startOpenSsh([...account.config, ...ways], { account: account.name });
  return server;
}
afterEach(async () => {
  await server?.stop();
  await account?.remove();
  server = account = undefined;
});

const typed = (...answers: string[]): Answer => ({ accept: true, answers, remember: false });

/** Answers the server's questions with one reply after the other, and records the questions. */
function replying(...replies: readonly Answer[]): { ask: typeof yes; asked: Question[] } {
  const asked: Question[] = [];
  const ask = async (question: Question): Promise<Answer> => {
    if (question.kind !== "secret" && question.kind !== "prompts") return yes(question);
    asked.push(question);
    return replies[asked.length - 1] ?? { accept: false, answers: [], remember: false };
  };
  return { ask, asked };
}

/** Creates a secret store in memory. */
function vault(stored: string | null) {
  const kept = { password: stored };
  const secrets = {
    get: async () => kept.password,
    set: async (_id: object, secret: string) => {
      kept.password = secret;
    },
    remove: async () => {
      kept.password = null;
    },
  };
  return { kept, secrets };
}

const dialog = ["Current password:", "New password:", "Retype new password:"].map((text) => ({
  kind: "prompts",
  prompts: [{ text, echo: false }],
}));

for (const how of ["typed and kept", "typed", "stored"] as const) {
  accountTest(`PAM's dialog is answered like any other question; the password was ${how}`, async () => {
    const { target, documentRoot, knownHostsFile } = await startServer("KbdInteractiveAuthentication yes");
    const options = { target: target({ signIn: "password", key: undefined }) };
    const { kept, secrets } = vault(how === "stored" ? first : null);
    const given = how === "stored" ? [] : [{ ...typed(first), remember: how === "typed and kept" }];
    const { ask, asked } = replying(...given, typed(first), typed(chosen), typed(chosen));
    const at = { target, knownHostsFile };
    await publishSite(at, site, { ...options, ask, secrets });
    expect(await readTree(documentRoot)).toEqual(treeOf(site));
    const questions = how === "stored" ? dialog : [{ kind: "secret", retry: false }, ...dialog];
    expect(asked).toMatchObject(questions);
    const words = asked.map((question) => ("words" in question ? question.words : "")).join(" ");
    expect(words).toContain("You are required to change your password immediately");
    // The new password is stored if the old password was stored, or if the author chose to store it.
    expect(kept.password).toBe(how === "typed" ? null : chosen);
    const again = replying(typed(chosen));
    await publishSite(at, sampleSite(2), { ...options, ask: again.ask, secrets });
    expect(again.asked).toHaveLength(how === "typed" ? 1 : 0);
  });
}

accountTest("a new password that is repeated differently changes nothing and is not stored", async () => {
  const { target, knownHostsFile } = await startServer("KbdInteractiveAuthentication yes");
  const options = { target: target({ signIn: "password", key: undefined }) };
  const { kept, secrets } = vault(first);
  const { ask } = replying(typed(first), typed(chosen), typed("mistyped-Pass 42"));
  await expect(
    publishSite({ target, knownHostsFile }, site, { ...options, ask, secrets }),
  ).rejects.toMatchObject({ code: "call.cancelled" });
  expect(kept.password).toBe(first);
});

for (const [way, signIn, ways] of [
  ["a password", "password", ["PasswordAuthentication yes", "KbdInteractiveAuthentication no"]],
  ["a key", "key", ["KbdInteractiveAuthentication no"]],
] as const) {
  accountTest(`a server that forces passwd on users who came with ${way} is understood`, async () => {
    const { target, knownHostsFile } = await startServer(...ways);
    const changes = signIn === "password" ? { signIn, key: undefined } : {};
    const { ask } = replying(typed(first));
    await expect(
      publishSite({ target, knownHostsFile }, site, { target: target(changes), ask }),
    ).rejects.toMatchObject({
      code: "publish.passwordExpired",
      values: { host: "127.0.0.1", user: account?.name },
    });
  });
}

test.runIf(hasOpenSsh)(
  "a server that asks for a new password by SSH's own message is understood",
  async () => {
    const { knownHostsFile, target } = await startServerOfNobody();
    const { privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      privateKeyEncoding: { type: "pkcs1", format: "pem" },
      publicKeyEncoding: { type: "pkcs1", format: "pem" },
    });
    const ssh = new ssh2.Server({ hostKeys: [privateKey] }, (connection) => {
      connection.on("error", () => undefined);
      connection.on("authentication", (context) => {
        if (context.method === "password") context.requestChange("It has expired.", () => context.reject());
        else context.reject(["password"]);
      });
    });
    const listener = createServer((socket) => ssh.injectSocket(socket)).listen(0, "127.0.0.1");
    await new Promise((resolve) => listener.once("listening", resolve));
    const address = listener.address();
    const port = typeof address === "object" && address ? address.port : 0;
    try {
      const { ask } = replying(typed(first));
      await expect(
        publishSite({ target, knownHostsFile }, site, {
          target: target({ port, signIn: "password", key: undefined }),
          ask,
          secrets: noSecrets,
        }),
      ).rejects.toMatchObject({ code: "publish.passwordExpired" });
    } finally {
      listener.close();
    }
  },
);

/** Starts a server that only provides its target and its file of accepted keys. */
async function startServerOfNobody(): Promise<OpenSshServer> {
  server = await startOpenSsh();
  return server;
}
