import { execFileSync } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import type { Answer, Question } from "#contract/types/publish-run-types.ts";
import { respond } from "#engine/publish/practice/practice-pages.ts";
import { readTree, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { makeBlog, sftpSettings } from "#tests/support/blogs/blog-maker.ts";
import { type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { hasOneTimeCodes, makePamService, type PamService } from "#tests/support/servers/pam-service.ts";
import { noSecrets, publishSite, yes } from "#tests/support/publish/sftp-publish.ts";
import { hasTerminals, TerminalScreen } from "#tests/support/terminal-screen.ts";
import { openBlog, openFiles, post, type TestBlog } from "#tests/unit/engine/app/open-service.ts";
import { program, runCli } from "#tests/unit/engine/cli/run-cli.ts";

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
    expect(asked).toEqual([
      { ...about, retry: false },
      prompts,
      { ...about, retry: true, withMore: true },
      prompts,
    ]);
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

factorTest("without a terminal, the shell says which question nobody could answer", async () => {
  await startServer("shown");
  const { host, port, user, directory } = server.target();
  const blog = await makeBlog(
    1,
    sftpSettings({ host, port, user, directory, url: "http://127.0.0.1:9/", signIn: "password" }),
  );
  try {
    const key = execFileSync("ssh-keygen", ["-lf", "-"], { input: server.hostKey, encoding: "utf8" });
    const more = ["--yes", "--trust", "--json", "--host-key", key.split(" ")[1] ?? "", blog];
    const [published, tested] = await Promise.all(
      ["publish", "test"].map((command) =>
        runCli([command, ...more], { environment: { HITOFUDE_PASSWORD: password } }),
      ),
    );
    const error = {
      code: "publish.promptUnanswered",
      values: { host: "127.0.0.1", asked: "Verification code:" },
    };
    expect([published?.code, JSON.parse(published?.stdout ?? "")]).toMatchObject([1, { ok: false, error }]);
    const { steps } = JSON.parse(tested?.stdout ?? "");
    expect(steps).toContainEqual(expect.objectContaining({ step: "signIn", finding: error }));
  } finally {
    await rm(blog, { recursive: true });
  }
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

/** The settings of a blog whose target is the server. A web server at `url` serves the site. */
function settingsFor(url: string, changes: Parameters<OpenSshServer["target"]>[0] = {}): string {
  const { kind, host, port, user, directory, signIn, key } = server.target(changes);
  const live = JSON.stringify({ kind, host, port, user, directory, signIn, key, url });
  return `title: a\nsections: { hibi: { title: 日々 } }\ndefaultTarget: live\ntargets:\n  live: ${live}\n`;
}

/** Answers all questions of a blog. Calls `onPlan` at each plan. Returns the kinds of the questions so far. */
function answering({ service }: TestBlog, onPlan: () => Promise<void> = async () => undefined): string[] {
  const asked: string[] = [];
  service.events.forwardTo({
    emit: async (name, payload) => {
      if (name !== "publish.question" || !("question" in payload)) return;
      const { question } = payload;
      asked.push(question.kind);
      if (question.kind === "plan") await onPlan();
      const files = question.kind === "plan" ? question.plan.files : [];
      const take = files.flatMap(({ path, because }) => (because === undefined ? [] : [path]));
      const [answer] = question.kind === "secret" ? [password] : [pam.code()];
      service.publishing.answer(payload.id, { ...typed(answer ?? ""), take });
    },
  });
  return asked;
}

factorTest("a publish or an undo that starts over asks for the password and the code only once", async () => {
  await startServer("shown");
  const web = createServer((request, response) => void respond(server.documentRoot, request, response));
  await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(web.address() as AddressInfo).port}/`;
  const texts = { "posts/hibi/a.md": post("雨", "文"), "media/a.txt": "一" };
  const desk = await openFiles({ "blog.yaml": settingsFor(url), ...texts });
  const copy = join(dirname(desk.folder), "copy");
  const run = (blog: TestBlog, review = false) =>
    blog.service.publishing.run({ review, signal: new Cancellation() });
  let laptop: TestBlog | undefined;
  try {
    answering(desk);
    await desk.service.targets.test({ name: "live" }, new Cancellation());
    await run(desk);
    await cp(desk.folder, copy, { recursive: true });
    await writeFile(join(copy, "blog.yaml"), settingsFor(url, { signIn: "password", key: undefined }));
    laptop = await openBlog(copy);
    // The laptop learns from the server how the web host includes shared parts, and builds the site again.
    const first = answering(laptop);
    expect((await run(laptop)).uploaded).toBe(0);
    expect(first).toEqual(["secret", "prompts"]);

    // A file that disappears while the plan is shown makes the publish start over.
    await writeFile(join(copy, "media", "b.txt"), "二");
    await writeFile(join(copy, "posts/hibi/b.md"), post("晴れ", "文", 10));
    laptop = await laptop.reopen();
    const second = answering(laptop, () => rm(join(copy, "media", "b.txt"), { force: true }));
    await run(laptop, true);
    expect(second).toEqual(["secret", "prompts", "plan", "plan"]);
    const published = await readTree(server.documentRoot);
    expect(Object.keys(published)).toContain("20240506-1000.html");

    // An undo of a publish of another computer first learns from the server that there was one.
    await cp(join(copy, "posts/hibi/b.md"), join(desk.folder, "posts/hibi/b.md"));
    await writeFile(join(desk.folder, "posts/hibi/c.md"), post("雪", "文", 11));
    await run(desk);
    expect(await readTree(server.documentRoot)).not.toEqual(published);
    const third = answering(laptop);
    await laptop.service.publishing.undo({ signal: new Cancellation() });
    expect(third).toEqual(["secret", "prompts", "plan"]);
    expect(await readTree(server.documentRoot)).toEqual(published);
  } finally {
    web.closeAllConnections();
    web.close();
    await laptop?.close();
    await desk.close();
  }
});

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
    expect(screen.everything).toContain(
      "The password or the code was not accepted. Please begin with the password again.",
    );
    expect(screen.everything).not.toContain("ひみつ");
    expect(Object.keys(await readTree(server.documentRoot))).toContain("index.html");
  } finally {
    for (const folder of [home, blog]) await rm(folder, { recursive: true, force: true });
  }
});
