import { expect, test } from "vitest";
import type { Answer, Question } from "#contract/types/publish-run-types.ts";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { QuestionDesk } from "#engine/app/question-desk.ts";

const question: Question = {
  kind: "hostKey",
  host: "example.jp",
  keyType: "ssh-ed25519",
  fingerprint: "SHA256:x",
};
const yes: Answer = { accept: true, answers: [], remember: false };
const no: Answer = { ...yes, accept: false };

function desk(): { desk: QuestionDesk; shown: number[] } {
  const shown: number[] = [];
  return { desk: new QuestionDesk((id) => shown.push(id)), shown };
}

test("each question gets its own answer, in any order", async () => {
  const { desk: questions, shown } = desk();
  const [first, second] = [
    questions.ask(question, new Cancellation()),
    questions.ask(question, new Cancellation()),
  ];
  expect(new Set(shown).size).toBe(2);
  questions.answer(shown[1] ?? 0, yes);
  questions.answer(shown[0] ?? 0, no);
  expect([await first, await second]).toEqual([no, yes]);
});

test("a cancelled question rejects, and a late answer is ignored", async () => {
  const { desk: questions, shown } = desk();
  const cancellation = new Cancellation();
  const asked = questions.ask(question, cancellation);
  cancellation.cancel();
  await expect(asked).rejects.toMatchObject({ code: "call.cancelled" });
  questions.answer(shown[0] ?? 0, yes);
  questions.answer(99, yes);
});

test("a question of work that is cancelled already is not shown", async () => {
  const { desk: questions, shown } = desk();
  const cancellation = new Cancellation();
  cancellation.cancel();
  await expect(questions.ask(question, cancellation)).rejects.toMatchObject({ code: "call.cancelled" });
  expect(shown).toEqual([]);
});

test("cancelling after the answer changes nothing", async () => {
  const { desk: questions, shown } = desk();
  const cancellation = new Cancellation();
  const asked = questions.ask(question, cancellation);
  questions.answer(shown[0] ?? 0, yes);
  cancellation.cancel();
  expect(await asked).toEqual(yes);
});
