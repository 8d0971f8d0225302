import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { TestReport } from "#contract/types/connection-test-types.ts";
import type { Answer, Question } from "#contract/types/publish-run-types.ts";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { createMessages } from "#contract/messages.ts";
import type { SftpTarget } from "#engine/publish/base/targets.ts";
import { testTarget } from "#engine/publish/transports/registry.ts";
import { testConnection } from "#engine/publish/transports/sftp/sftp-target.ts";
import en from "#resources/locales/en.json" with { type: "json" };
import ja from "#resources/locales/ja.json" with { type: "json" };
import { freePort } from "#tests/support/servers/loopback-server.ts";
import { hasOpenSsh, type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { makeReadOnly } from "#tests/support/disks/read-only-folder.ts";
import { noSecrets, yes } from "#tests/support/publish/sftp-publish.ts";
import { type StaticServer, startStaticServer } from "#tests/support/servers/static-server.ts";

const sshTest = test.runIf(hasOpenSsh);
let server: OpenSshServer;
let web: StaticServer;

beforeAll(async () => {
  if (!hasOpenSsh) return;
  server = await startOpenSsh();
  web = await startStaticServer(server.documentRoot);
});
afterAll(async () => {
  await web?.close();
  await server?.stop();
});
beforeEach(async () => {
  if (!hasOpenSsh) return;
  await server.emptyFolder(server.home);
  await server.emptyFolder(server.documentRoot);
  await rm(server.knownHostsFile, { force: true });
});

interface Tried {
  readonly reports: TestReport[];
  /** Each step with its state, in the order of the reports. */
  readonly progress: string[];
}

async function tryOut(
  changes: Partial<SftpTarget> = {},
  ask: (question: Question) => Promise<Answer> = yes,
  at: OpenSshServer = server,
): Promise<Tried> {
  const progress: string[] = [];
  const reports = await testConnection(async () => at.target({ url: web.url, ...changes }), {
    ask,
    secrets: noSecrets,
    knownHostsFile: at.knownHostsFile,
    onReport: ({ step, state }) => progress.push(`${step} ${state}`),
  });
  return { reports, progress };
}

/** Returns the step that failed, and its message in both languages. */
function failure({ reports }: Tried): { step: string; code: string | undefined; en: string; ja: string } {
  const failed = reports.filter(({ state }) => state === "failed");
  expect(failed).toHaveLength(1);
  const [report] = failed;
  const finding = report?.finding;
  if (!report || !finding) throw new Error("no reason is given");
  const [english, japanese] = [createMessages("en", en), createMessages("ja", ja)];
  return {
    step: report.step,
    code: finding.code,
    en: english(`error.${finding.code}.what`, finding.values),
    ja: japanese(`error.${finding.code}.what`, finding.values),
  };
}

sshTest("a working target passes each step in order, and no file of the test is left", async () => {
  const { reports, progress } = await tryOut();
  expect(reports.map(({ step, state }) => `${step} ${state}`)).toEqual([
    "name passed",
    "port passed",
    "hostKey passed",
    "signIn passed",
    "directory passed",
    "write passed",
    "rename passed",
    "web passed",
    "parts passed",
    "remove passed",
  ]);
  expect(progress).toEqual(reports.flatMap(({ step }) => [`${step} running`, `${step} passed`]));
  expect(reports.find(({ step }) => step === "directory")?.values).toEqual({
    directory: server.documentRoot,
    count: 0,
  });
  expect(await readdir(server.documentRoot)).toEqual([]);
});

sshTest("the test reports a wrong host name", async () => {
  const tried = await tryOut({ host: "no-such-host.invalid" });
  expect(failure(tried)).toMatchObject({
    step: "name",
    code: "publish.hostUnknown",
    ja: "サーバー no-such-host.invalid が見つかりません。",
  });
  expect(tried.reports.filter(({ state }) => state === "skipped")).toHaveLength(9);
});

sshTest("the test reports a closed port", async () => {
  const port = await freePort();
  expect(failure(await tryOut({ port }))).toMatchObject({
    step: "port",
    code: "publish.refused",
    en: `127.0.0.1 did not accept a connection on port ${port}.`,
  });
});

sshTest("the test reports a port of another service", async () => {
  const port = Number(new URL(web.url).port);
  expect(failure(await tryOut({ port }))).toMatchObject({ step: "hostKey", code: "publish.notSsh" });
});

sshTest("a changed key fails without a question, before any secret is sent", async () => {
  const other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHKj+sVa9WcD/q2DJUJaf43Kptc8xYuUQA4bOFj9vC8T";
  await writeFile(server.knownHostsFile, `[127.0.0.1]:${server.port} ${other}\n`);
  const questions: Question[] = [];
  const tried = await tryOut({}, async (question) => {
    questions.push(question);
    return yes(question);
  });
  expect(failure(tried)).toMatchObject({ step: "hostKey", code: "publish.hostKeyChanged" });
  expect(questions).toEqual([]);
});

sshTest(
  "after a wrong password the test asks again, and reports it as wrong if the author gives up",
  async () => {
    const strict = await startOpenSsh(["PasswordAuthentication yes", "MaxAuthTries 6"]);
    try {
      const retries: boolean[] = [];
      const ask = async (question: Question): Promise<Answer> => {
        if (question.kind !== "secret") return yes(question);
        retries.push(question.retry);
        return { accept: !question.retry, answers: ["wrong"], remember: false };
      };
      expect(failure(await tryOut({ signIn: "password" }, ask, strict))).toMatchObject({
        step: "signIn",
        code: "test.passwordRefused",
        ja: `127.0.0.1 は「${strict.user}」のパスワードを受け付けませんでした。`,
      });
      expect(retries).toEqual([false, true]);
    } finally {
      await strict.stop();
    }
  },
);

sshTest("without anybody to ask, the test reports a missing password", async () => {
  const strict = await startOpenSsh(["PasswordAuthentication yes"]);
  try {
    const ask = async (question: Question): Promise<Answer> => ({
      accept: question.kind === "hostKey",
      answers: [],
      remember: false,
    });
    expect(failure(await tryOut({ signIn: "password" }, ask, strict))).toMatchObject({
      step: "signIn",
      code: "publish.secretNeeded",
    });
  } finally {
    await strict.stop();
  }
});

sshTest("the test reports a server that accepts only keys, and one that does not know the key", async () => {
  expect(failure(await tryOut({ signIn: "password" }))).toMatchObject({
    step: "signIn",
    code: "test.keyOnly",
  });
  const other = await startOpenSsh(["KbdInteractiveAuthentication no"]);
  try {
    expect(failure(await tryOut({ signIn: "password" }, yes, other)).code).toBe("test.keyOnly");
    expect(failure(await tryOut({ key: other.keyFile }))).toMatchObject({
      step: "signIn",
      code: "publish.keyRefused",
    });
  } finally {
    await other.stop();
  }
});

sshTest("the test reports a missing directory, with the directories that exist", async () => {
  const directory = join(server.home, "www");
  expect(failure(await tryOut({ directory }))).toMatchObject({
    step: "directory",
    code: "test.directoryMissing",
    ja: `サーバーにフォルダー ${directory} がありません。${server.home} にあるのは public_html です。`,
  });
  const file = join(server.home, "file");
  await writeFile(file, "");
  expect(failure(await tryOut({ directory: file }))).toMatchObject({ code: "test.notADirectory" });
});

sshTest("the test reports a read-only directory", async () => {
  const giveBack = makeReadOnly(server.documentRoot);
  try {
    expect(failure(await tryOut())).toMatchObject({ step: "write", code: "publish.directoryDenied" });
  } finally {
    giveBack();
  }
});

sshTest(
  "the test reports a URL that shows another folder, one without a server, and an invalid one",
  async () => {
    const other = join(server.home, "other");
    await mkdir(other);
    const elsewhere = await startStaticServer(other);
    try {
      const tried = await tryOut({ url: elsewhere.url });
      expect(failure(tried)).toMatchObject({
        step: "web",
        code: "test.webElsewhere",
        en: `${elsewhere.url} shows another place than ${server.documentRoot}.`,
      });
      // The test file is removed nevertheless.
      expect(tried.progress.slice(-3)).toEqual(["remove running", "remove passed", "parts skipped"]);
      expect(await readdir(server.documentRoot)).toEqual([]);
    } finally {
      await elsewhere.close();
    }
    const url = `http://127.0.0.1:${await freePort()}/`;
    expect(failure(await tryOut({ url }))).toMatchObject({ step: "web", code: "test.webUnreachable" });
    expect(failure(await tryOut({ url: "example" }))).toMatchObject({ code: "test.addressInvalid" });
    expect(failure(await tryOut({ url: "http://no-such-host.invalid/" }))).toMatchObject({
      code: "test.webNameUnknown",
    });
  },
);

sshTest("a cancelled test ends as cancelled", async () => {
  const signal = new Cancellation();
  const options = { ask: yes, secrets: noSecrets, knownHostsFile: server.knownHostsFile, signal };
  const testing = testConnection(async () => server.target({ url: web.url }), {
    ...options,
    onReport: ({ step, state }) => {
      if (step === "write" && state === "running") signal.cancel();
    },
  });
  await expect(testing).rejects.toMatchObject({ code: "call.cancelled" });
  expect(await readdir(server.documentRoot)).toEqual([]);
});

sshTest("a folder on this computer is tested by the same steps, without a server", async () => {
  const reports = await testTarget(
    { kind: "folder", directory: server.documentRoot, url: web.url },
    { ask: yes, onReport: () => undefined },
    { secrets: noSecrets, knownHostsFile: "" },
  );
  expect(reports.map(({ step, state }) => `${step} ${state}`)).toEqual([
    "directory passed",
    "write passed",
    "rename passed",
    "web passed",
    "parts passed",
    "remove passed",
  ]);
});
