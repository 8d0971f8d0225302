import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { Answer, Question } from "#contract/types/publish-run-types.ts";
import { readTree, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { makeBlog, sftpSettings } from "#tests/support/blogs/blog-maker.ts";
import { type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { hasOneTimeCodes, makePamService, type PamService } from "#tests/support/servers/pam-service.ts";
import { noSecrets, publishSite, yes } from "#tests/support/publish/sftp-publish.ts";
import { hasTerminals, TerminalScreen } from "#tests/support/terminal-screen.ts";
import { program } from "#tests/unit/engine/cli/run-cli.ts";

const password = "ひみつ-pass word";
const words = "ようこそ。日曜は点検です。\nMaintenance on Sunday.";
const site = sampleSite(1);
const factorTest = test.runIf(hasOneTimeCodes);

let pam: PamService;
let server: OpenSshServer;

/** Starts a server that asks for the password, and then for a code. */
async function startServer(code: "shown" | "hidden", ways: readonly string[] = []): Promise<void> {
  pam = await makePamService({ password, words, code });
  server = await startOpenSsh([
    ...pam.config,
    "PasswordAuthentication no",
    "KbdInteractiveAuthentication yes",
    ...ways,
  ]);
}
afterEach(async () => {
  await server?.stop();
  await pam?.remove();
});

type Reply = Answer | (() => Answer);

const typed = (...answers: string[]): Answer => ({ accept: true, answers, remember: false });
const remembered = (answer: string): Answer => ({ ...typed(answer), remember: true });

/** Answers the server's questions with one reply after the other, and records the questions. */
function replying(replies: Reply[]): { ask: typeof yes; asked: Question[] } {
  const asked: Question[] = [];
  const ask = async (question: Question): Promise<Answer> => {
    if (question.kind !== "secret" && question.kind !== "prompts") return yes(question);
    asked.push(question);
    const reply = replies.shift() ?? typed("");
    return typeof reply === "function" ? reply() : reply;
  };
  return { ask, asked };
}

/** Creates a secret store in memory. */
function vault(password: string | null) {
  let stored = password;
  return {
    secrets: {
      ...noSecrets,
      get: async () => stored,
      set: async (_id: object, secret: string) => {
        stored = secret;
      },
      remove: async () => {
        stored = null;
      },
    },
    get stored() {
      return stored;
    },
  };
}

const byPassword = () => ({ target: server.target({ signIn: "password", key: undefined }) });

for (const code of ["shown", "hidden"] as const) {
  factorTest(`password and one-time code, ${code}: wrong, then right`, async () => {
    await startServer(code);
    const { ask, asked } = replying([
      typed(password),
      typed("000000"),
      remembered(password),
      () => typed(pam.code()),
    ]);
    const { secrets } = vault(null);
    await publishSite(server, site, { ...byPassword(), ask, secrets });
    expect(await readTree(server.documentRoot)).toEqual(treeOf(site));
    const [about, prompts] = [
      { kind: "secret", secret: "password", host: "127.0.0.1", user: server.user, words },
      {
        kind: "prompts",
        host: "127.0.0.1",
        title: "",
        retry: false,
        prompts: [{ text: "Verification code:", echo: code === "shown" }],
      },
    ];
    expect(asked).toEqual([{ ...about, retry: false }, prompts, { ...about, retry: true }, prompts]);
    expect(await secrets.get()).toBe(password);
  });
}

factorTest("cancelling at the code ends the sign-in at once, without a further attempt", async () => {
  await startServer("shown");
  const { ask, asked } = replying([typed(password), { accept: false, answers: [], remember: false }]);
  await expect(publishSite(server, site, { ...byPassword(), ask })).rejects.toMatchObject({
    code: "call.cancelled",
  });
  expect(asked).toHaveLength(2);
  expect(await readTree(server.documentRoot)).toEqual({});
  const again = replying([typed(password), () => typed(pam.code())]);
  await publishSite(server, site, { ...byPassword(), ask: again.ask });
  expect(again.asked).toMatchObject([{ retry: false }, { retry: false }]);
});

factorTest("a stored password is only used as password, and a wrong code does not delete it", async () => {
  await startServer("hidden");
  const kept = vault(password);
  const { ask, asked } = replying([typed("000000"), typed(password), () => typed(pam.code())]);
  await publishSite(server, site, { ...byPassword(), ask, secrets: kept.secrets });
  // The server's message after the stored password is part of the first question
  expect(asked).toMatchObject([
    { kind: "prompts", words },
    { kind: "secret", retry: true, words },
    { kind: "prompts" },
  ]);
  expect(kept.stored).toBe(password);
});

factorTest("a stored password that is wrong is deleted", async () => {
  await startServer("hidden");
  const kept = vault("outdated");
  const { ask, asked } = replying([() => typed(pam.code()), typed(password), () => typed(pam.code())]);
  await publishSite(server, site, { ...byPassword(), ask, secrets: kept.secrets });
  expect(asked).toMatchObject([{ kind: "prompts" }, { kind: "secret", retry: true }, { kind: "prompts" }]);
  expect(kept.stored).toBeNull();
});

factorTest("a code in full-width digits from an input method is accepted", async () => {
  await startServer("shown");
  const wide = (): string =>
    [...pam.code()].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join("");
  const { ask } = replying([typed(password), () => typed(wide())]);
  await publishSite(server, site, { ...byPassword(), ask });
  expect(await readTree(server.documentRoot)).toEqual(treeOf(site));
});

factorTest(
  "after a key, questions for a second factor are no second attempt, and are not answered with the key's secret",
  async () => {
    await startServer("shown", ["AuthenticationMethods publickey,keyboard-interactive"]);
    const { ask, asked } = replying([
      typed("wrong"),
      typed("000000"),
      typed(password),
      () => typed(pam.code()),
    ]);
    await publishSite(server, site, { ask });
    const [first, code] = [
      { kind: "prompts", words, prompts: [{ text: "Password:", echo: false }] },
      { kind: "prompts", retry: false, prompts: [{ text: "Verification code:", echo: true }] },
    ];
    expect(asked).toMatchObject([{ ...first, retry: false }, code, { ...first, retry: true }, code]);
  },
);

test.runIf(hasOneTimeCodes && hasTerminals)("at a terminal: cancelled, wrong, then right", async () => {
  await startServer("shown");
  const home = await mkdtemp(join(tmpdir(), "hitofude-terminal-"));
  const url = "http://127.0.0.1:9/";
  const blog = await makeBlog(1, sftpSettings(server.target({ url, signIn: "password", key: undefined })));
  const command = `"${process.execPath}" "${program}" publish "${blog}" --yes --trust`;
  try {
    const given = new TerminalScreen(command, home);
    await given.answer("Is this the key of your server? [y/N]", "y\r");
    await given.answer("password for nobody@127.0.0.1:", `${password}\r`);
    expect(given.everything).toContain("ようこそ。日曜は点検です。\r\nMaintenance on Sunday.");
    await given.answer("Verification code:", "\u0003");
    expect(await given.ended).toBe(1);

    const screen = new TerminalScreen(command, home);
    await screen.answer("password for nobody@127.0.0.1:", `${password}\r`);
    await screen.answer("Verification code:", "000000\r");
    await screen.answer("password for nobody@127.0.0.1:", `${password}\r`);
    await screen.answer("Verification code:", `${pam.code()}\r`);
    expect(await screen.ended, screen.everything).toBe(0);
    expect(screen.everything).toContain("It was not accepted. Please type it again.");
    expect(screen.everything).not.toContain("ひみつ");
    expect(Object.keys(await readTree(server.documentRoot))).toContain("index.html");
  } finally {
    for (const folder of [home, blog]) await rm(folder, { recursive: true, force: true });
  }
});
