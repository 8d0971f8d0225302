import { expect, test } from "vitest";
import { answerForNobody } from "#engine/app/publish/unattended.ts";

test("a scheduled publish names the one-time code that a server asks for, not a password to remember", async () => {
  const prompts = [{ text: "Verification code: ", echo: true }];
  const question = { kind: "prompts", host: "example.jp", title: "", retry: false, prompts } as const;
  await expect(answerForNobody({ ...question, prompts: [...prompts] })).rejects.toMatchObject({
    code: "publish.promptUnanswered",
    values: { host: "example.jp", asked: "Verification code:" },
  });
});
