import { expect, test } from "vitest";
import type { PublishPlan } from "#contract/types/publish-run-types.ts";
import {
  answerWith,
  chooseAll,
  firstChoices,
  openChoices,
} from "#renderer/views/publishing/plan/plan-choices.ts";

const files: PublishPlan["files"] = [
  { path: "a", change: "conflict", size: 1, because: "edited" },
  { path: "b", change: "conflict", size: 1, because: "foreign" },
  { path: "gone", change: "leftover", size: 1, because: "edited" },
  { path: "old", change: "kept", size: 1 },
  { path: "new", change: "new", size: 1 },
];

test("no file of others is overwritten or deleted without the author's decision", () => {
  const choices = firstChoices(files);
  expect(answerWith(choices)).toMatchObject({ accept: true, take: [], keep: ["gone", "old"] });
  expect(openChoices(files, choices)).toBe(2);
  const some = chooseAll(choices, files.slice(0, 1), "take");
  expect(openChoices(files, some)).toBe(1);
  const all = chooseAll(some, files.slice(1, 2), "keep");
  expect(openChoices(files, all)).toBe(0);
  expect(answerWith(all)).toMatchObject({ take: ["a"], keep: ["gone", "old", "b"] });
  expect(answerWith(chooseAll(all, files.slice(2, 3), "take")).take?.sort()).toEqual(["a", "gone"]);
});
