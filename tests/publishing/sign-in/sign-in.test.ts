import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ssh2 from "ssh2";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Question } from "#contract/types/publish-run-types.ts";
import { makeHostKey } from "#engine/publish/practice/host-key.ts";
import { type PracticeServer, startPracticeServer } from "#engine/publish/practice/practice-server.ts";
import { publishOverSftp as publish } from "#engine/publish/transports/sftp/sftp-target.ts";
import type { SftpPublishOptions } from "#engine/publish/run/publish-options.ts";
import {
  buildSite,
  readTree,
  type SiteFiles,
  sampleSite,
  treeOf,
} from "#tests/support/publish/built-site.ts";
import { noSecrets, yes } from "#tests/support/publish/sftp-publish.ts";

const password = "まちがえやすい password";
let folder = "";
let root = "";
let server: PracticeServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-practice-"));
  root = join(folder, "server", "htdocs");
  await mkdir(root, { recursive: true });
  const hostKey = makeHostKey().privateKey;
  server = await startPracticeServer({ root: join(folder, "server"), hostKey, user: "practice", password });
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function publishTo(port: number, site: SiteFiles, changes: Partial<SftpPublishOptions> = {}) {
  return publish({
    name: "practice",
    input: await buildSite(join(folder, "build"), site),
    target: {
      kind: "sftp",
      host: "127.0.0.1",
      port,
      user: "practice",
      directory: "/htdocs",
      url: "",
      signIn: "password",
      fileMode: "644",
      directoryMode: "755",
    },
    secrets: { ...noSecrets, get: async () => password },
    ask: yes,
    knownHostsFile: join(folder, "known_hosts"),
    client: { user: "author", computer: "desk" },
    review: false,
    program: "test",
    ...changes,
  });
}

test("publishes twice to a server without posix-rename that answers in any order", async () => {
  await publishTo(server.port, sampleSite(40));
  expect(await readTree(root)).toEqual(treeOf(sampleSite(40)));
  await publishTo(server.port, sampleSite(20, 2));
  expect(await readTree(root)).toEqual(treeOf(sampleSite(20, 2)));
});

/** Answers with these passwords one after the other, and records the questions. */
function answering(passwords: string[]): { ask: typeof yes; retries: boolean[] } {
  const retries: boolean[] = [];
  const ask = async (question: Question) => {
    if (question.kind !== "secret") return yes(question);
    retries.push(question.retry);
    return { accept: true, answers: [passwords.shift() ?? ""], remember: true };
  };
  return { ask, retries };
}

test("a wrong stored password is deleted, asked for, and the right one stored", async () => {
  const events: string[] = [];
  const secrets = {
    get: async () => "outdated",
    set: async (_id: object, secret: string) => void events.push(`set ${secret}`),
    remove: async () => void events.push("remove"),
  };
  const { ask, retries } = answering([password]);
  await publishTo(server.port, sampleSite(1), { secrets, ask });
  expect(retries).toEqual([true]);
  expect(events).toEqual(["remove", `set ${password}`]);
});

test("after three wrong passwords the sign-in has failed, and none is stored", async () => {
  const kept: string[] = [];
  const secrets = { ...noSecrets, set: async (_id: object, secret: string) => void kept.push(secret) };
  const { ask, retries } = answering(["a", "b", "c", password]);
  await expect(publishTo(server.port, sampleSite(1), { secrets, ask })).rejects.toMatchObject({
    code: "publish.signInFailed",
    values: { user: "practice", methods: "password" },
  });
  expect(retries).toEqual([false, true, true]);
  expect(kept).toEqual([]);
});

test("an author who does not answer cancels the sign-in", async () => {
  const ask = async (question: Question) =>
    question.kind === "secret" ? { accept: false, answers: [], remember: false } : yes(question);
  await expect(publishTo(server.port, sampleSite(1), { secrets: noSecrets, ask })).rejects.toMatchObject({
    code: "call.cancelled",
  });
});

test("a keyboard-interactive server gets the password for a hidden question and the author's answers for others", async () => {
  const questions: Question[] = [];
  const interactive = new ssh2.Server({ hostKeys: [makeHostKey().privateKey] }, (connection) => {
    connection.on("error", () => undefined);
    connection.on("authentication", (context) => {
      if (context.method !== "keyboard-interactive") return context.reject(["keyboard-interactive"]);
      return context.prompt([{ prompt: "Password: ", echo: false }], ([given]) => {
        if (given !== password) return context.reject();
        const more = [
          { prompt: "Code: ", echo: true },
          { prompt: "Word: ", echo: false },
        ];
        return context.prompt(more, "Two things", "Please answer both.", ([code, word]) =>
          code === "123456" && word === "open" ? context.accept() : context.reject(),
        );
      });
    });
    connection.on("ready", () => connection.end());
  });
  await new Promise<void>((resolve) => interactive.listen(0, "127.0.0.1", resolve));
  const { port } = interactive.address() as { port: number };
  const ask = async (question: Question) => {
    questions.push(question);
    return { accept: true, answers: ["１２３４５６", "open"], remember: false };
  };
  try {
    // The server disconnects after the sign-in: only the sign-in matters here.
    await expect(publishTo(port, sampleSite(1), { ask })).rejects.toMatchObject({
      code: "publish.connectionLost",
    });
    expect(questions.slice(1)).toMatchObject([
      {
        kind: "prompts",
        title: "Two things",
        words: "Please answer both.",
        prompts: [
          { text: "Code:", echo: true },
          { text: "Word:", echo: false },
        ],
      },
    ]);
  } finally {
    interactive.close();
  }
});
