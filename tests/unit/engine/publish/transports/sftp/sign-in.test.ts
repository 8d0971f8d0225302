import { expect, test } from "vitest";
import type { Answer, Question } from "#contract/types/publish-run-types.ts";
import { AppError } from "#contract/errors.ts";
import { SignIn } from "#engine/publish/transports/sftp/sign-in.ts";
import type { Secrets, SftpTarget } from "#engine/publish/base/targets.ts";

const target: SftpTarget = {
  kind: "sftp",
  host: "example.com",
  port: 22,
  user: "author",
  directory: "/www",
  url: "https://example.com/",
  signIn: "password",
  fileMode: "644",
  directoryMode: "755",
};

const locked = () => Promise.reject(new AppError("internal", { reason: "the vault is locked" }));

/** Creates a sign-in that records its questions and answers them with numbered passwords. */
function signIn(secrets: Secrets): { signIn: SignIn; questions: Question[] } {
  const questions: Question[] = [];
  const ask = async (question: Question): Promise<Answer> => {
    questions.push(question);
    return { accept: true, answers: [`typed ${questions.length}`], remember: true };
  };
  return { signIn: new SignIn(target, secrets, ask, () => undefined), questions };
}

test("a vault that cannot be opened leads to a question", async () => {
  const { signIn: one, questions } = signIn({ get: locked, set: locked, remove: locked });
  expect(await one.next(null, null)).toMatchObject({ type: "none" });
  expect(await one.next(["password"], false)).toMatchObject({ type: "password", password: "typed 1" });
  expect(questions).toMatchObject([{ kind: "secret", secret: "password", retry: false }]);
  expect(one.failure).toBeNull();
});

test("a refused stored password is asked for again, even if the vault returns it", async () => {
  const { signIn: one, questions } = signIn({ get: async () => "old", set: locked, remove: locked });
  await one.next(null, null);
  expect(await one.next(["password"], false)).toMatchObject({ password: "old" });
  expect(await one.next(["password"], false)).toMatchObject({ password: "typed 1" });
  expect(questions).toMatchObject([{ kind: "secret", retry: true }]);
});

test("a third refusal ends the sign-in, and no message contains the password", async () => {
  const stored = "p4ssw0rd";
  const { signIn: one } = signIn({ get: async () => stored, set: locked, remove: async () => undefined });
  await one.next(null, null);
  for (let attempt = 0; attempt < 3; attempt += 1) expect(await one.next(["password"], false)).not.toBeNull();
  expect(await one.next(["password"], false)).toBeNull();
  expect(one.failure).toMatchObject({ code: "publish.signInFailed" });
  expect(`${one.failure?.message} ${one.failure?.stack}`).not.toMatch(/p4ssw0rd|typed \d/);
});

test("a server's prompt is shown without control characters", async () => {
  const { signIn: one, questions } = signIn({ get: async () => null, set: locked, remove: locked });
  await one.next(null, null);
  const method = await one.next(["keyboard-interactive"], false);
  if (method?.type !== "keyboard-interactive") throw new Error("not asked for");
  const prompts = [
    { prompt: "Code\u001B[2J: ", echo: true },
    { prompt: "Word: ", echo: false },
  ];
  await new Promise<void>((resolve) => {
    method.prompt("", "Two\u0007 things", "", prompts, () => resolve());
  });
  expect(questions).toEqual([
    {
      kind: "prompts",
      host: "example.com",
      title: "",
      words: "Two things",
      retry: false,
      prompts: [
        { text: "Code[2J:", echo: true },
        { text: "Word:", echo: false },
      ],
    },
  ]);
});
